// SPDX-License-Identifier: Apache-2.0
package org.unmask.recovery;

import java.util.Arrays;
import java.util.List;
import org.unmask.matrix.Matrix;
import org.unmask.recovery.Recovery.Reason;

/** What a failed decomposition means to a reader. */
final class Failures {

    private static final String[] ORDINALS = {"first target", "second target", "context"};

    private Failures() {}

    static Recovery.Failed of(Decomposition decomposition) {
        if (decomposition instanceof Decomposition.RankTooSmall small) {
            Matrix values = small.singularValues();
            return new Recovery.Failed(
                    Reason.RANK_TOO_SMALL,
                    "along the " + ORDINALS[small.mode()] + " the predictor has fewer independent directions than the "
                            + small.rank() + " states; its singular values are "
                            + Arrays.toString(values.row(0)),
                    values,
                    List.of());
        }
        if (decomposition instanceof Decomposition.ComplexSpectrum complex) {
            return new Recovery.Failed(
                    Reason.COMPLEX_SPECTRUM,
                    "the predictor is no mixture of as many real terms: its spectrum has imaginary parts up to "
                            + complex.imaginary().maxAbs(),
                    complex.imaginary(),
                    List.of());
        }
        return Recovery.failed(Reason.NOT_FINITE, "the predictor has a value that is not finite");
    }
}

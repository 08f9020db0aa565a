// SPDX-License-Identifier: Apache-2.0
package org.unmask.estimate;

import java.util.Optional;
import org.unmask.data.Sequences;
import org.unmask.errors.ErrorMethod;
import org.unmask.errors.FixedMask;
import org.unmask.errors.LikelihoodErrors;
import org.unmask.errors.StandardErrors;

/** Standard errors of a fit, by the estimator that made it. */
public final class FitErrors {

    /** Probability that an interval is to cover the truth. */
    public static final double LEVEL = 0.95;

    private FitErrors() {}

    /**
     * The errors of a fit.
     *
     * @param fit with a verdict, which tells what is fixed
     * @param data what was fitted, or a sample of it that stands for all
     * @param wanted {@link ErrorMethod#INFORMATION} or {@link ErrorMethod#SANDWICH}; empty for the better one
     * @return the errors, scaled to all tokens of the fit; empty when there are too many parameters or a number overflows
     * @throws IllegalArgumentException when the fit has no verdict
     */
    public static Optional<StandardErrors> of(Fit fit, Sequences data, Optional<ErrorMethod> wanted) {
        FixedMask mask = FixedMask.of(fit.verdict()
                .orElseThrow(() -> new IllegalArgumentException("the fit has no verdict, which tells what is fixed")));
        return new LikelihoodErrors(
                        fit.family().chain(),
                        fit.options().initial(),
                        mask,
                        LEVEL,
                        fit.options().threads())
                .of(fit.model(), data, wanted);
    }
}

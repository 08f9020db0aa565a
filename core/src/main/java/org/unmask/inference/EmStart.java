// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.unmask.matrix.Matrix;
import org.unmask.matrix.Probabilities;
import org.unmask.matrix.StochasticMatrix;
import org.unmask.model.Chain;
import org.unmask.model.CovarianceShape;
import org.unmask.model.Covariances;
import org.unmask.model.Emission;
import org.unmask.model.Gaussian;
import org.unmask.model.Hmm;

/** Brings the start of a fit into the set of models that the options allow. */
final class EmStart {

    private EmStart() {}

    static Hmm of(Hmm start, EmOptions options, VarianceFloor floor) {
        StochasticMatrix transition = start.transition();
        if (options.chain() == Chain.DOUBLY_STOCHASTIC && !transition.isDoublyStochastic(1e-9)) {
            double[] entries = transition.matrix().toArray();
            transition = DoublyStochasticFit.balanced(entries, start.states())
                    .orElseThrow(() -> new IllegalArgumentException(
                            "the start's transition matrix cannot be scaled to a doubly stochastic one"));
        }
        Probabilities initial = options.initial() == InitialLaw.FREE
                ? start.initial()
                : MaximizationStep.stationary(start.initial(), transition);
        return new Hmm(initial, transition, emission(start.emission(), options, floor));
    }

    private static Emission emission(Emission emission, EmOptions options, VarianceFloor floor) {
        if (!(emission instanceof Gaussian gaussian)) {
            if (options.covariance().isPresent()) {
                throw new IllegalArgumentException("a covariance shape was given, but the model is not Gaussian");
            }
            return emission;
        }
        CovarianceShape shape =
                options.covariance().orElse(gaussian.covariances().shape());
        int d = gaussian.dimension();
        if (shape == CovarianceShape.IDENTITY) {
            return Gaussian.unit(gaussian.means());
        }
        List<Matrix> matrices = new ArrayList<>(gaussian.covariances().matrices());
        if (shape.shared()) {
            Matrix mean = Matrix.zero(d, d);
            for (Matrix matrix : matrices) {
                mean = mean.plus(matrix.scale(1.0 / matrices.size()));
            }
            matrices = new ArrayList<>(Collections.nCopies(matrices.size(), mean));
        }
        matrices.replaceAll(matrix -> PointMoments.shaped(matrix, shape.form(), floor));
        return new Gaussian(gaussian.means(), new Covariances(shape, matrices));
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.unmask.recovery;

import java.util.List;
import java.util.Locale;
import org.unmask.matrix.Matrix;
import org.unmask.model.Hmm;

/** What came of reading a model off a predictor. */
public sealed interface Recovery {

    /**
     * A model was read.
     *
     * @param model stationary, inside its family
     * @param misfit how far the predictor is from that model
     * @param conditioning how well the terms behind it are determined
     */
    record Recovered(Hmm model, Misfit misfit, Conditioning conditioning) implements Recovery {}

    /**
     * No model was read.
     *
     * @param reason why
     * @param message what was found and what was expected, for a person
     * @param evidence numbers behind it, as the reason says, a row vector; may have no entries
     * @param candidates the models that explain the predictor equally well, where that is the reason
     */
    record Failed(Reason reason, String message, Matrix evidence, List<Hmm> candidates) implements Recovery {
        /** Copies the list. */
        public Failed {
            candidates = List.copyOf(candidates);
        }
    }

    /** Why no model was read. */
    enum Reason {
        /** The task has no read-off. No evidence. */
        UNSUPPORTED_TASK,
        /** The covariance is unknown, and the read-off needs it. No evidence. */
        UNSUPPORTED_COVARIANCE,
        /** More states than symbols or coordinates: full column rank is impossible. Evidence: states, dimension. */
        MORE_STATES_THAN_DIMENSIONS,
        /** The tensor has fewer independent directions than states. Evidence: singular values, largest first. */
        RANK_TOO_SMALL,
        /** The tensor is no sum of real rank-one terms. Evidence: imaginary parts of the spectrum. */
        COMPLEX_SPECTRUM,
        /** The task shows only a power of the transition with several roots, or none. Evidence: power, number of roots. */
        AMBIGUOUS_ROOT,
        /** Several models have this predictor. Evidence: how many, their root mean square misfit. */
        SEVERAL_MODELS,
        /** The terms do not make a model: a factor is singular or a scale has no solution. Evidence: what there is. */
        NOT_A_MODEL,
        /** A value is not finite. No evidence. */
        NOT_FINITE;

        /**
         * The word for this reason in files.
         *
         * @return such as {@code rank-too-small}
         */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * How far a predictor is from the model read off it, and so an upper bound on how far it is from any model of that
     * size. All zero but for rounding when the predictor is the optimal one of such a model.
     *
     * @param tensor relative Frobenius norm of what the rank-one terms leave over: no model comes into it yet
     * @param projection largest change of a probability that made the terms a model
     * @param worst largest absolute difference between a value of the predictor and one of the model's optimal predictor
     * @param typical root mean square of those differences, contexts weighted as the predictor weighs them
     */
    record Misfit(double tensor, double projection, double worst, double typical) {}

    /**
     * A failure without candidates.
     *
     * @param reason why
     * @param message what was found and expected
     * @param evidence the numbers
     * @return the failure
     */
    static Failed failed(Reason reason, String message, double... evidence) {
        return several(reason, message, List.of(), evidence);
    }

    /**
     * A failure because too many models fit.
     *
     * @param reason why
     * @param message what was found and expected
     * @param candidates the models
     * @param evidence the numbers
     * @return the failure
     */
    static Failed several(Reason reason, String message, List<Hmm> candidates, double... evidence) {
        return new Failed(reason, message, Matrix.of(1, evidence.length, evidence), candidates);
    }
}

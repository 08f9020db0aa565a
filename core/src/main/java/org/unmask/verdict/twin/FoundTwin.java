// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.twin;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.unmask.model.Hmm;
import org.unmask.verdict.Twin;

/**
 * A twin that the checker accepted, with its certificate.
 *
 * @param kind how the second model is given
 * @param exactFirst the first model in exact fractions
 * @param exactSecond the second one, when it is rational
 * @param second the second model rounded to doubles
 * @param parameterDistance largest difference of a parameter after the best relabelling
 * @param path free parameters of models with the same predictors between the two, in order, rounded to doubles; empty
 *     unless a far twin was asked for
 * @param document the certificate as a plain tree of maps, lists, texts and numbers, which nobody modifies
 */
public record FoundTwin(
        Kind kind,
        ExactModel exactFirst,
        Optional<ExactModel> exactSecond,
        Hmm second,
        double parameterDistance,
        List<List<Double>> path,
        Map<String, Object> document)
        implements Twin {

    /** How the second model is given. */
    public enum Kind {
        /** In exact fractions. */
        RATIONAL_TWIN,
        /** As a point near which it exists on a curve of models with the same predictors. */
        ENCLOSED_TWIN,
        /** As a point near which another root of a power of the chain exists. */
        ROOT_TWIN,
        /** As a point near which a model exists that turns the sign of two factors. */
        MIRROR_TWIN;

        /**
         * The word in documents.
         *
         * @return such as {@code rational-twin}
         */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    /** Copies the path. */
    public FoundTwin {
        path = path.stream().map(List::copyOf).toList();
    }

    @Override
    public Hmm first() {
        return exactFirst.toHmm();
    }
}

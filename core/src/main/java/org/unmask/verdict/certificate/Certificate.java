// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.certificate;

import java.util.Map;
import org.unmask.verdict.twin.FoundTwin;

/** Something that shows a verdict to be right, with the document in which it travels. */
public sealed interface Certificate {

    /**
     * The document.
     *
     * @return a plain tree of maps, lists, texts and numbers, which nobody modifies
     */
    Map<String, Object> document();

    /**
     * Two models with equal predictors.
     *
     * @param twin the twin
     */
    record OfTwin(FoundTwin twin) implements Certificate {
        @Override
        public Map<String, Object> document() {
            return twin.document();
        }
    }

    /**
     * The rank of the Jacobian of the predictors, with a minor that is not zero.
     *
     * @param document its document
     */
    record OfRank(Map<String, Object> document) implements Certificate {}

    /**
     * A theorem, with its preconditions.
     *
     * @param document its document
     */
    record OfTheorem(Map<String, Object> document) implements Certificate {}
}

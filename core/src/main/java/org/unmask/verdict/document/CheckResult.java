// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.document;

import java.util.Map;

/** What the checker says about a document. */
public sealed interface CheckResult {

    /**
     * In words.
     *
     * @return what was verified, or what failed and in which field
     */
    String statement();

    /**
     * Whether every claim of the document was verified.
     *
     * @return true for {@link Accepted}
     */
    default boolean accepted() {
        return this instanceof Accepted;
    }

    /**
     * Every claim was verified.
     *
     * @param statement what was verified
     * @param document the whole document, which nobody modifies
     */
    record Accepted(String statement, Map<String, Object> document) implements CheckResult {}

    /**
     * A claim failed, or the document has a part that nothing vouches for.
     *
     * @param statement the field, what it holds, and what it should hold
     */
    record Refused(String statement) implements CheckResult {}

    /**
     * Two models were proved to have equal predictors, but they may be one process: the witness does not tell them apart.
     *
     * @param statement the field, and what it lacks
     */
    record Indistinct(String statement) implements CheckResult {}
}

// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.check;

/** What the checker says about a document. */
public sealed interface CheckResult {

    /**
     * In words.
     *
     * @return what was verified, or what failed
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
     */
    record Accepted(String statement) implements CheckResult {}

    /**
     * A claim failed, or the document has a part that nothing vouches for.
     *
     * @param statement the first thing that failed
     */
    record Refused(String statement) implements CheckResult {}
}

// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.twin;

/** What came of a search for a twin. */
public sealed interface TwinSearch {

    /**
     * A twin, accepted by the checker.
     *
     * @param twin the twin
     */
    record Found(FoundTwin twin) implements TwinSearch {}

    /**
     * None was found; that proves nothing.
     *
     * @param reason what was tried and how it ended
     */
    record NotFound(String reason) implements TwinSearch {}
}

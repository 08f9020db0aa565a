// SPDX-License-Identifier: Apache-2.0
package org.unmask.atlas;

import java.util.Optional;
import org.unmask.random.Seed;
import org.unmask.verdict.Question;
import org.unmask.verdict.Twin;
import org.unmask.verdict.Verdict;
import org.unmask.verdict.engine.VerdictEngine;
import org.unmask.verdict.twin.TwinFinder;
import org.unmask.verdict.twin.TwinOptions;
import org.unmask.verdict.twin.TwinSearch;

/**
 * Twins for verdicts, by a search without a clock: a study gives the same answer on a slow machine. What bounds the work is
 * the size of the question.
 */
final class Twins {

    private Twins() {}

    /**
     * A verdict with a twin, where it is not a plain yes and one is found.
     *
     * @param verdict any verdict
     * @param seed where the search starts from
     * @return the verdict itself when no twin was found
     */
    static Verdict attached(Verdict verdict, Seed seed) {
        boolean open = verdict instanceof Verdict.LocallyIdentifiable || verdict instanceof Verdict.NotIdentifiable;
        return open
                ? find(verdict.question(), seed)
                        .map(twin -> VerdictEngine.withTwin(verdict, twin))
                        .orElse(verdict)
                : verdict;
    }

    private static Optional<Twin> find(Question question, Seed seed) {
        TwinSearch search = TwinFinder.find(question, TwinOptions.near(seed));
        return search instanceof TwinSearch.Found found ? Optional.of(found.twin()) : Optional.empty();
    }
}

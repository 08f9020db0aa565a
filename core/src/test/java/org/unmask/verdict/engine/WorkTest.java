// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.unmask.verdict.ExactRank;
import org.unmask.verdict.Question;
import org.unmask.verdict.Verdict;

/** A limit of work gives a partial answer, the same whenever it is asked. */
class WorkTest {

    private static final Question QUESTION =
            new QuestionRow("categorical", "3", "4", "doubly-stochastic", "", "x2|x1").question();

    private static Verdict within(long rows) {
        long parameters = QUESTION.family().parameters();
        return VerdictEngine.STANDARD.withWork(rows * parameters * parameters).answer(QUESTION);
    }

    @Test
    void whatIsKnownByThenIsTheAnswer() {
        Verdict early = within(3);
        assertThat(((Verdict.Undetermined) early).isBound()).isTrue();
        ExactRank known = early.rank().orElseThrow();
        ExactRank all = VerdictEngine.STANDARD.answer(QUESTION).rank().orElseThrow();
        assertThat(known.rank()).isPositive().isLessThan(all.rank());
        assertThat(early.reason()).contains("limit of time or work", "at least " + known.rank());
        assertThat(within(3)).isEqualTo(early);
    }

    @Test
    void enoughWorkIsNoLimit() {
        assertThat(within(1000)).isEqualTo(VerdictEngine.STANDARD.answer(QUESTION));
    }
}

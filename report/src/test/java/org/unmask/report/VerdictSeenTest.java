// SPDX-License-Identifier: Apache-2.0
package org.unmask.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.unmask.model.Chain;
import org.unmask.model.ModelFamily;
import org.unmask.task.Loss;
import org.unmask.task.TaskSet;
import org.unmask.verdict.Question;
import org.unmask.verdict.engine.VerdictEngine;

class VerdictSeenTest {

    @Test
    void aRankThatWasCutShortIsABound() {
        Question question = Question.generic(
                new ModelFamily.Categorical(3, 4, Chain.DOUBLY_STOCHASTIC), TaskSet.parse("x2|x1", Loss.LOG));
        assertThat(VerdictSeen.of(VerdictEngine.STANDARD.answer(question), Optional.empty())
                        .checks())
                .singleElement()
                .asString()
                .startsWith("of 13 free parameters 9 directions change the predictions, exact but for a chance of ");
        assertThat(VerdictSeen.of(VerdictEngine.STANDARD.withWork(2 * 13 * 13).answer(question), Optional.empty())
                        .checks())
                .containsExactly("of 13 free parameters at least 1 direction changes the predictions");
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.unmask.model.Chain;
import org.unmask.model.ModelFamily;
import org.unmask.random.Seed;
import org.unmask.task.MaskedTask;
import org.unmask.verdict.Question;
import org.unmask.verdict.rank.RandomQuestion;
import org.unmask.verdict.rank.RankFinder;

/** Elimination in exact fractions against elimination modulo a prime, at the same points, and against the finder's rank. */
class ExactRankTest {

    @Test
    @Tag("slow")
    void fractionsHaveTheRankThatResiduesHave() {
        RandomGenerator random = new Seed(61).generator();
        int seen = 0;
        while (seen < 30) {
            Question question = RandomQuestion.draw(random, false, 8);
            if (question.family() instanceof ModelFamily.Categorical symbols) {
                seen++;
                Family family = new Family(
                        false,
                        symbols.states(),
                        symbols.dimension(),
                        symbols.chain() == Chain.DOUBLY_STOCHASTIC,
                        "none",
                        false,
                        question.tasks().tasks().stream()
                                .map(ExactRankTest::task)
                                .toList());
                List<Ratio> point = Matrix.list(
                        family.parameters(),
                        i -> Ratio.of(random.nextInt(1, 100_003)).over(Ratio.of(100_003)));
                int exact = rank(family, point);
                assertThat(rank(family, point.stream().map(Residue::of).toList()))
                        .as(question.toString())
                        .isEqualTo(exact);
                assertThat(RankFinder.STANDARD
                                .find(question, () -> false)
                                .rank()
                                .rank())
                        .as(question.toString())
                        .isEqualTo(exact);
            }
        }
    }

    private static Task task(MaskedTask task) {
        return new Task(task.text(), task.targets().stream().sorted().toList(), List.copyOf(task.context()));
    }

    private static <N extends Num<N>> int rank(Family family, List<N> point) {
        return Dual.jacobian(
                        point,
                        free -> Predictors.rows(family, family.expand(free)).plain())
                .rank();
    }
}

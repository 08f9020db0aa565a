// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.rank;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.unmask.random.Seed;
import org.unmask.verdict.Question;
import org.unmask.verdict.twin.NicePoint;

/** Exact ranks modulo a prime against singular values in floating point (4.3), on a sample of random questions. */
@Tag("slow")
class RankOpinionsTest {

    @Test
    void theGapInTheSingularValuesIsWhereTheExactRankSays() {
        RandomGenerator random = new Seed(431).generator();
        for (int n = 0; n < 40; n++) {
            Question question = RandomQuestion.draw(random, true, 40);
            int exact = RankFinder.STANDARD.find(question, () -> false).rank().rank();
            // A point with small denominators may be special; one of a few is not.
            List<Integer> seen = IntStream.range(0, 4)
                    .mapToObj(point -> NicePoint.of(question.family(), new Seed(point)))
                    .filter(model -> model.isInside())
                    .map(model -> Question.at(model.toHmm(), question.family().chain(), question.tasks()))
                    .map(at -> FloatJacobian.of(at, new Seed(43)).flatMap(FloatJacobian::rank))
                    .flatMap(Optional::stream)
                    .toList();
            assertThat(seen).as(question.toString()).contains(exact).allMatch(rank -> rank <= exact);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.unmask.model.Chain;
import org.unmask.model.CovarianceShape;
import org.unmask.random.Seed;
import org.unmask.task.Loss;
import org.unmask.task.TaskSet;
import org.unmask.verdict.ExactModels;
import org.unmask.verdict.Question;
import org.unmask.verdict.RationalModel;
import org.unmask.verdict.rank.RandomQuestion;
import org.unmask.verdict.rank.RankFinder;

/** The checker's rank, by slopes along one direction at a time, against the finder's, by gradients backwards. */
class RankCheckTest {

    private static final String TWO = "3/4 1/4; 1/2 1/2";

    @Test
    void ranksAtGenericPointsAreTheFinders() {
        RandomGenerator random = new Seed(37).generator();
        for (int n = 0; n < 40; n++) {
            Question question = RandomQuestion.draw(random, true, 11);
            RankCheck.Proof proof = RankCheck.rank(Asked.family(question), Optional.empty());
            int rank = RankFinder.STANDARD.find(question, () -> false).rank().rank();
            assertThat(proof.rows()).as(question.toString()).hasSize(rank).doesNotHaveDuplicates();
            assertThat(proof.columns()).hasSize(rank).doesNotHaveDuplicates();
            assertThat(proof.statement())
                    .isEqualTo("the rank is " + rank + " of "
                            + question.family().parameters()
                            + ", modulo 2^61 - 1 at two points without pattern");
        }
    }

    private static int rank(RationalModel model, String tasks, Loss loss) {
        Family family = Asked.family(model.family(), TaskSet.parse(tasks, loss));
        RankCheck.Proof proof = RankCheck.prove(family, Optional.of(Asked.free(model)));
        assertThat(proof.statement()).endsWith("at the model");
        return proof.rows().size();
    }

    /** Ranks that are known: usual ones, and of states that look alike. */
    @Test
    void ranksAtModelsAreTheirOwn() {
        RationalModel usual = ExactModels.categorical(Chain.STATIONARY, TWO, "1/2 1/4 1/4; 1/8 1/4 5/8");
        assertThat(rank(usual, "x2,x3|x1", Loss.SQUARED)).isEqualTo(6);
        assertThat(rank(usual, "x2|x1", Loss.SQUARED)).isEqualTo(4);
        RationalModel alike = ExactModels.categorical(Chain.STATIONARY, TWO, "1/2 1/4 1/4; 1/2 1/4 1/4");
        assertThat(rank(alike, "x2|x1", Loss.SQUARED)).isEqualTo(2);
        RationalModel points = ExactModels.gaussian(Chain.STATIONARY, CovarianceShape.IDENTITY, TWO, "1; 2", "");
        assertThat(rank(points, "x2|x1", Loss.SQUARED)).isEqualTo(4);
        RationalModel same = ExactModels.gaussian(Chain.STATIONARY, CovarianceShape.IDENTITY, TWO, "1; 1", "");
        Family family = Asked.family(same.family(), TaskSet.parse("x2|x1", Loss.LOG));
        assertThat(RankCheck.rank(family, Optional.of(Asked.free(same))).rows())
                .as("equal laws have equal densities")
                .hasSize(1);
    }

    @Test
    void dependentDensitiesAreNoProof() {
        String chain = "1/2 1/4 1/4; 1/8 1/2 3/8; 1/4 1/8 5/8";
        RationalModel line = ExactModels.gaussian(Chain.STATIONARY, CovarianceShape.IDENTITY, chain, "1; 2; 3", "");
        Family family = Asked.family(line.family(), TaskSet.parse("x2|x1", Loss.SQUARED));
        List<Ratio> free = Asked.free(line);
        assertThatThrownBy(() -> RankCheck.prove(family, Optional.of(free)))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("depend on each other");
        assertThat(RankCheck.rank(family, Optional.of(free)).rows()).isNotEmpty();
        RationalModel plane =
                ExactModels.gaussian(Chain.STATIONARY, CovarianceShape.IDENTITY, chain, "1 0; 2 0; 3 1", "");
        Family wide = Asked.family(plane.family(), TaskSet.parse("x2|x1", Loss.SQUARED));
        assertThat(RankCheck.prove(wide, Optional.of(Asked.free(plane))).rows()).hasSize(12);
    }
}

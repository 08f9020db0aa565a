// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.hipparchus.fraction.BigFraction;
import org.hipparchus.fraction.BigFractionField;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.unmask.model.Chain;
import org.unmask.model.CovarianceShape;
import org.unmask.model.FieldModel;
import org.unmask.model.ModelFamily;
import org.unmask.model.Parameterization;
import org.unmask.random.Seed;
import org.unmask.task.Loss;
import org.unmask.task.MaskedTask;
import org.unmask.task.TaskSet;
import org.unmask.verdict.ExactModels;
import org.unmask.verdict.RationalModel;

/** The checker's reading of families, models and tasks against the library's. */
class FamilyTest {

    private static final TaskSet PAIR = TaskSet.parse("x2|x1", Loss.SQUARED);
    private static final String TWO = "3/4 1/4; 1/2 1/2";

    private static List<ModelFamily> families() {
        List<ModelFamily> out = new ArrayList<>();
        for (Chain chain : Chain.values()) {
            for (int k = 1; k <= 3; k++) {
                for (int d = 1; d <= 3; d++) {
                    out.add(new ModelFamily.Categorical(k, d, chain));
                    for (CovarianceShape shape : CovarianceShape.values()) {
                        out.add(new ModelFamily.Gaussian(k, d, shape, chain));
                    }
                }
            }
        }
        return out;
    }

    @Test
    void freeNumbersFillTheSameModel() {
        RandomGenerator random = new Seed(18).generator();
        for (ModelFamily family : families()) {
            Family own = Asked.family(family, PAIR);
            assertThat(own.parameters()).as(family.toString()).isEqualTo(family.parameters());
            if (family.parameters() > 0) {
                List<Ratio> free = Matrix.list(
                        own.parameters(), i -> Ratio.of(random.nextInt(1, 9)).over(Ratio.of(random.nextInt(30, 50))));
                Model<Ratio> model = own.expand(free);
                FieldModel<BigFraction> expected = Parameterization.of(family)
                        .expand(
                                BigFractionField.getInstance(),
                                free.stream().map(Asked::fraction).toArray(BigFraction[]::new));
                assertThat(Matrix.map(model.initial(), Asked::fraction)).isEqualTo(List.of(expected.initial()));
                assertThat(Asked.fractions(model.transition())).isEqualTo(Asked.fractions(expected.transition()));
                assertThat(Asked.fractions(model.means())).isEqualTo(Asked.fractions(expected.means()));
                assertThat(Matrix.map(model.covariances(), Asked::fractions))
                        .isEqualTo(java.util.Arrays.stream(expected.spreads())
                                .map(Asked::fractions)
                                .toList());
                assertThat(own.free(model)).isEqualTo(free);
            }
        }
    }

    private static void inside(RationalModel model, boolean fits, String words) {
        Family family = Asked.family(model.family(), PAIR);
        if (fits) {
            assertThat(family.exact("first", Asked.free(model))).isEqualTo(family.expand(Asked.free(model)));
        } else {
            assertThatThrownBy(() -> family.exact("first", Asked.free(model)))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("first")
                    .hasMessageContaining(words);
        }
    }

    @Test
    void modelsOutsideTheFamilyAreRefused() {
        inside(ExactModels.categorical(Chain.STATIONARY, TWO, "1 0; 0 1"), true, "");
        inside(ExactModels.categorical(Chain.STATIONARY, "1 0; 1/2 1/2", "1 0; 0 1"), true, "");
        inside(ExactModels.categorical(Chain.STATIONARY, "5/4 -1/4; 1/2 1/2", "1 0; 0 1"), false, "negative");
        inside(ExactModels.categorical(Chain.STATIONARY, TWO, "5/4 -1/4; 0 1"), false, "negative");
        String line = "-1 0; 0 1";
        inside(gaussian(CovarianceShape.FULL_SHARED, line, "2 1 1"), true, "");
        inside(gaussian(CovarianceShape.FULL_SHARED, line, "1 1 1"), false, "not positive definite");
        inside(gaussian(CovarianceShape.SPHERICAL_PER_STATE, line, "1 0"), false, "not positive definite");
        inside(gaussian(CovarianceShape.DIAGONAL_SHARED, line, "-1 2"), false, "not positive definite");
    }

    private static RationalModel gaussian(CovarianceShape shape, String means, String spreads) {
        return ExactModels.gaussian(Chain.STATIONARY, shape, TWO, means, spreads);
    }

    private static Model<Ratio> model(RationalModel model) {
        return Asked.family(model.family(), PAIR).expand(Asked.free(model));
    }

    @Test
    void statesThatEmitAlikeAreKnown() {
        assertThat(model(gaussian(CovarianceShape.SPHERICAL_PER_STATE, "1; 1", "2 3"))
                        .lookalikes())
                .containsExactly(0, 1);
        assertThat(model(gaussian(CovarianceShape.SPHERICAL_PER_STATE, "1; 1", "2 2"))
                        .lookalikes())
                .containsExactly(0, 0);
        assertThat(model(ExactModels.categorical(
                                Chain.DOUBLY_STOCHASTIC, "1/2 1/4 1/4; 1/4 1/2 1/4; 1/4 1/4 1/2", "1 0; 0 1; 1 0"))
                        .lookalikes())
                .containsExactly(0, 1, 0);
        assertThat(model(gaussian(CovarianceShape.SPHERICAL_PER_STATE, "1 5; 2 6", "2 3"))
                        .emission(1))
                .extracting(Ratio::toString)
                .containsExactly("2", "6", "3", "0", "0", "3");
    }

    /** All orders of three states, with the chain and the emissions carried along, and nothing else. */
    @Test
    void relabelledModelsAreFoundOut() {
        String chain = "1/2 1/4 1/4; 1/8 1/2 3/8; 1/4 1/8 5/8";
        String emission = "1/2 1/2; 1/4 3/4; 1/3 2/3";
        Model<Ratio> model = model(ExactModels.categorical(Chain.STATIONARY, chain, emission));
        int[][] orders = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
        for (int[] order : orders) {
            Model<Ratio> other = new Model<Ratio>(
                    Matrix.list(3, i -> model.initial().get(order[i])),
                    Matrix.of(3, 3, (i, j) -> model.transition().at(order[i], order[j])),
                    Matrix.of(3, 2, (i, x) -> model.means().at(order[i], x)),
                    List.of());
            assertThat(model.isRelabelled(other, List.of())).isTrue();
            Model<Ratio> moved = new Model<>(other.initial(), model.transition(), other.means(), List.of());
            assertThat(model.isRelabelled(moved, List.of())).isEqualTo(order == orders[0]);
        }
        Model<Ratio> swapped =
                model(ExactModels.categorical(Chain.STATIONARY, "1/2 1/4 1/4; 1/8 1/2 3/8; 1/8 1/4 5/8", emission));
        assertThat(model.isRelabelled(swapped, List.of())).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "x2|x1; 2; 1",
                "x5|x3; 3; 2",
                "x1,x7|x4; 7; 3",
                "x3,x5|x9; 7; 2",
                "x2,x3|x6; 5; 1",
                "x4|x12,x8; 9; 4"
            })
    void tasksKnowTheirWindowAndTheDivisorOfTheirDistances(String text, int window, int gap) {
        Task task = Asked.task(MaskedTask.parse(text));
        assertThat(task.window())
                .isEqualTo(window)
                .isEqualTo(MaskedTask.parse(text).window());
        assertThat(task.gap()).isEqualTo(gap);
        assertThat(task.first()).isEqualTo(MaskedTask.parse(text).first());
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.unmask.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.unmask.matrix.Matrix;
import org.unmask.model.CovarianceShape;
import org.unmask.model.Hmm;
import org.unmask.predictor.Context;
import org.unmask.predictor.OptimalPredictor;
import org.unmask.predictor.TablePredictor;
import org.unmask.random.Seed;
import org.unmask.task.MaskedTask;
import org.unmask.testkit.RandomModels;

class PredictorDistanceTest {

    private static final List<String> TASKS =
            List.of("x2,x3|x1", "x1,x3|x2", "x1,x2|x3", "x2,x4|x1", "x1,x4|x2", "x2|x1", "x3|x1,x2", "x2|x1,x3");

    private static TablePredictor table(Hmm model, String task) {
        return OptimalPredictor.of(model, MaskedTask.parse(task)).table();
    }

    private static TablePredictor disturbed(TablePredictor table, double by, RandomGenerator random) {
        return TablePredictor.of(
                table.task(), table.symbols(), table.conditional().map(value -> value + by * random.nextGaussian()));
    }

    /** Eckart and Young: no model of so many states is nearer than the bound, whichever is tried. */
    @Test
    void noModelIsNearerThanTheBound() {
        for (int trial = 0; trial < 40; trial++) {
            RandomGenerator random = new Seed(trial).split("bound").generator();
            int k = 2 + random.nextInt(2);
            int d = k + 1 + random.nextInt(3);
            String task = TASKS.get(trial % TASKS.size());
            Hmm truth = RandomModels.categoricalModel(random, k + 1, d);
            TablePredictor predictor = disturbed(table(truth, task), 0.01, random);
            for (int other = 0; other < 20; other++) {
                Hmm model = RandomModels.categoricalModel(random, k, d);
                PredictorDistance distance = PredictorDistance.of(predictor, model);
                assertThat(distance.atLeast())
                        .as("trial %d, task %s", trial, task)
                        .isPositive()
                        .isLessThanOrEqualTo(distance.atMost());
                assertThat(distance.atMost()).isLessThanOrEqualTo(distance.worst());
            }
        }
    }

    @Test
    void theBoundVanishesForAModelAndOnlyThen() {
        for (int trial = 0; trial < 40; trial++) {
            RandomGenerator random = new Seed(trial).split("vanishes").generator();
            int k = 2 + random.nextInt(3);
            Hmm model = RandomModels.categoricalModel(random, k, k + 2);
            String task = TASKS.get(trial % TASKS.size());
            Spectrum spectrum = Spectrum.of(table(model, task));
            assertThat(spectrum.beyond(k)).as("trial %d, task %s", trial, task).isLessThan(1e-14);
            assertThat(spectrum.beyond(k - 1)).isGreaterThan(1e-8);
            PredictorDistance own = PredictorDistance.of(table(model, task), model);
            assertThat(own.worst()).isLessThan(1e-14);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void singularValuesTellTheNumberOfStates(int k) {
        for (int trial = 0; trial < 20; trial++) {
            Hmm model = RandomModels.categoricalModel(new Seed(trial).generator(), k, 6);
            for (String task : TASKS.subList(0, 5)) {
                assertThat(Spectrum.of(table(model, task)).states())
                        .as("trial %d, task %s", trial, task)
                        .isEqualTo(k);
            }
        }
    }

    @Test
    void contextsOfPointsAreCountedAlike() {
        RandomGenerator random = new Seed(3).generator();
        Hmm model = RandomModels.gaussianModel(random, 2, 3, CovarianceShape.IDENTITY);
        Hmm other = RandomModels.gaussianModel(random, 2, 3, CovarianceShape.IDENTITY);
        MaskedTask task = MaskedTask.parse("x2,x3|x1");
        List<Context> contexts = List.of(Context.ofPoints(new double[] {0, 1, 2}), Context.ofPoints(new double[3]));
        PredictorDistance distance = PredictorDistance.of(OptimalPredictor.of(model, task), contexts, other);
        double sum = 0;
        for (Context context : contexts) {
            Matrix apart = OptimalPredictor.of(model, task)
                    .predict(context)
                    .matrix()
                    .minus(OptimalPredictor.of(other, task).predict(context).matrix());
            sum += Arrays.stream(apart.toArray()).map(x -> x * x).sum() / 9 / 2;
        }
        assertThat(distance.atMost()).isCloseTo(Math.sqrt(sum), within(1e-12));
        assertThat(distance.atLeast()).isLessThan(1e-12);
    }
}

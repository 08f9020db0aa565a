// SPDX-License-Identifier: Apache-2.0
package org.unmask.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.unmask.recovery.Recoveries.failed;
import static org.unmask.recovery.Recoveries.recovered;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.unmask.matrix.Matrix;
import org.unmask.matrix.StochasticMatrix;
import org.unmask.model.Alphabet;
import org.unmask.model.Categorical;
import org.unmask.model.Chain;
import org.unmask.model.Hmm;
import org.unmask.model.ModelFamily;
import org.unmask.predictor.Context;
import org.unmask.predictor.OptimalPredictor;
import org.unmask.predictor.Prediction;
import org.unmask.predictor.Predictor;
import org.unmask.predictor.TablePredictor;
import org.unmask.random.Seed;
import org.unmask.recovery.Recovery.Reason;
import org.unmask.task.MaskedTask;
import org.unmask.testkit.RandomModels;

class ReadOffTest {

    /** What a read-off of exact values is held to. */
    private static final double MEDIAN = 1e-12;

    private static final double WORST = 1e-6;
    private static final double CONDITION = 1e6;

    private static Hmm model(int seed, Chain chain) {
        RandomGenerator random = new Seed(seed).generator();
        int k = 2 + random.nextInt(5);
        int d = k + random.nextInt(13 - k);
        return chain == Chain.DOUBLY_STOCHASTIC
                ? RandomModels.doublyStochasticModel(random, k, d)
                : RandomModels.categoricalModel(random, k, d);
    }

    private static Chain chain(int seed) {
        return Chain.values()[seed % 2];
    }

    /** The table of values alone: contexts carry no weights that tell their probability. */
    private static TablePredictor values(Hmm model, MaskedTask task) {
        return TablePredictor.of(
                task,
                model.emission().dimension(),
                OptimalPredictor.of(model, task).table().conditional());
    }

    private static Recovery read(Hmm model, Chain chain, String task) {
        return ReadOff.into(ModelFamily.of(model, chain)).read(values(model, MaskedTask.parse(task)));
    }

    @ParameterizedTest
    @Tag("slow")
    @ValueSource(
            strings = {
                "x2,x3|x1",
                "x1,x3|x2",
                "x1,x2|x3",
                "x3,x2|x1",
                "x3,x1|x2",
                "x2,x4|x1",
                "x3,x4|x1",
                "x1,x4|x2",
                "x1,x4|x3"
            })
    void aThousandExactPredictorsGiveTheirModelsBack(String task) {
        List<Double> errors = new ArrayList<>();
        for (int seed = 0; seed < 1000; seed++) {
            Hmm model = model(seed, chain(seed));
            Recovery.Recovered found = recovered(read(model, chain(seed), task));
            double error = Alignment.of(model, found.model()).worst();
            errors.add(error);
            if (found.conditioning().worst() < CONDITION) {
                assertThat(error).as("seed %d", seed).isLessThan(WORST);
                assertThat(found.misfit().worst()).isLessThan(WORST);
            }
        }
        errors.sort(null);
        assertThat(errors.get(500)).isLessThan(MEDIAN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x2,x3|x1",
                "x1,x3|x2",
                "x1,x2|x3",
                "x3,x2|x1",
                "x3,x1|x2",
                "x2,x1|x3",
                "x2,x4|x1",
                "x3,x4|x1",
                "x1,x4|x2",
                "x1,x4|x3",
                "x4,x1|x3",
                "x1,x2|x4",
                "x1,x3|x4",
                "x3,x6|x1",
                "x7,x8|x5"
            })
    void exactPredictorsGiveTheirModelsBack(String task) {
        for (int seed = 0; seed < 6; seed++) {
            Hmm model = model(seed, chain(seed));
            Hmm other = model(seed + 6, chain(seed));
            Recovery.Recovered found = recovered(read(model, chain(seed), task));
            assertThat(Alignment.of(model, found.model()).worst())
                    .as("seed %d", seed)
                    .isLessThan(1e-8);
            assertThat(found.misfit().worst()).isLessThan(1e-9);
            assertThat(found.misfit().typical())
                    .isLessThanOrEqualTo(found.misfit().worst());
            assertThat(found.misfit().tensor()).isLessThan(1e-11);
            assertThat(found.misfit().projection()).isLessThan(1e-8);
            assertThat(found.conditioning().kRanks().get(0)).isEqualTo(model.states());
            assertThat(found.model()
                            .transition()
                            .matrix()
                            .leftTimes(found.model().initial().toArray()))
                    .containsExactly(found.model().initial().toArray(), within(1e-12));
            if (other.states() == model.states()
                    && other.emission().dimension() == model.emission().dimension()) {
                assertThat(Alignment.of(other, found.model()).worst()).isGreaterThan(0.01);
            }
        }
    }

    @Test
    void anotherModelIsNotTheAnswer() {
        Hmm model = RandomModels.categoricalModel(new Seed(1).generator(), 3, 5);
        Hmm other = RandomModels.categoricalModel(new Seed(2).generator(), 3, 5);
        Recovery.Recovered found = recovered(read(model, Chain.STATIONARY, "x2,x3|x1"));
        assertThat(Alignment.of(model, found.model()).worst()).isLessThan(1e-10);
        assertThat(Alignment.of(other, found.model()).worst()).isGreaterThan(0.05);
    }

    @Test
    void anyPredictorIsAskedForItsValues() {
        Hmm model = RandomModels.categoricalModel(new Seed(3).generator(), 3, 4);
        OptimalPredictor optimal = OptimalPredictor.of(model, MaskedTask.parse("x1,x3|x2"));
        Predictor blackBox = new Predictor() {
            @Override
            public MaskedTask task() {
                return optimal.task();
            }

            @Override
            public Prediction predict(Context context) {
                return optimal.predict(context);
            }
        };
        ReadOff readOff = ReadOff.into(ModelFamily.of(model, Chain.STATIONARY))
                .withAlphabet(Alphabet.of("a", "c", "g", "t"))
                .withSeed(new Seed(9));
        Recovery.Recovered found = recovered(readOff.read(blackBox));
        assertThat(Alignment.of(model, found.model()).worst()).isLessThan(1e-9);
        assertThat(((Categorical) found.model().emission()).alphabet()).isEqualTo(Alphabet.of("a", "c", "g", "t"));
    }

    @Test
    void contextsThatNeverHappenDoNotMatter() {
        Hmm model = Hmm.stationary(
                StochasticMatrix.ofRows(new double[] {0.7, 0.3}, new double[] {0.2, 0.8}),
                Categorical.ofRows(new double[] {0.5, 0.4, 0.1, 0}, new double[] {0.1, 0.3, 0.6, 0}));
        for (String task : List.of("x2,x3|x1", "x1,x3|x2", "x1,x2|x3", "x2,x4|x1")) {
            TablePredictor weighted =
                    OptimalPredictor.of(model, MaskedTask.parse(task)).table();
            Recovery.Recovered found = recovered(
                    ReadOff.into(ModelFamily.of(model, Chain.STATIONARY)).read(weighted));
            assertThat(Alignment.of(model, found.model()).worst()).as(task).isLessThan(1e-12);
            assertThat(Alignment.of(
                                    model,
                                    recovered(read(model, Chain.STATIONARY, task))
                                            .model())
                            .worst())
                    .as(task)
                    .isLessThan(1e-12);
        }
    }

    @Test
    void noiseMovesTheModelByItsOwnSizeAndShowsInTheMisfit() {
        Hmm model = RandomModels.categoricalModel(new Seed(3).generator(), 3, 6);
        for (String text : List.of("x2,x3|x1", "x1,x3|x2", "x1,x2|x3")) {
            MaskedTask task = MaskedTask.parse(text);
            double before = 0;
            for (double noise : new double[] {1e-8, 1e-6, 1e-4}) {
                RandomGenerator random = new Seed(4).generator();
                Matrix table = values(model, task).conditional().map(p -> p + noise * random.nextGaussian());
                Recovery.Recovered found = recovered(
                        ReadOff.into(ModelFamily.of(model, Chain.STATIONARY)).read(TablePredictor.of(task, 6, table)));
                double error = Alignment.of(model, found.model()).worst();
                assertThat(error).isGreaterThan(before).isLessThan(1e3 * noise);
                assertThat(found.misfit().tensor()).isBetween(noise, 1e2 * noise);
                assertThat(found.misfit().typical()).isBetween(0.5 * noise, 10 * noise);
                assertThat(found.misfit().worst()).isGreaterThan(found.misfit().typical());
                assertThat(found.misfit().projection()).isLessThan(1e3 * noise);
                before = error;
            }
        }
    }

    @Test
    void doublyStochasticFamiliesStaySo() {
        Hmm model = RandomModels.doublyStochasticModel(new Seed(3).generator(), 3, 5);
        MaskedTask task = MaskedTask.parse("x2,x3|x1");
        RandomGenerator random = new Seed(4).generator();
        Matrix table = values(model, task).conditional().map(p -> p + 1e-4 * random.nextGaussian());
        TablePredictor noisy = TablePredictor.of(task, 5, table);
        Hmm found = recovered(ReadOff.into(ModelFamily.of(model, Chain.DOUBLY_STOCHASTIC))
                        .read(noisy))
                .model();
        assertThat(found.transition().isDoublyStochastic(1e-10)).isTrue();
        assertThat(found.initial().toArray()).containsOnly(1.0 / 3);
        Hmm free = recovered(
                        ReadOff.into(ModelFamily.of(model, Chain.STATIONARY)).read(noisy))
                .model();
        assertThat(free.transition().isDoublyStochastic(1e-7)).isFalse();
        assertThat(Alignment.of(model, found).worst()).isLessThan(0.05);
    }

    @Test
    void oneStateIsTheLawOfTokens() {
        Hmm model = RandomModels.categoricalModel(new Seed(3).generator(), 1, 4);
        for (String task : List.of("x2,x3|x1", "x1,x3|x2", "x1,x2|x3", "x2,x4|x1")) {
            assertThat(Alignment.of(
                                    model,
                                    recovered(read(model, Chain.STATIONARY, task))
                                            .model())
                            .worst())
                    .isLessThan(1e-14);
        }
    }

    @Test
    void singularChainsFailWithTheirSingularValues() {
        Hmm model = Hmm.stationary(
                StochasticMatrix.ofRows(
                        new double[] {0.5, 0.3, 0.2}, new double[] {0.5, 0.3, 0.2}, new double[] {0.1, 0.1, 0.8}),
                RandomModels.categorical(new Seed(1).generator(), 3, 4));
        Recovery.Failed found = failed(read(model, Chain.STATIONARY, "x2,x3|x1"));
        assertThat(found.reason()).isEqualTo(Reason.RANK_TOO_SMALL);
        assertThat(found.evidence().get(0, 2)).isLessThan(1e-14);
        assertThat(found.evidence().get(0, 1)).isGreaterThan(1e-3);
        assertThat(found.message()).contains("fewer independent directions than the 3 states");
        assertThat(found.reason().word()).isEqualTo("rank-too-small");
    }

    @Test
    void moreStatesThanSymbolsFail() {
        Hmm model = RandomModels.categoricalModel(new Seed(1).generator(), 4, 3);
        Recovery.Failed found = failed(read(model, Chain.STATIONARY, "x2,x3|x1"));
        assertThat(found.reason()).isEqualTo(Reason.MORE_STATES_THAN_DIMENSIONS);
        assertThat(found.evidence()).isEqualTo(Matrix.ofRows(new double[] {4, 3}));
        assertThat(found.message()).startsWith("there are 4 states and 3 symbols");
    }

    @Test
    void complexSpectraFail() {
        Matrix rotation = Matrix.ofRows(new double[] {0.5, 0.25, 0, 0.25}, new double[] {0.25, 0, 0.5, 0.25});
        Recovery.Failed found = failed(ReadOff.into(new ModelFamily.Categorical(2, 2, Chain.STATIONARY))
                .read(TablePredictor.of(MaskedTask.parse("x2,x3|x1"), 2, rotation)));
        assertThat(found.reason()).isEqualTo(Reason.COMPLEX_SPECTRUM);
        assertThat(found.evidence().maxAbs()).isGreaterThan(1e-3);
        assertThat(found.message()).contains("imaginary parts");
    }

    @Test
    void squaresOfTheChainLeaveItsRootOpen() {
        StochasticMatrix chain = StochasticMatrix.ofRows(new double[] {0.7, 0.3}, new double[] {0.4, 0.6});
        Hmm model = Hmm.stationary(chain, RandomModels.categorical(new Seed(1).generator(), 2, 3));
        for (String task : List.of("x1,x5|x3", "x3,x5|x1")) {
            Recovery.Failed found = failed(read(model, Chain.STATIONARY, task));
            assertThat(found.reason()).isEqualTo(Reason.AMBIGUOUS_ROOT);
            assertThat(found.evidence()).isEqualTo(Matrix.ofRows(new double[] {2, 2}));
        }
        Hmm sticky = Hmm.stationary(
                StochasticMatrix.ofRows(new double[] {0.95, 0.05}, new double[] {0.1, 0.9}),
                RandomModels.categorical(new Seed(1).generator(), 2, 3));
        assertThat(Alignment.of(
                                sticky,
                                recovered(read(sticky, Chain.STATIONARY, "x1,x5|x3"))
                                        .model())
                        .worst())
                .isLessThan(1e-11);
        Hmm flip = Hmm.stationary(
                StochasticMatrix.ofRows(new double[] {0, 1}, new double[] {1, 0}),
                RandomModels.categorical(new Seed(1).generator(), 2, 3));
        assertThat(failed(read(flip, Chain.STATIONARY, "x1,x5|x3")).reason()).isEqualTo(Reason.AMBIGUOUS_ROOT);
    }

    @Test
    void otherTasksAreRefused() {
        Hmm model = RandomModels.categoricalModel(new Seed(1).generator(), 2, 3);
        for (String task : List.of("x2|x1", "x2|x1,x3", "x2,x3,x4|x1")) {
            assertThat(failed(read(model, Chain.STATIONARY, task)).reason()).isEqualTo(Reason.UNSUPPORTED_TASK);
            Recovery black = ReadOff.into(ModelFamily.of(model, Chain.STATIONARY))
                    .read(OptimalPredictor.of(model, MaskedTask.parse(task)));
            assertThat(failed(black).message())
                    .isEqualTo("no read-off is known for " + task + "; one needs two targets and one context token");
        }
        assertThatThrownBy(() -> ReadOff.into(new ModelFamily.Categorical(2, 4, Chain.STATIONARY))
                        .read(values(model, MaskedTask.parse("x2,x3|x1"))))
                .hasMessage("the table has 3 symbols, expected 4 as the family has");
    }
}

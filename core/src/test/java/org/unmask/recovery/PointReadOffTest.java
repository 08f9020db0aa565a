// SPDX-License-Identifier: Apache-2.0
package org.unmask.recovery;

import static org.assertj.core.api.Assertions.assertThat;
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
import org.unmask.matrix.Probabilities;
import org.unmask.matrix.StochasticMatrix;
import org.unmask.model.Chain;
import org.unmask.model.CovarianceShape;
import org.unmask.model.Gaussian;
import org.unmask.model.Hmm;
import org.unmask.model.ModelFamily;
import org.unmask.model.StationaryLaw;
import org.unmask.predictor.Context;
import org.unmask.predictor.OptimalPredictor;
import org.unmask.predictor.Prediction;
import org.unmask.predictor.Predictor;
import org.unmask.random.Seed;
import org.unmask.recovery.Recovery.Reason;
import org.unmask.task.MaskedTask;
import org.unmask.testkit.RandomModels;

class PointReadOffTest {

    private static Hmm model(RandomGenerator random, int k, int d, Chain chain) {
        StochasticMatrix transition = chain == Chain.DOUBLY_STOCHASTIC
                ? RandomModels.doublyStochastic(random, k)
                : RandomModels.stochastic(random, k, k);
        Probabilities law = chain == Chain.DOUBLY_STOCHASTIC ? Probabilities.uniform(k) : StationaryLaw.of(transition);
        return new Hmm(law, transition, RandomModels.gaussian(random, k, d, CovarianceShape.IDENTITY));
    }

    private static Recovery read(Hmm model, Chain chain, String task) {
        return ReadOff.into(ModelFamily.of(model, chain)).read(OptimalPredictor.of(model, MaskedTask.parse(task)));
    }

    @ParameterizedTest
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
    void exactPredictorsGiveTheirModelsBack(String task) {
        for (int seed = 0; seed < 4; seed++) {
            RandomGenerator random = new Seed(seed).generator();
            Chain chain = Chain.values()[seed % 2];
            int k = 2 + seed % 2;
            Hmm model = model(random, k, k + seed % 3, chain);
            Hmm other = model(random, k, k + seed % 3, chain);
            Recovery.Recovered found = recovered(read(model, chain, task));
            assertThat(Alignment.of(model, found.model()).worst())
                    .as("seed %d", seed)
                    .isLessThan(1e-10);
            assertThat(Alignment.of(other, found.model()).worst()).isGreaterThan(0.1);
            assertThat(found.misfit().worst()).isLessThan(1e-11);
            assertThat(found.misfit().typical())
                    .isLessThanOrEqualTo(found.misfit().worst());
            assertThat(found.misfit().tensor()).isLessThan(1e-12);
            assertThat(found.conditioning().worst()).isGreaterThan(1);
        }
    }

    @ParameterizedTest
    @Tag("slow")
    @ValueSource(strings = {"x2,x3|x1", "x1,x3|x2", "x1,x2|x3", "x2,x4|x1", "x3,x4|x1", "x1,x4|x2", "x1,x4|x3"})
    void manyExactPredictorsGiveTheirModelsBack(String task) {
        List<Double> errors = new ArrayList<>();
        for (int seed = 0; seed < 100; seed++) {
            RandomGenerator random = new Seed(seed).generator();
            int k = 2 + random.nextInt(5);
            int d = k + random.nextInt(13 - k);
            Chain chain = Chain.values()[seed % 2];
            Hmm model = model(random, k, d, chain);
            Recovery found = read(model, chain, task);
            if (found instanceof Recovery.Failed several) {
                assertThat(several.reason()).as("seed %d", seed).isEqualTo(Reason.SEVERAL_MODELS);
                assertThat(several.candidates().stream()
                                .mapToDouble(candidate ->
                                        Alignment.of(model, candidate).worst())
                                .min()
                                .orElseThrow())
                        .isLessThan(1e-9);
                continue;
            }
            double error = Alignment.of(model, recovered(found).model()).worst();
            errors.add(error);
            if (recovered(found).conditioning().worst() < 1e6) {
                assertThat(error).as("seed %d", seed).isLessThan(1e-6);
            }
        }
        errors.sort(null);
        assertThat(errors).hasSizeGreaterThan(90);
        assertThat(errors.get(errors.size() / 2)).isLessThan(1e-12);
    }

    @Test
    void aChainInACircleIsReadThroughItsPosteriors() {
        Hmm model = new Hmm(
                Probabilities.uniform(2),
                StochasticMatrix.ofRows(new double[] {0, 1}, new double[] {1, 0}),
                RandomModels.gaussian(new Seed(5).generator(), 2, 3, CovarianceShape.IDENTITY));
        assertThat(Alignment.of(
                                model,
                                recovered(read(model, Chain.DOUBLY_STOCHASTIC, "x2,x3|x1"))
                                        .model())
                        .worst())
                .isLessThan(1e-10);
    }

    /** The sign of both targets together does not show, and a general chain can take either. */
    @Test
    void theMiddleContextMayFitTwoModels() {
        RandomGenerator random = new Seed(29).generator();
        int k = 2 + random.nextInt(5);
        int d = k + random.nextInt(13 - k);
        Hmm model = model(random, k, d, Chain.STATIONARY);
        Recovery.Failed found = failed(read(model, Chain.STATIONARY, "x1,x3|x2"));
        assertThat(found.reason()).isEqualTo(Reason.SEVERAL_MODELS);
        assertThat(found.candidates()).hasSize(2);
        assertThat(found.evidence().get(0, 0)).isEqualTo(2);
        assertThat(found.evidence().get(0, 1)).isLessThan(1e-13);
        List<Double> errors = found.candidates().stream()
                .map(candidate -> Alignment.of(model, candidate).worst())
                .sorted()
                .toList();
        assertThat(errors.get(0)).isLessThan(1e-10);
        assertThat(errors.get(1)).isGreaterThan(1);
        MaskedTask task = MaskedTask.parse("x1,x3|x2");
        for (int trial = 0; trial < 200; trial++) {
            Context context = Context.ofPoints(random.doubles(d, -5, 5).toArray());
            double[] one = OptimalPredictor.of(found.candidates().get(0), task)
                    .predict(context)
                    .toArray();
            double[] two = OptimalPredictor.of(found.candidates().get(1), task)
                    .predict(context)
                    .toArray();
            assertThat(one).containsExactly(two, within(1e-11));
        }
        MaskedTask other = MaskedTask.parse("x2,x3|x1");
        Context zero = Context.ofPoints(new double[d]);
        double apart = Math.abs(OptimalPredictor.of(found.candidates().get(0), other)
                        .predict(zero)
                        .get(0, 0)
                - OptimalPredictor.of(found.candidates().get(1), other)
                        .predict(zero)
                        .get(0, 0));
        assertThat(apart).isGreaterThan(1e-3);
    }

    @Test
    void noiseShowsInTheMisfit() {
        Hmm model = model(new Seed(2).generator(), 2, 3, Chain.STATIONARY);
        OptimalPredictor exact = OptimalPredictor.of(model, MaskedTask.parse("x2,x3|x1"));
        RandomGenerator random = new Seed(7).generator();
        Predictor noisy = new Predictor() {
            @Override
            public MaskedTask task() {
                return exact.task();
            }

            @Override
            public Prediction predict(Context context) {
                double[] values = exact.predict(context).toArray();
                for (int i = 0; i < values.length; i++) {
                    values[i] += 1e-4 * random.nextGaussian();
                }
                return Prediction.of(3, 2, values);
            }
        };
        Recovery.Recovered found =
                recovered(ReadOff.into(ModelFamily.of(model, Chain.STATIONARY)).read(noisy));
        assertThat(Alignment.of(model, found.model()).worst()).isBetween(1e-6, 1e-2);
        assertThat(found.misfit().typical()).isBetween(5e-5, 3e-4);
        assertThat(found.misfit().worst()).isBetween(2e-4, 1e-2);
        assertThat(found.misfit().tensor()).isBetween(1e-6, 1e-3);
    }

    @Test
    void failuresCarryTheirEvidence() {
        Hmm wide = model(new Seed(1).generator(), 4, 3, Chain.STATIONARY);
        Recovery.Failed many = failed(read(wide, Chain.STATIONARY, "x2,x3|x1"));
        assertThat(many.reason()).isEqualTo(Reason.MORE_STATES_THAN_DIMENSIONS);
        assertThat(many.evidence()).isEqualTo(Matrix.ofRows(new double[] {4, 3}));
        assertThat(many.message()).contains("4 states and 3 coordinates");
        Hmm model = model(new Seed(1).generator(), 2, 3, Chain.STATIONARY);
        assertThat(failed(read(model, Chain.STATIONARY, "x2|x1")).reason()).isEqualTo(Reason.UNSUPPORTED_TASK);
        Hmm parallel = new Hmm(
                model.initial(),
                model.transition(),
                Gaussian.unit(Matrix.ofRows(new double[] {1, 2, 3}, new double[] {2, 4, 6})));
        assertThat(failed(read(parallel, Chain.STATIONARY, "x2,x3|x1")).reason())
                .isEqualTo(Reason.RANK_TOO_SMALL);
        Hmm root = new Hmm(
                Probabilities.uniform(2),
                StochasticMatrix.ofRows(new double[] {0.7, 0.3}, new double[] {0.3, 0.7}),
                model.emission());
        assertThat(recovery(read(root, Chain.STATIONARY, "x1,x5|x3"))).isEqualTo(Reason.NOT_A_MODEL);
        Hmm full = RandomModels.gaussianModel(new Seed(1).generator(), 2, 3, CovarianceShape.FULL_SHARED);
        assertThat(recovery(read(full, Chain.STATIONARY, "x2,x3|x1"))).isEqualTo(Reason.UNSUPPORTED_COVARIANCE);
    }

    private static Reason recovery(Recovery recovery) {
        return failed(recovery).reason();
    }
}

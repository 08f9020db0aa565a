// SPDX-License-Identifier: Apache-2.0
package org.unmask.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.unmask.data.SymbolSequences;
import org.unmask.data.WindowWeights;
import org.unmask.inference.StopReason;
import org.unmask.matrix.Matrix;
import org.unmask.matrix.Permutation;
import org.unmask.matrix.Svd;
import org.unmask.model.Alphabet;
import org.unmask.model.Chain;
import org.unmask.model.Hmm;
import org.unmask.parallel.Threads;
import org.unmask.random.Seed;
import org.unmask.task.Loss;
import org.unmask.task.TaskSet;
import org.unmask.testkit.RandomModels;

class CategoricalTrainingTest {

    private static final TrainingOptions EXACT = TrainingOptions.DEFAULT.withTolerance(1e-26);

    private static CategoricalTraining population(Hmm model, Chain chain, TaskSet tasks) {
        List<WindowWeights> weights = tasks.tasks().stream()
                .map(task -> WindowWeights.ofModel(model, CategoricalTraining.positions(task)))
                .toList();
        return CategoricalTraining.of(Alphabet.numbered(model.emission().dimension()), chain, tasks, weights);
    }

    private static List<int[]> permutations(int k) {
        List<int[]> out = new ArrayList<>();
        if (k == 0) {
            out.add(new int[0]);
            return out;
        }
        for (int[] shorter : permutations(k - 1)) {
            for (int at = 0; at < k; at++) {
                int[] longer = new int[k];
                for (int i = 0; i < k; i++) {
                    longer[i] = i < at ? shorter[i] : i == at ? k - 1 : shorter[i - 1];
                }
                out.add(longer);
            }
        }
        return out;
    }

    /** The largest difference of parameters under the best relabelling. */
    private static double distance(Hmm a, Hmm b) {
        double best = Double.POSITIVE_INFINITY;
        for (int[] order : permutations(a.states())) {
            Hmm renamed = a.permuted(Permutation.of(order));
            Matrix transition =
                    renamed.transition().matrix().minus(b.transition().matrix());
            Matrix emission = renamed.emission().means().minus(b.emission().means());
            best = Math.min(best, Math.max(transition.maxAbs(), emission.maxAbs()));
        }
        return best;
    }

    private static Hmm random(RandomGenerator random, Chain chain, int k, int d) {
        return chain == Chain.STATIONARY
                ? RandomModels.categoricalModel(random, k, d)
                : RandomModels.doublyStochasticModel(random, k, d);
    }

    /** A model that the tasks determine well: no two states are nearly alike. */
    private static Hmm distinct(RandomGenerator random, Chain chain, int k, int d) {
        while (true) {
            Hmm model = random(random, chain, k, d);
            boolean far = Svd.of(model.transition().matrix()).value(k - 1) > 0.2
                    && Svd.of(model.emission().means()).value(k - 1) > 0.2
                    && model.transition().matrix().maxAbs() < 0.99;
            if (far) {
                return model;
            }
        }
    }

    @Test
    @Tag("slow")
    void populationTrainingFindsTheTruthFromRandomStarts() {
        RandomGenerator random = new Seed(21).generator();
        for (String text : List.of("x2,x3|x1", "x1,x3|x2", "x1,x2|x3", "x2|x1,x3")) {
            for (Chain chain : Chain.values()) {
                for (Loss loss : Loss.values()) {
                    Hmm truth = distinct(random, chain, 2, 4);
                    TaskSet tasks = TaskSet.parse(text, loss);
                    List<Start> starts = Starts.random(Alphabet.numbered(4), 2, chain, 8, new Seed(random.nextLong()));
                    TrainingResult result = population(truth, chain, tasks).train(starts, EXACT);
                    String name = text + " " + chain + " " + loss;
                    assertThat(result.winner().excess()).as(name).isLessThan(1e-20);
                    assertThat(distance(result.model(), truth)).as(name).isLessThan(1e-6);
                    assertThat(distance(starts.get(0).model(), truth)).as(name).isGreaterThan(1e-2);
                }
            }
        }
    }

    @Test
    void onePairIsFittedPerfectlyByAWrongModel() {
        RandomGenerator random = new Seed(22).generator();
        for (Chain chain : Chain.values()) {
            Hmm truth = random(random, chain, 3, 4);
            List<Start> starts = Starts.random(Alphabet.numbered(4), 3, chain, 6, new Seed(5));
            TrainingResult result =
                    population(truth, chain, TaskSet.parse("x2|x1", Loss.LOG)).train(starts, EXACT);
            assertThat(result.winner().excess()).isLessThan(1e-15);
            assertThat(distance(result.model(), truth)).isGreaterThan(1e-2);
        }
    }

    @Test
    void bothMinimisersComeToTheSameOptimumOfDataThatFitNoModel() {
        RandomGenerator random = new Seed(23).generator();
        SymbolSequences data = SymbolSequences.single(
                Alphabet.numbered(3), random.ints(400, 0, 3).toArray());
        for (Chain chain : Chain.values()) {
            for (Loss loss : Loss.values()) {
                CategoricalTraining training =
                        CategoricalTraining.of(data, chain, TaskSet.parse("x2,x3|x1 & x3|x1", loss), Threads.ONE);
                Hmm near = random(new Seed(3).generator(), chain, 2, 3);
                List<Start> starts = List.of(new Start("near", near));
                TrainingResult scoring = training.train(starts, TrainingOptions.DEFAULT);
                TrainingResult lbfgs = training.train(starts, TrainingOptions.DEFAULT.withMinimiser(Minimiser.LBFGS));
                for (TrainingResult result : List.of(scoring, lbfgs)) {
                    assertThat(result.stopReason()).as(chain + " " + loss).isEqualTo(StopReason.CONVERGED);
                    assertThat(result.curve()).isSortedAccordingTo((a, b) -> Double.compare(b, a));
                    assertThat(result.loss()).isLessThan(result.curve().get(0));
                }
                assertThat(scoring.winner().gradientNorm()).isLessThan(1e-4);
            }
        }
    }

    @Test
    void doublyStochasticChainsStaySoAtEachStep() {
        Hmm truth = RandomModels.doublyStochasticModel(new Seed(9).generator(), 4, 5);
        CategoricalTraining training =
                population(truth, Chain.DOUBLY_STOCHASTIC, TaskSet.parse("x2,x3|x1", Loss.SQUARED));
        List<Start> starts = Starts.random(Alphabet.numbered(5), 4, Chain.DOUBLY_STOCHASTIC, 2, new Seed(1));
        for (Minimiser minimiser : Minimiser.values()) {
            for (int steps = 0; steps < 12; steps++) {
                Hmm model = training.train(
                                starts, EXACT.withMinimiser(minimiser).withIterations(steps))
                        .model();
                assertThat(model.transition().isDoublyStochastic(1e-12)).isTrue();
            }
        }
    }

    @Test
    void threadsDoNotChangeASingleBit() {
        Hmm truth = RandomModels.categoricalModel(new Seed(8).generator(), 3, 4);
        CategoricalTraining training = population(truth, Chain.STATIONARY, TaskSet.parse("x2,x3|x1", Loss.LOG));
        List<Start> starts = Starts.random(Alphabet.numbered(4), 3, Chain.STATIONARY, 5, new Seed(1));
        TrainingResult one = training.train(starts, TrainingOptions.DEFAULT);
        TrainingResult three = training.train(starts, TrainingOptions.DEFAULT.withThreads(new Threads(3)));
        assertThat(three).isEqualTo(one);
    }

    @Test
    void limitsAreToldAsSuch() {
        Hmm truth = RandomModels.categoricalModel(new Seed(8).generator(), 2, 3);
        CategoricalTraining training = population(truth, Chain.STATIONARY, TaskSet.parse("x2,x3|x1", Loss.LOG));
        List<Start> starts = Starts.random(Alphabet.numbered(3), 2, Chain.STATIONARY, 1, new Seed(1));
        for (Minimiser minimiser : Minimiser.values()) {
            TrainingOptions options = TrainingOptions.DEFAULT.withMinimiser(minimiser);
            assertThat(training.train(starts, options.withIterations(2)).stopReason())
                    .isEqualTo(StopReason.ITERATION_LIMIT);
            assertThat(training.train(starts, options.withTimeLimit(Duration.ZERO))
                            .stopReason())
                    .isEqualTo(StopReason.TIME_LIMIT);
        }
    }

    @Test
    void lossesStandBesideTheirBaselines() {
        SymbolSequences data = SymbolSequences.single(Alphabet.numbered(2), 0, 1, 0, 1, 0, 1, 0, 1, 0);
        CategoricalTraining training =
                CategoricalTraining.of(data, Chain.STATIONARY, TaskSet.parse("x2|x1", Loss.LOG), Threads.ONE);
        Hmm fair = RandomModels.categoricalModel(new Seed(2).generator(), 1, 2);
        MaskedLoss loss = training.losses(fair).get(0);
        double q = fair.emission().means().get(0, 0);
        assertThat(loss.table().orElseThrow()).isZero();
        assertThat(loss.independent()).isCloseTo(Math.log(2), within(1e-12));
        assertThat(loss.bitsPerToken(loss.independent())).isCloseTo(1, within(1e-12));
        assertThat(loss.model()).isCloseTo(-0.5 * Math.log(q) - 0.5 * Math.log(1 - q), within(1e-12));
    }

    @Test
    void badInputIsNamed() {
        Hmm truth = RandomModels.categoricalModel(new Seed(8).generator(), 2, 3);
        TaskSet tasks = TaskSet.parse("x2,x3|x1", Loss.LOG);
        CategoricalTraining training = population(truth, Chain.DOUBLY_STOCHASTIC, tasks);
        assertThatThrownBy(() -> training.train(List.of(), TrainingOptions.DEFAULT))
                .hasMessageContaining("none");
        assertThatThrownBy(() -> training.train(List.of(new Start("bad", truth)), TrainingOptions.DEFAULT))
                .hasMessageContaining("\"bad\"");
        SymbolSequences brief = SymbolSequences.single(Alphabet.numbered(3), 0, 1);
        assertThatThrownBy(() -> CategoricalTraining.of(brief, Chain.STATIONARY, tasks, Threads.ONE))
                .hasMessageContaining("shorter than 3 tokens");
        assertThatThrownBy(() -> CategoricalTraining.of(
                        Alphabet.numbered(3), Chain.STATIONARY, tasks, List.of(WindowWeights.ofModel(truth, 1, 2))))
                .hasMessageContaining("[1, 2, 3]");
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.unmask.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.unmask.data.Simulator;
import org.unmask.data.SymbolSequences;
import org.unmask.data.WindowCounts;
import org.unmask.data.WindowWeights;
import org.unmask.inference.StopReason;
import org.unmask.matrix.Matrix;
import org.unmask.matrix.StochasticMatrix;
import org.unmask.model.Alphabet;
import org.unmask.model.Categorical;
import org.unmask.model.Chain;
import org.unmask.model.Hmm;
import org.unmask.parallel.Threads;
import org.unmask.predictor.TablePredictor;
import org.unmask.random.Seed;
import org.unmask.task.Loss;
import org.unmask.task.MaskedTask;
import org.unmask.task.TaskSet;
import org.unmask.testkit.RandomModels;

/** Training from a start that is near: the information of three places, scoring within bounds, and what chance adds. */
class NearStartTest {

    private static final TaskSet TRIPLE = TaskSet.parse("x2,x3|x1", Loss.LOG);

    /** The model with each probability moved by up to a share of itself. */
    private static Hmm shaken(Hmm model, double share, Seed seed) {
        RandomGenerator random = seed.generator();
        Matrix transition = model.transition().matrix();
        Matrix emission = model.emission().means();
        return new Hmm(
                model.initial(),
                StochasticMatrix.normalized(
                        "transition",
                        Matrix.generate(
                                transition.rows(),
                                transition.columns(),
                                (i, j) -> transition.get(i, j) * (1 + share * (random.nextDouble() - 0.5)))),
                new Categorical(
                        ((Categorical) model.emission()).alphabet(),
                        StochasticMatrix.normalized(
                                "emission",
                                Matrix.generate(
                                        emission.rows(),
                                        emission.columns(),
                                        (i, x) -> emission.get(i, x) * (1 + share * (random.nextDouble() - 0.5))))));
    }

    /** A model whose states are well apart: it stays, and its emissions have few large entries. */
    private static Hmm clear(int states, int symbols, Seed seed) {
        RandomGenerator random = seed.generator();
        Matrix any = RandomModels.stochastic(random, states, states).matrix();
        return Hmm.stationary(
                StochasticMatrix.normalized(
                        "transition",
                        Matrix.generate(states, states, (i, j) -> 0.4 * any.get(i, j) + (i == j ? 0.6 : 0))),
                new Categorical(
                        Alphabet.numbered(symbols),
                        StochasticMatrix.normalized(
                                "emission",
                                Matrix.generate(
                                        states, symbols, (i, x) -> 1e-3 + Math.pow(random.nextGaussian(), 2)))));
    }

    private static SymbolSequences draw(Hmm model, int tokens, long seed) {
        return (SymbolSequences)
                Simulator.draw(model, 1, tokens, new Seed(seed), Threads.ONE).sequences();
    }

    @Test
    void theInformationOfThreePlacesIsThatOfTheirCells() {
        for (String text : List.of("x2,x3|x1", "x1,x3|x2", "x3,x1|x2", "x2|x1,x3", "x1|x2,x6", "x3|x1,x9")) {
            MaskedTask task = MaskedTask.parse(text);
            for (int seed = 0; seed < 4; seed++) {
                Hmm truth = RandomModels.categoricalModel(new Seed(seed).generator(), 2 + seed % 2, 4);
                Hmm at = shaken(truth, 0.5, new Seed(seed + 10));
                int k = at.states();
                WindowTask windows = new WindowTask(task, WindowWeights.ofModel(truth, WindowTask.positions(task)));
                CategoricalObjective objective =
                        new CategoricalObjective(List.of(windows), k, Chain.STATIONARY, Threads.ONE);
                assertThat(objective.informs()).isTrue();
                double[] theta = ModelPoint.coordinates(at, 0);
                double[] slow = objective.curvature(theta);
                double[] fast = objective.information(theta);
                int n = objective.size();
                for (int i = 0; i < n; i++) {
                    for (int j = 0; j <= i; j++) {
                        assertThat(fast[i * n + j]).as(text).isCloseTo(slow[i * n + j], within(1e-14));
                    }
                }
            }
        }
    }

    @Test
    void aHandfulOfStepsLeadsFromANearStartToTheModel() {
        for (int seed = 0; seed < 10; seed++) {
            Hmm truth = clear(3, 6, new Seed(seed));
            CategoricalTraining training = CategoricalTraining.of(
                    ((Categorical) truth.emission()).alphabet(),
                    Chain.STATIONARY,
                    TRIPLE,
                    List.of(WindowWeights.ofModel(truth, 1, 2, 3)));
            List<Start> near = List.of(new Start("near", shaken(truth, 0.2, new Seed(seed))));
            TrainingOptions options = TrainingOptions.DEFAULT.withIterations(8).withTolerance(1e-20);
            StartOutcome scored = training.train(near, options.withMinimiser(Minimiser.INFORMATION))
                    .winner();
            assertThat(scored.excess()).as("seed " + seed).isLessThan(1e-18);
            assertThat(scored.curve()).isSortedAccordingTo((a, b) -> Double.compare(b, a));
            double plain = training.train(near, options.withMinimiser(Minimiser.LBFGS))
                    .winner()
                    .excess();
            assertThat(plain).as("L-BFGS, seed " + seed).isGreaterThan(1e-10);
        }
    }

    @Test
    void zerosAreReachedAndLeft() {
        Matrix emission = Matrix.ofRows(
                new double[] {0.5, 0.3, 0.2, 0}, new double[] {0, 0.2, 0.4, 0.4}, new double[] {0.3, 0, 0, 0.7});
        Hmm random = clear(3, 4, new Seed(5));
        Hmm truth = new Hmm(
                random.initial(),
                random.transition(),
                new Categorical(
                        ((Categorical) random.emission()).alphabet(), StochasticMatrix.of("emission", emission)));
        SymbolSequences data = draw(truth, 50_000, 1);
        CategoricalTraining training = CategoricalTraining.of(data, Chain.STATIONARY, TRIPLE, Threads.ONE);
        // The start has its zeros elsewhere.
        Matrix moved =
                Matrix.ofRows(new double[] {0.5, 0.3, 0.19, 0.01}, new double[] {0.01, 0.19, 0.8, 0}, new double[] {
                    0.29, 0.01, 0.01, 0.69
                });
        Hmm start = new Hmm(
                random.initial(),
                random.transition(),
                new Categorical(((Categorical) random.emission()).alphabet(), StochasticMatrix.of("emission", moved)));
        TrainingOptions options = TrainingOptions.DEFAULT;
        StartOutcome scored = training.train(
                        List.of(new Start("moved", start)), options.withMinimiser(Minimiser.INFORMATION))
                .winner();
        StartOutcome polished = training.train(
                        List.of(new Start("truth", truth)), options.withMinimiser(Minimiser.LBFGS))
                .winner();
        assertThat(scored.stopReason()).isEqualTo(StopReason.CONVERGED);
        assertThat(scored.iterations()).isLessThan(20);
        assertThat((scored.loss() - polished.loss()) * data.tokens()).isLessThan(0.01);
        assertThat(scored.model().emission().means().get(1, 3)).isCloseTo(0.4, within(0.02));
        Matrix found = scored.model().emission().means();
        double[] zeros = {found.get(0, 3), found.get(1, 0), found.get(2, 1), found.get(2, 2)};
        assertThat(Arrays.stream(zeros).min().orElseThrow()).isLessThan(1e-7);
    }

    @Test
    void chanceAddsWhatTheLawOfPoissonSays() {
        Chance chance = new Chance();
        assertThat(chance.mean(1e6)).isCloseTo(0.5, within(1e-3));
        RandomGenerator random = new Seed(3).generator();
        for (double mu : new double[] {1e-3, 0.1, 1, 3, 20}) {
            double sum = 0;
            double squares = 0;
            int draws = 100_000;
            for (int draw = 0; draw < draws; draw++) {
                int n = -1;
                for (double time = 0; time < mu; n++) {
                    time -= Math.log(1 - random.nextDouble());
                }
                double nats = (n > 0 ? n * Math.log(n / mu) : 0) - n + mu;
                sum += nats;
                squares += nats * nats;
            }
            double mean = sum / draws;
            double error = Math.sqrt((squares / draws - mean * mean) / draws);
            assertThat(chance.mean(mu)).as("mu " + mu).isCloseTo(mean, within(5 * error));
        }
    }

    @Test
    void theTruthIsNoSurpriseAndAnotherModelIs() {
        for (int seed = 0; seed < 10; seed++) {
            Hmm truth = clear(3, 12, new Seed(seed));
            SymbolSequences data = draw(truth, 60_000, seed);
            CategoricalTraining training = CategoricalTraining.of(data, Chain.STATIONARY, TRIPLE, Threads.ONE);
            assertThat(training.surprise(truth)).as("seed " + seed).isBetween(-5.0, 5.0);
            assertThat(training.surprise(shaken(truth, 1, new Seed(seed)))).isGreaterThan(10);
        }
    }

    @Test
    void surpriseIsSaidOfCountsOnly() {
        Hmm truth = RandomModels.categoricalModel(new Seed(1).generator(), 2, 3);
        CategoricalTraining exact = CategoricalTraining.of(
                ((Categorical) truth.emission()).alphabet(),
                Chain.STATIONARY,
                TRIPLE,
                List.of(WindowWeights.ofModel(truth, 1, 2, 3)));
        assertThat(exact.surprise(truth)).isInfinite();
        CategoricalTraining squared = CategoricalTraining.of(
                draw(truth, 1000, 1), Chain.STATIONARY, TaskSet.parse("x2,x3|x1", Loss.SQUARED), Threads.ONE);
        assertThat(squared.surprise(truth)).isInfinite();
    }

    @Test
    void theWindowsTableIsTheirConditionalLaw() {
        Hmm truth = RandomModels.categoricalModel(new Seed(2).generator(), 2, 4);
        SymbolSequences data = draw(truth, 2000, 2);
        TaskSet tasks = TaskSet.parse("x1,x3|x2 & x2,x3|x1", Loss.LOG);
        CategoricalTraining training = CategoricalTraining.of(data, Chain.STATIONARY, tasks, Threads.ONE);
        for (MaskedTask task : tasks.tasks()) {
            TablePredictor table =
                    training.table(task.targets(), task.context()).orElseThrow();
            WindowWeights weights = WindowCounts.of(data, Threads.ONE, 1, 2, 3).weights();
            var expected = weights.conditional(task.targets(), task.context());
            for (int context = 0; context < 4; context++) {
                double[] row = table.conditional().row(context);
                assertThat(Arrays.stream(row).sum()).isCloseTo(1, within(1e-12));
                for (int outcome = 0; outcome < 16; outcome++) {
                    assertThat(row[outcome]).isCloseTo(expected.probabilities().get(context, outcome), within(1e-14));
                }
            }
        }
        assertThat(training.table(List.of(1, 2), List.of(3))).isEmpty();
    }
}

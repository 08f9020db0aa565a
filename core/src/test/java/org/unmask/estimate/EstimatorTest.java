// SPDX-License-Identifier: Apache-2.0
package org.unmask.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CancellationException;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.unmask.data.PointSequences;
import org.unmask.data.Sequences;
import org.unmask.data.Simulator;
import org.unmask.data.SymbolSequences;
import org.unmask.inference.InitialLaw;
import org.unmask.inference.Likelihood;
import org.unmask.inference.StopReason;
import org.unmask.matrix.Matrix;
import org.unmask.matrix.StochasticMatrix;
import org.unmask.model.Alphabet;
import org.unmask.model.Categorical;
import org.unmask.model.Chain;
import org.unmask.model.CovarianceShape;
import org.unmask.model.Gaussian;
import org.unmask.model.Hmm;
import org.unmask.parallel.Threads;
import org.unmask.random.Seed;
import org.unmask.recovery.Alignment;
import org.unmask.task.Loss;
import org.unmask.task.TaskSet;
import org.unmask.testkit.RandomModels;
import org.unmask.training.AdamOptions;

class EstimatorTest {

    private static final Hmm SYMBOLS = Hmm.stationary(
            StochasticMatrix.ofRows(new double[][] {{0.8, 0.1, 0.1}, {0.2, 0.7, 0.1}, {0.1, 0.3, 0.6}}),
            Categorical.ofRows(new double[] {0.7, 0.1, 0.1, 0.1}, new double[] {0.1, 0.6, 0.2, 0.1}, new double[] {
                0.1, 0.1, 0.2, 0.6
            }));

    private static SymbolSequences symbols(int tokens) {
        return (SymbolSequences)
                Simulator.draw(SYMBOLS, 2, tokens / 2, new Seed(4), Threads.ONE).sequences();
    }

    private static PointSequences points(Hmm model, int tokens) {
        return (PointSequences)
                Simulator.draw(model, 1, tokens, new Seed(5), Threads.ONE).sequences();
    }

    private static Hmm gaussian(CovarianceShape shape) {
        Hmm model = RandomModels.gaussianModel(new Seed(6).generator(), 2, 2, shape);
        Gaussian emission = (Gaussian) model.emission();
        return new Hmm(
                model.initial(),
                model.transition(),
                new Gaussian(emission.means().scale(3), emission.covariances()));
    }

    /** A comparison gives nearly the same likelihood, and does not claim a goal that is out of reach. */
    @Test
    void aComparedFitLacksPolishOnly() {
        for (boolean symbols : new boolean[] {true, false}) {
            Sequences data = symbols ? symbols(2000) : points(gaussian(CovarianceShape.DIAGONAL_PER_STATE), 2000);
            FitOptions options = FitOptions.of(3).withThreads(Threads.ONE);
            Estimator estimator =
                    new Estimator(symbols ? options : options.withCovariance(CovarianceShape.DIAGONAL_PER_STATE));
            Fit full = estimator.fit(data);
            Fit compared = estimator.compared(data, Double.NEGATIVE_INFINITY);
            assertThat(compared.logLikelihood()).isCloseTo(full.logLikelihood(), within(0.1));
            assertThat(compared.parameters()).isEqualTo(estimator.parameters(data));
            assertThat(estimator.polished(compared, data).model()).isEqualTo(full.model());
            assertThat(estimator.compared(data, full.logLikelihood() + 1000).logLikelihood())
                    .isLessThan(full.logLikelihood() + 0.1);
        }
    }

    @Test
    void aReadOffThatExplainsTheWindowsIsTheOnlyStart() {
        RandomGenerator random = new Seed(11).generator();
        Hmm truth = Hmm.stationary(
                SYMBOLS.transition(),
                new Categorical(
                        Alphabet.numbered(16),
                        StochasticMatrix.normalized(
                                "emission", Matrix.generate(3, 16, (i, x) -> Math.pow(random.nextGaussian(), 2)))));
        SymbolSequences data = (SymbolSequences)
                Simulator.draw(truth, 1, 150_000, new Seed(4), Threads.ONE).sequences();
        for (Method method : new Method[] {Method.MASKED, Method.MASKED_EM}) {
            Fit fit = new Estimator(FitOptions.of(3).withMethod(method)).fit(data);
            assertThat(fit.starts().size()).as(method.word()).isEqualTo(1);
            assertThat(Alignment.of(fit.model(), truth).worst()).isLessThan(0.05);
        }
        // Two states do not explain three.
        Fit two = new Estimator(FitOptions.of(2).withMethod(Method.MASKED)).fit(data);
        assertThat(two.starts().stream().map(StartReport::name))
                .hasSizeGreaterThan(2)
                .contains("the likelihood");
        // Nor does the likelihood know of a doubly stochastic chain.
        Fit doubly = new Estimator(FitOptions.of(2).withMethod(Method.MASKED).withChain(Chain.DOUBLY_STOCHASTIC))
                .fit(SymbolSequences.single(data.alphabet(), Arrays.copyOf(data.codes(), 3000)));
        assertThat(doubly.model().transition().isDoublyStochastic(1e-6)).isTrue();
        assertThat(doubly.starts().stream().map(StartReport::name)).doesNotContain("the likelihood");
    }

    @Test
    void squaredLossLeavesMeansAndSpreadsInsideTheData() {
        Hmm truth = gaussian(CovarianceShape.FULL_PER_STATE);
        PointSequences data = points(truth, 1000);
        double widest = 0;
        for (double value : data.values()) {
            widest = Math.max(widest, Math.abs(value));
        }
        FitOptions options =
                FitOptions.of(2).withMethod(Method.MASKED).withTasks(TaskSet.parse("x2,x3|x1", Loss.SQUARED));
        Fit full = new Estimator(options).fit(data);
        Fit batches = new Estimator(options.withAdam(AdamOptions.DEFAULT.withSteps(200))).fit(data);
        assertThat(batches.winner().heldOut()).hasSameSizeAs(batches.curve()).hasSizeGreaterThan(2);
        for (Fit fit : new Fit[] {full, batches}) {
            Gaussian emission = (Gaussian) fit.model().emission();
            assertThat(emission.means().maxAbs()).isLessThan(widest);
            for (Matrix covariance : emission.covariances().matrices()) {
                assertThat(covariance.maxAbs()).isLessThan(widest * widest);
            }
            assertThat(fit.maskedLoss()).isLessThan(fit.tasks().get(0).independent());
        }
    }

    @Test
    void findsTheModelBehindSymbols() {
        SymbolSequences data = symbols(20_000);
        Fit fit = new Estimator(FitOptions.of(3)).fit(data);
        assertThat(Alignment.of(SYMBOLS, fit.model()).worst()).isLessThan(0.08);
        Hmm random = RandomModels.categoricalModel(new Seed(1).generator(), 3, 4);
        assertThat(Alignment.of(SYMBOLS, random).worst()).isGreaterThan(0.2);
        assertThat(fit.logLikelihood()).isGreaterThan(Likelihood.of(SYMBOLS, data));
        assertThat(fit.stop()).isEqualTo(StopReason.CONVERGED);
        assertThat(fit.winner().stage()).isEqualTo(StartReport.Stage.WINNER);
        assertThat(fit.tokens()).isEqualTo(20_000);
        assertThat(fit.sequences()).isEqualTo(2);
        assertThat(fit.parameters()).isEqualTo(6 + 9);
        assertThat(fit.bic()).isCloseTo(15 * Math.log(20_000) - 2 * fit.logLikelihood(), within(1e-6));
        double[] shares = fit.model().stationaryLaw().toArray();
        assertThat(shares[0]).isGreaterThanOrEqualTo(shares[1]);
        assertThat(shares[1]).isGreaterThanOrEqualTo(shares[2]);
        TaskScore score = fit.tasks().get(0);
        assertThat(score.model())
                .isLessThan(score.independent())
                .isGreaterThan(score.table().orElseThrow());
        assertThat(score.windows()).isEqualTo(20_000 - 4);
        assertThat(score.bitsPerToken(score.model())).isCloseTo(score.model() / Math.log(4), within(1e-12));
        assertThat(score.inNats()).isTrue();
        assertThat(fit.maskedLoss()).isEqualTo(score.model());
    }

    @Test
    void theOrderOfTheAlphabetDoesNotMatter() {
        SymbolSequences data = symbols(3000);
        int[] turned = Arrays.stream(data.codes()).map(code -> (code + 2) % 4).toArray();
        SymbolSequences other = SymbolSequences.of(Alphabet.numbered(4), turned, data.end(0), data.end(1));
        FitOptions options = FitOptions.of(3).withMethod(Method.EM);
        Hmm one = new Estimator(options).fit(data).model();
        Hmm two = new Estimator(options).fit(other).model();
        for (int i = 0; i < 3; i++) {
            for (int x = 0; x < 4; x++) {
                assertThat(two.emission().means().get(i, (x + 2) % 4))
                        .isCloseTo(one.emission().means().get(i, x), within(1e-9));
            }
        }
    }

    @Test
    void neitherThreadsNorRepetitionChangeAnything() {
        SymbolSequences data = symbols(70_000);
        FitOptions options = FitOptions.of(2).withInitial(InitialLaw.FREE);
        Hmm one = new Estimator(options.withThreads(Threads.ONE)).fit(data).model();
        assertThat(new Estimator(options.withThreads(new Threads(3))).fit(data).model())
                .isEqualTo(one);
        assertThat(new Estimator(options.withThreads(new Threads(3))).fit(data).model())
                .isEqualTo(one);
    }

    @ParameterizedTest
    @EnumSource(Method.class)
    void everyMethodFindsSymbolsAndPoints(Method method) {
        SymbolSequences data = symbols(20_000);
        Estimator estimator = new Estimator(FitOptions.of(3).withMethod(method));
        Fit fit = estimator.fit(data);
        assertThat(estimator.model(data)).isEqualTo(fit.model());
        assertThat(Alignment.of(SYMBOLS, fit.model()).worst()).isLessThan(0.12);
        Hmm truth = gaussian(CovarianceShape.DIAGONAL_PER_STATE);
        Fit two = new Estimator(FitOptions.of(2).withMethod(method).withCovariance(CovarianceShape.DIAGONAL_PER_STATE))
                .fit(points(truth, 3000));
        assertThat(Alignment.of(truth, two.model()).emission().max()).isLessThan(0.2);
        assertThat(two.tasks().get(0).model()).isLessThan(two.tasks().get(0).independent());
        assertThat(two.tasks().get(0).table()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(CovarianceShape.class)
    void everyShapeOfCovariance(CovarianceShape shape) {
        Hmm truth = gaussian(shape);
        PointSequences data = points(truth, 3000);
        Fit fit = new Estimator(FitOptions.of(2).withCovariance(shape).withInitial(InitialLaw.FREE)).fit(data);
        assertThat(Alignment.of(truth, fit.model()).worst()).isLessThan(0.35);
        assertThat(((Gaussian) fit.model().emission()).covariances().shape()).isEqualTo(shape);
        assertThat(fit.logLikelihood()).isGreaterThan(Likelihood.of(truth, data));
        assertThat(fit.parameters()).isEqualTo(2 + 4 + shape.parameters(2, 2) + 1);
    }

    @Test
    void coordinatesMayBeMissing() {
        Hmm truth = gaussian(CovarianceShape.FULL_PER_STATE);
        PointSequences whole = points(truth, 3000);
        double[] values = whole.values().clone();
        for (int n = 0; n < values.length; n += 7) {
            values[n] = Double.NaN;
        }
        Fit fit = new Estimator(FitOptions.of(2)).fit(PointSequences.of(2, values, 3000));
        assertThat(Alignment.of(truth, fit.model()).emission().max()).isLessThan(0.25);
        assertThat(fit.tasks().get(0).windows()).isLessThan(2998);
    }

    @Test
    void aDoublyStochasticChainStaysSo() {
        Hmm truth = RandomModels.doublyStochasticModel(new Seed(2).generator(), 3, 6);
        SymbolSequences data = (SymbolSequences)
                Simulator.draw(truth, 1, 5000, new Seed(3), Threads.ONE).sequences();
        Fit fit = new Estimator(FitOptions.of(3).withChain(Chain.DOUBLY_STOCHASTIC)).fit(data);
        assertThat(fit.model().transition().isDoublyStochastic(1e-9)).isTrue();
        assertThat(fit.logLikelihood()).isGreaterThan(Likelihood.of(truth, data));
    }

    @Test
    void oneStateIsTheTableOfFrequencies() {
        SymbolSequences data = symbols(1000);
        Fit fit = new Estimator(FitOptions.of(1)).fit(data);
        long first = Arrays.stream(data.codes()).filter(code -> code == 0).count();
        assertThat(fit.model().emission().means().get(0, 0)).isCloseTo(first / 1000.0, within(1e-9));
        PointSequences points = points(gaussian(CovarianceShape.FULL_PER_STATE), 500);
        Fit one = new Estimator(FitOptions.of(1)).fit(points);
        double mean = 0;
        for (int t = 0; t < 500; t++) {
            mean += points.value(t, 1) / 500;
        }
        assertThat(one.model().emission().means().get(0, 1)).isCloseTo(mean, within(1e-9));
    }

    @Test
    void timeMayRunOut() {
        Fit fit = new Estimator(FitOptions.of(2).withTimeLimit(Duration.ZERO)).fit(symbols(2000));
        assertThat(fit.stop()).isEqualTo(StopReason.TIME_LIMIT);
    }

    @Test
    void anInterruptStopsTheSearch() {
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> new Estimator(FitOptions.of(2)).fit(symbols(2000)))
                    .isInstanceOf(CancellationException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    private static void refused(int states, SymbolSequences data, String message) {
        assertThatThrownBy(() -> new Estimator(FitOptions.of(states)).fit(data))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    private static void refused(int states, PointSequences data, String message) {
        assertThatThrownBy(() -> new Estimator(FitOptions.of(states)).fit(data))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void dataThatCannotCarryAFitAreRefused() {
        Alphabet two = Alphabet.of("a", "b");
        refused(2, SymbolSequences.of(two, new int[0]), "there are no tokens, expected at least two");
        refused(2, SymbolSequences.single(two, 0), "there is one token, expected at least two");
        refused(
                2,
                SymbolSequences.of(two, new int[] {0, 1, 1, 0}, 2, 4),
                "the longest sequence has 2 tokens, expected at least 3, the window of x2,x3|x1");
        refused(
                2,
                SymbolSequences.single(two, 1, 1, 1, -1, 1),
                "all tokens are the symbol \"b\", expected at least two distinct symbols");
        refused(
                3,
                SymbolSequences.single(two, 0, 1, 1, 0, 1),
                "a model of 3 states has 9 free parameters, more than the 5 values of the data; expected fewer states");
        refused(
                2,
                PointSequences.of(2, new double[] {1, 5, 2, 5, 3, 5}, 3),
                "coordinate 2 is 5.0 in every token, expected values that vary");
        refused(
                2,
                PointSequences.of(2, new double[] {1, Double.NaN, 2, Double.NaN, 3, Double.NaN}, 3),
                "coordinate 2 has no value, expected numbers");
        assertThatThrownBy(() ->
                        new Estimator(FitOptions.of(2).withCovariance(CovarianceShape.IDENTITY)).fit(symbols(100)))
                .hasMessage("a covariance shape was given, but the data are symbols");
        assertThatThrownBy(() -> FitOptions.of(0)).hasMessage("number of states is 0, expected at least 1");
    }

    @Test
    void wordsOfMethods() {
        for (Method method : Method.values()) {
            assertThat(Method.ofWord(method.word())).isEqualTo(method);
        }
        assertThatThrownBy(() -> Method.ofWord("ml"))
                .hasMessage("\"ml\" is no estimator, expected masked, masked+em or em");
    }

    @Test
    void optionsAreKept() {
        TaskSet tasks = TaskSet.parse("x2|x1 & x3|x1", Loss.SQUARED);
        FitOptions options = FitOptions.of(2).withTasks(tasks).withSeed(new Seed(9));
        assertThat(options.tasksFor(false)).isEqualTo(tasks);
        assertThat(options.withProgress(options.progress()).seed()).isEqualTo(new Seed(9));
        Fit fit = new Estimator(options).fit(symbols(2000));
        assertThat(fit.tasks()).hasSize(2);
        assertThat(fit.tasks().get(0).inNats()).isFalse();
    }
}

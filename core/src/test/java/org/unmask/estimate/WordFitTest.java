// SPDX-License-Identifier: Apache-2.0
package org.unmask.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.unmask.data.Simulator;
import org.unmask.data.SymbolSequences;
import org.unmask.data.SymbolStream;
import org.unmask.inference.Likelihood;
import org.unmask.inference.WordExpectation;
import org.unmask.matrix.Matrix;
import org.unmask.matrix.StochasticMatrix;
import org.unmask.model.Alphabet;
import org.unmask.model.Categorical;
import org.unmask.model.Hmm;
import org.unmask.parallel.Threads;
import org.unmask.random.Seed;
import org.unmask.recovery.Alignment;
import org.unmask.testkit.RandomModels;

/** Many symbols: the pass without product tables, the penalised climb, the whole fit. */
class WordFitTest {

    private static final int SYMBOLS = 300;

    /** Four states with words of their own among common ones. */
    private static Hmm model() {
        Matrix emission = Matrix.generate(4, SYMBOLS, (i, x) -> (x % 4 == i ? 1.0 : 0.1) / (x + 3));
        Matrix chain = Matrix.generate(4, 4, (i, j) -> i == j ? 0.2 : (i + 1) % 4 == j ? 0.6 : 0.1);
        return Hmm.stationary(
                StochasticMatrix.of("transition matrix", chain),
                new Categorical(Alphabet.numbered(SYMBOLS), StochasticMatrix.normalized("emission matrix", emission)));
    }

    private static SymbolSequences drawn(int tokens) {
        return (SymbolSequences)
                Simulator.draw(model(), 1, tokens, new Seed(9), Threads.ONE).sequences();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 9, 12})
    void transitionAndEmissionApartGiveWhatTheirProductsGive(int states) {
        RandomGenerator random = new Seed(states).generator();
        int symbols = 6;
        int[] codes = random.ints(50, 0, symbols + 1).toArray();
        double[] theta = new double[states + states * states + states * symbols];
        System.arraycopy(RandomModels.simplex(random, states), 0, theta, 0, states);
        System.arraycopy(
                RandomModels.stochastic(random, states, states).matrix().toArray(), 0, theta, states, states * states);
        System.arraycopy(
                RandomModels.stochastic(random, states, symbols).matrix().toArray(),
                0,
                theta,
                states + states * states,
                states * symbols);
        SymbolPass[] passes = {new SymbolPassOfAny(states, symbols), new SymbolPassOfMany(states, symbols)};
        double[] logs = new double[2];
        double[][] betas = new double[2][states];
        double[][] transitions = new double[2][states * states];
        double[][] emissions = new double[2][states * symbols];
        for (int n = 0; n < 2; n++) {
            SymbolPass pass = passes[n];
            pass.reserve(codes.length);
            pass.prepare(theta, symbols);
            System.arraycopy(theta, 0, pass.alpha, 0, states);
            logs[n] = pass.forward(codes, 0, codes.length);
            Arrays.fill(betas[n], 1);
            pass.backward(codes, 0, codes.length, betas[n]);
            pass.collect(transitions[n], emissions[n], symbols);
        }
        assertThat(logs[1]).isCloseTo(logs[0], within(1e-11));
        assertThat(betas[1]).containsExactly(betas[0], within(1e-11));
        assertThat(transitions[1]).containsExactly(transitions[0], within(1e-10));
        assertThat(emissions[1]).containsExactly(emissions[0], within(1e-10));
        assertThat(Arrays.stream(transitions[1]).sum()).isCloseTo(codes.length, within(1e-9));
    }

    @Test
    void aStepWithBackingRaisesThePenalisedLikelihoodAndRulesNothingOut() {
        SymbolSequences data = drawn(500);
        SymbolTokens tokens = SymbolTokens.of(data);
        WordClimb climb = new WordClimb(
                tokens,
                new WordExpectation(tokens.renumbered(), 3),
                Threads.ONE,
                data.alphabet(),
                3,
                false,
                2,
                tokens.frequencies());
        climb.accept(new SymbolStarts(tokens, 3).random(1, new Seed(1)).get(0).theta());
        double value = climb.step();
        for (int step = 0; step < 50; step++) {
            Hmm model = climb.model();
            double penalty = climb.penalty();
            double next = climb.step();
            assertThat(next).isGreaterThanOrEqualTo(value - 1e-9);
            assertThat(next).isCloseTo(Likelihood.of(model, data) + penalty, within(1e-7));
            value = next;
        }
        for (int x : tokens.original()) {
            for (int i = 0; i < 3; i++) {
                assertThat(((Categorical) climb.model().emission())
                                .probabilities()
                                .get(i, x))
                        .isPositive();
            }
        }
    }

    @Test
    @Tag("slow")
    void findsTheModelThatARandomStartMisses() {
        SymbolSequences data = drawn(60_000);
        Hmm truth = model();
        Fit fit = new Estimator(FitOptions.of(4)).fit(data);
        Alignment alignment = Alignment.of(truth, fit.model());
        assertThat(alignment.transition().max()).isLessThan(0.05);
        assertThat(alignment.emission().max()).isLessThan(0.02);
        assertThat(fit.logLikelihood()).isGreaterThan(Likelihood.of(truth, data));
        assertThat(fit.starts().stream().map(StartReport::name))
                .contains("read-off x1,x2,x3", "clusters of contexts 1");

        SymbolTokens tokens = SymbolTokens.of(data);
        double[] missed = new SymbolStarts(tokens, 4)
                .random(5, new Seed(1)).stream()
                        .mapToDouble(start -> {
                            SymbolClimb random = new SymbolClimb(tokens, data.alphabet(), 4, false);
                            random.accept(start.theta());
                            Ascent.climb(random, 20, Aim.within(1e-3), Clock.start(Optional.empty()));
                            return Alignment.of(truth, random.model())
                                    .transition()
                                    .max();
                        })
                        .sorted()
                        .toArray();
        assertThat(missed[2]).as("median of %s", Arrays.toString(missed)).isGreaterThan(0.2);
    }

    @Test
    @Tag("slow")
    void theNumberOfThreadsChangesNothing() {
        SymbolSequences data = drawn(20_000);
        Clock clock = Clock.start(Optional.empty());
        Fitted one = new WordFit(data, FitOptions.of(4).withThreads(Threads.ONE), clock).fit(SymbolStream.of(data));
        Fitted three =
                new WordFit(data, FitOptions.of(4).withThreads(new Threads(3)), clock).fit(SymbolStream.of(data));
        assertThat(three.model()).isEqualTo(one.model());
    }

    @Test
    @Tag("slow")
    void aStreamIsReadAndClimbedOnASample() {
        SymbolSequences data = drawn(60_000);
        StreamFit fitted = new StreamEstimator(FitOptions.of(4), 1 << 14).fit(SymbolStream.of(data));
        assertThat(fitted.fit().isSampled()).isTrue();
        assertThat(fitted.fit().tasks().get(0).windows())
                .isLessThanOrEqualTo(fitted.fit().climbed());
        assertThat(fitted.fit().logLikelihood())
                .isCloseTo(Likelihood.of(fitted.fit().model(), data), within(1e-5));
        assertThat(Alignment.of(model(), fitted.fit().model()).transition().max())
                .isLessThan(0.15);
        assertThat(fitted.fit().starts().stream().map(StartReport::name)).contains("read-off x1,x2,x3");
    }

    @Test
    void aDoublyStochasticChainIsFittedTheOtherWay() {
        FitOptions options = FitOptions.of(2);
        assertThat(WordFit.suits(SYMBOLS, options)).isTrue();
        assertThat(WordFit.suits(SYMBOLS, options.withChain(org.unmask.model.Chain.DOUBLY_STOCHASTIC)))
                .isFalse();
        assertThat(WordFit.suits(27, options)).isFalse();
        assertThat(WordFit.suits(SYMBOLS, FitOptions.of(1))).isFalse();
    }
}

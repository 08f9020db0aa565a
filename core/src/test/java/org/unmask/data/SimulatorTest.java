// SPDX-License-Identifier: Apache-2.0
package org.unmask.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.unmask.matrix.Matrix;
import org.unmask.matrix.Probabilities;
import org.unmask.matrix.StochasticMatrix;
import org.unmask.model.Categorical;
import org.unmask.model.CovarianceShape;
import org.unmask.model.Gaussian;
import org.unmask.model.Hmm;
import org.unmask.parallel.Threads;
import org.unmask.random.Seed;
import org.unmask.testkit.RandomModels;

class SimulatorTest {

    private static final int TOKENS = 200_000;

    /** Five standard errors of a share of {@code n} draws. */
    private static double tolerance(double p, double n) {
        return 5 * Math.sqrt(p * (1 - p) / n) + 1e-12;
    }

    @Test
    void sharesOfStatesTransitionsAndSymbolsAreThoseOfTheModel() {
        Hmm model = RandomModels.categoricalModel(new SplittableRandom(1), 3, 5);
        Simulation drawn = Simulator.draw(model, TOKENS, 2, new Seed(7), Threads.ONE);
        SymbolSequences data = (SymbolSequences) drawn.sequences();
        double[] first = new double[3];
        double[] moves = new double[9];
        double[] symbols = new double[15];
        double[] visits = new double[3];
        for (int t = 0; t < 2 * TOKENS; t++) {
            int state = drawn.states()[t];
            visits[state]++;
            symbols[state * 5 + data.code(t)]++;
            if (t % 2 == 0) {
                first[state]++;
            } else {
                moves[drawn.states()[t - 1] * 3 + state]++;
            }
        }
        StochasticMatrix emission = ((Categorical) model.emission()).probabilities();
        for (int i = 0; i < 3; i++) {
            assertShare(first[i], TOKENS, model.initial().get(i));
            for (int j = 0; j < 3; j++) {
                assertShare(moves[i * 3 + j], first[i], model.transition().get(i, j));
            }
            for (int x = 0; x < 5; x++) {
                assertShare(symbols[i * 5 + x], visits[i], emission.get(i, x));
            }
        }
        double off = Math.abs(moves[1] / first[0] - model.transition().get(1, 0));
        assertThat(off).as("the tolerance tells rows apart").isGreaterThan(tolerance(0.5, first[0]));
    }

    private static void assertShare(double count, double of, double expected) {
        assertThat(Math.abs(count / of - expected)).isLessThan(tolerance(expected, of));
    }

    @Test
    void momentsOfPointsAreThoseOfTheModel() {
        for (CovarianceShape shape : CovarianceShape.values()) {
            Hmm model = RandomModels.gaussianModel(new SplittableRandom(2), 2, 2, shape);
            Simulation drawn = Simulator.draw(model, 1, TOKENS, new Seed(3), Threads.ONE);
            PointSequences data = (PointSequences) drawn.sequences();
            Gaussian gaussian = (Gaussian) model.emission();
            for (int i = 0; i < 2; i++) {
                int state = i;
                int[] tokens = java.util.stream.IntStream.range(0, TOKENS)
                        .filter(t -> drawn.states()[t] == state)
                        .toArray();
                Matrix covariance = gaussian.covariances().matrices().get(i);
                for (int r = 0; r < 2; r++) {
                    for (int c = 0; c < 2; c++) {
                        double sum = 0;
                        for (int t : tokens) {
                            sum += (data.value(t, r) - gaussian.means().get(i, r))
                                    * (data.value(t, c) - gaussian.means().get(i, c));
                        }
                        double spread = covariance.get(r, r) * covariance.get(c, c);
                        assertThat(Math.abs(sum / tokens.length - covariance.get(r, c)))
                                .as("shape %s", shape)
                                .isLessThan(5 * Math.sqrt(2 * spread / tokens.length));
                    }
                }
            }
        }
    }

    @Test
    void threadsAndLaterSequencesChangeNothing() {
        Hmm model = RandomModels.categoricalModel(new SplittableRandom(5), 4, 6);
        Simulation one = Simulator.draw(model, 300, 700, new Seed(1), Threads.ONE);
        Simulation two = Simulator.draw(model, 300, 700, new Seed(1), new Threads(2));
        Simulation fewer = Simulator.draw(model, 3, 700, new Seed(1), Threads.ONE);
        Simulation other = Simulator.draw(model, 3, 700, new Seed(2), Threads.ONE);
        int[] codes = ((SymbolSequences) one.sequences()).codes();
        assertThat(((SymbolSequences) two.sequences()).codes()).isEqualTo(codes);
        assertThat(two.states()).isEqualTo(one.states());
        assertThat(((SymbolSequences) fewer.sequences()).codes()).isEqualTo(Arrays.copyOf(codes, 2100));
        assertThat(((SymbolSequences) other.sequences()).codes()).isNotEqualTo(Arrays.copyOf(codes, 2100));
    }

    @Test
    void whatHasProbabilityZeroNeverHappens() {
        Hmm model = new Hmm(
                Probabilities.of(0, 1, 0),
                StochasticMatrix.ofRows(new double[] {0, 0.5, 0.5}, new double[] {1, 0, 0}, new double[] {0.1, 0.9, 0}),
                Categorical.ofRows(new double[] {1, 0, 0}, new double[] {0, 0, 1}, new double[] {0.3, 0.7, 0}));
        Simulation drawn = Simulator.draw(model, 50, 1000, new Seed(4), Threads.ONE);
        SymbolSequences data = (SymbolSequences) drawn.sequences();
        Categorical emission = (Categorical) model.emission();
        for (int t = 0; t < data.tokens(); t++) {
            int state = drawn.states()[t];
            double p = t % 1000 == 0
                    ? model.initial().get(state)
                    : model.transition().get(drawn.states()[t - 1], state);
            assertThat(p * emission.probabilities().get(state, data.code(t))).isPositive();
        }
    }

    @Test
    void badNumbersAreNamed() {
        Hmm model = RandomModels.categoricalModel(new SplittableRandom(5), 2, 2);
        assertThatThrownBy(() -> Simulator.draw(model, new int[] {3, -1}, new Seed(1), Threads.ONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("length of sequence 2 is -1, expected at least 0");
        assertThatThrownBy(() -> Simulator.draw(model, -1, 5, new Seed(1), Threads.ONE))
                .hasMessage("number of sequences is -1, expected at least 0");
        int[] huge = {Integer.MAX_VALUE, Integer.MAX_VALUE};
        assertThatThrownBy(() -> Simulator.draw(model, huge, new Seed(1), Threads.ONE))
                .hasMessageContaining("tokens, expected fewer");
        assertThat(Simulator.draw(model, 0, 5, new Seed(1), Threads.ONE)
                        .sequences()
                        .tokens())
                .isZero();
    }
}

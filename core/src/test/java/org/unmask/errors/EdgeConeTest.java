// SPDX-License-Identifier: Apache-2.0
package org.unmask.errors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.unmask.data.Sequences;
import org.unmask.data.Simulator;
import org.unmask.inference.ExpectedCounts;
import org.unmask.inference.InitialLaw;
import org.unmask.inference.LocalCoordinates;
import org.unmask.inference.LocalJacobian;
import org.unmask.matrix.LinearSystem;
import org.unmask.matrix.Matrix;
import org.unmask.matrix.StochasticMatrix;
import org.unmask.model.Alphabet;
import org.unmask.model.Categorical;
import org.unmask.model.Chain;
import org.unmask.model.Hmm;
import org.unmask.parallel.Threads;
import org.unmask.random.Seed;
import org.unmask.study.Corpus;

/** Errors at a model with zeros. */
class EdgeConeTest {

    private static final double INFINITE = Double.POSITIVE_INFINITY;

    private static final Hmm RING = Hmm.stationary(
            StochasticMatrix.ofRows(new double[] {0.7, 0.3, 0}, new double[] {0, 0.6, 0.4}, new double[] {0.3, 0, 0.7}),
            new Categorical(
                    Alphabet.numbered(3),
                    StochasticMatrix.ofRows(
                            new double[] {0.6, 0.4, 0}, new double[] {0.2, 0.6, 0.2}, new double[] {0.1, 0.2, 0.7})));

    private static LocalJacobian jacobian(Hmm model) {
        Hmm inside = EdgeCone.inside(model, Chain.STATIONARY);
        Sequences data =
                Simulator.draw(inside, 1, 20_000, new Seed(1), Threads.ONE).sequences();
        return LocalCoordinates.at(
                        inside, Chain.STATIONARY, InitialLaw.STATIONARY, ExpectedCounts.of(inside, data, Threads.ONE))
                .jacobian();
    }

    private static Matrix positive(RandomGenerator random, int size) {
        Matrix root = Matrix.generate(size, size, (p, q) -> random.nextGaussian());
        return root.times(root.transpose()).plus(Matrix.identity(size));
    }

    @Test
    void theNearestMoveIsAllowedAndNoAllowedOneIsNearer() {
        LocalJacobian by = jacobian(RING);
        int size = by.transition().columns();
        RandomGenerator random = new Seed(2).generator();
        Matrix inverse = positive(random, size);
        Matrix metric = LinearSystem.inverse(inverse).orElseThrow();
        EdgeCone cone = EdgeCone.of(RING, by, inverse);
        int[] zeroRows = {2, 3, 7};
        int moved = 0;
        for (int n = 0; n < 50; n++) {
            double[] from = random.doubles(size, -1, 1).toArray();
            double[] near = cone.nearest(from, INFINITE);
            double[] chain = by.transition().times(near);
            for (int row : zeroRows) {
                assertThat(chain[row]).as("move %s", n).isGreaterThan(-1e-7);
            }
            assertThat(by.emission().times(near)[2]).isGreaterThan(-1e-7);
            moved += Arrays.equals(from, near) ? 0 : 1;
            double[] other = cone.nearest(random.doubles(size, -1, 1).toArray(), INFINITE);
            double[] away = metric.times(difference(near, from));
            double[] along = difference(other, near);
            double slope = 0;
            for (int p = 0; p < size; p++) {
                slope += away[p] * along[p];
            }
            assertThat(slope).as("towards another allowed move, %s", n).isGreaterThan(-1e-6);
        }
        assertThat(moved).isGreaterThan(30);
    }

    @Test
    void noProbabilityComesBelowZeroWhereErrorsAreLarge() {
        Hmm model = Corpus.categorical(3, 4, new Seed(3));
        LocalJacobian by = jacobian(model);
        int size = by.transition().columns();
        EdgeCone cone = EdgeCone.of(model, by, Matrix.identity(size));
        RandomGenerator random = new Seed(5).generator();
        double scale = 10;
        int moved = 0;
        for (int n = 0; n < 50; n++) {
            double[] from = random.doubles(size, -20, 20).toArray();
            double[] near = cone.nearest(from, scale);
            moved += Arrays.equals(from, near) ? 0 : 1;
            double[] chain = by.transition().times(near);
            double[] tokens = by.emission().times(near);
            for (int e = 0; e < chain.length; e++) {
                assertThat(model.transition().matrix().toArray()[e] + chain[e] / scale)
                        .isGreaterThan(-1e-6);
            }
            for (int e = 0; e < tokens.length; e++) {
                assertThat(model.emission().means().toArray()[e] + tokens[e] / scale)
                        .isGreaterThan(-1e-6);
            }
        }
        assertThat(moved).isGreaterThan(30);
    }

    private static double[] difference(double[] one, double[] other) {
        double[] out = one.clone();
        for (int p = 0; p < out.length; p++) {
            out[p] -= other[p];
        }
        return out;
    }

    @Test
    void withoutZerosNothingChanges() {
        Hmm model = Corpus.categorical(3, 4, new Seed(3));
        Hmm inside = EdgeCone.inside(model, Chain.STATIONARY);
        assertThat(inside.transition()
                        .matrix()
                        .minus(model.transition().matrix())
                        .maxAbs())
                .isLessThan(1e-15);
        assertThat(inside.emission().means().minus(model.emission().means()).maxAbs())
                .isLessThan(1e-15);
        LocalJacobian by = jacobian(model);
        double[] move = new Seed(4)
                .generator()
                .doubles(by.transition().columns(), -1, 1)
                .toArray();
        EdgeCone cone = EdgeCone.of(model, by, Matrix.identity(move.length));
        assertThat(cone.nearest(move, INFINITE)).isEqualTo(move);
        // The same cone at a model with zeros is no idle thing.
        LocalJacobian ring = jacobian(RING);
        double[] down = new double[ring.transition().columns()];
        Arrays.setAll(down, p -> -ring.transition().get(2, p));
        assertThat(EdgeCone.of(RING, ring, Matrix.identity(down.length)).nearest(down, INFINITE))
                .isNotEqualTo(down);
    }

    @Test
    void aSymbolThatNeverComesTakesNoTokens() {
        Hmm never = Hmm.stationary(
                StochasticMatrix.ofRows(new double[] {1}),
                new Categorical(Alphabet.numbered(3), StochasticMatrix.ofRows(new double[] {0.3, 0.7, 0})));
        double tokens = WorstError.ofLikelihood(never, Chain.STATIONARY, new Seed(1))
                .orElseThrow()
                .tokens(0.5, 0.01);
        double ofTwo = 0.3 * 0.7 * Math.pow(0.6745 / 0.01, 2);
        assertThat(tokens).isCloseTo(ofTwo, within(0.1 * ofTwo));
    }

    @Test
    void anEdgeKeepsErrorsOnOneSide() {
        Hmm inside = EdgeCone.inside(RING, Chain.STATIONARY);
        double least =
                Arrays.stream(inside.transition().matrix().toArray()).min().orElseThrow();
        assertThat(least).isCloseTo(0.003, within(1e-4));
        double atEdge = WorstError.ofLikelihood(RING, Chain.STATIONARY, new Seed(1))
                .orElseThrow()
                .at(0.5, 1000);
        double interior = WorstError.ofLikelihood(inside, Chain.STATIONARY, new Seed(1))
                .orElseThrow()
                .at(0.5, 1000);
        assertThat(atEdge).isLessThan(interior).isGreaterThan(0.4 * interior);
    }
}

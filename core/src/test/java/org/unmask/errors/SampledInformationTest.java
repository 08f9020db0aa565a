// SPDX-License-Identifier: Apache-2.0
package org.unmask.errors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.unmask.data.Sequences;
import org.unmask.data.Simulator;
import org.unmask.data.Stretches;
import org.unmask.inference.BaumWelch;
import org.unmask.inference.EmFit;
import org.unmask.inference.EmOptions;
import org.unmask.inference.ExpectedCounts;
import org.unmask.inference.InitialLaw;
import org.unmask.inference.LocalCoordinates;
import org.unmask.inference.ObservedInformation;
import org.unmask.matrix.Matrix;
import org.unmask.matrix.Probabilities;
import org.unmask.matrix.StochasticMatrix;
import org.unmask.matrix.SymmetricEigen;
import org.unmask.model.Alphabet;
import org.unmask.model.Categorical;
import org.unmask.model.Chain;
import org.unmask.model.Hmm;
import org.unmask.parallel.Threads;
import org.unmask.random.Seed;

/** The curvature of long data with rare symbols, from a sample of them. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SampledInformationTest {

    private static final int STRETCHES = 16;

    /** The first symbol that is rare. */
    private static final int RARE = 4;

    private Sequences data;
    private LocalCoordinates coordinates;
    private ExpectedCounts counts;
    private Matrix whole;

    /** Three states, eight symbols, of which half come once in hundreds to thousands of tokens. */
    @BeforeAll
    void fitAll() {
        StochasticMatrix transition =
                StochasticMatrix.normalized("transition", Matrix.ofRows(new double[][] {{6, 3, 1}, {2, 5, 3}, {3, 1, 6}
                }));
        StochasticMatrix emission = StochasticMatrix.normalized("emission", Matrix.ofRows(new double[][] {
            {500, 300, 100, 50, 2, 1, 0.5, 0.2},
            {100, 500, 200, 100, 1, 2, 0.2, 0.4},
            {100, 100, 500, 300, 0.5, 0.5, 2, 0.3}
        }));
        Hmm truth = new Hmm(
                Probabilities.of(1. / 3, 1. / 3, 1. / 3), transition, new Categorical(Alphabet.numbered(8), emission));
        data = Simulator.draw(truth, 1, 200_000, new Seed(4), Threads.ONE).sequences();
        EmFit fit = BaumWelch.fit(truth, data, EmOptions.DEFAULT.withTolerance(1e-10));
        counts = ExpectedCounts.of(fit.model(), data, Threads.ONE);
        coordinates = LocalCoordinates.at(fit.model(), Chain.STATIONARY, InitialLaw.STATIONARY, counts);
        whole = ObservedInformation.of(coordinates, counts, data, Threads.ONE).orElseThrow();
    }

    @Test
    void straightLinesAndArcsBendAlikeAtTheTop() {
        Matrix straight = ObservedInformation.straight(whole, coordinates, counts);
        assertThat(beside(straight.minus(whole))).isLessThan(0.01);
    }

    @Test
    void aSampleGrowsUntilItTellsWhatTheWholeTells() {
        SampledInformation found = sampled(20_000, 1_000_000);
        assertThat(found.agreed()).isTrue();
        assertThat(farthest(found)).isLessThan(0.15);
    }

    @Test
    void aSampleThatMayNotGrowIsSaidToBeRough() {
        SampledInformation found = sampled(20_000, 20_000);
        assertThat(found.agreed()).isFalse();
        assertThat(farthest(found)).isGreaterThan(0.3);
    }

    @Test
    void alongArcsTheSameTokensTellLess() {
        Sequences sample = Stretches.sample(data, 16_000, STRETCHES);
        ExpectedCounts seen = ExpectedCounts.of(coordinates.model(), sample, Threads.ONE);
        Matrix arcs =
                ObservedInformation.of(coordinates, seen, sample, Threads.ONE).orElseThrow();
        double scale = (double) data.tokens() / sample.tokens();
        double straight = beside(ObservedInformation.straight(arcs, coordinates, seen)
                .scale(scale)
                .minus(whole));
        assertThat(beside(arcs.scale(scale).minus(whole))).isGreaterThan(1.2 * straight);
    }

    @Test
    void halvesThatBendTheWrongWayDoNotAgree() {
        assertThat(SampledInformation.disagreement(coordinates, whole, whole.scale(Math.exp(0.4))))
                .isCloseTo(0.1, within(1e-9));
        assertThat(SampledInformation.disagreement(coordinates, whole, whole.scale(-1)))
                .isInfinite();
    }

    @Test
    void allIsLookedAtWhereASampleWouldBeHalfOfIt() {
        assertThat(sampled(150_000, 1_000_000).tokens()).isEqualTo(data.tokens());
        assertThat(beside(sampled(150_000, 1_000_000).information().minus(whole)))
                .isLessThan(1e-9);
    }

    /** The farthest that an error of a common symbol in the first state is off, relatively. */
    private double farthest(SampledInformation found) {
        double farthest = 0;
        for (int entry = 0; entry < RARE; entry++) {
            double ratio = error(found.information(), entry) / error(whole, entry);
            farthest = Math.max(farthest, Math.abs(ratio - 1));
        }
        return farthest;
    }

    /** Of an entry of the emissions of the first state. */
    private double error(Matrix information, int entry) {
        return Math.sqrt(Curvature.of(information, 0)
                .variance(coordinates.jacobian().emission().row(entry)));
    }

    private SampledInformation sampled(int first, int most) {
        return SampledInformation.of(coordinates, counts, data, first, most, STRETCHES, Threads.ONE)
                .orElseThrow();
    }

    /** Changes of the curvature, root mean square over directions that are scaled to a curvature of one. */
    private double beside(Matrix difference) {
        SymmetricEigen eigen = SymmetricEigen.of(whole);
        double[] values = eigen.values().toArray();
        assertThat(Arrays.stream(values).min().orElse(0)).isPositive();
        Matrix vectors = eigen.vectors();
        Matrix whitening =
                Matrix.generate(vectors.rows(), vectors.columns(), (p, m) -> vectors.get(p, m) / Math.sqrt(values[m]));
        return whitening.transpose().times(difference).times(whitening).frobeniusNorm() / Math.sqrt(values.length);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.unmask.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.unmask.data.Sequences;
import org.unmask.data.Simulator;
import org.unmask.errors.ErrorMethod;
import org.unmask.errors.FixedMask;
import org.unmask.errors.LikelihoodErrors;
import org.unmask.inference.BaumWelch;
import org.unmask.inference.EmOptions;
import org.unmask.inference.InitialLaw;
import org.unmask.matrix.Matrix;
import org.unmask.matrix.StochasticMatrix;
import org.unmask.model.Categorical;
import org.unmask.model.Chain;
import org.unmask.model.CovarianceShape;
import org.unmask.model.Covariances;
import org.unmask.model.Emission;
import org.unmask.model.Gaussian;
import org.unmask.model.Hmm;
import org.unmask.parallel.Threads;
import org.unmask.random.Seed;

/** Errors beside those of visible states. */
class PrecisionTest {

    private static final StochasticMatrix CHAIN = StochasticMatrix.ofRows(new double[][] {{0.8, 0.2}, {0.4, 0.6}});

    private static Precision found(Emission emission, int tokens) {
        Hmm truth = Hmm.stationary(CHAIN, emission);
        Sequences data =
                Simulator.draw(truth, 1, tokens, new Seed(5), Threads.ONE).sequences();
        Hmm model = BaumWelch.fit(truth, data, EmOptions.DEFAULT).model();
        return Precision.of(
                model,
                new LikelihoodErrors(Chain.STATIONARY, InitialLaw.STATIONARY, FixedMask.ALL, 0.95, Threads.ONE)
                        .of(model, data, Optional.of(ErrorMethod.INFORMATION)),
                tokens);
    }

    private static Emission symbols(double own) {
        return Categorical.ofRows(new double[] {own, 1 - own}, new double[] {1 - own, own});
    }

    private static Emission points(double distance) {
        return new Gaussian(
                Matrix.of(2, 1, 0, distance),
                new Covariances(
                        CovarianceShape.FULL_PER_STATE, java.util.List.of(Matrix.identity(1), Matrix.identity(1))));
    }

    @Test
    void statesThatCanBeSeenTakeNoMoreTokens() {
        assertThat(found(symbols(1), 5000).inflation()).isCloseTo(1, withPercentage(5));
        assertThat(found(points(12), 5000).inflation()).isCloseTo(1, withPercentage(5));
    }

    @Test
    void statesThatAreMuchAlikeTakeManyTimesTheTokens() {
        assertThat(found(symbols(0.7), 20_000).inflation()).isGreaterThan(10);
        assertThat(found(points(1), 20_000).inflation()).isGreaterThan(10);
    }

    @Test
    void fourTimesTheTokensHalveEachError() {
        Precision few = found(symbols(0.9), 20_000);
        Precision many = found(symbols(0.9), 80_000);
        assertThat(few.error() / many.error()).isCloseTo(2, withPercentage(10));
        assertThat(few.seen() / many.seen()).isCloseTo(2, withPercentage(5));
        assertThat(few.even() / many.even()).isCloseTo(2, withPercentage(5));
    }

    @Test
    void aRareStateIsWhatVisibleStatesWouldNotSpare() {
        Hmm model = Hmm.stationary(StochasticMatrix.ofRows(new double[][] {{0.999, 0.001}, {0.5, 0.5}}), symbols(0.9));
        Precision precision = Precision.of(model, Optional.empty(), 10_000);
        assertThat(precision.isPoor()).isTrue();
        assertThat(precision.even()).isLessThan(Precision.TOLERABLE / 2);
        assertThat(precision.largest()).isEqualTo(precision.seen());
        assertThat(precision.seen()).isCloseTo(0.5 / Math.sqrt(10_000 * 0.001 / 0.501), withPercentage(1e-6));
    }
}

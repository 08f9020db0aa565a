// SPDX-License-Identifier: Apache-2.0
package org.unmask.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.unmask.data.PointSequences;
import org.unmask.data.Simulator;
import org.unmask.matrix.Matrix;
import org.unmask.model.CovarianceShape;
import org.unmask.model.Gaussian;
import org.unmask.model.Hmm;
import org.unmask.parallel.Threads;
import org.unmask.random.Seed;
import org.unmask.testkit.RandomModels;

class PointMovesTest {

    private static final int STATES = 4;
    private static final Clock ENDLESS = Clock.start(Optional.empty());

    /** Four groups at the corners of a square. */
    private static PointSequences data() {
        Hmm truth = Hmm.stationary(
                RandomModels.stochastic(new Seed(1).generator(), STATES, STATES),
                Gaussian.unit(Matrix.generate(STATES, 2, (i, c) -> (c == 0 ? i / 2 : i % 2) * 8.0)));
        return (PointSequences)
                Simulator.draw(truth, 1, 600, new Seed(2), Threads.ONE).sequences();
    }

    private static PointClimb climb(CovarianceShape shape) {
        return new PointClimb(PointTokens.of(data(), shape), shape, STATES, true);
    }

    private static Candidate start(PointClimb climb) {
        PointTokens tokens = PointTokens.of(data(), climb.shape);
        return new PointStarts(tokens, STATES, climb).random(1, new Seed(3)).get(0);
    }

    @ParameterizedTest
    @EnumSource(CovarianceShape.class)
    void everyMoveIsAModelOfTheSameShape(CovarianceShape shape) {
        PointClimb climb = climb(shape);
        Candidate top = start(climb);
        List<Candidate> moves = new PointMoves(climb).from(top, new Seed(4));
        assertThat(moves).hasSize(2 * 6 * 3);
        for (Candidate move : moves) {
            assertThat(climb.accept(move.theta())).as(move.name()).isTrue();
            assertThat(climb.step()).as(move.name()).isFinite();
            assertThat(((Gaussian) climb.model().emission()).covariances().shape())
                    .isEqualTo(shape);
            assertThat(move.theta()).isNotEqualTo(top.theta());
        }
    }

    /** A mixture has the mean and the variance of what it was mixed from. */
    @Test
    void aStateMadeOfTwoHasTheMomentsOfBoth() {
        PointClimb climb = climb(CovarianceShape.DIAGONAL_PER_STATE);
        double[] theta = start(climb).theta().clone();
        double[] before = theta.clone();
        ChainMoves.Move move = new ChainMoves.Move(0, 1, 2);
        double share = new PointMoves(climb).merge(theta, move);
        assertThat(share).isBetween(0.0, 1.0);
        for (int c = 0; c < 2; c++) {
            double first = before[climb.meanAt(0) + c];
            double second = before[climb.meanAt(1) + c];
            double mean = share * first + (1 - share) * second;
            double square = share * (before[climb.covarianceAt(0) + c] + first * first)
                    + (1 - share) * (before[climb.covarianceAt(1) + c] + second * second);
            assertThat(theta[climb.meanAt(0) + c]).isCloseTo(mean, within(1e-12));
            assertThat(theta[climb.covarianceAt(0) + c]).isCloseTo(square - mean * mean, within(1e-12));
        }
        assertThat(Arrays.copyOfRange(theta, climb.meanAt(2), climb.meanAt(4)))
                .isEqualTo(Arrays.copyOfRange(before, climb.meanAt(2), climb.meanAt(4)));
    }

    /** Two states share one group and one state has two groups: EM stays there, a move leads away. */
    @Test
    void aMoveLeavesATopWhereTwoStatesShareAGroup() {
        CovarianceShape shape = CovarianceShape.DIAGONAL_PER_STATE;
        PointClimb climb = climb(shape);
        double[][] spread = new double[STATES][2];
        Arrays.stream(spread).forEach(row -> Arrays.fill(row, 0.1));
        double[] chain = new double[STATES * STATES];
        Arrays.fill(chain, 1.0 / STATES);
        climb.startAt(
                ChainDraws.uniform(STATES), chain, new double[][] {{-1.1, -1}, {-0.9, -1}, {0, 1}, {1, -1}}, spread);
        Ascent wrong = Ascent.climb(climb, 500, Aim.within(1e-6), ENDLESS);
        Candidate top = Candidate.start("wrong", climb.theta.clone()).after(climb, wrong);
        climb.startAt(ChainDraws.uniform(STATES), chain, new double[][] {{-1, -1}, {-1, 1}, {1, 1}, {1, -1}}, spread);
        double right = Ascent.climb(climb, 500, Aim.within(1e-6), ENDLESS).logLikelihood();
        assertThat(wrong.logLikelihood()).isLessThan(right - 100);

        double best = Double.NEGATIVE_INFINITY;
        for (Candidate move : new PointMoves(climb).from(top, new Seed(5))) {
            climb.accept(move.theta());
            best = Math.max(
                    best, Ascent.climb(climb, 500, Aim.within(1e-6), ENDLESS).logLikelihood());
        }
        assertThat(best).isCloseTo(right, within(1e-3));
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.unmask.data.Sequences;
import org.unmask.matrix.Matrix;
import org.unmask.matrix.StochasticMatrix;
import org.unmask.model.Categorical;
import org.unmask.model.Chain;
import org.unmask.model.CovarianceShape;
import org.unmask.model.Gaussian;
import org.unmask.model.Hmm;
import org.unmask.parallel.Threads;
import org.unmask.testkit.RandomModels;

/** Local coordinates, scores and curvature against differences of what they are the derivatives of. */
class LocalCoordinatesTest {

    private static final double STEP = 1e-5;
    private static final int[] LENGTHS = {60, 15, 5, 5, 1, 1};

    /** A model, the family it moves in, and data with gaps. */
    record Case(String name, Hmm model, Chain chain, InitialLaw initial) {
        Sequences data() {
            return SideBySideTest.withGaps(new SplittableRandom(8), model, LENGTHS);
        }

        LocalCoordinates coordinates() {
            return LocalCoordinates.at(model, chain, initial, ExpectedCounts.of(model, data(), Threads.ONE));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static List<Case> cases() {
        SplittableRandom random = new SplittableRandom(1);
        List<Case> out = new java.util.ArrayList<>(List.of(
                new Case("free start", RandomModels.startedModel(random, 3, 4), Chain.STATIONARY, InitialLaw.FREE),
                new Case(
                        "stationary start",
                        RandomModels.categoricalModel(random, 3, 4),
                        Chain.STATIONARY,
                        InitialLaw.STATIONARY),
                new Case(
                        "doubly stochastic",
                        evenlyMixed(RandomModels.doublyStochasticModel(random, 4, 5)),
                        Chain.DOUBLY_STOCHASTIC,
                        InitialLaw.STATIONARY),
                new Case(
                        "one state",
                        RandomModels.categoricalModel(random, 1, 4),
                        Chain.STATIONARY,
                        InitialLaw.STATIONARY)));
        for (CovarianceShape shape : CovarianceShape.values()) {
            out.add(new Case(
                    shape.word(),
                    RandomModels.gaussianModel(random, 3, 2, shape),
                    Chain.STATIONARY,
                    InitialLaw.STATIONARY));
        }
        return out;
    }

    /** Half way to uniform laws, so that no probability is at the edge. */
    private static Hmm evenlyMixed(Hmm model) {
        Categorical emission = (Categorical) model.emission();
        return new Hmm(
                model.initial(),
                even(model.transition()),
                new Categorical(emission.alphabet(), even(emission.probabilities())));
    }

    private static StochasticMatrix even(StochasticMatrix rows) {
        return StochasticMatrix.of("mixture", rows.matrix().map(p -> 0.5 * p + 0.5 / rows.columns()));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void thereAreAsManyDirectionsAsFreeParameters(Case one) {
        int family = org.unmask.model.ModelFamily.of(one.model(), one.chain()).parameters();
        int own = one.initial() == InitialLaw.FREE ? one.model().states() - 1 : 0;
        assertThat(one.coordinates().size()).isEqualTo(family + own);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theJacobianIsThatOfTheEntries(Case one) {
        LocalCoordinates coordinates = one.coordinates();
        LocalJacobian by = coordinates.jacobian();
        for (int p = 0; p < coordinates.size(); p++) {
            Hmm up = coordinates.moved(p, STEP).orElseThrow();
            Hmm down = coordinates.moved(p, -STEP).orElseThrow();
            check(
                    by.transition(),
                    p,
                    up.transition().matrix(),
                    down.transition().matrix());
            check(by.emission(), p, up.emission().means(), down.emission().means());
            check(
                    by.stationary(),
                    p,
                    Matrix.ofRows(up.stationaryLaw().toArray()),
                    Matrix.ofRows(down.stationaryLaw().toArray()));
            check(
                    by.initial(),
                    p,
                    Matrix.ofRows(up.initial().toArray()),
                    Matrix.ofRows(down.initial().toArray()));
            if (up.emission() instanceof Gaussian high && down.emission() instanceof Gaussian low) {
                for (int i = 0; i < one.model().states(); i++) {
                    check(
                            by.covariances().get(i),
                            p,
                            high.covariances().matrices().get(i),
                            low.covariances().matrices().get(i));
                }
            }
        }
    }

    private static void check(Matrix by, int p, Matrix up, Matrix down) {
        double[] high = up.toArray();
        double[] low = down.toArray();
        for (int n = 0; n < high.length; n++) {
            assertThat((high[n] - low[n]) / (2 * STEP)).isCloseTo(by.get(n, p), within(1e-7));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void scoresSumToTheGradientOfTheLikelihood(Case one) {
        LocalCoordinates coordinates = one.coordinates();
        Sequences data = one.data();
        double[] gradient = coordinates.gradient(one.model(), ExpectedCounts.of(one.model(), data, Threads.ONE));
        Matrix sums = ScoreSums.of(coordinates, data, 7);
        assertThat(sums.rows()).isEqualTo((data.tokens() + 6) / 7);
        for (int p = 0; p < coordinates.size(); p++) {
            double total = 0;
            for (double part : sums.column(p)) {
                total += part;
            }
            double slope = (Likelihood.of(coordinates.moved(p, STEP).orElseThrow(), data)
                            - Likelihood.of(coordinates.moved(p, -STEP).orElseThrow(), data))
                    / (2 * STEP);
            assertThat(gradient[p]).as("gradient %d", p).isCloseTo(slope, within(1e-5 * (1 + Math.abs(slope))));
            assertThat(total).as("scores %d", p).isCloseTo(gradient[p], within(1e-8 * (1 + Math.abs(total))));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theInformationIsTheSecondDifferenceOfTheLikelihood(Case one) {
        LocalCoordinates coordinates = one.coordinates();
        Sequences data = one.data();
        ExpectedCounts counts = ExpectedCounts.of(one.model(), data, Threads.ONE);
        Matrix information =
                ObservedInformation.of(coordinates, counts, data, Threads.ONE).orElseThrow();
        double step = 1e-3;
        double here = Likelihood.of(one.model(), data);
        for (int p = 0; p < coordinates.size(); p++) {
            double second = -(Likelihood.of(coordinates.moved(p, step).orElseThrow(), data)
                            + Likelihood.of(coordinates.moved(p, -step).orElseThrow(), data)
                            - 2 * here)
                    / (step * step);
            assertThat(information.get(p, p))
                    .as("direction %d", p)
                    .isCloseTo(second, within(2e-3 * (1 + Math.abs(second))));
        }
    }
}

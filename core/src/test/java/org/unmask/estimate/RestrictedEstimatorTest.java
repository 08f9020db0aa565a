// SPDX-License-Identifier: Apache-2.0
package org.unmask.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.unmask.constraint.KnownStates;
import org.unmask.constraint.Pattern;
import org.unmask.constraint.Priors;
import org.unmask.constraint.Restrictions;
import org.unmask.constraint.Topology;
import org.unmask.data.PointSequences;
import org.unmask.data.Simulation;
import org.unmask.data.Simulator;
import org.unmask.data.SymbolSequences;
import org.unmask.inference.InitialLaw;
import org.unmask.inference.Likelihood;
import org.unmask.matrix.Matrix;
import org.unmask.matrix.Probabilities;
import org.unmask.matrix.StochasticMatrix;
import org.unmask.model.Categorical;
import org.unmask.model.CovarianceShape;
import org.unmask.model.Gaussian;
import org.unmask.model.Hmm;
import org.unmask.parallel.Threads;
import org.unmask.random.Seed;

class RestrictedEstimatorTest {

    private static final Hmm ONE_WAY = new Hmm(
            Probabilities.of(1.0, 0.0, 0.0),
            StochasticMatrix.ofRows(new double[][] {{0.85, 0.15, 0}, {0, 0.8, 0.2}, {0, 0, 1}}),
            Categorical.ofRows(
                    new double[] {0.7, 0.2, 0.1}, new double[] {0.1, 0.2, 0.7}, new double[] {0.2, 0.7, 0.1}));

    private static final Hmm RING = Hmm.stationary(
            StochasticMatrix.ofRows(new double[][] {{0.7, 0.3, 0}, {0, 0.6, 0.4}, {0.2, 0, 0.8}}), ONE_WAY.emission());

    @Test
    @Tag("slow")
    void findsAOneWayModelInItsOrder() {
        SymbolSequences data = (SymbolSequences)
                Simulator.draw(ONE_WAY, 300, 30, new Seed(1), Threads.ONE).sequences();
        Restrictions known = Restrictions.NONE
                .withTransition(Topology.LEFT_TO_RIGHT.zeros(Pattern.free(3, 3)))
                .withInitial(Pattern.free(1, 3).withZeros((i, j) -> j > 0).withFixed(0, 0, 1));
        RestrictedFit fit = new RestrictedEstimator(FitOptions.of(3).withInitial(InitialLaw.FREE), known).fit(data);
        Hmm model = fit.fit().model();
        assertThat(model.transition()
                        .matrix()
                        .minus(ONE_WAY.transition().matrix())
                        .maxAbs())
                .isLessThan(0.05);
        assertThat(fit.fit().logLikelihood()).isGreaterThan(Likelihood.of(ONE_WAY, data));
        assertThat(fit.fit().tasks()).as("the last state is not left").isEmpty();
        assertThat(fit.parameters()).isEqualTo(2 + 6);
        assertThat(fit.bic()).isLessThan(fit.fit().bic());
    }

    @Test
    @Tag("slow")
    void aRingIsFoundWithItsZerosAndMaskedLosses() {
        SymbolSequences data = (SymbolSequences)
                Simulator.draw(RING, 1, 12_000, new Seed(2), Threads.ONE).sequences();
        Restrictions known = Restrictions.NONE.withTransition(Topology.CYCLIC.zeros(Pattern.free(3, 3)));
        RestrictedFit fit = new RestrictedEstimator(FitOptions.of(3), known).fit(data);
        Hmm model = fit.fit().model();
        assertThat(model.transition().get(0, 2)).isZero();
        assertThat(fit.fit().logLikelihood()).isGreaterThan(Likelihood.of(RING, data));
        assertThat(fit.fit().tasks()).hasSize(1);
    }

    @Test
    void knownStatesNameTheStates() {
        Simulation drawn = Simulator.draw(RING, 1, 1500, new Seed(3), Threads.ONE);
        SymbolSequences data = (SymbolSequences) drawn.sequences();
        int[] states = new int[data.tokens()];
        for (int t = 0; t < states.length; t++) {
            // The order of the states is turned round; every fifth is known.
            states[t] = t % 5 == 0 ? 2 - drawn.states()[t] : KnownStates.UNKNOWN;
        }
        RestrictedFit fit = new RestrictedEstimator(
                        FitOptions.of(3), Restrictions.NONE.withKnown(KnownStates.of(states)))
                .fit(data);
        Matrix emission =
                ((Categorical) fit.fit().model().emission()).probabilities().matrix();
        assertThat(emission.get(2, 0)).isGreaterThan(0.55);
        assertThat(emission.get(0, 1)).isGreaterThan(0.55);
    }

    @Test
    void priorsAloneKeepTheCanonicalOrderAndPointsFromSinking() {
        Hmm truth = Hmm.stationary(
                StochasticMatrix.ofRows(new double[][] {{0.9, 0.1}, {0.3, 0.7}}),
                Gaussian.unit(Matrix.ofRows(new double[] {0}, new double[] {4})));
        PointSequences data = (PointSequences)
                Simulator.draw(truth, 1, 600, new Seed(4), Threads.ONE).sequences();
        RestrictedFit fit = new RestrictedEstimator(
                        FitOptions.of(2).withCovariance(CovarianceShape.FULL_PER_STATE),
                        Restrictions.NONE.withPriors(new Priors(1, 1.5, 1, 1, 5)))
                .fit(data);
        Hmm model = fit.fit().model();
        assertThat(model.stationaryLaw().get(0))
                .isGreaterThan(model.stationaryLaw().get(1));
        assertThat(((Gaussian) model.emission()).means().get(1, 0)).isBetween(3.5, 4.5);
        assertThat(fit.objective()).isNotEqualTo(fit.fit().logLikelihood());
        assertThat(fit.parameters()).isEqualTo(2 + 2 + 2);
    }

    @Test
    void refusesSizesThatDoNotFit() {
        SymbolSequences data = (SymbolSequences)
                Simulator.draw(RING, 1, 300, new Seed(5), Threads.ONE).sequences();
        assertThatThrownBy(() -> new RestrictedEstimator(
                                FitOptions.of(2),
                                Restrictions.NONE.withTransition(
                                        Pattern.free(3, 3).withFixed(0, 0, 0.5)))
                        .fit(data))
                .hasMessage("the transition matrix of the constraints is 3 x 3, expected 2 x 2");
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.unmask.errors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.unmask.data.Sequences;
import org.unmask.data.Simulator;
import org.unmask.errors.EntryError.Standing;
import org.unmask.inference.BaumWelch;
import org.unmask.inference.EmOptions;
import org.unmask.inference.InitialLaw;
import org.unmask.matrix.Matrix;
import org.unmask.matrix.Permutation;
import org.unmask.matrix.StochasticMatrix;
import org.unmask.model.Alphabet;
import org.unmask.model.Categorical;
import org.unmask.model.Chain;
import org.unmask.model.CovarianceShape;
import org.unmask.model.Gaussian;
import org.unmask.model.Hmm;
import org.unmask.parallel.Threads;
import org.unmask.random.Seed;
import org.unmask.task.Loss;
import org.unmask.task.TaskSet;
import org.unmask.testkit.RandomModels;
import org.unmask.verdict.Question;
import org.unmask.verdict.engine.VerdictEngine;

/** Standard errors where they are known in closed form, and what must hold whatever they are. */
class LikelihoodErrorsTest {

    private static LikelihoodErrors errors(FixedMask mask) {
        return new LikelihoodErrors(Chain.STATIONARY, InitialLaw.STATIONARY, mask, 0.95, Threads.ONE);
    }

    private static Hmm fitted(Hmm start, Sequences data) {
        return BaumWelch.fit(start, data, EmOptions.DEFAULT.withTolerance(1e-9)).model();
    }

    private static Sequences draw(Hmm truth, int tokens, long seed) {
        return Simulator.draw(truth, 1, tokens, new Seed(seed), Threads.ONE).sequences();
    }

    private static StandardErrors of(Hmm model, Sequences data, ErrorMethod method) {
        return errors(FixedMask.ALL).of(model, data, Optional.of(method)).orElseThrow();
    }

    private static double at(ErrorTable table, int i, int j) {
        return table.get(i, j).standardError().orElseThrow();
    }

    @Test
    void independentSymbolsHaveTheErrorsOfAMultinomial() {
        Hmm truth = RandomModels.categoricalModel(new SplittableRandom(3), 1, 4);
        Sequences data = draw(truth, 5000, 1);
        Hmm model = fitted(truth, data);
        for (ErrorMethod method : new ErrorMethod[] {ErrorMethod.INFORMATION, ErrorMethod.SANDWICH}) {
            StandardErrors errors = of(model, data, method);
            double slack = method == ErrorMethod.INFORMATION ? 1e-3 : 0.15;
            for (int x = 0; x < 4; x++) {
                double p = model.emission().means().get(0, x);
                double expected = Math.sqrt(p * (1 - p) / 5000);
                assertThat(at(errors.emission(), 0, x)).isCloseTo(expected, within(slack * expected));
            }
            assertThat(errors.transition().get(0, 0).standing()).isEqualTo(Standing.GIVEN);
        }
    }

    @Test
    void independentPointsHaveTheErrorsOfMeanAndVariance() {
        Hmm truth = RandomModels.gaussianModel(new SplittableRandom(4), 1, 2, CovarianceShape.FULL_PER_STATE);
        Sequences data = draw(truth, 5000, 2);
        Hmm model = fitted(truth, data);
        Matrix covariance =
                ((Gaussian) model.emission()).covariances().matrices().get(0);
        StandardErrors errors = of(model, data, ErrorMethod.INFORMATION);
        for (int c = 0; c < 2; c++) {
            double variance = covariance.get(c, c);
            double ofMean = Math.sqrt(variance / 5000);
            double ofVariance = variance * Math.sqrt(2.0 / 5000);
            assertThat(at(errors.emission(), 0, c)).isCloseTo(ofMean, within(1e-3 * ofMean));
            assertThat(at(errors.covariances().get(0), c, c)).isCloseTo(ofVariance, within(1e-3 * ofVariance));
        }
        double between =
                Math.sqrt((covariance.get(0, 0) * covariance.get(1, 1) + Math.pow(covariance.get(0, 1), 2)) / 5000);
        assertThat(at(errors.covariances().get(0), 0, 1)).isCloseTo(between, within(1e-3 * between));
    }

    /** States that symbols tell apart: the chain is seen, so its errors are those of a Markov chain. */
    private static Hmm seenChain() {
        return Hmm.stationary(
                StochasticMatrix.ofRows(new double[] {0.9, 0.1}, new double[] {0.2, 0.8}),
                new Categorical(
                        Alphabet.numbered(5),
                        StochasticMatrix.ofRows(new double[] {0.5, 0.5, 0, 0, 0}, new double[] {0, 0, 0.3, 0.7, 0})));
    }

    @Test
    void aSeenChainHasTheErrorsOfAMarkovChain() {
        Sequences data = draw(seenChain(), 20_000, 3);
        Hmm model = fitted(seenChain(), data);
        double[] law = model.stationaryLaw().toArray();
        for (ErrorMethod method : new ErrorMethod[] {ErrorMethod.INFORMATION, ErrorMethod.SANDWICH}) {
            StandardErrors errors = of(model, data, method);
            double slack = method == ErrorMethod.INFORMATION ? 5e-3 : 0.15;
            for (int i = 0; i < 2; i++) {
                double p = model.transition().get(i, 1 - i);
                double expected = Math.sqrt(p * (1 - p) / (20_000 * law[i]));
                assertThat(at(errors.transition(), i, 1 - i)).isCloseTo(expected, within(slack * expected));
            }
            // A share of a chain that stays: wider than that of independent draws by (1 + l) / (1 - l), l the second
            // eigenvalue.
            double second = model.transition().get(0, 0) + model.transition().get(1, 1) - 1;
            double independent = Math.sqrt(law[0] * law[1] / 20_000);
            double expected = independent * Math.sqrt((1 + second) / (1 - second));
            assertThat(at(errors.stationary(), 0, 0)).isCloseTo(expected, within(slack * expected));
            assertThat(at(errors.stationary(), 0, 0)).isGreaterThan(1.8 * independent);
        }
    }

    @Test
    void zerosAreOneSided() {
        Sequences data = draw(seenChain(), 2000, 4);
        Hmm model = fitted(seenChain(), data);
        StandardErrors errors = of(model, data, ErrorMethod.INFORMATION);
        EntryError never = errors.emission().get(0, 4);
        double tokens = 2000 * model.stationaryLaw().get(0);
        assertThat(never.standing()).isEqualTo(Standing.BOUNDARY);
        assertThat(never.standardError()).isEmpty();
        assertThat(never.lower()).isZero();
        // The rule of three: nothing seen in n trials leaves about 3 / n.
        assertThat(never.upper()).isCloseTo(3.0 / tokens, within(0.1 / tokens));
        // What the other state emits might have come from here, so less is excluded.
        assertThat(errors.emission().get(0, 2).upper()).isGreaterThan(2 * never.upper());
    }

    @Test
    void relabellingRelabelsTheErrors() {
        Hmm truth = RandomModels.gaussianModel(new SplittableRandom(5), 3, 6, CovarianceShape.IDENTITY);
        Sequences data = draw(truth, 3000, 5);
        Permutation turn = Permutation.of(2, 0, 1);
        Hmm model = fitted(truth, data);
        StandardErrors errors = of(model, data, ErrorMethod.SANDWICH);
        StandardErrors turned = of(model.permuted(turn), data, ErrorMethod.SANDWICH);
        for (int i = 0; i < 3; i++) {
            for (int x = 0; x < 6; x++) {
                assertThat(at(turned.emission(), i, x)).isCloseTo(at(errors.emission(), turn.get(i), x), within(1e-5));
            }
            assertThat(at(turned.stationary(), 0, i)).isCloseTo(at(errors.stationary(), 0, turn.get(i)), within(1e-5));
        }
    }

    @Test
    void whatSlidesHasNoNumber() {
        Hmm truth = RandomModels.categoricalModel(new SplittableRandom(6), 2, 3);
        Sequences data = draw(truth, 5000, 6);
        Hmm model = fitted(truth, data);
        FixedMask pairs = FixedMask.of(
                VerdictEngine.STANDARD.answer(Question.at(model, Chain.STATIONARY, TaskSet.parse("x2|x1", Loss.LOG))));
        StandardErrors errors = errors(pairs)
                .of(model, data, Optional.of(ErrorMethod.INFORMATION))
                .orElseThrow();
        assertThat(errors.transition().entries()).allMatch(entry -> entry.standing() == Standing.NOT_FIXED);
        assertThat(errors.emission().entries())
                .allMatch(entry -> entry.standardError().isEmpty());
        assertThat(errors.transition().entries()).allMatch(entry -> Double.isNaN(entry.upper()));
        FixedMask triples = FixedMask.of(VerdictEngine.STANDARD.answer(
                Question.at(model, Chain.STATIONARY, TaskSet.parse("x2,x3|x1", Loss.LOG))));
        assertThat(triples).isEqualTo(FixedMask.ALL);
    }

    @Test
    void whatIsFixedAllTheSameKeepsItsNumber() {
        Hmm truth = RandomModels.gaussianModel(new SplittableRandom(7), 3, 1, CovarianceShape.IDENTITY);
        Sequences data = draw(truth, 5000, 7);
        FixedMask mask = FixedMask.of(VerdictEngine.STANDARD.answer(
                Question.at(truth, Chain.STATIONARY, TaskSet.parse("x2|x1", Loss.SQUARED))));
        assertThat(mask.all()).isFalse();
        assertThat(mask.nullity()).isEqualTo(2);
        StandardErrors errors = errors(mask)
                .of(truth, data, Optional.of(ErrorMethod.INFORMATION))
                .orElseThrow();
        for (int i = 0; i < 3; i++) {
            boolean fixed = mask.entries().orElseThrow().emission().get(i);
            assertThat(errors.emission().get(i, 0).standing() == Standing.NOT_FIXED)
                    .isEqualTo(!fixed);
        }
        assertThat(errors.covariances().get(0).get(0, 0).standing()).isEqualTo(Standing.GIVEN);
    }

    @Test
    @Tag("slow")
    void intervalsCoverAsOftenAsTheySay() {
        Hmm truth = RandomModels.gaussianModel(new SplittableRandom(9), 2, 2, CovarianceShape.DIAGONAL_PER_STATE);
        int covered = 0;
        int narrow = 0;
        int all = 0;
        for (int r = 0; r < 60; r++) {
            Sequences data = draw(truth, 1500, 100 + r);
            Hmm model = fitted(truth, data);
            StandardErrors errors = of(model, data, ErrorMethod.SANDWICH);
            for (int i = 0; i < 2; i++) {
                for (int c = 0; c < 2; c++) {
                    EntryError entry = errors.emission().get(i, c);
                    double true_ = truth.emission().means().get(i, c);
                    double found = model.emission().means().get(i, c);
                    covered += entry.covers(true_) ? 1 : 0;
                    narrow += Math.abs(found - true_) < at(errors.emission(), i, c) ? 1 : 0;
                    covered += errors.transition()
                                    .get(i, c)
                                    .covers(truth.transition().get(i, c))
                            ? 1
                            : 0;
                    narrow += Math.abs(model.transition().get(i, c)
                                            - truth.transition().get(i, c))
                                    < at(errors.transition(), i, c)
                            ? 1
                            : 0;
                    all += 2;
                }
            }
        }
        assertThat((double) covered / all).isBetween(0.91, 0.99);
        // One standard error is not enough: the width matters.
        assertThat((double) narrow / all).isBetween(0.58, 0.78);
    }
}

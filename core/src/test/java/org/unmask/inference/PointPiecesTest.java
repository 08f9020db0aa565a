// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.unmask.data.PointSequences;
import org.unmask.matrix.Matrix;
import org.unmask.matrix.Probabilities;
import org.unmask.matrix.StochasticMatrix;
import org.unmask.model.CovarianceShape;
import org.unmask.model.Hmm;
import org.unmask.parallel.Threads;
import org.unmask.random.Seed;
import org.unmask.testkit.RandomModels;

/** Sequences of points cut anywhere: likelihoods and expected counts of the pieces are those of the whole. */
class PointPiecesTest {

    private static final int D = 2;

    /** Sequences of all lengths; every ninth coordinate is missing, and some tokens lie far out. */
    private static PointSequences data(RandomGenerator random, double spread) {
        int tokens = 60 + random.nextInt(60);
        List<Integer> ends = new ArrayList<>();
        for (int t = 1; t < tokens; t++) {
            if (random.nextInt(15) == 0) {
                ends.add(t);
            }
        }
        ends.add(tokens);
        double[] values = new double[tokens * D];
        for (int n = 0; n < values.length; n++) {
            values[n] = random.nextInt(9) == 0 ? Double.NaN : spread * random.nextGaussian();
        }
        return PointSequences.of(
                D, values, ends.stream().mapToInt(Integer::intValue).toArray());
    }

    private static List<PointPiece> cut(RandomGenerator random, PointSequences data, int parts) {
        int[] cuts =
                random.ints(parts - 1L, 1, data.tokens()).sorted().distinct().toArray();
        List<PointPiece> out = new ArrayList<>();
        int from = 0;
        for (int p = 0; p <= cuts.length; p++) {
            int to = p < cuts.length ? cuts[p] : data.tokens();
            List<Integer> ends = new ArrayList<>();
            boolean resumes = from > 0;
            for (int s = 0; s < data.count(); s++) {
                resumes &= data.end(s) != from;
                if (data.end(s) > from && data.end(s) < to) {
                    ends.add(data.end(s) - from);
                }
            }
            ends.add(to - from);
            boolean goesOn = true;
            for (int s = 0; s < data.count(); s++) {
                goesOn &= data.end(s) != to;
            }
            double[] values = Arrays.copyOfRange(data.values(), from * D, to * D);
            int[] last = ends.stream().mapToInt(Integer::intValue).toArray();
            out.add(new PointPiece(PointSequences.of(D, values, last), resumes, goesOn));
            from = to;
        }
        return out;
    }

    private static Hmm model(RandomGenerator random, int states) {
        CovarianceShape[] shapes = CovarianceShape.values();
        Hmm any = RandomModels.gaussianModel(random, states, D, shapes[random.nextInt(shapes.length)]);
        return new Hmm(
                Probabilities.of(RandomModels.simplex(random, states)),
                RandomModels.stochastic(random, states, states),
                any.emission());
    }

    /** From each state to itself or the next one only, the last one stays. */
    private static Hmm oneWay(RandomGenerator random, int states) {
        Hmm any = model(random, states);
        Matrix rows = Matrix.generate(
                states, states, (i, j) -> i == states - 1 ? (j == i ? 1 : 0) : j == i ? 0.9 : j == i + 1 ? 0.1 : 0);
        double[] first = new double[states];
        first[0] = 1;
        return new Hmm(Probabilities.of(first), StochasticMatrix.of("transition", rows), any.emission());
    }

    private static List<double[]> likelihoods(Hmm model, List<PointPiece> pieces) {
        return pieces.stream().map(piece -> piece.likelihood(model)).toList();
    }

    @Test
    void likelihoodsAndCountsOfPiecesComeToThoseOfTheWhole() {
        for (int seed = 0; seed < 60; seed++) {
            RandomGenerator random = new Seed(seed).generator();
            int k = 1 + seed % 4;
            // Points far out leave the range of scaled products, and chains of one way do not forgive that.
            boolean hard = seed % 5 == 0;
            Hmm model = hard ? oneWay(random, k) : model(random, k);
            PointSequences data = data(random, hard ? 40 : 2);
            List<PointPiece> pieces = cut(random, data, 1 + seed % 9);
            List<double[]> likelihoods = likelihoods(model, pieces);
            double expected = Likelihood.of(model, data);
            assertThat(PieceLikelihood.total(model, likelihoods))
                    .as("seed " + seed)
                    .isCloseTo(expected, within(1e-12 * Math.abs(expected)));
            List<double[]> around = PieceLikelihood.around(model, likelihoods);
            List<ExpectedCounts> parts = new ArrayList<>();
            for (int p = 0; p < pieces.size(); p++) {
                parts.add(sent(model, pieces.get(p).expected(model, around.get(p))));
            }
            double[] found = ExpectedCounts.sum(model, parts).numbers();
            double[] whole = ExpectedCounts.of(model, data, Threads.ONE)
                    .withLogLikelihood(0)
                    .numbers();
            // Side by side, moments are summed about a pivot, which costs digits where means lie far from it.
            assertClose(found, whole, hard ? 1e-9 : 1e-11, "seed " + seed);
            // Pieces that know nothing of each other come to something else.
            if (pieces.size() > 4 && k > 1 && !hard) {
                double[] blind = new double[2 * k];
                Arrays.fill(blind, k, 2 * k, 1);
                ExpectedCounts apart = ExpectedCounts.sum(
                        model,
                        pieces.stream()
                                .map(piece -> piece.expected(model, blind))
                                .toList());
                assertThat(apart.numbers()[0]).isNotCloseTo(whole[0], within(1e-6));
            }
        }
    }

    private static void assertClose(double[] found, double[] whole, double share, String about) {
        double size = Arrays.stream(whole).map(Math::abs).max().orElse(0);
        for (int n = 0; n < whole.length; n++) {
            assertThat(found[n]).as(about + ", number " + n).isCloseTo(whole[n], within(share * Math.max(1, size)));
        }
    }

    private static ExpectedCounts sent(Hmm model, ExpectedCounts counts) {
        ExpectedCounts back = ExpectedCounts.ofNumbers(model, counts.numbers());
        assertThat(back.numbers()).containsExactly(counts.numbers());
        return back;
    }

    @Test
    void wrongNumbersAreRefused() {
        Hmm model = model(new Seed(1).generator(), 2);
        PointPiece piece = new PointPiece(PointSequences.of(D, new double[] {1, 2}, 1), false, true);
        assertThatThrownBy(() -> piece.expected(model, new double[3])).hasMessageContaining("3 numbers around a piece");
        assertThatThrownBy(() -> ExpectedCounts.ofNumbers(model, new double[3])).hasMessageContaining("3 numbers");
        assertThatThrownBy(() -> new PointPiece(PointSequences.of(D, new double[0]), false, false))
                .hasMessageContaining("no tokens");
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

import java.util.Arrays;
import java.util.List;
import org.unmask.data.Sequences;
import org.unmask.inference.LocalCoordinates.Direction;
import org.unmask.matrix.Matrix;
import org.unmask.model.Gaussian;

/**
 * How the log-density of one token in each state moves with the emission directions of {@link LocalCoordinates}: for
 * symbols a table, for points by the whitened residual. A missing coordinate enters with its expectation.
 */
abstract class TokenScores {

    /** Directions before this one move the chain only. */
    final int first;

    final int size;
    final int states;

    TokenScores(int first, int size, int states) {
        this.first = first;
        this.size = size;
        this.states = states;
    }

    /**
     * Derivatives for one token.
     *
     * @param token index over all sequences
     * @param out written: {@code (p - first) * states + i} for direction {@code p} and state {@code i}
     */
    abstract void at(int token, double[] out);

    static TokenScores of(LocalCoordinates coordinates, EmissionScores scores, Sequences sequences, int emissionStart) {
        List<Direction> directions = coordinates.directions();
        int first = 0;
        while (first < directions.size() && directions.get(first).places()[0] < emissionStart) {
            first++;
        }
        return coordinates.symbols()
                ? new OfSymbols(first, coordinates, (SymbolScores) scores)
                : new OfPoints(first, coordinates, (PointScores) scores, sequences, emissionStart);
    }

    /** A table: for each symbol, missing included, what {@link #at} writes. */
    private static final class OfSymbols extends TokenScores {
        private final int[] codes;
        private final int symbols;
        private final double[][] table;

        OfSymbols(int first, LocalCoordinates coordinates, SymbolScores scores) {
            super(first, coordinates.size(), scores.states());
            this.codes = scores.codes();
            this.symbols = scores.symbols();
            Matrix by = coordinates.jacobian().emission();
            double[] probabilities = scores.table();
            this.table = new double[symbols + 1][(size - first) * states];
            for (int x = 0; x < symbols; x++) {
                for (int p = first; p < size; p++) {
                    for (int i = 0; i < states; i++) {
                        double probability = probabilities[x * states + i];
                        table[x][(p - first) * states + i] =
                                probability > 0 ? by.get(i * symbols + x, p) / probability : 0;
                    }
                }
            }
        }

        @Override
        void at(int token, double[] out) {
            double[] row = table[codes[token] < 0 ? symbols : codes[token]];
            System.arraycopy(row, 0, out, 0, row.length);
        }
    }

    /** Means and Cholesky factors: with {@code y = L^-1 (x - m)} and {@code v = L'^-1 y}, they move by {@code v} and {@code v y'}. */
    private static final class OfPoints extends TokenScores {
        private final List<Direction> directions;
        private final PointScores scores;
        private final Gaussian law;
        private final int start;
        private final int d;
        private final boolean shared;
        private final double[] y;
        private final double[] v;
        private final double[] root;
        private final double[] byRoot;

        OfPoints(int first, LocalCoordinates coordinates, PointScores scores, Sequences sequences, int start) {
            super(first, coordinates.size(), scores.states());
            this.directions = coordinates.directions();
            this.scores = scores;
            this.law = scores.emission();
            this.start = start;
            this.d = sequences.dimension();
            this.shared = law.covariances().shape().shared();
            this.y = new double[d];
            this.v = new double[d];
            this.root = new double[d];
            this.byRoot = new double[d * d];
        }

        @Override
        void at(int token, double[] out) {
            Arrays.fill(out, 0);
            boolean incomplete = scores.incomplete(token);
            for (int i = 0; i < states; i++) {
                if (incomplete) {
                    whitenIncomplete(token, i);
                } else {
                    whiten(scores.laws()[i], token);
                }
                fill(i, out);
            }
        }

        private void whiten(NormalLaw normal, int token) {
            double[] inverse = normal.inverseRoot();
            double[] values = scores.values();
            double[] mean = normal.mean();
            Arrays.fill(v, 0);
            for (int r = 0; r < d; r++) {
                double z = 0;
                for (int c = 0; c <= r; c++) {
                    z += inverse[r * d + c] * (values[token * d + c] - mean[c]);
                }
                y[r] = z;
                root[r] = 1 / inverse[r * d + r];
                for (int c = 0; c <= r; c++) {
                    v[c] += inverse[r * d + c] * z;
                }
            }
            for (int r = 0; r < d; r++) {
                for (int c = 0; c <= r; c++) {
                    byRoot[r * d + c] = r == c ? v[r] * y[r] * root[r] - 1 : v[r] * y[c];
                }
            }
        }

        /** By the moments expected of the whole token given what was seen of it. */
        private void whitenIncomplete(int token, int state) {
            PointMoments moments = new PointMoments(law);
            moments.addIncomplete(scores.values(), token, state, 1);
            double[] gradient = moments.gradient(law);
            System.arraycopy(gradient, state * d, v, 0, d);
            int matrix = states * d + (shared ? 0 : state * d * d);
            if (gradient.length > states * d) {
                System.arraycopy(gradient, matrix, byRoot, 0, d * d);
            }
        }

        private void fill(int state, double[] out) {
            int spreads = start + states * d;
            for (int p = first; p < size; p++) {
                Direction way = directions.get(p);
                double sum = 0;
                for (int n = 0; n < way.places().length; n++) {
                    int place = way.places()[n];
                    if (place < spreads) {
                        int entry = place - start;
                        sum += entry / d == state ? way.weights()[n] * v[entry % d] : 0;
                    } else {
                        int entry = place - spreads;
                        boolean mine = shared || entry / (d * d) == state;
                        sum += mine ? way.weights()[n] * byRoot[entry % (d * d)] : 0;
                    }
                }
                out[(p - first) * states + state] = sum;
            }
        }
    }
}

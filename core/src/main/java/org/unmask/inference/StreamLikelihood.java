// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

import org.unmask.data.SymbolSequences;
import org.unmask.data.SymbolStream;
import org.unmask.matrix.Matrix;
import org.unmask.model.Categorical;
import org.unmask.model.Hmm;

/**
 * Log-likelihood of sequences that pass by block by block: {@link Likelihood} for data larger than memory. The forward
 * message is carried over from block to block, so the answer is exact. Cost {@code tokens states^2}, memory
 * {@code symbols states^2}.
 */
public final class StreamLikelihood {

    /** A message lighter than this is rescaled. */
    private static final double LIGHT = 1e-60;

    /** A message that one token makes lighter than this has lost digits: the stream is gone over again in logarithms. */
    private static final double LOST = 1e-240;

    private StreamLikelihood() {}

    /**
     * Log-likelihood of all sequences together.
     *
     * @param model a categorical model
     * @param stream independent sequences over its alphabet; missing tokens are summed out. Replayed once, or twice when
     *     products of probabilities leave the range of doubles
     * @return natural logarithm of the probability; negative infinity when a sequence is impossible
     * @throws IllegalArgumentException when the model is not categorical over the stream's symbols
     */
    public static double of(Hmm model, SymbolStream stream) {
        if (!(model.emission() instanceof Categorical symbols)) {
            throw new IllegalArgumentException("the data are symbols, expected a categorical model");
        }
        if (symbols.dimension() != stream.alphabet().size()) {
            throw new IllegalArgumentException("the data have "
                    + stream.alphabet().size() + " symbols, expected the " + symbols.dimension() + " of the model");
        }
        Scaled scaled = new Scaled(model, symbols.probabilities().matrix());
        stream.replay(scaled);
        if (!scaled.lost) {
            return scaled.total();
        }
        Logs logs = new Logs(model, symbols.probabilities().matrix());
        stream.replay(logs);
        return logs.total();
    }

    /** A sum that loses no digits to its length. */
    private abstract static class Summing implements SymbolStream.Sink {

        /** Number of states. */
        final int k;

        boolean fresh = true;
        private double sum;
        private double rest;

        Summing(int k) {
            this.k = k;
        }

        final void add(double value) {
            double next = sum + value;
            if (Double.isFinite(next)) {
                rest += Math.abs(sum) >= Math.abs(value) ? (sum - next) + value : (value - next) + sum;
            }
            sum = next;
        }

        final double total() {
            return sum + rest;
        }
    }

    /** Probabilities, rescaled when they get small. */
    private static final class Scaled extends Summing {

        /** {@code (x k + i) k + j}: {@code T_ij O_jx}; the last symbol is "missing". */
        private final double[] table;

        /** {@code x k + i}: {@code pi_i O_ix}. */
        private final double[] first;

        private final int missing;
        private double[] alpha;
        private double[] next;
        private double weight = 1;
        private boolean lost;

        Scaled(Hmm model, Matrix emission) {
            super(model.states());
            this.missing = emission.columns();
            this.table = new double[(missing + 1) * k * k];
            this.first = new double[(missing + 1) * k];
            for (int x = 0; x <= missing; x++) {
                for (int j = 0; j < k; j++) {
                    double out = x == missing ? 1 : emission.get(j, x);
                    first[x * k + j] = model.initial().get(j) * out;
                    for (int i = 0; i < k; i++) {
                        table[(x * k + i) * k + j] = model.transition().get(i, j) * out;
                    }
                }
            }
            this.alpha = new double[k];
            this.next = new double[k];
        }

        @Override
        public void accept(int[] codes, int from, int to) {
            if (lost) {
                return;
            }
            int t = from;
            if (fresh && t < to) {
                System.arraycopy(first, symbol(codes[t]) * k, alpha, 0, k);
                weight = 0;
                for (double a : alpha) {
                    weight += a;
                }
                lost = weight < LOST;
                fresh = false;
                t++;
            }
            for (; t < to && !lost; t++) {
                int row = symbol(codes[t]) * k * k;
                double after = 0;
                for (int j = 0; j < k; j++) {
                    double value = 0;
                    for (int i = 0; i < k; i++) {
                        value += alpha[i] * table[row + i * k + j];
                    }
                    next[j] = value;
                    after += value;
                }
                double[] old = alpha;
                alpha = next;
                next = old;
                weight = after;
                if (after < LIGHT) {
                    lost = after < LOST;
                    rescale();
                }
            }
        }

        @Override
        public void endSequence() {
            if (!fresh) {
                rescale();
            }
            fresh = true;
        }

        private int symbol(int code) {
            return code == SymbolSequences.MISSING ? missing : code;
        }

        private void rescale() {
            add(Math.log(weight));
            for (int i = 0; i < k; i++) {
                alpha[i] /= weight;
            }
            weight = 1;
        }
    }

    /** Logarithms throughout: slow, and safe from anything. */
    private static final class Logs extends Summing {

        private final double[][] transition;
        private final double[][] emission;
        private final double[] initial;
        private double[] alpha;

        Logs(Hmm model, Matrix emission) {
            super(model.states());
            this.initial = new double[k];
            this.transition = new double[k][k];
            this.emission = new double[k][emission.columns()];
            for (int i = 0; i < k; i++) {
                initial[i] = Math.log(model.initial().get(i));
                for (int j = 0; j < k; j++) {
                    transition[i][j] = Math.log(model.transition().get(i, j));
                }
                for (int x = 0; x < emission.columns(); x++) {
                    this.emission[i][x] = Math.log(emission.get(i, x));
                }
            }
            this.alpha = initial;
        }

        @Override
        public void accept(int[] codes, int from, int to) {
            for (int t = from; t < to; t++) {
                double[] next = new double[k];
                for (int j = 0; j < k; j++) {
                    double reached = fresh ? initial[j] : reached(j);
                    next[j] = reached + (codes[t] == SymbolSequences.MISSING ? 0 : emission[j][codes[t]]);
                }
                alpha = next;
                fresh = false;
            }
        }

        @Override
        public void endSequence() {
            if (!fresh) {
                add(logSum(alpha));
            }
            fresh = true;
        }

        private double reached(int j) {
            double[] ways = new double[k];
            for (int i = 0; i < k; i++) {
                ways[i] = alpha[i] + transition[i][j];
            }
            return logSum(ways);
        }

        private static double logSum(double[] logs) {
            double most = Double.NEGATIVE_INFINITY;
            for (double log : logs) {
                most = Math.max(most, log);
            }
            if (most == Double.NEGATIVE_INFINITY) {
                return most;
            }
            double sum = 0;
            for (double log : logs) {
                sum += Math.exp(log - most);
            }
            return most + Math.log(sum);
        }
    }
}

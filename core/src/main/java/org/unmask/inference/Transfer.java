// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

import java.util.Arrays;
import org.unmask.data.SymbolSequences;
import org.unmask.data.SymbolStream;
import org.unmask.model.Categorical;
import org.unmask.model.Hmm;

/**
 * What a stretch of symbols in the middle of a sequence does to the law of the hidden state: the product over its tokens
 * of {@code T diag(O_x)}, where row {@code i} belongs to state {@code i} before the stretch. Transfers of neighbouring
 * stretches multiply, which is associative, so stretches may be read in any order and on any machine; the likelihood of
 * a sequence is the law before it times the product. Immutable.
 *
 * <p>Each row is a law of the last state and the logarithm of its weight, so no row drowns another. Cost of a stretch:
 * {@code tokens states^3}.
 */
public final class Transfer {

    /** A row lighter than this is rescaled. */
    private static final double LIGHT = 1e-60;

    /** Tokens from one look at the weights to the next: probabilities from 1e-60 up do not underflow. */
    private static final int UNWATCHED = 4;

    private final int k;
    /** {@code i * k + j}: law of the last state {@code j} after state {@code i}. */
    private final double[] laws;
    /** Logarithm of the likelihood of the stretch after state {@code i}. */
    private final double[] logs;

    private Transfer(double[] laws, double[] logs) {
        this.k = logs.length;
        this.laws = laws;
        this.logs = logs;
    }

    /**
     * A stretch without tokens: the identity.
     *
     * @param states number of states
     * @return what multiplies without changing anything
     */
    public static Transfer identity(int states) {
        double[] laws = new double[states * states];
        for (int i = 0; i < states; i++) {
            laws[i * states + i] = 1;
        }
        return new Transfer(laws, new double[states]);
    }

    /**
     * The product with the stretch that comes next.
     *
     * @param later its transfer
     * @return that of both
     */
    public Transfer then(Transfer later) {
        double[] outLaws = new double[k * k];
        double[] outLogs = new double[k];
        double[] row = new double[k];
        for (int i = 0; i < k; i++) {
            System.arraycopy(laws, i * k, row, 0, k);
            outLogs[i] = logs[i] + later.apply(row);
            System.arraycopy(row, 0, outLaws, i * k, k);
        }
        return new Transfer(outLaws, outLogs);
    }

    /**
     * Moves a law over the stretch.
     *
     * @param law of the state before the stretch; becomes that of its last state, given the tokens
     * @return logarithm of the likelihood of the stretch; negative infinity when it is impossible
     */
    public double apply(double[] law) {
        double most = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < k; i++) {
            most = law[i] > 0 ? Math.max(most, logs[i]) : most;
        }
        if (most == Double.NEGATIVE_INFINITY) {
            return most;
        }
        double[] next = new double[k];
        double sum = 0;
        for (int i = 0; i < k; i++) {
            double share = law[i] > 0 ? law[i] * Math.exp(logs[i] - most) : 0;
            for (int j = 0; j < k && share > 0; j++) {
                next[j] += share * laws[i * k + j];
            }
        }
        for (double value : next) {
            sum += value;
        }
        for (int j = 0; j < k; j++) {
            law[j] = next[j] / sum;
        }
        return most + Math.log(sum);
    }

    /**
     * Moves the likelihood of what comes after the stretch to before it.
     *
     * @param after of each state that the stretch may end in, not all zero
     * @return of each state before the stretch, scaled so that the largest is 1
     */
    public double[] behind(double[] after) {
        double[] out = new double[k];
        double[] weights = new double[k];
        double most = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                weights[i] += after[j] > 0 ? laws[i * k + j] * after[j] : 0;
            }
            out[i] = logs[i] + Math.log(weights[i]);
            most = Math.max(most, out[i]);
        }
        for (int i = 0; i < k; i++) {
            out[i] = out[i] == most ? 1 : Math.exp(out[i] - most);
        }
        return out;
    }

    /**
     * As plain numbers, to be sent from one process to another.
     *
     * @return what {@link #ofNumbers} takes
     */
    public double[] numbers() {
        double[] out = Arrays.copyOf(laws, k * k + k);
        System.arraycopy(logs, 0, out, k * k, k);
        return out;
    }

    /**
     * A transfer that was sent as plain numbers.
     *
     * @param states number of states
     * @param numbers what {@link #numbers} gave
     * @return the same transfer
     * @throws IllegalArgumentException when there are more or fewer numbers than such a transfer has
     */
    public static Transfer ofNumbers(int states, double[] numbers) {
        if (numbers.length != states * (states + 1)) {
            throw new IllegalArgumentException(numbers.length + " numbers for a transfer of " + states
                    + " states, expected " + states * (states + 1));
        }
        return new Transfer(
                Arrays.copyOf(numbers, states * states), Arrays.copyOfRange(numbers, states * states, numbers.length));
    }

    /** Multiplies the transfer of tokens that pass by. The sequence they belong to began before and goes on after. */
    public static final class Sum implements SymbolStream.Sink {

        private final int k;
        /** {@code (x k + i) k + j}: {@code T_ij O_jx}; the last symbol is "missing". */
        private final double[] table;

        /** {@code j * k + i}, so that the inner loop runs over rows that do not wait for each other. */
        private double[] laws;

        private double[] next;
        private final double[] logs;
        private final int missing;
        private int sinceScaled;

        /**
         * Of no tokens yet.
         *
         * @param model a categorical model
         * @throws IllegalArgumentException when it is of another kind
         */
        public Sum(Hmm model) {
            if (!(model.emission() instanceof Categorical emission)) {
                throw new IllegalArgumentException("the data are symbols, expected a categorical model");
            }
            this.k = model.states();
            this.missing = emission.dimension();
            this.table = new double[(missing + 1) * k * k];
            for (int x = 0; x <= missing; x++) {
                for (int j = 0; j < k; j++) {
                    double out = x == missing ? 1 : emission.probabilities().get(j, x);
                    for (int i = 0; i < k; i++) {
                        table[(x * k + i) * k + j] = model.transition().get(i, j) * out;
                    }
                }
            }
            this.laws = identity(k).laws;
            this.next = new double[k * k];
            this.logs = new double[k];
        }

        @Override
        public void accept(int[] codes, int from, int to) {
            for (int t = from; t < to; t++) {
                int at = (codes[t] == SymbolSequences.MISSING ? missing : codes[t]) * k * k;
                for (int j = 0; j < k; j++) {
                    for (int i = 0; i < k; i++) {
                        next[j * k + i] = laws[i] * table[at + j];
                    }
                    for (int m = 1; m < k; m++) {
                        double factor = table[at + m * k + j];
                        for (int i = 0; i < k; i++) {
                            next[j * k + i] += laws[m * k + i] * factor;
                        }
                    }
                }
                double[] old = laws;
                laws = next;
                next = old;
                if (++sinceScaled == UNWATCHED) {
                    scale(LIGHT);
                    sinceScaled = 0;
                }
            }
        }

        /** Sequences end elsewhere: the tokens of a transfer belong to one. */
        @Override
        public void endSequence() {
            throw new IllegalStateException("a sequence ends within a transfer");
        }

        /** Scales the rows that weigh less than a limit. */
        private void scale(double limit) {
            for (int i = 0; i < k; i++) {
                double weight = 0;
                for (int j = 0; j < k; j++) {
                    weight += laws[j * k + i];
                }
                if (weight < limit) {
                    logs[i] += Math.log(weight);
                    for (int j = 0; j < k && weight > 0; j++) {
                        laws[j * k + i] /= weight;
                    }
                }
            }
        }

        /**
         * The transfer of all tokens so far.
         *
         * @return a copy; more tokens may follow
         */
        public Transfer transfer() {
            scale(Double.POSITIVE_INFINITY);
            double[] rows = new double[k * k];
            for (int i = 0; i < k; i++) {
                for (int j = 0; j < k; j++) {
                    rows[i * k + j] = laws[j * k + i];
                }
            }
            return new Transfer(rows, logs.clone());
        }
    }
}

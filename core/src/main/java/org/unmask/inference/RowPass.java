// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

import java.util.Arrays;

/**
 * The scaled recursions over one stretch of symbols after another, with the states of a token side by side: where states are
 * many, loops over them are long enough for vector instructions, a symbol's numbers lie side by side, and the transition
 * matrix stays in the first cache, which the lanes of so many states would not. Costs {@code 3 states^2} multiplications a
 * token. Not for several threads.
 *
 * <p>The loops are those of {@link LaneMath}, a state in each lane: a linear map adds four rows of the matrix at a time,
 * weighted by four states; transitions into four tokens are counted together.
 */
final class RowPass {

    /** Rows that are added at a time. */
    private static final int ROWS = 4;

    private static final int S = Bundles.LANES;

    private static final double SMALL = 1e-100;

    private static final int FEWEST = 24;

    /**
     * Where the numbers of a row begin: the loop's one step before its vectors then ends on a cache line, behind the two
     * numbers of an array's header.
     */
    private static final int HEAD = 5;

    /** Numbers of a vector, at most. */
    private static final int WIDTH = 8;

    private final int k;
    /** Numbers of a row, zeros at its end: one and whole vectors. */
    private final int size;

    private final int end;
    private final int groups;
    private final int[] codes;
    private final int missing;
    private final double[] table;
    /** Four rows of the transition matrix each. */
    private final double[][] forward;
    /** Four of its columns each. */
    private final double[][] backward;

    private int period;

    /** Law of the state at each token, up to a factor: {@code n * size + i}. */
    private double[] alpha = {};
    /** What the law at each token was multiplied by. */
    private double[] factors = {};

    private final double[] law = new double[S];
    private final double[] emitted = new double[S];
    private final double[] beta = new double[S];
    private final double[] counted = new double[S];
    private final double[] first = new double[S];
    /** Likelihood of the tokens from one on by the state there, of four tokens. */
    private final double[] ahead = new double[ROWS * S];
    /** {@code i * 4 + r}: law of the state before those four. */
    private final double[] earlier;
    /** Sums of {@code alpha_i(t-1) ahead_j(t)}, a row for each {@code i}. */
    private final double[][] moves;
    /** {@code symbol * states + state}, missing last. */
    private final double[] counts;

    private double log;

    /** Whether loops over so many states are longer than those over lanes are fast, and fit. */
    static boolean suits(int states) {
        return states >= FEWEST && states <= S - HEAD - WIDTH;
    }

    /**
     * A pass over some data.
     *
     * @param codes kept
     * @param table {@code symbol * states + state}, missing last; kept, and read in every pass
     */
    RowPass(int states, int symbols, int[] codes, double[] table) {
        this.k = states;
        this.size = 1 + (k - 1 + WIDTH - 1) / WIDTH * WIDTH;
        this.end = HEAD + size;
        this.groups = (k + ROWS - 1) / ROWS;
        this.codes = codes;
        this.missing = symbols;
        this.table = table;
        this.forward = new double[groups][ROWS * S + 6];
        this.backward = new double[groups][ROWS * S + 6];
        this.earlier = new double[groups * ROWS * ROWS];
        this.moves = new double[k][S];
        this.counts = new double[(missing + 1) * k];
    }

    /** Takes the parameters of the next passes. */
    void prepare(ChainTables chain, double smallest) {
        period = LaneScaling.period(chain, smallest);
        for (int i = 0; i < k; i++) {
            System.arraycopy(chain.transition, i * k, forward[i / ROWS], i % ROWS * S + HEAD, k);
            System.arraycopy(chain.transposed, i * k, backward[i / ROWS], i % ROWS * S + HEAD, k);
        }
    }

    /** Forgets what was counted. */
    void forget() {
        Arrays.fill(counts, 0);
        for (double[] row : moves) {
            Arrays.fill(row, 0);
        }
    }

    /** Adds rows of a matrix, weighted from a place in an array on. */
    private void map(double[][] matrix, double[] weights, int at, double[] out) {
        LaneMath.combine(matrix[0], weights, at, ROWS, out, HEAD, end);
        for (int g = 1; g < groups; g++) {
            LaneMath.addCombined(matrix[g], weights, at + g * ROWS, ROWS, out, HEAD, end);
        }
    }

    private int place(int token) {
        return (codes[token] < 0 ? missing : codes[token]) * k;
    }

    /**
     * Goes forward over a stretch.
     *
     * @param predicted law of the first state before its token is seen
     * @return whether nothing was lost to underflow
     */
    boolean forward(int from, int to, double[] predicted) {
        int length = to - from;
        if (factors.length < length) {
            // A row more, as weights are read in fours.
            alpha = new double[(length + 1) * size];
            factors = new double[length];
        }
        log = 0;
        double product = 1;
        boolean safe = period > 0;
        System.arraycopy(predicted, 0, law, HEAD, k);
        for (int n = 0, at = 0; n < length && safe; n++, at += size) {
            if (n > 0) {
                map(forward, alpha, at - size, law);
            }
            System.arraycopy(table, place(from + n), emitted, HEAD, k);
            LaneMath.times(law, emitted, law, HEAD, end);
            factors[n] = 1;
            if (n % period == period - 1 || n == length - 1) {
                double sum = sum(law);
                safe = sum > LaneScaling.LOW;
                factors[n] = 1 / sum;
                product *= sum;
                if (product < SMALL) {
                    log += Math.log(product);
                    product = 1;
                }
                scale(law, factors[n]);
            }
            System.arraycopy(law, HEAD, alpha, at, size);
        }
        log += Math.log(product);
        return safe;
    }

    private void scale(double[] row, double factor) {
        for (int i = HEAD; i < end; i++) {
            row[i] *= factor;
        }
    }

    private double sum(double[] row) {
        double sum0 = 0;
        double sum1 = 0;
        double sum2 = 0;
        double sum3 = 0;
        for (int i = HEAD; i < HEAD + groups * ROWS; i += ROWS) {
            sum0 += row[i];
            sum1 += row[i + 1];
            sum2 += row[i + 2];
            sum3 += row[i + 3];
        }
        return sum0 + sum1 + (sum2 + sum3);
    }

    /** Logarithm of the probability of the stretch after {@link #forward}, given the law it started from. */
    double logProbability() {
        return log;
    }

    /** The law of the last of so many states. */
    void last(int length, double[] out) {
        System.arraycopy(alpha, (length - 1) * size, out, 0, k);
    }

    /**
     * Goes back over the stretch of the last {@link #forward} and counts; transitions into its first token are not.
     *
     * @param after likelihood of what comes after it by its last state
     */
    void backward(int from, int to, double[] after) {
        int length = to - from;
        double sum = 0;
        for (int i = 0; i < k; i++) {
            sum += alpha[(length - 1) * size + i] * after[i];
        }
        for (int i = 0; i < k; i++) {
            beta[HEAD + i] = after[i] / sum;
        }
        int waiting = 0;
        for (int n = length - 1, at = n * size; n >= 0; n--, at -= size) {
            int place = place(from + n);
            System.arraycopy(alpha, at, law, HEAD, size);
            System.arraycopy(counts, place, counted, HEAD, k);
            LaneMath.addProduct(law, beta, 0, counted, HEAD, end);
            System.arraycopy(counted, HEAD, counts, place, k);
            System.arraycopy(table, place, emitted, HEAD, k);
            LaneMath.times(beta, emitted, beta, HEAD, end);
            if (factors[n] != 1) {
                scale(beta, factors[n]);
            }
            if (n > 0) {
                System.arraycopy(beta, HEAD, ahead, waiting * S + HEAD, size);
                map(backward, ahead, waiting * S + HEAD, beta);
                for (int i = 0, to4 = waiting; i < k; i++, to4 += ROWS) {
                    earlier[to4] = alpha[at - size + i];
                }
                if (++waiting == ROWS) {
                    count();
                    waiting = 0;
                }
            }
        }
        System.arraycopy(beta, 0, first, 0, S);
        for (int i = 0; i < k; i++) {
            Arrays.fill(earlier, i * ROWS + waiting, (i + 1) * ROWS, 0);
        }
        count();
    }

    /**
     * Goes back over a stretch without having gone forward: {@link #ahead} is then the likelihood of its tokens, whatever
     * comes after them.
     *
     * @return whether nothing was lost to underflow
     */
    boolean lookBack(int from, int to) {
        Arrays.fill(beta, HEAD, HEAD + k, 1);
        boolean safe = true;
        for (int t = to - 1; t >= from; t--) {
            System.arraycopy(table, place(t), emitted, HEAD, k);
            LaneMath.times(beta, emitted, beta, HEAD, end);
            double sum = sum(beta);
            safe &= sum > LaneScaling.LOW;
            scale(beta, 1 / sum);
            if (t > from) {
                System.arraycopy(beta, HEAD, ahead, HEAD, size);
                map(backward, ahead, HEAD, beta);
            }
        }
        System.arraycopy(beta, 0, first, 0, S);
        return safe;
    }

    private void count() {
        for (int i = 0; i < k; i++) {
            LaneMath.addCombined(ahead, earlier, i * ROWS, ROWS, moves[i], HEAD, end);
        }
    }

    /**
     * After {@link #backward}: likelihood of all tokens of the stretch by its first state; times the law which that was
     * predicted to have, it is its law given all tokens.
     */
    double ahead(int state) {
        return first[HEAD + state];
    }

    /**
     * Adds counted transitions.
     *
     * @param transition {@code now * states + next}, by which they are weighted
     */
    void addMoves(double[] transition, double[] sums) {
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                sums[i * k + j] += moves[i][HEAD + j] * transition[i * k + j];
            }
        }
    }

    /** Adds counted tokens that are not missing to {@code state * symbols + symbol}. */
    void addEmissions(double[] sums) {
        for (int x = 0, at = 0; x < missing; x++) {
            for (int i = 0; i < k; i++) {
                sums[i * missing + x] += counts[at++];
            }
        }
    }
}

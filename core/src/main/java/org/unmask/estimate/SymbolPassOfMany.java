// SPDX-License-Identifier: Apache-2.0
package org.unmask.estimate;

import java.util.Arrays;

/**
 * The pass over a large alphabet: transition and emission apart, since their products for every symbol would fill memory.
 * A token looks at one row of the emissions, {@code states} numbers side by side. Costs {@code 3 states^2} multiplications
 * a token and {@code O(symbols * states)} memory. Every token is rescaled, as words are rare.
 *
 * <pre>
 *   table = [ transition: i * stride + j, padded with zeros | emission: states * stride + x * states + i, last "missing" ]
 *   sums  = [ alpha_i(t-1) O_j(x_t) beta_j(t)               | posterior of i at tokens with symbol x                     ]
 * </pre>
 */
final class SymbolPassOfMany extends SymbolPass {

    private final int emissions;
    private final double[] after;
    private final double[] weighted;

    SymbolPassOfMany(int states, int symbols) {
        super(states, padded(states), new double[states * padded(states) + (symbols + 1) * states]);
        this.emissions = states * stride;
        this.after = new double[stride];
        this.weighted = new double[stride];
    }

    private static int padded(int states) {
        return (states + 3) / 4 * 4;
    }

    @Override
    void prepare(double[] theta, int symbols) {
        Arrays.fill(sums, 0);
        int given = states + states * states;
        for (int i = 0; i < states; i++) {
            System.arraycopy(theta, states + i * states, table, i * stride, states);
            for (int x = 0; x < symbols; x++) {
                table[emissions + x * states + i] = theta[given + i * symbols + x];
            }
            table[emissions + symbols * states + i] = 1;
        }
    }

    @Override
    void collect(double[] transitions, double[] counts, int symbols) {
        for (int i = 0; i < states; i++) {
            for (int j = 0; j < states; j++) {
                transitions[i * states + j] += sums[i * stride + j] * table[i * stride + j];
            }
            for (int x = 0; x < symbols; x++) {
                counts[i * symbols + x] += sums[emissions + x * states + i];
            }
        }
    }

    @Override
    double forward(int[] codes, int from, int to) {
        double log = 0;
        double product = 1;
        for (int n = 0; n < to - from; n++) {
            double sum = advance(emissions + codes[from + n] * states, n * stride, (n + 1) * stride);
            double factor = 1 / sum;
            for (int j = 0, at = (n + 1) * stride; j < states; j++, at++) {
                alpha[at] *= factor;
            }
            factors[n] = factor;
            product *= sum;
            if (product < SMALL) {
                log += Math.log(product);
                product = 1;
            }
        }
        return log + Math.log(product);
    }

    private double advance(int symbol, int now, int next) {
        double[] a = table;
        double[] in = alpha;
        for (int j = 0; j < stride; j += 4) {
            double sum0 = 0;
            double sum1 = 0;
            double sum2 = 0;
            double sum3 = 0;
            for (int i = 0, at = j; i < states; i++, at += stride) {
                double weight = in[now + i];
                sum0 += weight * a[at];
                sum1 += weight * a[at + 1];
                sum2 += weight * a[at + 2];
                sum3 += weight * a[at + 3];
            }
            in[next + j] = sum0;
            in[next + j + 1] = sum1;
            in[next + j + 2] = sum2;
            in[next + j + 3] = sum3;
        }
        double total = 0;
        for (int j = 0; j < states; j++) {
            double value = in[next + j] * a[symbol + j];
            in[next + j] = value;
            total += value;
        }
        return total;
    }

    @Override
    void backward(int[] codes, int from, int to, double[] beta) {
        System.arraycopy(beta, 0, after, 0, states);
        for (int n = to - from - 1; n >= 0; n--) {
            retreat(emissions + codes[from + n] * states, n * stride, factors[n]);
        }
        System.arraycopy(after, 0, beta, 0, states);
    }

    private void retreat(int symbol, int now, double factor) {
        double[] a = table;
        double[] g = sums;
        double[] in = alpha;
        double[] b = weighted;
        for (int j = 0; j < states; j++) {
            double last = after[j];
            g[symbol + j] += in[now + stride + j] * last;
            b[j] = last * factor * a[symbol + j];
        }
        for (int i = 0, row = 0; i < states; i++, row += stride) {
            double weight = in[now + i];
            double sum0 = 0;
            double sum1 = 0;
            double sum2 = 0;
            double sum3 = 0;
            for (int j = 0, at = row; j < stride; j += 4, at += 4) {
                double b0 = b[j];
                double b1 = b[j + 1];
                double b2 = b[j + 2];
                double b3 = b[j + 3];
                g[at] += weight * b0;
                g[at + 1] += weight * b1;
                g[at + 2] += weight * b2;
                g[at + 3] += weight * b3;
                sum0 += a[at] * b0;
                sum1 += a[at + 1] * b1;
                sum2 += a[at + 2] * b2;
                sum3 += a[at + 3] * b3;
            }
            after[i] = sum0 + sum1 + (sum2 + sum3);
        }
    }
}

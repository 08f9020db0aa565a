// SPDX-License-Identifier: Apache-2.0
package org.unmask.estimate;

/** The pass of any number of states: rows padded with zeros to a multiple of four, four states at a time. */
final class SymbolPassOfAny extends SymbolPass {

    private final double[] before;

    SymbolPassOfAny(int states, int symbols) {
        super(states, (states + 3) / 4 * 4, symbols);
        this.before = new double[stride];
    }

    @Override
    double forward(int[] codes, int from, int to) {
        double log = 0;
        double product = 1;
        int last = to - from - 1;
        for (int n = 0; n <= last; n++) {
            int now = n * stride;
            int next = now + stride;
            double sum = advance(codes[from + n] * states * stride, now, next);
            if ((n & EIGHTH) == EIGHTH || n == last) {
                double factor = 1 / sum;
                for (int j = next; j < next + stride; j++) {
                    alpha[j] *= factor;
                }
                factors[n] = factor;
                product *= sum;
                if (product < SMALL) {
                    log += Math.log(product);
                    product = 1;
                }
            }
        }
        return log + Math.log(product);
    }

    private double advance(int row, int now, int next) {
        double[] a = table;
        double[] in = alpha;
        double total = 0;
        for (int j = 0; j < stride; j += 4) {
            double sum0 = 0;
            double sum1 = 0;
            double sum2 = 0;
            double sum3 = 0;
            for (int i = 0, at = row + j; i < states; i++, at += stride) {
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
            total += sum0 + sum1 + (sum2 + sum3);
        }
        return total;
    }

    @Override
    void backward(int[] codes, int from, int to, double[] beta) {
        int last = to - from - 1;
        double[] after = new double[stride];
        System.arraycopy(beta, 0, after, 0, states);
        for (int n = last; n >= 0; n--) {
            if ((n & EIGHTH) == EIGHTH || n == last) {
                for (int j = 0; j < stride; j++) {
                    after[j] *= factors[n];
                }
            }
            retreat(codes[from + n] * states * stride, n * stride, after);
            System.arraycopy(before, 0, after, 0, states);
        }
        System.arraycopy(after, 0, beta, 0, states);
    }

    private void retreat(int row, int now, double[] after) {
        double[] a = table;
        double[] g = sums;
        double[] out = before;
        for (int j = 0; j < stride; j += 4) {
            double beta0 = after[j];
            double beta1 = after[j + 1];
            double beta2 = after[j + 2];
            double beta3 = after[j + 3];
            for (int i = 0, at = row + j; i < states; i++, at += stride) {
                double weight = alpha[now + i];
                g[at] += weight * beta0;
                g[at + 1] += weight * beta1;
                g[at + 2] += weight * beta2;
                g[at + 3] += weight * beta3;
                double sum = a[at] * beta0 + a[at + 1] * beta1 + (a[at + 2] * beta2 + a[at + 3] * beta3);
                out[i] = j == 0 ? sum : out[i] + sum;
            }
        }
    }
}

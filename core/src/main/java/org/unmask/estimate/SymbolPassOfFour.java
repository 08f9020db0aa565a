// SPDX-License-Identifier: Apache-2.0
package org.unmask.estimate;

/** The pass of four states, written out. */
final class SymbolPassOfFour extends SymbolPass {

    SymbolPassOfFour(int symbols) {
        super(4, 4, symbols);
    }

    @Override
    double forward(int[] codes, int from, int to) {
        double[] a = table;
        double[] out = alpha;
        double alpha0 = out[0];
        double alpha1 = out[1];
        double alpha2 = out[2];
        double alpha3 = out[3];
        double log = 0;
        double product = 1;
        int last = to - from - 1;
        for (int n = 0, at = 4; n <= last; n++, at += 4) {
            int x = codes[from + n] * 16;
            double next0 = alpha0 * a[x] + alpha1 * a[x + 4] + alpha2 * a[x + 8] + alpha3 * a[x + 12];
            double next1 = alpha0 * a[x + 1] + alpha1 * a[x + 5] + alpha2 * a[x + 9] + alpha3 * a[x + 13];
            double next2 = alpha0 * a[x + 2] + alpha1 * a[x + 6] + alpha2 * a[x + 10] + alpha3 * a[x + 14];
            double next3 = alpha0 * a[x + 3] + alpha1 * a[x + 7] + alpha2 * a[x + 11] + alpha3 * a[x + 15];
            if ((n & EIGHTH) == EIGHTH || n == last) {
                double sum = next0 + next1 + next2 + next3;
                double factor = 1 / sum;
                next0 *= factor;
                next1 *= factor;
                next2 *= factor;
                next3 *= factor;
                factors[n] = factor;
                product *= sum;
                if (product < SMALL) {
                    log += Math.log(product);
                    product = 1;
                }
            }
            out[at] = next0;
            out[at + 1] = next1;
            out[at + 2] = next2;
            out[at + 3] = next3;
            alpha0 = next0;
            alpha1 = next1;
            alpha2 = next2;
            alpha3 = next3;
        }
        return log + Math.log(product);
    }

    @Override
    void backward(int[] codes, int from, int to, double[] beta) {
        double[] a = table;
        double[] g = sums;
        double[] in = alpha;
        double beta0 = beta[0];
        double beta1 = beta[1];
        double beta2 = beta[2];
        double beta3 = beta[3];
        int last = to - from - 1;
        for (int n = last, at = 4 * last; n >= 0; n--, at -= 4) {
            int x = codes[from + n] * 16;
            if ((n & EIGHTH) == EIGHTH || n == last) {
                double factor = factors[n];
                beta0 *= factor;
                beta1 *= factor;
                beta2 *= factor;
                beta3 *= factor;
            }
            double alpha0 = in[at];
            g[x] += alpha0 * beta0;
            g[x + 1] += alpha0 * beta1;
            g[x + 2] += alpha0 * beta2;
            g[x + 3] += alpha0 * beta3;
            double alpha1 = in[at + 1];
            g[x + 4] += alpha1 * beta0;
            g[x + 5] += alpha1 * beta1;
            g[x + 6] += alpha1 * beta2;
            g[x + 7] += alpha1 * beta3;
            double alpha2 = in[at + 2];
            g[x + 8] += alpha2 * beta0;
            g[x + 9] += alpha2 * beta1;
            g[x + 10] += alpha2 * beta2;
            g[x + 11] += alpha2 * beta3;
            double alpha3 = in[at + 3];
            g[x + 12] += alpha3 * beta0;
            g[x + 13] += alpha3 * beta1;
            g[x + 14] += alpha3 * beta2;
            g[x + 15] += alpha3 * beta3;
            double before0 = a[x] * beta0 + a[x + 1] * beta1 + a[x + 2] * beta2 + a[x + 3] * beta3;
            double before1 = a[x + 4] * beta0 + a[x + 5] * beta1 + a[x + 6] * beta2 + a[x + 7] * beta3;
            double before2 = a[x + 8] * beta0 + a[x + 9] * beta1 + a[x + 10] * beta2 + a[x + 11] * beta3;
            double before3 = a[x + 12] * beta0 + a[x + 13] * beta1 + a[x + 14] * beta2 + a[x + 15] * beta3;
            beta0 = before0;
            beta1 = before1;
            beta2 = before2;
            beta3 = before3;
        }
        beta[0] = beta0;
        beta[1] = beta1;
        beta[2] = beta2;
        beta[3] = beta3;
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.unmask.estimate;

/** The pass of three states, written out. */
final class SymbolPassOfThree extends SymbolPass {

    SymbolPassOfThree(int symbols) {
        super(3, 3, symbols);
    }

    @Override
    double forward(int[] codes, int from, int to) {
        double[] a = table;
        double[] out = alpha;
        double alpha0 = out[0];
        double alpha1 = out[1];
        double alpha2 = out[2];
        double log = 0;
        double product = 1;
        int last = to - from - 1;
        for (int n = 0, at = 3; n <= last; n++, at += 3) {
            int x = codes[from + n] * 9;
            double next0 = alpha0 * a[x] + alpha1 * a[x + 3] + alpha2 * a[x + 6];
            double next1 = alpha0 * a[x + 1] + alpha1 * a[x + 4] + alpha2 * a[x + 7];
            double next2 = alpha0 * a[x + 2] + alpha1 * a[x + 5] + alpha2 * a[x + 8];
            if ((n & EIGHTH) == EIGHTH || n == last) {
                double sum = next0 + next1 + next2;
                double factor = 1 / sum;
                next0 *= factor;
                next1 *= factor;
                next2 *= factor;
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
            alpha0 = next0;
            alpha1 = next1;
            alpha2 = next2;
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
        int last = to - from - 1;
        for (int n = last, at = 3 * last; n >= 0; n--, at -= 3) {
            int x = codes[from + n] * 9;
            if ((n & EIGHTH) == EIGHTH || n == last) {
                double factor = factors[n];
                beta0 *= factor;
                beta1 *= factor;
                beta2 *= factor;
            }
            double alpha0 = in[at];
            double alpha1 = in[at + 1];
            double alpha2 = in[at + 2];
            g[x] += alpha0 * beta0;
            g[x + 1] += alpha0 * beta1;
            g[x + 2] += alpha0 * beta2;
            g[x + 3] += alpha1 * beta0;
            g[x + 4] += alpha1 * beta1;
            g[x + 5] += alpha1 * beta2;
            g[x + 6] += alpha2 * beta0;
            g[x + 7] += alpha2 * beta1;
            g[x + 8] += alpha2 * beta2;
            double before0 = a[x] * beta0 + a[x + 1] * beta1 + a[x + 2] * beta2;
            double before1 = a[x + 3] * beta0 + a[x + 4] * beta1 + a[x + 5] * beta2;
            double before2 = a[x + 6] * beta0 + a[x + 7] * beta1 + a[x + 8] * beta2;
            beta0 = before0;
            beta1 = before1;
            beta2 = before2;
        }
        beta[0] = beta0;
        beta[1] = beta1;
        beta[2] = beta2;
    }
}

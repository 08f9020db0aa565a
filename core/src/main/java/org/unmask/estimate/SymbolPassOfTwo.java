// SPDX-License-Identifier: Apache-2.0
package org.unmask.estimate;

/** The pass of two states, written out. */
final class SymbolPassOfTwo extends SymbolPass {

    SymbolPassOfTwo(int symbols) {
        super(2, 2, symbols);
    }

    @Override
    double forward(int[] codes, int from, int to) {
        double[] a = table;
        double[] out = alpha;
        double alpha0 = out[0];
        double alpha1 = out[1];
        double log = 0;
        double product = 1;
        int last = to - from - 1;
        for (int n = 0, at = 2; n <= last; n++, at += 2) {
            int x = codes[from + n] * 4;
            double next0 = alpha0 * a[x] + alpha1 * a[x + 2];
            double next1 = alpha0 * a[x + 1] + alpha1 * a[x + 3];
            if ((n & EIGHTH) == EIGHTH || n == last) {
                double sum = next0 + next1;
                double factor = 1 / sum;
                next0 *= factor;
                next1 *= factor;
                factors[n] = factor;
                product *= sum;
                if (product < SMALL) {
                    log += Math.log(product);
                    product = 1;
                }
            }
            out[at] = next0;
            out[at + 1] = next1;
            alpha0 = next0;
            alpha1 = next1;
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
        int last = to - from - 1;
        for (int n = last, at = 2 * last; n >= 0; n--, at -= 2) {
            int x = codes[from + n] * 4;
            if ((n & EIGHTH) == EIGHTH || n == last) {
                double factor = factors[n];
                beta0 *= factor;
                beta1 *= factor;
            }
            double alpha0 = in[at];
            double alpha1 = in[at + 1];
            g[x] += alpha0 * beta0;
            g[x + 1] += alpha0 * beta1;
            g[x + 2] += alpha1 * beta0;
            g[x + 3] += alpha1 * beta1;
            double before0 = a[x] * beta0 + a[x + 1] * beta1;
            double before1 = a[x + 2] * beta0 + a[x + 3] * beta1;
            beta0 = before0;
            beta1 = before1;
        }
        beta[0] = beta0;
        beta[1] = beta1;
    }
}

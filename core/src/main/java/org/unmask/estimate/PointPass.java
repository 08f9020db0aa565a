// SPDX-License-Identifier: Apache-2.0
package org.unmask.estimate;

import java.util.Arrays;

/**
 * Forward and backward over one sequence with given densities, state by state in arrays of their own. The forward values
 * become posteriors on the way back. Three states are written out.
 */
final class PointPass {

    private static final double SMALL = 1e-60;
    private static final double LARGE_LOG = 1e-100;

    private final int states;
    private final double[] transition;

    /** {@code [state][token]}: density of each token, the largest of a token being one. */
    final double[][] density;

    /** {@code [state][token]}: forward values, then posteriors. */
    final double[][] alpha;

    /** Expected transitions, row-major; added to. */
    final double[] transitions;

    private final double[] factors;

    PointPass(int states, int tokens) {
        this.states = states;
        this.transition = new double[states * states];
        this.density = new double[states][tokens];
        this.alpha = new double[states][tokens];
        this.transitions = new double[states * states];
        this.factors = new double[tokens];
    }

    void begin(double[] theta) {
        System.arraycopy(theta, states, transition, 0, states * states);
        Arrays.fill(transitions, 0);
    }

    /** Forward and backward over tokens {@code from .. to - 1}; returns the logarithm of the product of sums. */
    double sequence(double[] initial, int from, int to) {
        double sum = 0;
        for (int i = 0; i < states; i++) {
            alpha[i][from] = initial[i] * density[i][from];
            sum += alpha[i][from];
        }
        for (int i = 0; i < states; i++) {
            alpha[i][from] /= sum;
        }
        double log = Math.log(sum);
        if (states == 3) {
            log += forwardOfThree(from, to);
            backwardOfThree(from, to);
        } else {
            log += forward(from, to);
            backward(from, to);
        }
        return log;
    }

    private double forward(int from, int to) {
        int k = states;
        double log = 0;
        double product = 1;
        double[] now = new double[k];
        double[] next = new double[k];
        for (int i = 0; i < k; i++) {
            now[i] = alpha[i][from];
        }
        for (int t = from + 1; t < to; t++) {
            double sum = 0;
            for (int j = 0; j < k; j++) {
                double reach = 0;
                for (int i = 0, at = j; i < k; i++, at += k) {
                    reach += now[i] * transition[at];
                }
                next[j] = reach * density[j][t];
                sum += next[j];
            }
            double factor = 1 / sum;
            factors[t] = factor;
            product *= sum;
            for (int j = 0; j < k; j++) {
                now[j] = next[j] * factor;
                alpha[j][t] = now[j];
            }
            if (product < LARGE_LOG) {
                log += Math.log(product);
                product = 1;
            }
        }
        return log + Math.log(product);
    }

    private void backward(int from, int to) {
        int k = states;
        double[] beta = new double[k];
        double[] seen = new double[k];
        double[] sums = new double[k * k];
        Arrays.fill(beta, 1);
        for (int t = to - 1; t > from; t--) {
            double factor = factors[t];
            for (int j = 0; j < k; j++) {
                seen[j] = beta[j] * density[j][t] * factor;
                alpha[j][t] *= beta[j];
            }
            for (int i = 0, at = 0; i < k; i++) {
                double weight = alpha[i][t - 1];
                double before = 0;
                for (int j = 0; j < k; j++, at++) {
                    sums[at] += weight * seen[j];
                    before += transition[at] * seen[j];
                }
                beta[i] = before;
            }
        }
        for (int i = 0; i < k; i++) {
            alpha[i][from] *= beta[i];
        }
        for (int at = 0; at < k * k; at++) {
            transitions[at] += sums[at] * transition[at];
        }
    }

    private double forwardOfThree(int from, int to) {
        double t00 = transition[0];
        double t01 = transition[1];
        double t02 = transition[2];
        double t10 = transition[3];
        double t11 = transition[4];
        double t12 = transition[5];
        double t20 = transition[6];
        double t21 = transition[7];
        double t22 = transition[8];
        double[] out0 = alpha[0];
        double[] out1 = alpha[1];
        double[] out2 = alpha[2];
        double[] d0 = density[0];
        double[] d1 = density[1];
        double[] d2 = density[2];
        double a0 = out0[from];
        double a1 = out1[from];
        double a2 = out2[from];
        double log = 0;
        double product = 1;
        for (int t = from + 1; t < to; t++) {
            double n0 = (a0 * t00 + a1 * t10 + a2 * t20) * d0[t];
            double n1 = (a0 * t01 + a1 * t11 + a2 * t21) * d1[t];
            double n2 = (a0 * t02 + a1 * t12 + a2 * t22) * d2[t];
            double sum = n0 + n1 + n2;
            double factor = 1;
            if ((t & SymbolPass.EIGHTH) == 0 || !(sum > SMALL) || t == to - 1) {
                factor = 1 / sum;
                n0 *= factor;
                n1 *= factor;
                n2 *= factor;
                product *= sum;
                if (product < LARGE_LOG) {
                    log += Math.log(product);
                    product = 1;
                }
            }
            factors[t] = factor;
            out0[t] = n0;
            out1[t] = n1;
            out2[t] = n2;
            a0 = n0;
            a1 = n1;
            a2 = n2;
        }
        return log + Math.log(product);
    }

    private void backwardOfThree(int from, int to) {
        double[] p0 = alpha[0];
        double[] p1 = alpha[1];
        double[] p2 = alpha[2];
        double[] d0 = density[0];
        double[] d1 = density[1];
        double[] d2 = density[2];
        double[] m = transition;
        double b0 = 1;
        double b1 = 1;
        double b2 = 1;
        double s00 = 0;
        double s01 = 0;
        double s02 = 0;
        double s10 = 0;
        double s11 = 0;
        double s12 = 0;
        double s20 = 0;
        double s21 = 0;
        double s22 = 0;
        for (int t = to - 1; t > from; t--) {
            double factor = factors[t];
            double a0 = p0[t - 1];
            double a1 = p1[t - 1];
            double a2 = p2[t - 1];
            p0[t] *= b0;
            p1[t] *= b1;
            p2[t] *= b2;
            double e0 = b0 * d0[t] * factor;
            double e1 = b1 * d1[t] * factor;
            double e2 = b2 * d2[t] * factor;
            s00 += a0 * e0;
            s01 += a0 * e1;
            s02 += a0 * e2;
            s10 += a1 * e0;
            s11 += a1 * e1;
            s12 += a1 * e2;
            s20 += a2 * e0;
            s21 += a2 * e1;
            s22 += a2 * e2;
            b0 = m[0] * e0 + m[1] * e1 + m[2] * e2;
            b1 = m[3] * e0 + m[4] * e1 + m[5] * e2;
            b2 = m[6] * e0 + m[7] * e1 + m[8] * e2;
        }
        p0[from] *= b0;
        p1[from] *= b1;
        p2[from] *= b2;
        double[] sums = {s00, s01, s02, s10, s11, s12, s20, s21, s22};
        for (int at = 0; at < 9; at++) {
            transitions[at] += sums[at] * m[at];
        }
    }
}

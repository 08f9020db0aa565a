// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

import java.util.Arrays;

/** The recursions on logarithms: never out of range, and some twenty times slower than scaled ones. */
final class LogPass implements Pass {

    private final double[] logInitial;
    private final double[] logTransition;
    private final EmissionScores scores;
    private final int k;
    private final double[] terms;
    private double[] logDensity = {};
    private double[] alpha = {};
    private double[] beta = {};
    private int length;
    private double logLikelihood;

    LogPass(ChainTables chain, EmissionScores scores) {
        this.scores = scores;
        this.k = chain.states;
        this.logInitial = Arrays.stream(chain.initial).map(Math::log).toArray();
        this.logTransition = Arrays.stream(chain.transition).map(Math::log).toArray();
        this.terms = new double[k];
    }

    @Override
    public boolean forward(int from, int to) {
        length = to - from;
        if (alpha.length < length * k) {
            logDensity = new double[length * k];
            alpha = new double[length * k];
            beta = new double[length * k];
        }
        scores.logDensities(from, to, logDensity);
        for (int t = 0; t < length; t++) {
            for (int j = 0; j < k; j++) {
                double reach = logInitial[j];
                if (t > 0) {
                    for (int i = 0; i < k; i++) {
                        terms[i] = alpha[(t - 1) * k + i] + logTransition[i * k + j];
                    }
                    reach = logSum(terms, 0, k);
                }
                alpha[t * k + j] = reach + logDensity[t * k + j];
            }
        }
        logLikelihood = length == 0 ? 0 : logSum(alpha, (length - 1) * k, k);
        return true;
    }

    @Override
    public boolean backward() {
        if (length == 0) {
            return true;
        }
        Arrays.fill(beta, (length - 1) * k, length * k, 0);
        for (int t = length - 2; t >= 0; t--) {
            for (int i = 0; i < k; i++) {
                for (int j = 0; j < k; j++) {
                    terms[j] = logTransition[i * k + j] + logDensity[(t + 1) * k + j] + beta[(t + 1) * k + j];
                }
                beta[t * k + i] = logSum(terms, 0, k);
            }
        }
        return true;
    }

    /** Logarithm of the sum of exponentials of {@code size} entries. */
    static double logSum(double[] logs, int from, int size) {
        double max = Double.NEGATIVE_INFINITY;
        for (int n = from; n < from + size; n++) {
            max = Math.max(max, logs[n]);
        }
        if (max == Double.NEGATIVE_INFINITY) {
            return max;
        }
        double sum = 0;
        for (int n = from; n < from + size; n++) {
            sum += Math.exp(logs[n] - max);
        }
        return max + Math.log(sum);
    }

    @Override
    public double logLikelihood() {
        return logLikelihood;
    }

    @Override
    public void filtered(double[] out, int at) {
        for (int t = 0; t < length; t++) {
            double total = logSum(alpha, t * k, k);
            for (int i = t * k; i < t * k + k; i++) {
                out[at + i] = Math.exp(alpha[i] - total);
            }
        }
    }

    @Override
    public void smoothed(double[] out, int at) {
        for (int n = 0; n < length * k; n++) {
            out[at + n] = Math.exp(alpha[n] + beta[n] - logLikelihood);
        }
    }

    @Override
    public void addTransitions(double[] counts) {
        for (int t = 0; t + 1 < length; t++) {
            for (int i = 0; i < k; i++) {
                for (int j = 0; j < k; j++) {
                    counts[i * k + j] += Math.exp(alpha[t * k + i]
                            + logTransition[i * k + j]
                            + logDensity[(t + 1) * k + j]
                            + beta[(t + 1) * k + j]
                            - logLikelihood);
                }
            }
        }
    }
}

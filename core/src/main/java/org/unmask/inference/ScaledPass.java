// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

/**
 * The recursions with every step scaled to sum one (Rabiner 1989, section V.A): {@code alpha(t, i)} is the probability
 * of state {@code i} given the tokens up to {@code t}; {@code beta(t, i)} is scaled so that {@code alpha beta} is the
 * probability given all tokens. Cost {@code tokens states^2}.
 */
final class ScaledPass implements Pass {

    private final ChainTables chain;
    private final EmissionScores scores;
    private final int k;
    private double[] likelihood = {};
    private double[] shifts = {};
    private double[] alpha = {};
    private double[] beta = {};
    private double[] scale = {};
    private int length;
    private double logLikelihood;

    ScaledPass(ChainTables chain, EmissionScores scores) {
        this.chain = chain;
        this.scores = scores;
        this.k = chain.states;
    }

    private void reserve(int tokens) {
        length = tokens;
        if (scale.length < tokens) {
            likelihood = new double[tokens * k];
            alpha = new double[tokens * k];
            beta = new double[tokens * k];
            scale = new double[tokens];
            shifts = new double[tokens];
        }
    }

    @Override
    public boolean forward(int from, int to) {
        reserve(to - from);
        if (!scores.likelihoods(from, to, likelihood, shifts) && !chain.mixing) {
            return false;
        }
        double log = 0;
        for (int t = 0; t < length; t++) {
            double sum = t == 0 ? start() : step(t);
            if (!(sum >= EmissionScores.TINY)) {
                return false;
            }
            scale[t] = sum;
            double factor = 1 / sum;
            for (int i = t * k; i < t * k + k; i++) {
                alpha[i] *= factor;
            }
            log += Math.log(sum) + shifts[t];
        }
        logLikelihood = log;
        return true;
    }

    private double start() {
        double sum = 0;
        for (int j = 0; j < k; j++) {
            alpha[j] = chain.initial[j] * likelihood[j];
            if (alpha[j] < EmissionScores.TINY && chain.initial[j] > 0 && likelihood[j] > 0 && !chain.mixing) {
                return 0;
            }
            sum += alpha[j];
        }
        return sum;
    }

    private double step(int t) {
        int now = t * k;
        int before = now - k;
        double sum = 0;
        for (int j = 0; j < k; j++) {
            double reach = 0;
            for (int i = 0; i < k; i++) {
                reach += alpha[before + i] * chain.transposed[j * k + i];
            }
            double value = reach * likelihood[now + j];
            if (value < EmissionScores.TINY && !chain.mixing && reachable(before, now, j)) {
                return 0;
            }
            alpha[now + j] = value;
            sum += value;
        }
        return sum;
    }

    private boolean reachable(int before, int now, int j) {
        boolean reachable = false;
        for (int i = 0; i < k; i++) {
            reachable |= alpha[before + i] > 0 && chain.transposed[j * k + i] > 0;
        }
        return reachable && likelihood[now + j] > 0;
    }

    @Override
    public boolean backward() {
        if (length == 0) {
            return true;
        }
        java.util.Arrays.fill(beta, (length - 1) * k, length * k, 1);
        for (int t = length - 2; t >= 0; t--) {
            int now = t * k;
            int next = now + k;
            double factor = 1 / scale[t + 1];
            for (int i = 0; i < k; i++) {
                double sum = 0;
                for (int j = 0; j < k; j++) {
                    sum += chain.transition[i * k + j] * likelihood[next + j] * beta[next + j];
                }
                beta[now + i] = sum * factor;
            }
        }
        double worst = 0;
        for (int t = 0; t < length; t++) {
            double total = 0;
            for (int i = t * k; i < t * k + k; i++) {
                total += alpha[i] * beta[i];
            }
            double miss = Math.abs(total - 1);
            worst = miss <= worst ? worst : miss;
        }
        return worst < 1e-6;
    }

    @Override
    public double logLikelihood() {
        return logLikelihood;
    }

    @Override
    public void filtered(double[] out, int at) {
        System.arraycopy(alpha, 0, out, at, length * k);
    }

    @Override
    public void smoothed(double[] out, int at) {
        for (int n = 0; n < length * k; n++) {
            out[at + n] = alpha[n] * beta[n];
        }
    }

    @Override
    public void addTransitions(double[] counts) {
        for (int t = 0; t + 1 < length; t++) {
            int now = t * k;
            int next = now + k;
            double factor = 1 / scale[t + 1];
            for (int i = 0; i < k; i++) {
                double weight = alpha[now + i] * factor;
                for (int j = 0; j < k; j++) {
                    counts[i * k + j] += weight * chain.transition[i * k + j] * likelihood[next + j] * beta[next + j];
                }
            }
        }
    }
}

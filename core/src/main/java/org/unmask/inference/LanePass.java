// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

import java.util.Arrays;

/**
 * The scaled recursions over several stretches side by side. Tables have a row of lanes for each step and state. Scaling
 * happens every few steps, as often as the smallest factors demand. What is counted is kept lane by lane and added up at
 * the end. Not for several threads.
 */
final class LanePass {

    /** Sums and entries below this at a scaling step are not trusted. */
    private static final double LOW = 1e-200;

    /** Orders of magnitude that entries may lose between scalings. */
    private static final double ORDERS = 100;

    private static final int LONGEST_PERIOD = 8;

    /** Steps whose transitions are counted together. */
    private static final int BATCH = 4;

    private final ChainTables chain;
    private final LaneEmission emission;
    private final LaneTables tables;
    private final int k;
    private final int period;
    private final double[] product;
    private final double[] logs;
    private final double[] total;
    private final double[][] beta;
    private final double[][] gamma;
    /** Likelihood of the tokens from a step on, by state: {@code BATCH} steps in turn. */
    private final double[][] ahead;

    private final int[] pending = new int[BATCH];
    private final double[][] moves;

    LanePass(ChainTables chain, LaneEmission emission, LaneTables tables, int stride) {
        this.chain = chain;
        this.emission = emission;
        this.tables = tables;
        this.k = chain.states;
        double smallest =
                Arrays.stream(chain.transition).filter(p -> p > 0).min().orElse(1) * emission.smallest();
        double orders = -Math.log10(smallest);
        this.period = (int) Math.min(LONGEST_PERIOD, orders <= 0 ? LONGEST_PERIOD : ORDERS / orders);
        this.product = new double[stride];
        this.logs = new double[stride];
        this.total = new double[stride];
        this.beta = LaneTables.rows(k, stride);
        this.gamma = LaneTables.rows(k, stride);
        this.ahead = LaneTables.rows(BATCH * k, stride);
        this.moves = LaneTables.rows(k * k, stride);
    }

    /** Hears of each step on the way back. */
    interface Listener {
        /** Called when {@link #gamma} holds a step; {@code lanes} of them are under way. */
        void at(int step, int lanes);
    }

    /** Logarithm of each lane's probability after {@link #forward}, given the law it started from. */
    double[] logs() {
        return logs;
    }

    /** Law of the state given all tokens, a row for each state. */
    double[][] gamma() {
        return gamma;
    }

    /** After {@link #backward}: likelihood of all tokens of a lane by its first state, up to a factor of the lane. */
    double ahead(int state, int lane) {
        return ahead[state][lane];
    }

    /** Whether the smallest factors leave room for a scaled pass at all. */
    boolean possible() {
        return period > 0;
    }

    /**
     * Goes forward.
     *
     * @param lanes the stretches
     * @param predicted law of each lane's first state before its first token is seen, a row for each state
     * @param keep whether {@link #backward} will follow
     * @return whether nothing was lost to underflow; lanes that end at zero have a logarithm of negative infinity
     */
    boolean forward(Lanes lanes, double[][] predicted, boolean keep) {
        if (period == 0) {
            return false;
        }
        int steps = lanes.steps();
        tables.reserve((keep ? steps : 2) * k, (keep ? steps : 1) * k, steps / period + 1);
        double[][] alpha = tables.alpha();
        double[][] like = tables.like();
        Arrays.fill(product, 1);
        Arrays.fill(logs, 0);
        int n = lanes.width();
        boolean exact = true;
        for (int t = 0; t < steps; t++) {
            int now = (keep ? t : t & 1) * k;
            int before = (keep ? t - 1 : (t + 1) & 1) * k;
            int at = keep ? now : 0;
            int active = lanes.active(t, n);
            if (active < n) {
                finish(alpha, before, active, n);
                n = active;
            }
            exact &= emission.likelihoods(lanes, t, n, like, at, logs);
            for (int j = 0; j < k; j++) {
                double[] to = alpha[now + j];
                if (t == 0) {
                    LaneMath.times(predicted[j], like[at + j], to, n);
                } else {
                    LaneMath.combine(alpha, before, chain.transposed, j * k, k, to, n);
                    LaneMath.scaleBy(to, like[at + j], n);
                }
            }
            if ((t + 1) % period == 0 && !rescale(alpha, now, tables.inverse()[t / period], n)) {
                return false;
            }
        }
        finish(alpha, (keep ? steps - 1 : (steps - 1) & 1) * k, 0, n);
        return exact || chain.mixing;
    }

    private boolean rescale(double[][] alpha, int now, double[] inverse, int n) {
        sum(alpha, now, n);
        LaneMath.reciprocal(total, inverse, n);
        boolean trusted = true;
        for (int l = 0; l < n; l++) {
            double sum = total[l];
            double p = product[l] * sum;
            if (!(sum > LOW)) {
                // A sum of nothing but zeros is no loss: this lane is impossible.
                trusted &= sum == 0 && !chain.mixing;
                inverse[l] = 0;
                p = 1;
                logs[l] = Double.NEGATIVE_INFINITY;
            } else if (p < 1e-100) {
                logs[l] += Math.log(p);
                p = 1;
            }
            product[l] = p;
        }
        for (int i = 0; i < k; i++) {
            LaneMath.scaleBy(alpha[now + i], inverse, n);
            if (!chain.mixing) {
                trusted &= zeroOrSafe(alpha[now + i], n);
            }
        }
        return trusted;
    }

    private static boolean zeroOrSafe(double[] row, int n) {
        boolean safe = true;
        for (int l = 0; l < n; l++) {
            safe &= row[l] == 0 || row[l] > LOW;
        }
        return safe;
    }

    private void sum(double[][] alpha, int now, int n) {
        System.arraycopy(alpha[now], 0, total, 0, n);
        for (int i = 1; i < k; i++) {
            LaneMath.add(alpha[now + i], total, n);
        }
    }

    /** The logarithms of lanes whose last step is at {@code now}. */
    private void finish(double[][] alpha, int now, int from, int to) {
        sum(alpha, now, to);
        for (int l = from; l < to; l++) {
            logs[l] += Math.log(total[l]) + Math.log(product[l]);
        }
    }

    /** One entry of the forward table; after a pass that kept it. */
    double alpha(int step, int state, int lane) {
        return tables.alpha()[step * k + state][lane];
    }

    /** The law of the last state of a lane, scaled to sum one; after a pass that kept its tables or the last step. */
    void last(Lanes lanes, int lane, boolean kept, double[] out) {
        int step = lanes.length()[lane] - 1;
        int from = (kept ? step : step & 1) * k;
        double sum = 0;
        for (int i = 0; i < k; i++) {
            out[i] = tables.alpha()[from + i][lane];
            sum += out[i];
        }
        for (int i = 0; i < k && sum > 0; i++) {
            out[i] /= sum;
        }
    }

    /**
     * Goes back over the stretches of the last {@link #forward}.
     *
     * @param lanes the stretches
     * @param after likelihood of what comes after each lane by its last state, a row for each state
     * @param counting whether transitions and tokens are counted
     * @param listener hears of each step
     * @return whether every number is finite
     */
    boolean backward(Lanes lanes, double[][] after, boolean counting, Listener listener) {
        double[][] alpha = tables.alpha();
        double[][] like = tables.like();
        int n = 0;
        int waiting = 0;
        for (int t = lanes.steps() - 1; t >= 0; t--) {
            int now = t * k;
            int active = lanes.active(t, n);
            if (active > n) {
                enter(alpha, now, after, n, active);
                count(waiting, n);
                waiting = 0;
                n = active;
            }
            for (int i = 0; i < k; i++) {
                LaneMath.times(alpha[now + i], beta[i], gamma[i], n);
            }
            if (counting) {
                emission.count(lanes, t, n, gamma);
            }
            listener.at(t, n);
            int base = t == 0 ? 0 : waiting * k;
            if (t == 0) {
                count(waiting, n);
                waiting = 0;
            }
            boolean scaled = (t + 1) % period == 0;
            for (int j = 0; j < k; j++) {
                if (scaled) {
                    LaneMath.times(like[now + j], beta[j], tables.inverse()[t / period], ahead[base + j], n);
                } else {
                    LaneMath.times(like[now + j], beta[j], ahead[base + j], n);
                }
            }
            if (t > 0) {
                for (int i = 0; i < k; i++) {
                    LaneMath.combine(ahead, base, chain.transition, i * k, k, beta[i], n);
                }
                if (counting) {
                    pending[waiting++] = t;
                    if (waiting == BATCH) {
                        count(BATCH, n);
                        waiting = 0;
                    }
                }
            }
        }
        boolean finite = true;
        for (int i = 0; i < k; i++) {
            finite &= EmissionCounts.finite(beta[i]) && EmissionCounts.finite(gamma[i]);
        }
        return finite;
    }

    private void enter(double[][] alpha, int now, double[][] after, int from, int to) {
        for (int l = from; l < to; l++) {
            double sum = 0;
            for (int i = 0; i < k; i++) {
                sum += alpha[now + i][l] * after[i][l];
            }
            for (int i = 0; i < k; i++) {
                beta[i][l] = after[i][l] / sum;
            }
        }
    }

    private void count(int waiting, int n) {
        double[][] alpha = tables.alpha();
        if (waiting == BATCH) {
            int a = (pending[0] - 1) * k;
            int b = (pending[1] - 1) * k;
            int c = (pending[2] - 1) * k;
            int d = (pending[3] - 1) * k;
            for (int i = 0; i < k; i++) {
                for (int j = 0; j < k; j++) {
                    LaneMath.addTimes(
                            alpha[a + i],
                            ahead[j],
                            alpha[b + i],
                            ahead[k + j],
                            alpha[c + i],
                            ahead[2 * k + j],
                            alpha[d + i],
                            ahead[3 * k + j],
                            moves[i * k + j],
                            n);
                }
            }
            return;
        }
        for (int w = 0; w < waiting; w++) {
            int before = (pending[w] - 1) * k;
            for (int i = 0; i < k; i++) {
                for (int j = 0; j < k; j++) {
                    LaneMath.addTimes(alpha[before + i], ahead[w * k + j], moves[i * k + j], n);
                }
            }
        }
    }

    /** Adds the transitions counted since the last call and begins anew. */
    void drain(double[] transitions) {
        for (int n = 0; n < k * k; n++) {
            transitions[n] += chain.transition[n] * LaneMath.sum(moves[n], moves[n].length);
            Arrays.fill(moves[n], 0);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

import java.util.Arrays;

/**
 * The scaled recursions over several stretches side by side, segment by segment. Going forward keeps the law before each
 * segment only; going back makes the tables of one segment again, which costs less than to fetch them from memory. Scaling
 * happens every few steps, as often as the smallest factors demand. What is counted is kept lane by lane and added up at
 * the end. Lanes that end inside a segment run on to its end, where nothing hears of them. Not for several threads.
 */
final class LanePass {

    private final ChainTables chain;
    private final LaneEmission emission;
    private final LaneTables tables;
    private final Bundles bundles;
    private final int k;
    private final int period;
    private final LaneKernel kernel;
    private final LaneMap forwardMap;
    private final LaneMap backwardMap;
    private final double[] ones;
    private final LaneScaling scaling;
    /** Law of the last state of each lane, a row for each state, up to a factor of the lane. */
    private final double[][] last;

    LanePass(ChainTables chain, LaneEmission emission, LaneTables tables) {
        this.chain = chain;
        this.emission = emission;
        this.tables = tables;
        this.bundles = tables.bundles;
        this.k = chain.states;
        this.scaling = new LaneScaling(chain.mixing);
        this.period = LaneScaling.period(chain, emission.smallest());
        this.kernel = tables.kernel;
        this.forwardMap = kernel.linear(bundles, chain.transposed);
        this.backwardMap = kernel.linear(bundles, chain.transition);
        this.ones = new double[bundles.size];
        Arrays.fill(ones, 1);
        this.last = Bundles.single(k);
    }

    /** Hears of each step on the way back. */
    interface Listener {
        /** Called when {@link #gamma} holds a step; {@code lanes} of them are under way. */
        void at(int step, int lanes);
    }

    /** Logarithm of each lane's probability after {@link #forward}, given the law it started from. */
    double[] logs() {
        return scaling.logs;
    }

    /** Law of a state given all tokens, lane by lane from {@link Bundles#at} on. */
    double[] gamma(int state) {
        return tables.gamma[bundles.bundle(state)];
    }

    /** Where the row of a state begins. */
    int at(int state) {
        return bundles.at(state);
    }

    /** After {@link #backward}: likelihood of all tokens of a lane by its first state, up to a factor of the lane. */
    double ahead(int state, int lane) {
        return tables.ahead[0][bundles.bundle(state)][bundles.at(state) + lane];
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
        tables.reserve(keep ? steps / tables.segment + 1 : 0, keep ? steps / period + 1 : 1);
        tables.reserveLikelihoods(keep && emission.dear() ? steps : 0);
        scaling.begin();
        int under = lanes.width();
        for (int from = 0; from < steps; from += tables.segment) {
            int n = under;
            int end = Math.min(from + tables.segment, steps);
            for (int t = from; t < end; t++) {
                double[][] like = likelihoods(t, from, keep);
                emission.likelihoods(lanes, t, n, like, scaling.running);
                double[][] now = step(t, from, n, predicted, like);
                if ((t + 1) % period == 0) {
                    double[] inverse = tables.inverse(keep ? t / period : 0);
                    sum(now, n);
                    Arrays.fill(inverse, n, Bundles.LANES, 0);
                    if (!scaling.measure(inverse, under, n)) {
                        return false;
                    }
                    kernel.scale(bundles, now, inverse, n);
                    if (!chain.mixing && !zeroOrSafe(now, under)) {
                        return false;
                    }
                }
                kernel.ready(bundles, now);
                int left = lanes.active(t + 1, under);
                if (left < under) {
                    finish(now, left, under);
                    under = left;
                }
            }
            if (end < steps) {
                tables.roll();
                if (keep) {
                    tables.save(end / tables.segment, tables.alpha[0]);
                }
            }
        }
        boolean exact = emission.exact();
        return exact || chain.mixing;
    }

    /** One step, unscaled and without repeated slots; the likelihoods of its tokens are there. */
    private double[][] step(int t, int from, int n, double[][] predicted, double[][] like) {
        double[][] now = tables.alpha[t - from + 1];
        if (t > 0) {
            forwardMap.apply(tables.alpha[t - from], now, n);
        } else {
            for (int j = 0; j < k; j++) {
                System.arraycopy(predicted[j], 0, now[bundles.bundle(j)], bundles.at(j), Bundles.LANES);
            }
        }
        kernel.times(bundles, now, like, now, n);
        return now;
    }

    /** Where the likelihoods of a step stand. */
    private double[][] likelihoods(int t, int from, boolean keep) {
        return keep && emission.dear() ? tables.kept(t) : tables.like[t - from];
    }

    private boolean zeroOrSafe(double[][] rows, int n) {
        boolean safe = true;
        for (int i = 0; i < k; i++) {
            double[] row = rows[bundles.bundle(i)];
            for (int l = bundles.at(i); l < bundles.at(i) + n; l++) {
                safe &= row[l] == 0 || row[l] > LaneScaling.LOW;
            }
        }
        return safe;
    }

    private void sum(double[][] alpha, int n) {
        LaneMath.combine(alpha[0], ones, 0, bundles.size, scaling.total, 0, n);
        for (int g = 1; g < bundles.count; g++) {
            LaneMath.addCombined(alpha[g], ones, 0, bundles.size, scaling.total, 0, n);
        }
    }

    /** Notes how lanes end whose last step is at hand. */
    private void finish(double[][] alpha, int from, int to) {
        sum(alpha, to);
        for (int l = from; l < to; l++) {
            scaling.finish(l);
        }
        for (int i = 0; i < k; i++) {
            System.arraycopy(alpha[bundles.bundle(i)], bundles.at(i) + from, last[i], from, to - from);
        }
    }

    /** The law of the last state of a lane, scaled to sum one. */
    void last(int lane, double[] out) {
        double sum = 0;
        for (int i = 0; i < k; i++) {
            out[i] = last[i][lane];
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
     * @param predicted as for {@link #forward}
     * @param after likelihood of what comes after each lane by its last state, a row for each state
     * @param counting whether transitions and tokens are counted
     * @param listener hears of each step
     * @return whether every number is finite
     */
    boolean backward(Lanes lanes, double[][] predicted, double[][] after, boolean counting, Listener listener) {
        int steps = lanes.steps();
        for (double[] row : tables.beta) {
            Arrays.fill(row, 0);
        }
        int under = 0;
        for (int from = (steps - 1) / tables.segment * tables.segment; from >= 0; from -= tables.segment) {
            int n = lanes.active(from, under);
            int end = Math.min(from + tables.segment, steps);
            again(lanes, predicted, from, end, n);
            boolean waiting = false;
            for (int t = end - 1; t >= from; t--) {
                double[][] now = tables.alpha[t - from + 1];
                int active = lanes.active(t, under);
                if (active > under) {
                    enter(now, after, under, active);
                    under = active;
                }
                kernel.times(bundles, now, tables.beta, tables.gamma, n);
                if (counting) {
                    emission.count(lanes, t, n, tables.gamma);
                }
                listener.at(t, under);
                lookAhead(t, from, n);
                if (t > 0) {
                    backwardMap.apply(tables.ahead[t & 1], tables.beta, n);
                }
                if (counting) {
                    waiting = count(t, from, n, waiting);
                }
            }
        }
        boolean finite = true;
        for (int g = 0; g < bundles.count; g++) {
            finite &= EmissionCounts.finite(tables.beta[g]) && EmissionCounts.finite(tables.gamma[g]);
        }
        return finite;
    }

    /** Makes the tables of a segment as {@link #forward} had them. */
    private void again(Lanes lanes, double[][] predicted, int from, int end, int n) {
        if (from > 0) {
            tables.load(from / tables.segment);
        }
        for (int t = from; t < end; t++) {
            double[][] like = likelihoods(t, from, true);
            if (!emission.dear()) {
                emission.likelihoods(lanes, t, n, like, scaling.running);
            }
            double[][] now = step(t, from, n, predicted, like);
            if ((t + 1) % period == 0) {
                kernel.scale(bundles, now, tables.inverse(t / period), n);
            }
            kernel.ready(bundles, now);
        }
    }

    /**
     * Goes back over stretches of one length without having gone forward: {@link #ahead} is then the likelihood of their
     * tokens, whatever comes after them.
     *
     * @return whether nothing was lost to underflow
     */
    boolean lookBack(Lanes lanes) {
        int n = lanes.width();
        double[][] ahead = tables.ahead[0];
        for (int i = 0; i < k; i++) {
            Arrays.fill(tables.beta[bundles.bundle(i)], bundles.at(i), bundles.at(i) + Bundles.LANES, 1);
        }
        tables.reserve(0, 1);
        double[] inverse = tables.inverse(0);
        boolean safe = true;
        for (int t = lanes.steps() - 1; t >= 0; t--) {
            emission.likelihoods(lanes, t, n, tables.like[0], scaling.running);
            kernel.times(bundles, tables.like[0], tables.beta, ahead, n);
            sum(ahead, n);
            Arrays.fill(inverse, n, Bundles.LANES, 0);
            LaneMath.reciprocal(scaling.total, inverse, n);
            for (int l = 0; l < n; l++) {
                safe &= scaling.total[l] > LaneScaling.LOW;
            }
            kernel.scale(bundles, ahead, inverse, n);
            kernel.ready(bundles, ahead);
            if (t > 0) {
                backwardMap.apply(ahead, tables.beta, n);
            }
        }
        return safe;
    }

    private void enter(double[][] alpha, double[][] after, int from, int to) {
        for (int l = from; l < to; l++) {
            double sum = 0;
            for (int i = 0; i < k; i++) {
                sum += alpha[bundles.bundle(i)][bundles.at(i) + l] * after[i][l];
            }
            for (int i = 0; i < k; i++) {
                tables.beta[bundles.bundle(i)][bundles.at(i) + l] = after[i][l] / sum;
            }
        }
    }

    private void lookAhead(int t, int from, int n) {
        double[][] ahead = tables.ahead[t & 1];
        kernel.times(bundles, likelihoods(t, from, true), tables.beta, ahead, n);
        if ((t + 1) % period == 0) {
            kernel.scale(bundles, ahead, tables.inverse(t / period), n);
        }
        kernel.ready(bundles, ahead);
    }

    /** Counts transitions into steps two by two where it can; whether this step's wait for the next. */
    private boolean count(int t, int from, int n, boolean waiting) {
        double[][] before = tables.alpha[t - from];
        double[][] now = tables.alpha[t - from + 1];
        double[][] here = tables.ahead[t & 1];
        double[][] later = tables.ahead[(t + 1) & 1];
        if (t == 0) {
            if (waiting) {
                tables.moves().add(now, later, n);
            }
            return false;
        }
        if (!waiting && t > from) {
            return true;
        }
        if (!waiting) {
            tables.moves().add(before, here, n);
            return false;
        }
        tables.moves().add(before, here, now, later, n);
        return false;
    }

    /** Adds the transitions counted since the last call and begins anew. */
    void drain(double[] transitions) {
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                transitions[i * k + j] +=
                        chain.transition[i * k + j] * tables.moves().sum(i, j);
            }
        }
        tables.moves().clear();
    }
}

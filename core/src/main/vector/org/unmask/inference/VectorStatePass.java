// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

import java.util.Arrays;

/**
 * Forward and backward with the states of a token in one vector. Steps go in runs from one scaling to the next. A run keeps
 * the scaled law before it and the unscaled laws of its steps, so that every step reads what lies just before it:
 *
 * <pre>
 *   | before run 0 | step 0 | .. | step p - 1 | before run 1: step p - 1, scaled | step p | ..
 * </pre>
 *
 * <p>Going back, each law is replaced by the likelihood of the tokens from its step on; that of the first step of a run,
 * scaled alike, replaces the law before the run.
 */
final class VectorStatePass implements StatePass {

    /** The same vectors for all machines that have them at all. */
    private static final int W = 8;

    /** Arrays that are used again by one thread. */
    static final class Room {
        private double[] laws = {};
        private int[] place = {};
        private double[][] inverse = {};
        private final double[] gamma = new double[LaneScaling.LONGEST_PERIOD * LANES * W];
        /** Likelihoods of points. */
        double[] like = {};
    }

    private final ChainTables chain;
    private final VectorEmission emission;
    private final Room room;
    private final int k;
    private final int period;
    private final LaneScaling scaling;
    /** {@code from * W + to}. */
    private final double[] forwardRows = new double[W * W];
    /** {@code to * W + from}. */
    private final double[] backwardRows = new double[W * W];
    /** Products of the law before a step with the likelihood from it on: {@code from * W + to}. */
    private final double[] sums = new double[W * W];

    /** Laws of the states given all tokens, a vector for each of the tokens at hand. */
    private final double[] gamma;

    private Lanes lanes = new Lanes(new int[0], new int[0]);
    private int width;
    /** Numbers from a step to the next. */
    private int step;

    VectorStatePass(ChainTables chain, VectorEmission emission, Room room) {
        this.chain = chain;
        this.emission = emission;
        this.room = room;
        this.gamma = room.gamma;
        this.k = chain.states;
        this.period = LaneScaling.period(chain, emission.smallest());
        this.scaling = new LaneScaling(chain.mixing);
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                forwardRows[i * W + j] = chain.transition[i * k + j];
                backwardRows[j * W + i] = chain.transition[i * k + j];
            }
        }
    }

    /** Whether a model has so few states, and vectors so much room. */
    static boolean possible(ChainTables chain) {
        return VectorKernel.W == W && chain.states <= W;
    }

    @Override
    public double[] logs() {
        return scaling.logs;
    }

    @Override
    public double ahead(int state, int lane) {
        return room.laws[step + lane * W + state];
    }

    /** Where the law before a run begins, if all steps are kept. */
    private int before(int run) {
        return run * (period + 1) * step;
    }

    private void reserve(int steps, boolean keep) {
        int runs = keep ? (steps + period - 1) / period : 1;
        if (room.laws.length < before(runs + 1)) {
            room.laws = new double[before(runs + 1)];
        }
        if (room.place.length < runs * period * width) {
            room.place = new int[runs * period * width];
        }
        emission.reserve(runs * period * width);
        int made = room.inverse.length;
        room.inverse = Arrays.copyOf(room.inverse, Math.max(made, runs));
        for (int r = made; r < runs; r++) {
            room.inverse[r] = new double[Bundles.LANES];
        }
    }

    @Override
    public boolean forward(Lanes given, double[][] predicted, boolean keep) {
        if (period == 0) {
            return false;
        }
        lanes = given;
        width = lanes.width();
        step = width * W;
        int steps = lanes.steps();
        reserve(steps, keep);
        scaling.begin();
        int n = width;
        for (int from = 0; from < steps; from += period) {
            int run = keep ? from / period : 0;
            int end = Math.min(from + period, steps);
            emission.prepare(lanes, from, end, room.place, run * period * width, scaling.running);
            int begin = from;
            if (from == 0) {
                first(predicted, step, 0);
                begin++;
            }
            int left = lanes.active(end, n);
            if (lanes.active(end - 1, n) == width) {
                forward(run, begin - from, (end - begin) * width);
            } else {
                for (int t = begin, under = n; t < end; t++) {
                    under = lanes.active(t, under);
                    forward(run, t - from, under);
                }
            }
            boolean numbers = true;
            for (int l = left; l < n; l++) {
                scaling.total[l] = sum(before(run) + (lanes.length()[l] - from) * step + l * W);
                scaling.finish(l);
                numbers &= !Double.isNaN(scaling.total[l]);
            }
            n = left;
            if (!numbers || (n > 0 && !scale(run, before(run) + (end - from) * step, before(keep ? run + 1 : 0), n))) {
                return false;
            }
        }
        boolean exact = emission.exact();
        return exact || chain.mixing;
    }

    /** Tokens one after the other, from some step of a run on: those of one step, or of several when all lanes are under way. */
    private void forward(int run, int number, int tokens) {
        int before = before(run) + number * step;
        int place = (run * period + number) * width;
        VectorSteps.forward(
                k, room.laws, before, forwardRows, emission.likelihoods(), room.place, place, before + step, tokens);
    }

    /** The first step; there is nothing before it. */
    private void first(double[][] predicted, int now, int place) {
        Arrays.fill(room.laws, now - step, now, 0);
        for (int l = 0; l < width; l++) {
            for (int i = 0; i < W; i++) {
                double law = i < k ? predicted[i][l] : 0;
                room.laws[now + l * W + i] = law * emission.likelihoods()[room.place[place + l] + i];
            }
        }
    }

    private double sum(int at) {
        double[] laws = room.laws;
        return ((laws[at] + laws[at + 1]) + (laws[at + 2] + laws[at + 3]))
                + ((laws[at + 4] + laws[at + 5]) + (laws[at + 6] + laws[at + 7]));
    }

    /** Writes the law after a run, scaled, as that before the next; false when it is not trusted. */
    private boolean scale(int run, int last, int to, int n) {
        for (int l = 0; l < n; l++) {
            scaling.total[l] = sum(last + l * W);
        }
        double[] inverse = room.inverse[run];
        boolean trusted = scaling.measure(inverse, n, n);
        VectorSteps.scale(room.laws, last, inverse, to, n);
        for (int i = to; i < to + n * W && !chain.mixing; i++) {
            trusted &= room.laws[i] == 0 || room.laws[i] > LaneScaling.LOW;
        }
        return trusted;
    }

    @Override
    public void backward(double[][] after) {
        backward(after, (from, to, n) -> emission.count(lanes, from, to, n, room.place, from * width, gamma));
    }

    @Override
    public void smooth(double[][] after, double[] out) {
        backward(after, (from, to, n) -> {
            for (int l = 0; l < n; l++) {
                int at = (lanes.start()[l] + from) * k;
                for (int g = l * W; g < (to - from) * n * W; g += n * W, at += k) {
                    for (int i = 0; i < k; i++) {
                        out[at + i] = gamma[g + i];
                    }
                }
            }
        });
    }

    /** Hears of steps whose laws given all tokens are at hand, those of the first lanes. */
    private interface Taken {
        void steps(int from, int to, int n);
    }

    private void backward(double[][] after, Taken taken) {
        int steps = lanes.steps();
        int under = 0;
        for (int run = (steps - 1) / period; run >= 0; run--) {
            int from = run * period;
            int end = Math.min(from + period, steps);
            int further = before(run + 1);
            VectorSteps.scale(room.laws, further + step, room.inverse[run], further, under);
            if (under == width) {
                backward(run, 0, end - from, width);
                taken.steps(from, end, width);
                continue;
            }
            for (int t = end - 1; t >= from; t--) {
                backward(run, t - from, 1, under);
                int active = lanes.active(t, under);
                for (; under < active; under++) {
                    enter(before(run) + (t - from + 1) * step, under, t * width, after);
                }
                taken.steps(t, t + 1, under);
            }
        }
    }

    /** Back over some steps of a run, all lanes under way when they are several. */
    private void backward(int run, int number, int steps, int n) {
        int before = before(run) + number * step;
        VectorSteps.backward(
                k,
                room.laws,
                before,
                step,
                backwardRows,
                emission.likelihoods(),
                room.place,
                (run * period + number) * width,
                gamma,
                sums,
                steps,
                n);
    }

    /** The last step of a lane; laws of the step begin at {@code start}. */
    private void enter(int start, int lane, int place, double[][] after) {
        double[] laws = room.laws;
        int now = start + lane * W;
        double sum = 0;
        for (int i = 0; i < k; i++) {
            sum += laws[now + i] * after[i][lane];
        }
        for (int j = 0; j < k; j++) {
            double beta = after[j][lane] / sum;
            gamma[lane * W + j] = laws[now + j] * beta;
            laws[now + j] = beta * emission.likelihoods()[room.place[place + lane] + j];
            for (int i = 0; i < k; i++) {
                sums[i * W + j] += laws[now - step + i] * laws[now + j];
            }
        }
    }

    @Override
    public void drain(double[] transitions, EmissionCounts counts) {
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                transitions[i * k + j] += chain.transition[i * k + j] * sums[i * W + j];
            }
        }
        emission.drain(counts);
    }
}

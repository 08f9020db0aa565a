// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Supplier;

/**
 * The tables of one thread, used again and again. Those of {@link #segment} steps stay in the caches; what is kept of
 * every step is little: the law at the first step of each segment, and one number a lane for each scaling.
 */
final class LaneTables {

    private static final int FEW_STATES = 10;

    final Bundles bundles;
    final LaneKernel kernel;
    /** Steps whose tables are kept at a time. */
    final int segment;
    /** Forward law: entry {@code 0} before the segment, {@code 1 + s} after its step {@code s}. Bundles. */
    final double[][][] alpha;
    /** Likelihoods of the tokens of a segment. Bundles. */
    final double[][][] like;
    /** Likelihood of the tokens from a step on, for two steps in turn. Bundles. */
    final double[][][] ahead;

    final double[][] beta;
    final double[][] gamma;
    /** Counted transitions by state left and state entered. Made when needed. */
    private Optional<LaneProducts> moves = Optional.empty();

    private double[][][] starts = {};
    private double[][] inverse = {};
    private double[][][] kept = {};

    LaneTables(Bundles bundles, LaneKernel kernel) {
        this.bundles = bundles;
        this.kernel = kernel;
        this.segment = bundles.states <= FEW_STATES ? 8 : 4;
        this.alpha = new double[segment + 1][][];
        Arrays.setAll(alpha, s -> bundles.rows());
        this.like = new double[segment][][];
        Arrays.setAll(like, s -> bundles.rows());
        this.ahead = new double[][][] {bundles.rows(), bundles.rows()};
        this.beta = bundles.rows();
        this.gamma = bundles.rows();
    }

    /** Tables that wait for a thread to use them. */
    static final class Pool {

        private final ConcurrentLinkedDeque<LaneTables> free = new ConcurrentLinkedDeque<>();
        private final Supplier<LaneKernel> kernels;

        Pool() {
            this(LaneKernel::ofThisMachine);
        }

        /** With kernels of one kind, one for each thread. */
        Pool(Supplier<LaneKernel> kernels) {
            this.kernels = kernels;
        }

        LaneTables take(int states) {
            LaneTables tables = free.pollFirst();
            return tables == null || tables.bundles.states != states
                    ? new LaneTables(new Bundles(states), kernels.get())
                    : tables;
        }

        void give(LaneTables tables) {
            free.addFirst(tables);
        }
    }

    LaneProducts moves() {
        LaneProducts out = moves.orElseGet(() -> kernel.products(bundles, bundles.states, bundles.states));
        moves = Optional.of(out);
        return out;
    }

    /** Room for the laws before some segments and for some scalings. */
    void reserve(int segments, int scalings) {
        int made = starts.length;
        starts = Arrays.copyOf(starts, Math.max(made, segments));
        for (int n = made; n < segments; n++) {
            starts[n] = new double[bundles.count][bundles.end()];
        }
        inverse = grown(inverse, scalings, Bundles.LANES);
    }

    /** Room for the likelihoods of some steps. */
    void reserveLikelihoods(int steps) {
        int made = kept.length;
        kept = Arrays.copyOf(kept, Math.max(made, steps));
        for (int t = made; t < steps; t++) {
            kept[t] = new double[bundles.count][bundles.end()];
        }
    }

    private static double[][] grown(double[][] rows, int count, int length) {
        double[][] out = Arrays.copyOf(rows, Math.max(rows.length, count));
        for (int n = rows.length; n < count; n++) {
            out[n] = new double[length];
        }
        return out;
    }

    /** Keeps a law as that before a segment. */
    void save(int number, double[][] law) {
        for (int g = 0; g < bundles.count; g++) {
            System.arraycopy(law[g], 0, starts[number][g], 0, bundles.end());
        }
    }

    /** What was kept under a number: bundles. */
    double[][] saved(int number) {
        return starts[number];
    }

    /** Makes the law before a segment that before the one at hand. */
    void load(int number) {
        for (int g = 0; g < bundles.count; g++) {
            System.arraycopy(starts[number][g], 0, alpha[0][g], 0, bundles.end());
        }
        kernel.ready(bundles, alpha[0]);
    }

    /** Likelihoods of a step that are kept. Bundles. */
    double[][] kept(int step) {
        return kept[step];
    }

    /** The law after the last step of the segment at hand becomes that before the next. */
    void roll() {
        double[][] last = alpha[segment];
        alpha[segment] = alpha[0];
        alpha[0] = last;
    }

    /** What each lane was multiplied by at a scaling. */
    double[] inverse(int number) {
        return inverse[number];
    }
}

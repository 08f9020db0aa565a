// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

import java.util.Arrays;
import org.unmask.model.CovarianceShape.Form;

/**
 * Points under normal laws with diagonal covariances, coordinate by coordinate: what a coordinate is to all states is one
 * vector. Four or eight coordinates go together, which the compiler keeps in registers. What a point costs a state is its negative
 * log-density, taken from the largest density that any state has anywhere, so that no cost is below zero and their bits are
 * in the same order. Tokens with missing coordinates get likelihoods that are no numbers, so that the recursions refuse them.
 */
final class VectorPoints implements VectorEmission, VectorCosts {

    private static final int W = VectorKernel.W;
    private static final int FOUR = 4;
    private static final int EIGHT = 8;
    private static final int LANES = StatePass.LANES;

    /** Cost of a state that there is not; less itself it is still a number. */
    private static final double NEVER = 1e300;

    private final PointScores scores;
    private final int k;
    private final int d;
    private final double[] values;
    private final double[] pivot;
    /** Mean less pivot: {@code state * d + coordinate}. */
    private final double[] offsets;
    /**
     * Coordinates up to a multiple of four: {@code coordinate * W + state}, of {@code scale (x - pivot) + rooted}, whose squares are added.
     */
    private final double[] scale;

    private final double[] rooted;
    /** What a state's mean itself costs. */
    private final double[] least = new double[W];
    /** Logarithm of the largest density. */
    private final double common;
    /** The largest costs so far, above the least of the same point. */
    private final double[] farthest = new double[W];

    private final double[] total = new double[W];
    /** Weighted coordinates and their squares, laid out as {@link #scale}. */
    private final double[] first;

    private final double[] second;
    private final VectorStatePass.Room room;
    private final int[] point = new int[LANES];
    /** What the state that explains it best makes of each point. */
    private final double[] lowest = new double[LANES];
    /** Points less pivot, {@code lane * padded + coordinate}. */
    private final double[] centred;

    private final int padded;

    VectorPoints(PointScores scores, VectorStatePass.Room room) {
        this.scores = scores;
        this.room = room;
        this.k = scores.states();
        this.d = scores.emission().dimension();
        this.values = scores.values();
        this.pivot = PointLanes.pivot(scores.emission());
        this.offsets = new double[k * d];
        this.padded = (d + FOUR - 1) / FOUR * FOUR;
        this.centred = new double[LANES * padded];
        this.scale = new double[padded * W];
        this.rooted = new double[padded * W];
        this.first = new double[padded * W];
        this.second = new double[padded * W];
        this.common = Arrays.stream(scores.laws())
                .mapToDouble(NormalLaw::logConstant)
                .max()
                .orElse(0);
        Arrays.fill(least, NEVER);
        for (int i = 0; i < k; i++) {
            NormalLaw law = scores.laws()[i];
            least[i] = common - law.logConstant();
            for (int c = 0; c < d; c++) {
                offsets[i * d + c] = law.mean()[c] - pivot[c];
                scale[c * W + i] = Math.sqrt(0.5) * law.inverseRoot()[c * d + c];
                rooted[c * W + i] = -scale[c * W + i] * offsets[i * d + c];
            }
        }
    }

    /** Whether there are loops for given scores. */
    static boolean possible(PointScores scores) {
        return Arrays.stream(scores.laws()).allMatch(NormalLaw::diagonal)
                && scores.emission().covariances().shape().form() != Form.FULL
                && PointLanes.accurate(scores.emission());
    }

    @Override
    public double smallest() {
        return PointLanes.SMALLEST;
    }

    @Override
    public double[] likelihoods() {
        return room.like;
    }

    @Override
    public void prepare(Lanes lanes, int from, int to, int[] place, int at, double[] logs) {
        int end = (at + (to - from) * LANES) * W;
        if (room.like.length < end) {
            room.like = Arrays.copyOf(room.like, Math.max(end, place.length * W));
        }
        int n = lanes.width();
        for (int t = from, p = at; t < to; t++, p += LANES) {
            n = lanes.active(t, n);
            costs(lanes, t, n, place, p);
            relative(p * W, logs, n);
        }
    }

    @Override
    public boolean nonnegative() {
        return true;
    }

    @Override
    public double common() {
        return common;
    }

    @Override
    public double[] costs() {
        return room.like;
    }

    @Override
    public void prepareCosts(Lanes lanes, int from, int to, int[] place) {
        int end = (to - from) * LANES * W;
        if (room.like.length < end) {
            room.like = new double[end];
        }
        int n = lanes.width();
        for (int t = from, p = 0; t < to; t++, p += LANES) {
            n = lanes.active(t, n);
            costs(lanes, t, n, place, p);
        }
    }

    /** What the points of one step cost, and where that stands. */
    private void costs(Lanes lanes, int step, int n, int[] place, int at) {
        centre(lanes, step, n);
        for (int l = 0; l < n; l++) {
            place[at + l] = (at + l) * W;
        }
        int to = at * W;
        int c = 0;
        for (; c + EIGHT <= padded; c += EIGHT) {
            VectorPointSteps.eight(
                    scale, rooted, c, centred, padded, so(c), c == 0 ? 0 : to, c == 0 ? 0 : W, room.like, to, n);
        }
        if (c < padded) {
            VectorPointSteps.four(
                    scale, rooted, c, centred, padded, so(c), c == 0 ? 0 : to, c == 0 ? 0 : W, room.like, to, n);
        }
    }

    /** Where the costs so far are before some coordinate: those of the means themselves, or of the coordinates before. */
    private double[] so(int coordinate) {
        return coordinate == 0 ? least : room.like;
    }

    /** Coordinates beyond the last stay zero. */
    private void centre(Lanes lanes, int step, int n) {
        for (int l = 0; l < n; l++) {
            point[l] = (lanes.start()[l] + step) * d;
        }
        if (d % W == 0) {
            for (int c = 0; c < d; c += W) {
                VectorPointSteps.centre(values, point, c, pivot, centred, d, n);
            }
            return;
        }
        for (int l = 0; l < n; l++) {
            for (int c = 0, p = point[l], to = l * padded; c < d; c++) {
                centred[to + c] = values[p + c] - pivot[c];
            }
        }
    }

    /** From costs to likelihoods relative to the largest, whose logarithm is added to {@code logs}. */
    private void relative(int at, double[] logs, int n) {
        VectorPointSteps.lowest(room.like, at, lowest, n);
        VectorPointSteps.relative(room.like, at, lowest, farthest, n);
        for (int l = 0; l < n; l++) {
            logs[l] += common - lowest[l];
            if (!(lowest[l] < NEVER)) {
                Arrays.fill(room.like, at + l * W, at + (l + 1) * W, Double.NaN);
            }
        }
    }

    @Override
    public boolean exact() {
        boolean exact = true;
        for (int i = 0; i < k; i++) {
            exact &= farthest[i] <= -PointLanes.LOG_SMALLEST;
        }
        Arrays.fill(farthest, 0);
        return exact;
    }

    @Override
    public void count(Lanes lanes, int step, int n, int[] place, int at, double[] gamma) {
        centre(lanes, step, n);
        VectorPointSteps.weigh(gamma, total, n);
        int c = 0;
        for (; c + EIGHT <= padded; c += EIGHT) {
            VectorPointSteps.eightMoments(centred, padded, c, gamma, first, second, n);
        }
        if (c < padded) {
            VectorPointSteps.fourMoments(centred, padded, c, gamma, first, second, n);
        }
    }

    @Override
    public void drain(EmissionCounts counts) {
        double[] means = new double[k * d];
        double[] squares = new double[k * d];
        for (int i = 0; i < k; i++) {
            for (int c = 0; c < d; c++) {
                means[i * d + c] = first[c * W + i];
                squares[i * d + c] = second[c * W + i];
            }
        }
        ((PointMoments) counts).addAbout(offsets, Arrays.copyOf(total, k), means, squares);
    }
}

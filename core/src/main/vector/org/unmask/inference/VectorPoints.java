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

    /** Steps that are made ready at a time, at most. */
    private static final int STEPS = LaneScaling.LONGEST_PERIOD;

    /** Cost of a state that there is not; less itself it is still a number. */
    private static final double NEVER = 1e300;

    private final PointScores scores;
    private final int k;
    private final int d;
    private final double[] values;
    private final double[] pivot;
    /** Mean less pivot: {@code state * d + coordinate}. */
    private final double[] offsets;
    /** Coordinates up to a multiple of four: {@code coordinate * W + state}, of {@code scale (x - mean)}, whose squares are added. */
    private final double[] scale;

    private final double[] mean;
    /** What a state's mean itself costs. */
    private final double[] least = new double[W];
    /** Logarithm of the largest density. */
    private final double common;
    /** The largest costs so far, above the least of the same point; a vector, of which any number may be the largest. */
    private final double[] farthest = new double[W];

    private final double[] total = new double[W];
    private final double[] unused = new double[W];
    /** Weighted coordinates and their squares: {@code (coordinate / W * W + state) * W + coordinate % W}. */
    private final double[] first;

    private final double[] second;
    /** Whether anybody asks how small likelihoods were. */
    private final boolean careful;

    private final VectorStatePass.Room room;
    /** Number of the first token of each step at hand. */
    private final int[] row = new int[STEPS + 1];
    /** Costs of the tokens at hand, a vector for each. */
    private final double[] costs = new double[STEPS * LANES * W];
    /** What the state that explains it best makes of each token. */
    private final double[] lowest = new double[STEPS * LANES];
    /** Where the tokens at hand begin in {@link #source}. */
    private final int[] point = new int[STEPS * LANES];
    /** The values themselves, or a copy of the tokens at hand that has room for whole vectors. */
    private final double[] source;

    /** Coordinates up to whole vectors. */
    private final int padded;
    /** Coordinates up to fours. */
    private final int counted;

    VectorPoints(PointScores scores, boolean careful, VectorStatePass.Room room) {
        this.careful = careful;
        this.scores = scores;
        this.room = room;
        this.k = scores.states();
        this.d = scores.emission().dimension();
        this.values = scores.values();
        this.counted = (d + FOUR - 1) / FOUR * FOUR;
        this.padded = (d + W - 1) / W * W;
        this.pivot = Arrays.copyOf(PointLanes.pivot(scores.emission()), padded);
        this.offsets = new double[k * d];
        this.source = padded == d ? values : new double[STEPS * LANES * padded];
        this.scale = new double[counted * W];
        this.mean = new double[counted * W];
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
                mean[c * W + i] = law.mean()[c];
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
    public void reserve(int tokens) {
        if (room.like.length < tokens * k + W) {
            room.like = new double[tokens * k + W];
        }
    }

    @Override
    public void prepare(Lanes lanes, int from, int to, int[] place, int at, double[] logs) {
        int tokens = rows(lanes, from, to);
        int begin = at * k;
        int end = begin + tokens * k;
        costs(lanes, from, to, tokens);
        VectorPointSteps.lowest(k, costs, lowest, tokens);
        VectorPointSteps.relative(costs, lowest, room.like, begin, k, tokens);
        if (careful) {
            VectorPointSteps.farthest(room.like, begin, end, farthest);
        }
        VectorPointSteps.likelihoods(room.like, begin, end);
        for (int t = from, p = at; t < to; t++, p += lanes.width()) {
            int token = row[t - from];
            int n = row[t - from + 1] - token;
            for (int l = 0; l < n; l++, token++) {
                place[p + l] = begin + token * k;
                logs[l] += common - lowest[token];
                if (!(lowest[token] < NEVER)) {
                    Arrays.fill(room.like, begin + token * k, begin + (token + 1) * k, Double.NaN);
                }
            }
        }
    }

    /** Numbers the tokens of some steps, step after step; how many there are. */
    private int rows(Lanes lanes, int from, int to) {
        int n = lanes.width();
        for (int t = from; t < to; t++) {
            n = lanes.active(t, n);
            row[t - from + 1] = row[t - from] + n;
        }
        return row[to - from];
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
        return costs;
    }

    @Override
    public void prepareCosts(Lanes lanes, int from, int to, int[] place) {
        costs(lanes, from, to, rows(lanes, from, to));
        for (int t = from, p = 0; t < to; t++, p += LANES) {
            for (int token = row[t - from]; token < row[t - from + 1]; token++) {
                place[p + token - row[t - from]] = token * W;
            }
        }
    }

    /** What the points of some steps cost. */
    private void costs(Lanes lanes, int from, int to, int tokens) {
        fetch(lanes, from, to);
        int c = 0;
        for (; c + EIGHT <= counted; c += EIGHT) {
            VectorPointSteps.eight(scale, mean, c, source, point, so(c), c == 0 ? 0 : W, costs, tokens);
        }
        if (c < counted) {
            VectorPointSteps.four(scale, mean, c, source, point, so(c), c == 0 ? 0 : W, costs, tokens);
        }
    }

    /** Where the costs so far are before some coordinate: those of the means themselves, or of the coordinates before. */
    private double[] so(int coordinate) {
        return coordinate == 0 ? least : costs;
    }

    /** Notes where the tokens of some steps are. */
    private void fetch(Lanes lanes, int from, int to) {
        for (int t = from; t < to; t++) {
            int first = row[t - from];
            VectorPointSteps.places(lanes.start(), t, d, point, first, row[t - from + 1] - first);
        }
        for (int token = 0; token < row[to - from] && source != values; token++) {
            System.arraycopy(values, point[token], source, token * padded, d);
            point[token] = token * padded;
        }
    }

    @Override
    public boolean exact() {
        boolean exact = true;
        for (double far : farthest) {
            exact &= far <= -PointLanes.LOG_SMALLEST;
        }
        Arrays.fill(farthest, 0);
        return exact;
    }

    @Override
    public void count(Lanes lanes, int from, int to, int n, int[] place, int at, double[] gamma) {
        for (int t = from; t < to; t++) {
            row[t - from + 1] = (t - from + 1) * n;
        }
        fetch(lanes, from, to);
        for (int c = 0; c < padded; c += W) {
            VectorPointSteps.moments(
                    k, source, point, pivot, c, gamma, first, second, c == 0 ? total : unused, (to - from) * n);
        }
    }

    @Override
    public void drain(EmissionCounts counts) {
        double[] means = new double[k * d];
        double[] squares = new double[k * d];
        for (int i = 0; i < k; i++) {
            for (int c = 0; c < d; c++) {
                int at = (c / W * W + i) * W + c % W;
                means[i * d + c] = first[at];
                squares[i * d + c] = second[at];
            }
        }
        ((PointMoments) counts).addAbout(offsets, Arrays.copyOf(total, k), means, squares);
    }
}

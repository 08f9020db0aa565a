// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.unmask.model.CovarianceShape.Form;

/**
 * Points under normal laws with diagonal covariances, coordinate by coordinate: what a coordinate is to all states is one
 * vector. Four coordinates go together, which the compiler keeps in registers. Tokens with missing coordinates get
 * likelihoods that are no numbers, so that the recursions refuse them.
 */
final class VectorPoints implements VectorEmission, VectorCosts {

    private static final VectorSpecies<Double> S = VectorKernel.S;
    private static final int W = VectorKernel.W;
    private static final int FOUR = 4;
    private static final int LANES = StatePass.LANES;

    /** Log-density of a state that there is not; less its own opposite it is still a number. */
    private static final double NEVER = -1e300;

    private final PointScores scores;
    private final int k;
    private final int d;
    private final double[] values;
    private final double[] pivot;
    /** Mean less pivot: {@code state * d + coordinate}. */
    private final double[] offsets;
    /** Coordinates up to a multiple of four: {@code coordinate * W + state}, of {@code scale (x - pivot) - rooted}. */
    private final double[] scale;

    private final double[] rooted;
    private final double[] constant = new double[W];
    /** The largest of the constants. */
    private final double common;

    private final double[] least = new double[W];
    private final double[] total = new double[W];
    /** Weighted coordinates and their squares, laid out as {@link #scale}. */
    private final double[] first;

    private final double[] second;
    private final VectorStatePass.Room room;
    private final int[] point = new int[LANES];
    private final double[] most = new double[LANES];

    VectorPoints(PointScores scores, VectorStatePass.Room room) {
        this.scores = scores;
        this.room = room;
        this.k = scores.states();
        this.d = scores.emission().dimension();
        this.values = scores.values();
        this.pivot = PointLanes.pivot(scores.emission());
        this.offsets = new double[k * d];
        int padded = (d + FOUR - 1) / FOUR * FOUR;
        this.scale = new double[padded * W];
        this.rooted = new double[padded * W];
        this.first = new double[padded * W];
        this.second = new double[padded * W];
        Arrays.fill(constant, NEVER);
        double largest = NEVER;
        for (int i = 0; i < k; i++) {
            NormalLaw law = scores.laws()[i];
            constant[i] = law.logConstant();
            largest = Math.max(largest, constant[i]);
            for (int c = 0; c < d; c++) {
                offsets[i * d + c] = law.mean()[c] - pivot[c];
                scale[c * W + i] = law.inverseRoot()[c * d + c];
                rooted[c * W + i] = scale[c * W + i] * offsets[i * d + c];
            }
        }
        this.common = largest;
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
            distances(lanes, t, n, place, p);
            relative(constant, room.like, p * W, most, least, n);
            for (int l = 0; l < n; l++) {
                logs[l] += most[l];
            }
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
            distances(lanes, t, n, place, p);
            costs(constant, common, room.like, p * W, n);
        }
    }

    /** From squared distances to costs. */
    private static void costs(double[] constant, double common, double[] rows, int at, int n) {
        DoubleVector least = DoubleVector.fromArray(S, constant, 0).neg().add(common);
        for (int l = 0; l < n; l++) {
            DoubleVector.fromArray(S, rows, at + l * W).mul(0.5).add(least).intoArray(rows, at + l * W);
        }
    }

    /** Squared distances of one step; where they stand. */
    private void distances(Lanes lanes, int step, int n, int[] place, int at) {
        for (int l = 0; l < n; l++) {
            place[at + l] = (at + l) * W;
            point[l] = (lanes.start()[l] + step) * d;
        }
        Arrays.fill(room.like, at * W, (at + n) * W, 0);
        for (int c = 0; c < d; c += FOUR) {
            distances(c, room.like, at * W, n);
        }
    }

    private int coordinate(int c) {
        return Math.min(c, d - 1);
    }

    /** Adds squared distances along four coordinates; those beyond the last have scale 0. */
    private void distances(int c, double[] to, int at, int n) {
        double[] x = values;
        int[] points = point;
        int c1 = coordinate(c + 1);
        int c2 = coordinate(c + 2);
        int c3 = coordinate(c + 3);
        double p0 = pivot[c];
        double p1 = pivot[c1];
        double p2 = pivot[c2];
        double p3 = pivot[c3];
        DoubleVector s0 = DoubleVector.fromArray(S, scale, c * W);
        DoubleVector s1 = DoubleVector.fromArray(S, scale, (c + 1) * W);
        DoubleVector s2 = DoubleVector.fromArray(S, scale, (c + 2) * W);
        DoubleVector s3 = DoubleVector.fromArray(S, scale, (c + 3) * W);
        DoubleVector r0 = DoubleVector.fromArray(S, rooted, c * W);
        DoubleVector r1 = DoubleVector.fromArray(S, rooted, (c + 1) * W);
        DoubleVector r2 = DoubleVector.fromArray(S, rooted, (c + 2) * W);
        DoubleVector r3 = DoubleVector.fromArray(S, rooted, (c + 3) * W);
        for (int l = 0; l < n; l++) {
            int p = points[l];
            DoubleVector y0 = DoubleVector.broadcast(S, x[p + c] - p0).mul(s0).sub(r0);
            DoubleVector y1 = DoubleVector.broadcast(S, x[p + c1] - p1).mul(s1).sub(r1);
            DoubleVector y2 = DoubleVector.broadcast(S, x[p + c2] - p2).mul(s2).sub(r2);
            DoubleVector y3 = DoubleVector.broadcast(S, x[p + c3] - p3).mul(s3).sub(r3);
            DoubleVector even = y0.fma(y0, DoubleVector.fromArray(S, to, at + l * W));
            DoubleVector odd = y1.mul(y1);
            even = y2.fma(y2, even);
            odd = y3.fma(y3, odd);
            even.add(odd).intoArray(to, at + l * W);
        }
    }

    /** From squared distances to likelihoods relative to the largest, whose logarithm goes to {@code most}. */
    private static void relative(double[] constant, double[] rows, int at, double[] most, double[] least, int n) {
        DoubleVector logConstant = DoubleVector.fromArray(S, constant, 0);
        for (int l = 0; l < n; l++) {
            DoubleVector log =
                    DoubleVector.fromArray(S, rows, at + l * W).mul(-0.5).add(logConstant);
            most[l] = log.reduceLanes(VectorOperators.MAX);
            log.intoArray(rows, at + l * W);
        }
        for (int l = 0; l < n; l++) {
            DoubleVector log = DoubleVector.fromArray(S, rows, at + l * W).sub(most[l]);
            DoubleVector.fromArray(S, least, 0).min(log).intoArray(least, 0);
            VectorKernel.exp(log).intoArray(rows, at + l * W);
        }
    }

    @Override
    public boolean exact() {
        boolean exact = true;
        for (int i = 0; i < k; i++) {
            exact &= least[i] >= PointLanes.LOG_SMALLEST;
        }
        Arrays.fill(least, 0);
        return exact;
    }

    @Override
    public void count(Lanes lanes, int step, int n, int[] place, int at, double[] gamma) {
        for (int l = 0; l < n; l++) {
            point[l] = (lanes.start()[l] + step) * d;
        }
        weigh(gamma, total, n);
        for (int c = 0; c < d; c += FOUR) {
            moments(c, gamma, n);
        }
    }

    private static void weigh(double[] gamma, double[] total, int n) {
        DoubleVector sum = DoubleVector.fromArray(S, total, 0);
        for (int l = 0; l < n; l++) {
            sum = sum.add(DoubleVector.fromArray(S, gamma, l * W));
        }
        sum.intoArray(total, 0);
    }

    private void moments(int c, double[] gamma, int n) {
        double[] x = values;
        int[] points = point;
        int c1 = coordinate(c + 1);
        int c2 = coordinate(c + 2);
        int c3 = coordinate(c + 3);
        double p0 = pivot[c];
        double p1 = pivot[c1];
        double p2 = pivot[c2];
        double p3 = pivot[c3];
        DoubleVector a0 = DoubleVector.fromArray(S, first, c * W);
        DoubleVector a1 = DoubleVector.fromArray(S, first, (c + 1) * W);
        DoubleVector a2 = DoubleVector.fromArray(S, first, (c + 2) * W);
        DoubleVector a3 = DoubleVector.fromArray(S, first, (c + 3) * W);
        DoubleVector b0 = DoubleVector.fromArray(S, second, c * W);
        DoubleVector b1 = DoubleVector.fromArray(S, second, (c + 1) * W);
        DoubleVector b2 = DoubleVector.fromArray(S, second, (c + 2) * W);
        DoubleVector b3 = DoubleVector.fromArray(S, second, (c + 3) * W);
        for (int l = 0; l < n; l++) {
            int p = points[l];
            DoubleVector g = DoubleVector.fromArray(S, gamma, l * W);
            DoubleVector x0 = DoubleVector.broadcast(S, x[p + c] - p0);
            DoubleVector x1 = DoubleVector.broadcast(S, x[p + c1] - p1);
            DoubleVector x2 = DoubleVector.broadcast(S, x[p + c2] - p2);
            DoubleVector x3 = DoubleVector.broadcast(S, x[p + c3] - p3);
            DoubleVector g0 = g.mul(x0);
            DoubleVector g1 = g.mul(x1);
            DoubleVector g2 = g.mul(x2);
            DoubleVector g3 = g.mul(x3);
            a0 = a0.add(g0);
            a1 = a1.add(g1);
            a2 = a2.add(g2);
            a3 = a3.add(g3);
            b0 = g0.fma(x0, b0);
            b1 = g1.fma(x1, b1);
            b2 = g2.fma(x2, b2);
            b3 = g3.fma(x3, b3);
        }
        a0.intoArray(first, c * W);
        a1.intoArray(first, (c + 1) * W);
        a2.intoArray(first, (c + 2) * W);
        a3.intoArray(first, (c + 3) * W);
        b0.intoArray(second, c * W);
        b1.intoArray(second, (c + 1) * W);
        b2.intoArray(second, (c + 2) * W);
        b3.intoArray(second, (c + 3) * W);
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

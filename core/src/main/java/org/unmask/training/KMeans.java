// SPDX-License-Identifier: Apache-2.0
package org.unmask.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.unmask.data.PointSequences;
import org.unmask.matrix.Matrix;
import org.unmask.matrix.Probabilities;
import org.unmask.matrix.StochasticMatrix;
import org.unmask.model.Chain;
import org.unmask.model.CovarianceShape;
import org.unmask.model.Covariances;
import org.unmask.model.Gaussian;
import org.unmask.model.Hmm;
import org.unmask.random.Seed;

/**
 * Starts of Gaussian training: clusters of the points by Lloyd's iteration (1982), seeded by k-means++ (Arthur and
 * Vassilvitskii 2007) on coordinates of unit variance; transitions counted between the clusters of neighbouring tokens.
 */
final class KMeans {

    private static final int ROUNDS = 50;
    /** Seeding and clustering look at no more points than this, evenly spaced. */
    private static final int MOST = 20_000;

    private final PointSequences data;
    private final PointScale scale;
    private final int k;
    private final int d;
    private final double[] centres;

    private KMeans(PointSequences data, PointScale scale, int k, double[] centres) {
        this.data = data;
        this.scale = scale;
        this.k = k;
        this.d = data.dimension();
        this.centres = centres;
    }

    static KMeans of(PointSequences data, int k, Seed seed) {
        int[] whole = IntStream.range(0, data.tokens())
                .filter(t -> IntStream.range(0, data.dimension()).noneMatch(c -> Double.isNaN(data.value(t, c))))
                .toArray();
        if (whole.length < k) {
            throw new IllegalArgumentException("found " + whole.length
                    + " tokens without a gap, expected at least one for each of " + k + " states");
        }
        int stride = Math.max(1, whole.length / MOST);
        int[] used = IntStream.range(0, (whole.length + stride - 1) / stride)
                .map(i -> whole[i * stride])
                .toArray();
        KMeans means = new KMeans(data, PointScale.of(data), k, new double[k * data.dimension()]);
        means.seed(used, seed.generator());
        int round = 0;
        while (round < ROUNDS && means.move(used)) {
            round++;
        }
        return means;
    }

    private double distance(int token, int cluster) {
        double sum = 0;
        for (int c = 0; c < d; c++) {
            double off = data.value(token, c) - centres[cluster * d + c];
            sum += off * off / scale.variance()[c];
        }
        return sum;
    }

    private void seed(int[] used, RandomGenerator random) {
        double[] nearest = new double[used.length];
        Arrays.fill(nearest, 1);
        for (int h = 0; h < k; h++) {
            double draw = random.nextDouble() * Arrays.stream(nearest).sum();
            int chosen = used.length - 1;
            for (int i = 0; i < used.length && draw >= 0; i++) {
                draw -= nearest[i];
                chosen = i;
            }
            for (int c = 0; c < d; c++) {
                centres[h * d + c] = data.value(used[chosen], c);
            }
            for (int i = 0; i < used.length; i++) {
                double now = distance(used[i], h);
                nearest[i] = h == 0 ? now : Math.min(nearest[i], now);
            }
        }
    }

    /** One round of Lloyd's iteration; false when no centre moved. */
    private boolean move(int[] used) {
        double[] sums = new double[k * d];
        int[] sizes = new int[k];
        for (int token : used) {
            int h = cluster(token);
            sizes[h]++;
            for (int c = 0; c < d; c++) {
                sums[h * d + c] += data.value(token, c);
            }
        }
        boolean moved = false;
        for (int h = 0; h < k; h++) {
            for (int c = 0; c < d && sizes[h] > 0; c++) {
                double mean = sums[h * d + c] / sizes[h];
                moved |= mean != centres[h * d + c];
                centres[h * d + c] = mean;
            }
        }
        return moved;
    }

    /** The nearest centre of a token; -1 when a coordinate is missing. */
    private int cluster(int token) {
        int best = 0;
        for (int h = 1; h < k; h++) {
            best = distance(token, h) < distance(token, best) ? h : best;
        }
        return Double.isNaN(distance(token, best)) ? -1 : best;
    }

    Hmm model(CovarianceShape shape, Chain chain) {
        double[] steps = new double[k * k];
        Arrays.fill(steps, 1);
        double[][] squares = new double[k][d * d];
        double[] sizes = new double[k];
        for (int s = 0; s < data.count(); s++) {
            int before = -1;
            for (int t = data.start(s); t < data.end(s); t++) {
                int now = cluster(t);
                if (now >= 0) {
                    add(squares[now], t, now);
                    sizes[now]++;
                    if (before >= 0) {
                        steps[before * k + now]++;
                    }
                }
                before = now;
            }
        }
        Matrix means = Matrix.of(k, d, centres);
        Matrix counted = Matrix.of(k, k, steps);
        StochasticMatrix transition = StochasticMatrix.normalized("transition matrix", counted);
        if (chain == Chain.DOUBLY_STOCHASTIC) {
            double[] logits = counted.map(Math::log).toArray();
            double[] scaled = DoublyStochasticScaling.of(logits, 0, k).orElseGet(() -> uniform(k));
            transition = StochasticMatrix.normalized("transition matrix", Matrix.of(k, k, scaled));
        }
        Gaussian emission = new Gaussian(means, new Covariances(shape, spreads(shape, squares, sizes)));
        return chain == Chain.DOUBLY_STOCHASTIC
                ? new Hmm(Probabilities.uniform(k), transition, emission)
                : Hmm.stationary(transition, emission);
    }

    private static double[] uniform(int k) {
        double[] out = new double[k * k];
        Arrays.fill(out, 1.0 / k);
        return out;
    }

    private void add(double[] square, int token, int cluster) {
        for (int i = 0; i < d; i++) {
            double off = data.value(token, i) - centres[cluster * d + i];
            for (int j = 0; j < d; j++) {
                square[i * d + j] += off * (data.value(token, j) - centres[cluster * d + j]);
            }
        }
    }

    /** Covariances within clusters, each with a tenth of the data's variance mixed in by the weight of {@code d + 1} points. */
    private List<Matrix> spreads(CovarianceShape shape, double[][] squares, double[] sizes) {
        double[] pooled = new double[d * d];
        double all = 0;
        for (int h = 0; h < k; h++) {
            all += sizes[h];
            for (int e = 0; e < pooled.length; e++) {
                pooled[e] += squares[h][e];
            }
        }
        List<Matrix> out = new ArrayList<>();
        for (int h = 0; h < k; h++) {
            double[] square = shape.shared() ? pooled : squares[h];
            double size = shape.shared() ? all : sizes[h];
            double extra = d + 1;
            double trace = 0;
            for (int c = 0; c < d; c++) {
                trace += (square[c * d + c] + extra * 0.1 * scale.variance()[c]) / (size + extra) / d;
            }
            double common = trace;
            out.add(Matrix.generate(d, d, (i, j) -> {
                double prior = i == j ? extra * 0.1 * scale.variance()[i] : 0;
                double entry = ((square[i * d + j] + square[j * d + i]) / 2 + prior) / (size + extra);
                return switch (shape.form()) {
                    case IDENTITY -> i == j ? 1 : 0;
                    case SPHERICAL -> i == j ? common : 0;
                    case DIAGONAL -> i == j ? entry : 0;
                    case FULL -> entry;
                };
            }));
        }
        return out;
    }
}

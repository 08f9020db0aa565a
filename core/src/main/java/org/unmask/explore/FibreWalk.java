// SPDX-License-Identifier: Apache-2.0
package org.unmask.explore;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.unmask.matrix.Matrix;
import org.unmask.matrix.Svd;
import org.unmask.model.Hmm;
import org.unmask.random.Seed;
import org.unmask.recovery.Alignment;

/**
 * A walk along the models that share their predictions with a given one, to both sides, until an entry meets the edge of
 * the family (5.2): a step along the null space of the Jacobian, then Gauss-Newton steps back onto the set, across it.
 */
final class FibreWalk {

    private static final int MOST_STEPS = 160;
    private static final int CORRECTIONS = 8;
    private static final int DIRECTIONS = 5;
    private static final int MANY_PARAMETERS = 30;
    private static final double STEP = 0.02;
    private static final double SHORTEST = 1.0 / 256;
    private static final double ON_IT = 1e-13;

    private final Predictions predictions;
    private final double[] start;
    private final double[] target;
    private final int dimension;
    private final double stride;

    private FibreWalk(Predictions predictions, double[] start, int dimension) {
        this.predictions = predictions;
        this.start = start;
        this.target = predictions.reference();
        this.dimension = dimension;
        this.stride =
                STEP * Math.max(1, Arrays.stream(start).map(Math::abs).max().orElse(1));
    }

    /**
     * Points of the set, in order.
     *
     * @param points free parameters of each
     * @param start which of them is the given model
     */
    record Walk(List<double[]> points, int start) {}

    /**
     * Walks in the direction, of a few, that leads farthest.
     *
     * @param predictions of the question at the model
     * @param start the model's free parameters, inside the family
     * @param dimension dimension of the set, the nullity at the model
     * @param seed which directions are tried
     * @return the walk; empty when no step could be made
     */
    static Optional<Walk> from(Predictions predictions, double[] start, int dimension, Seed seed) {
        FibreWalk walker = new FibreWalk(predictions, start, dimension);
        RandomGenerator random = seed.generator();
        int tries = dimension == 1 ? 1 : start.length > MANY_PARAMETERS ? 2 : DIRECTIONS;
        Optional<Walk> best = Optional.empty();
        double farthest = 0;
        for (int n = 0; n < tries; n++) {
            double[] drawn = random.doubles(start.length, -1, 1).toArray();
            Walk walk = walker.both(drawn);
            double reach = walker.reach(walk);
            if (reach > farthest * 1.02) {
                farthest = reach;
                best = Optional.of(walk);
            }
        }
        return best;
    }

    private Walk both(double[] drawn) {
        double[] heading = projected(start, drawn);
        List<double[]> back = side(Arrays.stream(heading).map(x -> -x).toArray());
        Collections.reverse(back);
        int at = back.size();
        back.add(start);
        back.addAll(side(heading));
        return new Walk(back, at);
    }

    /** How far the ends are from the start, up to relabelling. */
    private double reach(Walk walk) {
        Hmm middle = predictions.model(start).orElseThrow();
        double sum = 0;
        for (int end : new int[] {0, walk.points().size() - 1}) {
            Hmm model = predictions.model(walk.points().get(end)).orElseThrow();
            sum += Alignment.of(middle, model).worst();
        }
        return sum;
    }

    private List<double[]> side(double[] first) {
        List<double[]> points = new ArrayList<>();
        double[] at = start;
        double[] heading = first;
        double length = stride;
        while (points.size() < MOST_STEPS) {
            Optional<double[]> next = step(at, heading, length);
            if (next.isEmpty()) {
                length /= 2;
                if (length < stride * SHORTEST) {
                    return points;
                }
                continue;
            }
            double[] here = next.get();
            points.add(here);
            heading = projected(here, minus(here, at));
            at = here;
            if (points.size() > 8 && norm(minus(here, start)) < stride / 2) {
                // Round a closed curve.
                return points;
            }
        }
        return points;
    }

    private Optional<double[]> step(double[] from, double[] heading, double length) {
        double[] point = from.clone();
        for (int i = 0; i < point.length; i++) {
            point[i] += length * heading[i];
        }
        double before = Double.POSITIVE_INFINITY;
        for (int n = 0; n < CORRECTIONS; n++) {
            Optional<double[]> values = predictions.at(point);
            if (values.isEmpty()) {
                return Optional.empty();
            }
            double[] miss = minus(values.get(), target);
            double worst = Arrays.stream(miss).map(Math::abs).max().orElse(0);
            if (worst < ON_IT / 100 || (worst < ON_IT && worst >= before / 2)) {
                return Optional.of(point);
            }
            before = worst;
            Svd svd = Svd.of(padded(predictions.jacobian(point)));
            double[] back = svd.pseudoInverse(point.length - dimension).times(padded(miss, point.length));
            point = minus(point, back);
        }
        return Optional.empty();
    }

    /** The part of a direction that lies in the null space, of length one. */
    private double[] projected(double[] at, double[] direction) {
        Svd svd = Svd.of(padded(predictions.jacobian(at)));
        int n = at.length;
        double[] out = new double[n];
        for (int h = n - dimension; h < n; h++) {
            double[] basis = svd.right().column(h);
            double share = 0;
            for (int i = 0; i < n; i++) {
                share += basis[i] * direction[i];
            }
            for (int i = 0; i < n; i++) {
                out[i] += share * basis[i];
            }
        }
        double length = Math.max(norm(out), Double.MIN_NORMAL);
        return Arrays.stream(out).map(x -> x / length).toArray();
    }

    /** With rows of zeros, where there are fewer predictions than parameters. */
    private static Matrix padded(Matrix jacobian) {
        int rows = Math.max(jacobian.rows(), jacobian.columns());
        return Matrix.generate(rows, jacobian.columns(), (e, i) -> e < jacobian.rows() ? jacobian.get(e, i) : 0);
    }

    private static double[] padded(double[] values, int least) {
        return Arrays.copyOf(values, Math.max(values.length, least));
    }

    private static double[] minus(double[] a, double[] b) {
        double[] out = new double[a.length];
        Arrays.setAll(out, i -> a[i] - b[i]);
        return out;
    }

    private static double norm(double[] values) {
        return Math.sqrt(Arrays.stream(values).map(x -> x * x).sum());
    }
}

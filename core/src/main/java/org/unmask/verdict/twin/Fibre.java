// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.twin;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.hipparchus.analysis.differentiation.Gradient;
import org.unmask.matrix.LinearSystem;
import org.unmask.matrix.Matrix;
import org.unmask.model.Hmm;
import org.unmask.model.Parameterization;
import org.unmask.task.TaskSet;

/**
 * The set of models with the same predictors through a model, walked in doubles (5.2): a step along a null direction of the
 * Jacobian, then Newton's method on the dependent coordinates.
 *
 * <p>A walk proves nothing. Its points are what an interval Newton method starts from.
 */
final class Fibre {

    private static final int NEWTON_STEPS = 30;

    /** Steps that no longer shrink are noise: larger, the closer the equations are to losing rank. */
    private static final double ROUNDING = 1e-9;

    private final ExactModel base;
    private final PredictorEquations equations;
    private final double[] start;
    private final double[] target;
    private final int[] rows;
    private final int[] dependent;
    private final int[] moving;
    private final double smallestPivot;

    /**
     * The fibre through a model.
     *
     * @param base a model in the interior of its family
     * @param tasks the tasks
     */
    Fibre(ExactModel base, TaskSet tasks) {
        this(
                base,
                new PredictorEquations(base.family(), tasks),
                base.free().stream().mapToDouble(x -> x.doubleValue()).toArray(),
                new double[0]);
    }

    /** Seen from a point of it; a target without entries is that of the point. */
    private Fibre(ExactModel base, PredictorEquations equations, double[] point, double[] target) {
        this.base = base;
        this.equations = equations;
        this.start = point.clone();
        List<Gradient> at = equations.at(start);
        this.target = target.length > 0
                ? target
                : at.stream().mapToDouble(Gradient::getValue).toArray();
        int n = start.length;
        Pivots pivots = Pivots.of(at, n);
        this.smallestPivot = pivots.smallest();
        this.rows = pivots.rows().stream().mapToInt(i -> i).toArray();
        this.dependent = pivots.columns().stream().mapToInt(i -> i).toArray();
        this.moving = java.util.stream.IntStream.range(0, n)
                .filter(i -> !pivots.columns().contains(i))
                .toArray();
    }

    /** The same fibre with coordinates chosen anew at a point of it, where those chosen before may serve no more. */
    Fibre seenFrom(double[] point) {
        return new Fibre(base, equations, point, target);
    }

    /** How many equations hold on it. */
    int equationCount() {
        return target.length;
    }

    /** Whether a point lies in the family. */
    boolean isInside(double[] free) {
        return isInside(base, free);
    }

    /** Whether free parameters lie in the family of a model. */
    static boolean isInside(ExactModel base, double[] free) {
        try {
            Hmm model = Parameterization.of(base.family()).toModel(free, base.alphabet());
            return model.states() == base.family().states();
        } catch (IllegalArgumentException outside) {
            return false;
        }
    }

    /** The direction of the fibre in which a linear function rises fastest, in the coordinates that move. */
    Optional<double[]> ascent(double[] at, double[] gradient) {
        List<Gradient> slopes = equations.at(at);
        double[] adjoint = new double[dependent.length];
        for (int i = 0; i < dependent.length; i++) {
            adjoint[i] = gradient[dependent[i]];
        }
        return solveTransposed(slopes, adjoint).flatMap(weights -> {
            double[] rise = new double[moving.length];
            double largest = 0;
            for (int i = 0; i < moving.length; i++) {
                rise[i] = gradient[moving[i]];
                for (int r = 0; r < rows.length; r++) {
                    rise[i] -= weights[r] * slopes.get(rows[r]).getGradient()[moving[i]];
                }
                largest = Math.max(largest, Math.abs(rise[i]));
            }
            return largest > 1e-9 ? tangent(at, rise) : Optional.empty();
        });
    }

    /** How far the equations are from losing rank: the last pivot of the elimination. */
    double smallestPivot() {
        return smallestPivot;
    }

    /** Dimension of the fibre as the doubles show it. */
    int dimension() {
        return moving.length;
    }

    /** The model in exact fractions. */
    ExactModel base() {
        return base;
    }

    /** The model itself. */
    double[] start() {
        return start.clone();
    }

    /** A random direction of the fibre at a point, its largest entry one. */
    Optional<double[]> direction(double[] at, RandomGenerator random) {
        double[] drawn = new double[moving.length];
        for (int i = 0; i < drawn.length; i++) {
            drawn[i] = random.nextDouble(-1, 1);
        }
        return tangent(at, drawn);
    }

    private Optional<double[]> tangent(double[] at, double[] drawn) {
        List<Gradient> slopes = equations.at(at);
        double[] right = new double[rows.length];
        for (int r = 0; r < rows.length; r++) {
            double[] gradient = slopes.get(rows[r]).getGradient();
            for (int i = 0; i < moving.length; i++) {
                right[r] -= gradient[moving[i]] * drawn[i];
            }
        }
        return solve(slopes, right).map(solved -> {
            double[] out = new double[at.length];
            for (int i = 0; i < moving.length; i++) {
                out[moving[i]] = drawn[i];
            }
            for (int i = 0; i < dependent.length; i++) {
                out[dependent[i]] = solved[i];
            }
            double scale = Arrays.stream(out).map(Math::abs).max().orElse(1);
            return Arrays.stream(out).map(x -> x / scale).toArray();
        });
    }

    /** The direction at a point that has the same sense as another one. */
    Optional<double[]> onward(double[] at, double[] before) {
        return tangent(at, Arrays.stream(moving).mapToDouble(i -> before[i]).toArray());
    }

    private Optional<double[]> solveTransposed(List<Gradient> slopes, double[] right) {
        int r = rows.length;
        if (r == 0) {
            return Optional.of(new double[0]);
        }
        Matrix square = Matrix.generate(r, r, (i, j) -> slopes.get(rows[j]).getGradient()[dependent[i]]);
        return LinearSystem.solve(square, Matrix.of(r, 1, right)).map(Matrix::toArray);
    }

    private Optional<double[]> solve(List<Gradient> slopes, double[] right) {
        int r = rows.length;
        if (r == 0) {
            return Optional.of(new double[0]);
        }
        double[][] parts = new double[r][];
        for (int row = 0; row < r; row++) {
            parts[row] = slopes.get(rows[row]).getGradient();
        }
        Matrix square = Matrix.generate(r, r, (i, j) -> parts[i][dependent[j]]);
        return LinearSystem.solve(square, Matrix.of(r, 1, right)).map(Matrix::toArray);
    }

    /**
     * A point of the fibre after a step.
     *
     * @param from a point of the fibre
     * @param direction of the step
     * @param length its length
     * @return the point, its free coordinates short decimals; empty when Newton's method does not arrive
     */
    Optional<double[]> step(double[] from, double[] direction, double length) {
        double[] point = new double[from.length];
        for (int i = 0; i < point.length; i++) {
            point[i] = from[i] + length * direction[i];
        }
        for (int i : moving) {
            point[i] = Math.rint(point[i] * 1e9) / 1e9;
        }
        double last = Double.POSITIVE_INFINITY;
        for (int n = 0; n < NEWTON_STEPS; n++) {
            List<Gradient> at;
            try {
                at = equations.at(point);
            } catch (IllegalArgumentException severalLaws) {
                return Optional.empty();
            }
            if (at.size() != target.length) {
                // A context has become impossible there, and has no predictions.
                return Optional.empty();
            }
            double[] right = new double[rows.length];
            double worst = 0;
            for (int r = 0; r < rows.length; r++) {
                right[r] = target[rows[r]] - at.get(rows[r]).getValue();
                worst = Math.max(worst, Math.abs(right[r]));
            }
            if (!(worst < 1e6)) {
                return Optional.empty();
            }
            Optional<double[]> change = solve(at, right);
            if (change.isEmpty()) {
                return Optional.empty();
            }
            for (int i = 0; i < dependent.length; i++) {
                point[dependent[i]] += change.get()[i];
            }
            double moved = Arrays.stream(change.get()).map(Math::abs).max().orElse(0);
            if (moved < 1e-15 || (moved < ROUNDING && moved >= last / 2)) {
                return Optional.of(point);
            }
            last = moved;
        }
        return Optional.empty();
    }

    /**
     * Points of the fibre one stride after the other, inside the family, strides being halved where they lead out of it.
     *
     * @param direction of the first stride; later ones keep its sense
     * @param length of the strides, of which the shortest tried is a 256th
     * @param most points wanted
     * @return the points in order, fewer where the walk ends
     */
    List<double[]> stops(double[] direction, double length, int most) {
        List<double[]> points = new ArrayList<>();
        double[] at = start;
        double[] heading = direction;
        double stride = length;
        while (points.size() < most && stride >= length / 256) {
            Optional<double[]> next = step(at, heading, stride).filter(this::isInside);
            if (next.isEmpty()) {
                stride /= 2;
                continue;
            }
            at = next.get();
            points.add(at);
            Optional<double[]> onward = onward(at, heading);
            if (onward.isEmpty()) {
                return points;
            }
            heading = onward.get();
        }
        return points;
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.unmask.recovery;

import java.util.Arrays;
import java.util.Optional;
import org.hipparchus.util.Binary64;
import org.hipparchus.util.Binary64Field;
import org.hipparchus.util.MathArrays;
import org.unmask.matrix.LinearSystem;
import org.unmask.matrix.Matrix;
import org.unmask.matrix.Probabilities;
import org.unmask.matrix.StochasticMatrix;
import org.unmask.model.Chain;
import org.unmask.model.FieldModel;
import org.unmask.model.Gaussian;
import org.unmask.model.Hmm;
import org.unmask.model.ModelFamily;
import org.unmask.model.Parameterization;
import org.unmask.model.StationaryLaw;
import org.unmask.predictor.Context;
import org.unmask.predictor.OptimalPredictor;
import org.unmask.task.MaskedTask;

/**
 * The last part of (3.5): constrained least squares of a model's own predictor against the values that were read, over the
 * family's parameters, by Levenberg and Marquardt's method. Derivatives are differences, which only sets how many steps it
 * takes, not where it ends.
 */
final class PointPolish {

    private static final int STEPS = 30;

    /** A step that lowers the distance by less than this part is the last but for rounding. */
    private static final double GAIN = 0.05;

    private static final double STRIDE = 1e-6;

    /** A longer step is no step. */
    private static final double LONGEST = 1e3;

    /** Values this near, relative to their size, are equal but for rounding. */
    private static final double ROUNDING = 1e-15;

    /** Nearer than this a step that does not help is retried twice only. */
    private static final double SMALL = 1e-11;

    private final ModelFamily.Gaussian family;
    private final MaskedTask task;
    private final double[][] contexts;
    private final double[] wanted;
    private final Parameterization coordinates;

    /**
     * The distance to values at contexts.
     *
     * @param family of models with unit covariance
     * @param task whose predictor it is
     * @param contexts one point each
     * @param values the prediction at each, as a matrix
     */
    PointPolish(ModelFamily.Gaussian family, MaskedTask task, double[][] contexts, Matrix[] values) {
        this.family = family;
        this.task = task;
        this.contexts = contexts;
        this.coordinates = Parameterization.of(family);
        int block = values[0].rows() * values[0].columns();
        this.wanted = new double[block * values.length];
        for (int c = 0; c < values.length; c++) {
            System.arraycopy(values[c].toArray(), 0, wanted, c * block, block);
        }
    }

    /** The model where the distance stops falling. */
    Hmm descend(Hmm start) {
        double[] at = coordinates.toVector(start);
        Hmm model = start;
        double[] rest = rest(model);
        double cost = square(rest);
        double floor = ROUNDING * ROUNDING * square(wanted);
        double damping = 1e-8;
        for (int step = 0; step < STEPS && cost > floor && damping < 1e6; step++) {
            Matrix jacobian = jacobian(at, rest);
            Matrix normal = normal(jacobian);
            double[] slope = jacobian.leftTimes(rest);
            boolean lower = false;
            double before = cost;
            double most = cost > SMALL * SMALL * square(wanted) ? 1e6 : 30 * 30 * damping;
            while (!lower && damping < most) {
                Optional<Hmm> next = moved(at, normal, slope, damping);
                double[] after = next.map(this::rest).orElse(rest);
                double afterCost = square(after);
                lower = afterCost < cost;
                if (lower) {
                    model = next.orElseThrow();
                    at = coordinates.toVector(model);
                    rest = after;
                    cost = afterCost;
                    damping = Math.max(damping / 30, 1e-14);
                } else {
                    damping *= 30;
                }
            }
            if (!lower || cost > (1 - GAIN) * (1 - GAIN) * before) {
                break;
            }
        }
        return model;
    }

    /** The Jacobian's transpose times itself. */
    private static Matrix normal(Matrix jacobian) {
        int n = jacobian.columns();
        double[] j = jacobian.toArray();
        double[] out = new double[n * n];
        for (int row = 0; row < jacobian.rows(); row++) {
            for (int a = 0; a < n; a++) {
                double left = j[row * n + a];
                for (int b = 0; b < n; b++) {
                    out[a * n + b] += left * j[row * n + b];
                }
            }
        }
        return Matrix.of(n, n, out);
    }

    private Optional<Hmm> moved(double[] at, Matrix normal, double[] slope, double damping) {
        int n = at.length;
        double size = normal.maxAbs();
        Matrix system = Matrix.generate(
                n, n, (i, j) -> normal.get(i, j) + (i == j ? damping * (normal.get(i, i) + 1e-8 * size) : 0));
        return LinearSystem.solve(system, Matrix.of(n, 1, slope))
                .filter(step -> step.maxAbs() < LONGEST)
                .map(step -> {
                    double[] next = at.clone();
                    for (int i = 0; i < n; i++) {
                        next[i] -= step.get(i, 0);
                    }
                    return model(next);
                });
    }

    /** The nearest model of the family. */
    private Hmm model(double[] vector) {
        Binary64[] free = MathArrays.buildArray(Binary64Field.getInstance(), vector.length);
        Arrays.setAll(free, i -> new Binary64(vector[i]));
        FieldModel<Binary64> raw = coordinates.expand(Binary64Field.getInstance(), free);
        int k = family.states();
        Matrix chain = Matrix.generate(k, k, (i, j) -> raw.transition()[i][j].getReal());
        StochasticMatrix transition = Simplex.transition(chain, family.chain());
        Probabilities law = family.chain() == Chain.DOUBLY_STOCHASTIC
                ? Probabilities.uniform(k)
                : StationaryLaw.longRun(Probabilities.uniform(k), transition);
        Matrix means = Matrix.generate(k, family.dimension(), (i, c) -> raw.means()[i][c].getReal());
        return new Hmm(law, transition, Gaussian.unit(means));
    }

    private Matrix jacobian(double[] at, double[] rest) {
        int n = at.length;
        double[] out = new double[rest.length * n];
        for (int i = 0; i < n; i++) {
            double[] aside = at.clone();
            // Inwards, as a probability near one of its ends would be projected back.
            aside[i] += at[i] > 0.5 ? -STRIDE : STRIDE;
            double[] there = rest(model(aside));
            double stride = aside[i] - at[i];
            for (int row = 0; row < rest.length; row++) {
                out[row * n + i] = (there[row] - rest[row]) / stride;
            }
        }
        return Matrix.of(rest.length, n, out);
    }

    private double[] rest(Hmm model) {
        OptimalPredictor predictor = OptimalPredictor.of(model, task);
        double[] out = new double[wanted.length];
        int at = 0;
        for (double[] context : contexts) {
            for (double value : predictor.predict(Context.ofPoints(context)).toArray()) {
                out[at] = value - wanted[at];
                at++;
            }
        }
        return out;
    }

    /** How far a model's predictor is from the values. */
    Recovery.Misfit misfit(Hmm model, double tensor, double moved) {
        double[] rest = rest(model);
        double worst = Arrays.stream(rest).map(Math::abs).max().orElse(0);
        return new Recovery.Misfit(tensor, moved, worst, Math.sqrt(square(rest) / rest.length));
    }

    private static double square(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value * value;
        }
        return sum;
    }
}

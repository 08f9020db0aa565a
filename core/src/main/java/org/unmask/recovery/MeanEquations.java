// SPDX-License-Identifier: Apache-2.0
package org.unmask.recovery;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.unmask.matrix.LinearSystem;
import org.unmask.matrix.Matrix;

/**
 * Where the means lie once their differences are known, for a context between the targets (3.4). The posterior's
 * log-ratios {@code level_h + difference_h x} make the stationary law a function of the first mean {@code m}, and the law
 * must carry the predicted means of both targets back to the mean of a token:
 * {@code sum_h law_h(m) (target_h - difference_h) = m}.
 */
final class MeanEquations {

    private static final int STEPS = 200;

    private final Matrix differences;
    private final double[] levels;
    private final List<Matrix> targets;

    /**
     * The equations.
     *
     * @param differences mean of each state less that of the first, {@code k x d}
     * @param levels constants of the log-ratios, zero for the first state
     * @param targets conditional means of each target given the state, {@code k x d}
     */
    MeanEquations(Matrix differences, double[] levels, List<Matrix> targets) {
        this.differences = differences;
        this.levels = levels;
        this.targets = targets;
    }

    /** The stationary law that goes with a first mean. */
    double[] law(double[] mean) {
        int k = levels.length;
        double[] out = new double[k];
        double max = Double.NEGATIVE_INFINITY;
        for (int h = 0; h < k; h++) {
            double[] row = differences.row(h);
            out[h] = levels[h];
            for (int c = 0; c < row.length; c++) {
                out[h] += row[c] * (mean[c] + row[c] / 2);
            }
            max = Math.max(max, out[h]);
        }
        double sum = 0;
        for (int h = 0; h < k; h++) {
            out[h] = Math.exp(out[h] - max);
            sum += out[h];
        }
        for (int h = 0; h < k; h++) {
            out[h] /= sum;
        }
        return out;
    }

    /** First means where the equations hold best, from a start in each state and one in their middle. */
    List<double[]> solutions() {
        int k = levels.length;
        int d = differences.columns();
        List<double[]> out = new ArrayList<>();
        for (int start = 0; start <= k; start++) {
            double[] mean = new double[d];
            for (int h = 0; h < k; h++) {
                double weight = start == k ? 1.0 / k : start == h ? 0.5 + 0.5 / k : 0.5 / k;
                for (int c = 0; c < d; c++) {
                    mean[c] += weight * (targets.get(0).get(h, c) - differences.get(h, c));
                }
            }
            double[] found = gaussNewton(mean);
            if (Arrays.stream(found).allMatch(Double::isFinite)) {
                out.add(found);
            }
        }
        return out;
    }

    private double[] gaussNewton(double[] start) {
        double[] mean = start;
        double error = size(residual(mean));
        double damping = 1e-3;
        int d = mean.length;
        for (int step = 0; step < STEPS && error > 0 && damping < 1e12; step++) {
            Matrix jacobian = jacobian(mean);
            double[] residual = residual(mean);
            Matrix normal = jacobian.transpose().times(jacobian);
            double damp = damping;
            Matrix system = Matrix.generate(d, d, (i, j) -> normal.get(i, j) + (i == j ? damp : 0));
            Matrix right = Matrix.of(d, 1, jacobian.leftTimes(residual)).scale(-1);
            Optional<Matrix> move = LinearSystem.solve(system, right);
            double[] next = mean.clone();
            if (move.isPresent()) {
                for (int c = 0; c < d; c++) {
                    next[c] += move.get().get(c, 0);
                }
            }
            double after = size(residual(next));
            if (after < error) {
                mean = next;
                error = after;
                damping /= 10;
            } else {
                damping = Math.max(damping, 1e-10) * 10;
            }
        }
        return mean;
    }

    private double[] residual(double[] mean) {
        int d = mean.length;
        double[] law = law(mean);
        double[] out = new double[d * targets.size()];
        for (int t = 0; t < targets.size(); t++) {
            for (int c = 0; c < d; c++) {
                double sum = -mean[c];
                for (int h = 0; h < law.length; h++) {
                    sum += law[h] * (targets.get(t).get(h, c) - differences.get(h, c));
                }
                out[t * d + c] = sum;
            }
        }
        return out;
    }

    private Matrix jacobian(double[] mean) {
        int d = mean.length;
        double[] law = law(mean);
        double[] middle = differences.leftTimes(law);
        return Matrix.generate(d * targets.size(), d, (row, e) -> {
            int t = row / d;
            int c = row % d;
            double sum = c == e ? -1 : 0;
            for (int h = 0; h < law.length; h++) {
                sum += (targets.get(t).get(h, c) - differences.get(h, c))
                        * law[h]
                        * (differences.get(h, e) - middle[e]);
            }
            return sum;
        });
    }

    private static double size(double[] residual) {
        double sum = 0;
        for (double value : residual) {
            sum += value * value;
        }
        return Math.sqrt(sum);
    }
}

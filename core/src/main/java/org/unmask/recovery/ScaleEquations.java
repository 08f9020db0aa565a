// SPDX-License-Identifier: Apache-2.0
package org.unmask.recovery;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.unmask.matrix.LinearSystem;
import org.unmask.matrix.Matrix;

/**
 * The scales that (3.4) leaves open: all {@code u} with {@code S = diag(p u) R diag(u)} a stochastic matrix, that is
 * {@code p_i u_i (R u)_i = 1} with nonnegative entries. Signs are chosen along the largest entries of {@code R}; sizes by
 * Newton's iteration from several starts. The sign of {@code u} as a whole stays open.
 */
final class ScaleEquations {

    private static final int STARTS = 40;
    private static final int STEPS = 100;
    private static final double SOLVED = 1e-11;

    /** Entries of a stochastic matrix of few states this small say nothing about a sign. */
    private static final double VANISHING = 1e-7;

    private final Matrix ratio;
    private final double[] product;
    private final int k;

    private ScaleEquations(Matrix ratio, double[] product) {
        this.ratio = ratio;
        this.product = product;
        this.k = product.length;
    }

    /**
     * Distinct solutions, those with the least negative entries of {@code S} first.
     *
     * @param ratio the matrix {@code R}
     * @param product the numbers {@code p}, positive
     */
    static List<double[]> solutions(Matrix ratio, double[] product, RandomGenerator random) {
        return new ScaleEquations(ratio, product).solve(random);
    }

    private List<double[]> solve(RandomGenerator random) {
        List<double[]> signs = signs();
        List<double[]> found = new ArrayList<>();
        for (int start = 0; start < STARTS; start++) {
            double[] u = new double[k];
            double[] sign = signs.get(start % signs.size());
            double spread = start < signs.size() ? 0 : 1.5 * (start % 4) / 3 + 0.1;
            for (int i = 0; i < k; i++) {
                u[i] = sign[i] * Math.exp(spread * random.nextGaussian()) / Math.sqrt(product[i]);
            }
            balance(u);
            newton(u).ifPresent(solution -> keep(found, solution));
        }
        found.sort((one, other) -> Double.compare(negative(one), negative(other)));
        return found;
    }

    private static void keep(List<double[]> found, double[] solution) {
        double[] kept = solution[0] < 0 ? Arrays.stream(solution).map(x -> -x).toArray() : solution;
        for (double[] other : found) {
            double apart = 0;
            for (int i = 0; i < kept.length; i++) {
                apart = Math.max(apart, Math.abs(kept[i] - other[i]) / Math.abs(other[i]));
            }
            if (apart < 1e-6) {
                return;
            }
        }
        found.add(kept);
    }

    /** The most negative entry of the matrix that a solution makes, as a positive number. */
    private double negative(double[] u) {
        double worst = 0;
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                worst = Math.max(worst, -product[i] * u[i] * ratio.get(i, j) * u[j]);
            }
        }
        return worst;
    }

    /**
     * A tree grown along the entries that stand out most tells which states have the same sign. An entry that vanishes
     * tells nothing: both signs are kept.
     */
    private List<double[]> signs() {
        List<double[]> out = new ArrayList<>();
        double[] first = new double[k];
        first[0] = 1;
        out.add(first);
        for (int done = 1; done < k; done++) {
            double[] sign = out.get(0);
            int from = 0;
            int to = 0;
            double best = -1;
            for (int i = 0; i < k; i++) {
                for (int j = 0; j < k; j++) {
                    double size = Math.max(Math.abs(balanced(i, j)), Math.abs(balanced(j, i)));
                    if (sign[i] != 0 && sign[j] == 0 && size > best) {
                        best = size;
                        from = i;
                        to = j;
                    }
                }
            }
            double there = balanced(from, to);
            double back = balanced(to, from);
            double way = Math.abs(there) >= Math.abs(back) ? Math.signum(there) : Math.signum(back);
            boolean open = best < VANISHING && out.size() < STARTS;
            List<double[]> grown = new ArrayList<>();
            for (double[] known : out) {
                double[] next = known.clone();
                next[to] = way < 0 ? -known[from] : known[from];
                grown.add(next);
                if (open) {
                    double[] turned = next.clone();
                    turned[to] = -next[to];
                    grown.add(turned);
                }
            }
            out = grown;
        }
        return out;
    }

    /** An entry of {@code R} scaled as if all scales were equal but for the product. */
    private double balanced(int i, int j) {
        return ratio.get(i, j) * Math.sqrt(product[i] / product[j]);
    }

    /** A few steps of the symmetric scaling iteration, which keeps signs. */
    private void balance(double[] u) {
        for (int step = 0; step < 20; step++) {
            double[] row = ratio.times(u);
            for (int i = 0; i < k; i++) {
                double value = product[i] * u[i] * row[i];
                u[i] /= Math.sqrt(Math.min(16, Math.max(1.0 / 16, Math.abs(value))));
            }
        }
    }

    private Optional<double[]> newton(double[] start) {
        double[] u = start;
        double error = error(u);
        for (int step = 0; step < STEPS && error > 0; step++) {
            double[] row = ratio.times(u);
            double[] now = u;
            Matrix jacobian = Matrix.generate(
                    k, k, (i, j) -> product[i] * (now[i] * ratio.get(i, j) + (i == j ? row[i] : 0)) * now[j]);
            Matrix right = Matrix.generate(k, 1, (i, none) -> 1 - product[i] * now[i] * row[i]);
            Optional<Matrix> move = LinearSystem.solve(jacobian, right);
            if (move.isEmpty()) {
                return Optional.empty();
            }
            double length = 1 / Math.max(1, move.get().maxAbs());
            double[] next = u;
            double after = Double.POSITIVE_INFINITY;
            for (int cut = 0; cut < 20 && !(after < error); cut++, length /= 2) {
                double part = length;
                next = new double[k];
                Arrays.setAll(next, i -> 0);
                for (int i = 0; i < k; i++) {
                    next[i] = u[i] * Math.exp(part * move.get().get(i, 0));
                }
                after = error(next);
            }
            if (!(after < error)) {
                break;
            }
            u = next;
            error = after;
        }
        return error < SOLVED * k ? Optional.of(u) : Optional.empty();
    }

    private double error(double[] u) {
        double[] row = ratio.times(u);
        double sum = 0;
        for (int i = 0; i < k; i++) {
            double miss = product[i] * u[i] * row[i] - 1;
            sum += miss * miss;
        }
        return Math.sqrt(sum);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.unmask.recovery;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.unmask.matrix.LinearSystem;
import org.unmask.matrix.Matrix;
import org.unmask.matrix.Probabilities;
import org.unmask.matrix.StochasticMatrix;
import org.unmask.matrix.Svd;
import org.unmask.model.Chain;
import org.unmask.model.Gaussian;
import org.unmask.model.Hmm;
import org.unmask.model.ModelFamily;
import org.unmask.model.StationaryLaw;
import org.unmask.random.Seed;

/**
 * The Gaussian models that the terms of a predictor's tensor may belong to. The terms have an open scale each; the
 * posteriors sum to one, which leaves one scale for each state, and those follow from the chain being stochastic or from the
 * posteriors' log-ratios being affine.
 */
final class PointCandidates {

    private static final double ROOT_TOLERANCE = 1e-6;

    private final ReadOffPlan plan;
    private final ModelFamily.Gaussian family;
    private final Seed seed;

    PointCandidates(ReadOffPlan plan, ModelFamily.Gaussian family, Seed seed) {
        this.plan = plan;
        this.family = family;
        this.seed = seed;
    }

    /**
     * A candidate.
     *
     * @param model the nearest model of the family
     * @param moved the largest change of an entry of the chain that made it one
     */
    record Candidate(Hmm model, double moved) {}

    /**
     * The candidates that the terms of a tensor leave.
     *
     * @param factors the terms: targets in the first two factors, the earlier one first, contexts in the third
     * @param contexts points, in the order of the third factor's rows
     * @return none where no choice of scales makes a chain
     */
    List<Candidate> of(Decomposition.Factors factors, double[][] contexts) {
        return plan.middle() ? middle(factors, contexts) : outer(factors, contexts);
    }

    /** Factors with posteriors that sum to one: {@code early}, {@code late} rows of unit length, {@code product} a positive column. */
    private record Scaled(Matrix early, Matrix late, Matrix seen, Matrix product) {}

    private static Optional<Scaled> scaled(Decomposition.Factors factors) {
        Matrix third = factors.third();
        Optional<Matrix> scale = LinearSystem.leastSquares(third, Matrix.generate(third.rows(), 1, (i, j) -> 1));
        if (scale.isEmpty()) {
            return Optional.empty();
        }
        double[] gamma = scale.get().column(0);
        if (Arrays.stream(gamma).anyMatch(g -> g == 0 || !Double.isFinite(g))) {
            return Optional.empty();
        }
        Matrix early = factors.first().transpose();
        Matrix late = Matrix.generate(
                early.rows(),
                factors.second().rows(),
                (h, b) -> factors.second().get(b, h) * Math.signum(gamma[h]));
        Matrix seen = Matrix.generate(third.rows(), gamma.length, (c, h) -> third.get(c, h) * gamma[h]);
        Matrix product = Matrix.generate(gamma.length, 1, (h, one) -> 1 / Math.abs(gamma[h]));
        return Optional.of(new Scaled(early, late, seen, product));
    }

    /** Context before both targets: the first factor holds the means, the second their images under the chain. */
    private List<Candidate> outer(Decomposition.Factors factors, double[][] contexts) {
        List<Candidate> out = new ArrayList<>();
        Optional<Scaled> scaled = scaled(factors);
        if (scaled.isEmpty()) {
            return out;
        }
        Scaled terms = scaled.get();
        double[] p = terms.product().column(0);
        Optional<Matrix> ratio = rightDivide(terms.late(), terms.early());
        if (ratio.isEmpty()) {
            return out;
        }
        Matrix r = ratio.get();
        for (double[] u : ScaleEquations.solutions(r, p, seed.split("scales").generator())) {
            int k = p.length;
            Matrix after = Matrix.generate(k, k, (i, j) -> p[i] * u[i] * r.get(i, j) * u[j]);
            for (int sign = 1; sign >= -1; sign -= 2) {
                int way = sign;
                Matrix means = Matrix.generate(
                        k, family.dimension(), (h, c) -> way * terms.early().get(h, c) / u[h]);
                transition(after, means, terms.seen(), contexts).ifPresent(raw -> out.add(candidate(raw, means)));
            }
            byPosteriors(after, terms, contexts).ifPresent(out::add);
        }
        return out;
    }

    /**
     * Where the chain over both gaps is known, the posteriors are too, and their log-ratios give the scale and sign of each
     * mean by a linear system, also where the chain alone leaves scales open, as one that goes round in a circle does.
     */
    private Optional<Candidate> byPosteriors(Matrix after, Scaled terms, double[][] contexts) {
        if (plan.after() != 1) {
            return Optional.empty();
        }
        int k = after.rows();
        int d = family.dimension();
        Matrix before = Matrix.identity(k);
        for (int step = 0; step < plan.before(); step++) {
            before = before.times(after);
        }
        Matrix over = before;
        return LinearSystem.solve(over.transpose(), terms.seen().transpose())
                .flatMap(posterior -> logRatios(posterior.transpose(), contexts))
                .filter(lines -> Double.isFinite(lines.frobeniusNorm()))
                .flatMap(lines -> {
                    Matrix design = Matrix.generate((k - 1) * d, k, (row, h) -> {
                        int state = row / d + 1;
                        int c = row % d;
                        return h == state
                                ? terms.early().get(h, c)
                                : h == 0 ? -terms.early().get(h, c) : 0;
                    });
                    Matrix right = Matrix.generate((k - 1) * d, 1, (row, none) -> lines.get(row / d + 1, row % d));
                    return k == 1 ? Optional.empty() : LinearSystem.leastSquares(design, right);
                })
                .map(scale -> candidate(
                        after,
                        Matrix.generate(
                                k, d, (h, c) -> scale.get(h, 0) * terms.early().get(h, c))));
    }

    /** The chain from its power over the second gap and, where that gap is longer than one, the posteriors. */
    private Optional<Matrix> transition(Matrix after, Matrix means, Matrix seen, double[][] contexts) {
        if (plan.after() == 1) {
            return Optional.of(after);
        }
        StochasticMatrix step = Simplex.rows("transition over the gap", after);
        double[] law =
                StationaryLaw.longRun(Probabilities.uniform(step.rows()), step).toArray();
        Matrix posterior = posterior(law, means, contexts);
        return LinearSystem.leastSquares(posterior, seen).flatMap(before -> root(before, after));
    }

    private Optional<Matrix> root(Matrix before, Matrix after) {
        int degree = TransitionPowers.gcd(plan.before(), plan.after());
        Optional<Matrix> power = plan.before() == plan.after()
                ? Optional.of(before.plus(after).scale(0.5))
                : TransitionPowers.common(before, plan.before(), after, plan.after());
        if (power.isEmpty() || !Double.isFinite(power.get().frobeniusNorm())) {
            return Optional.empty();
        }
        List<Matrix> roots = TransitionPowers.stochasticRoots(power.get(), degree, ROOT_TOLERANCE);
        return roots.size() == 1 ? Optional.of(roots.get(0)) : Optional.empty();
    }

    private static Matrix posterior(double[] law, Matrix means, double[][] contexts) {
        double[][] rows = new double[contexts.length][law.length];
        for (int c = 0; c < rows.length; c++) {
            double max = Double.NEGATIVE_INFINITY;
            for (int h = 0; h < law.length; h++) {
                double log = Math.log(law[h]);
                for (int i = 0; i < contexts[c].length; i++) {
                    double apart = contexts[c][i] - means.get(h, i);
                    log -= apart * apart / 2;
                }
                rows[c][h] = log;
                max = Math.max(max, log);
            }
            double sum = 0;
            for (int h = 0; h < law.length; h++) {
                rows[c][h] = Math.exp(rows[c][h] - max);
                sum += rows[c][h];
            }
            for (int h = 0; h < law.length; h++) {
                rows[c][h] /= sum;
            }
        }
        return Matrix.ofRows(rows);
    }

    private Candidate candidate(Matrix raw, Matrix means) {
        StochasticMatrix transition = Simplex.transition(raw, family.chain());
        double moved = transition.matrix().minus(raw).maxAbs();
        Probabilities law = family.chain() == Chain.DOUBLY_STOCHASTIC
                ? Probabilities.uniform(raw.rows())
                : StationaryLaw.longRun(Probabilities.uniform(raw.rows()), transition);
        Hmm read = new Hmm(law, transition, Gaussian.unit(means));
        Hmm model = plan.reversed() ? new Hmm(law, read.reversedTransition(), read.emission()) : read;
        return new Candidate(model, moved);
    }

    /** Context between the targets: the posteriors' log-ratios give the differences of the means. */
    private List<Candidate> middle(Decomposition.Factors factors, double[][] contexts) {
        List<Candidate> out = new ArrayList<>();
        Optional<Scaled> scaled = scaled(factors);
        Optional<Matrix> lines = scaled.flatMap(terms -> logRatios(terms.seen(), contexts));
        if (lines.isEmpty()) {
            return out;
        }
        Scaled terms = scaled.get();
        int k = terms.product().rows();
        int d = family.dimension();
        Matrix differences = Matrix.generate(k, d, (h, c) -> lines.get().get(h, c));
        double[] levels = lines.get().column(d);
        double[] early = distances(terms.early(), differences);
        double[] late = distances(terms.late(), differences);
        double square = 0;
        for (int h = 0; h < k; h++) {
            square += Math.abs(terms.product().get(h, 0) * early[h] * late[h]) / k;
        }
        double height = Math.sqrt(square);
        for (int sign = 1; sign >= -1; sign -= 2) {
            double size = sign * height;
            Matrix first = Matrix.generate(k, d, (h, c) -> terms.early().get(h, c) * size / early[h]);
            Matrix second = Matrix.generate(
                    k, d, (h, c) -> terms.late().get(h, c) * terms.product().get(h, 0) * early[h] / size);
            MeanEquations equations = new MeanEquations(differences, levels, List.of(first, second));
            for (double[] mean : equations.solutions()) {
                Matrix means = Matrix.generate(k, d, (h, c) -> mean[c] + differences.get(h, c));
                middle(equations.law(mean), means, first, second).ifPresent(raw -> out.add(candidate(raw, means)));
            }
        }
        return out;
    }

    private Optional<Matrix> middle(double[] law, Matrix means, Matrix early, Matrix late) {
        Optional<Matrix> after = rightDivide(late, means);
        Optional<Matrix> back = rightDivide(early, means);
        if (after.isEmpty() || back.isEmpty()) {
            return Optional.empty();
        }
        int k = law.length;
        Matrix before = Matrix.generate(k, k, (i, j) -> law[j] * back.get().get(j, i) / law[i]);
        return Double.isFinite(before.frobeniusNorm()) ? root(before, after.get()) : Optional.empty();
    }

    /**
     * For each state the signed distance of its row from the space that the differences span; when that leaves several
     * directions, along the one in which the rows lie.
     */
    private static double[] distances(Matrix rows, Matrix differences) {
        int k = rows.rows();
        if (k == 1) {
            return new double[] {1};
        }
        Svd svd = Svd.of(differences);
        int[] kept = IntStream.range(0, k - 1).toArray();
        Matrix basis = svd.right().selectColumns(kept);
        Matrix rest = rows.minus(rows.times(basis).times(basis.transpose()));
        Matrix direction = Svd.of(rest).right().selectColumns(0);
        return rest.times(direction).column(0);
    }

    /**
     * Least-squares lines through the log-ratios of the posteriors: row {@code h} has the slope and the level of
     * {@code log(seen_h / seen_0)}. Contexts where one of the two is small weigh little.
     */
    private static Optional<Matrix> logRatios(Matrix seen, double[][] contexts) {
        int k = seen.columns();
        int d = contexts[0].length;
        double[][] out = new double[k][d + 1];
        for (int h = 1; h < k; h++) {
            int state = h;
            int n = contexts.length;
            double[] weight = new double[n];
            double[] value = new double[n];
            for (int c = 0; c < n; c++) {
                double one = seen.get(c, state);
                double zero = seen.get(c, 0);
                if (one > 0 && zero > 0) {
                    weight[c] = one * zero / (one + zero);
                    value[c] = weight[c] * Math.log(one / zero);
                }
            }
            Matrix design = Matrix.generate(n, d + 1, (c, i) -> weight[c] * (i < d ? contexts[c][i] : 1));
            Optional<Matrix> line = LinearSystem.leastSquares(design, Matrix.of(n, 1, value));
            if (line.isEmpty()) {
                return Optional.empty();
            }
            out[h] = line.get().column(0);
        }
        return Optional.of(Matrix.ofRows(out));
    }

    private static Optional<Matrix> rightDivide(Matrix left, Matrix right) {
        return LinearSystem.leastSquares(right.transpose(), left.transpose()).map(Matrix::transpose);
    }
}

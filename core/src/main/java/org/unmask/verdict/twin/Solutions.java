// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.twin;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.hipparchus.analysis.differentiation.Gradient;
import org.unmask.matrix.LinearSystem;
import org.unmask.matrix.Matrix;
import org.unmask.model.Hmm;
import org.unmask.model.ModelFamily;
import org.unmask.model.Parameterization;
import org.unmask.random.Seed;
import org.unmask.recovery.Alignment;
import org.unmask.task.Loss;
import org.unmask.verdict.Question;

/**
 * The search for all models that share the predictors of one, where they are finitely many (5.4): every stochastic root of
 * the power of the chain that the tasks see, the mirror image of two Gaussian states, and fits of the predictors from many
 * starts. What is found is a lower bound on the number of solutions: not finding one proves nothing.
 *
 * @param models distinct models, not relabellings of each other, the given one first; their predictors agree to 1e-9
 * @param starts how many fits were started
 * @param landings how many of them landed on a model with the same predictors, the given one included
 */
public record Solutions(List<Hmm> models, int starts, int landings) {

    private static final int STARTS = 40;
    private static final int MOST_PARAMETERS = 24;
    private static final double WORK = 1e8;
    private static final int ITERATIONS = 40;
    private static final double SAME = 1e-5;
    private static final double AGREES = 1e-9;

    /** Copies the list. */
    public Solutions {
        models = List.copyOf(models);
    }

    /**
     * Searches from a model, or from one of its own choice when the question is asked at a generic point.
     *
     * @param question the question; its rank should be full, or the solutions are no finite set
     * @param seed where the fits start from
     * @return the solutions; empty when the model cannot be read exactly inside its family, when there are more than 24
     *     parameters, or for Gaussian tasks with log loss
     */
    public static Optional<Solutions> of(Question question, Seed seed) {
        ModelFamily family = question.family();
        boolean unknown = family instanceof ModelFamily.Gaussian
                && question.tasks().tasks().stream().anyMatch(task -> task.loss() == Loss.LOG);
        if (family.parameters() > MOST_PARAMETERS || unknown) {
            return Optional.empty();
        }
        Optional<ExactModel> base = question.at().isPresent()
                ? ExactModel.of(question.at().get(), family)
                : Optional.of(NicePoint.of(family, seed.split("solutions", 0))).filter(ExactModel::isInside);
        return base.map(model -> search(model, question, seed));
    }

    private static Solutions search(ExactModel base, Question question, Seed seed) {
        Fit fit = new Fit(base, new PredictorEquations(base.family(), question.tasks()));
        List<Hmm> found = new ArrayList<>();
        found.add(base.toHmm());
        for (double[] candidate : candidates(base, question)) {
            fit.polished(candidate).ifPresent(free -> keep(fit.model(free), found));
        }
        double each =
                (double) fit.target.length * base.free().size() * base.free().size() * ITERATIONS;
        int starts = (int) Math.max(4, Math.min(STARTS, WORK / each));
        int landings = 0;
        for (int start = 0; start < starts; start++) {
            ExactModel from = NicePoint.of(base.family(), seed.split("solution start", start));
            Optional<double[]> landed = from.isInside() ? fit.polished(fit.vector(from)) : Optional.empty();
            if (landed.isPresent()) {
                landings++;
                keep(fit.model(landed.get()), found);
            }
        }
        return new Solutions(found, starts, landings);
    }

    /** Other roots of the chain's power, and the mirror image. */
    private static List<double[]> candidates(ExactModel base, Question question) {
        List<double[]> out = new ArrayList<>();
        int gap = ChainRoots.gap(question.tasks());
        if (gap >= 2) {
            for (Matrix root : ChainRoots.of(base.toHmm().transition().matrix(), gap)) {
                out.add(ChainRoots.with(base, root));
            }
        }
        if (MirrorTwins.apply(base.family(), question.tasks())) {
            MirrorTwins.of(base).ifPresent(out::add);
        }
        return out;
    }

    private static void keep(Hmm model, List<Hmm> found) {
        Predicate<Hmm> same = other -> Alignment.of(other, model).worst() < SAME;
        if (found.stream().noneMatch(same)) {
            found.add(model);
        }
    }

    /** Fits of the predictors by the method of Levenberg and Marquardt. */
    private static final class Fit {

        private final ExactModel base;
        private final PredictorEquations equations;
        private final double[] target;

        Fit(ExactModel base, PredictorEquations equations) {
            this.base = base;
            this.equations = equations;
            this.target = equations.at(vector(base)).stream()
                    .mapToDouble(Gradient::getValue)
                    .toArray();
        }

        double[] vector(ExactModel model) {
            return model.free().stream().mapToDouble(x -> x.doubleValue()).toArray();
        }

        Hmm model(double[] free) {
            return Parameterization.of(base.family()).toModel(free, base.alphabet());
        }

        /** A solution inside the family near which the fit ends, if it ends in one. */
        Optional<double[]> polished(double[] start) {
            double[] at = start.clone();
            double damping = 1e-3;
            List<Gradient> rows = rows(at);
            double error = error(rows);
            for (int n = 0; n < ITERATIONS && error > AGREES * AGREES / 100 && damping < 1e8; n++) {
                Optional<double[]> step = step(rows, damping);
                double[] next = at.clone();
                for (int i = 0; i < next.length && step.isPresent(); i++) {
                    next[i] += step.get()[i];
                }
                List<Gradient> there = step.isPresent() && isInside(next) ? rows(next) : List.of();
                double moved = error(there);
                if (moved < error) {
                    at = next;
                    rows = there;
                    error = moved;
                    damping /= 10;
                } else {
                    damping *= 8;
                }
            }
            return error <= AGREES * AGREES && isInside(at) ? Optional.of(at) : Optional.empty();
        }

        private boolean isInside(double[] free) {
            try {
                return model(free).states() == base.family().states();
            } catch (IllegalArgumentException outside) {
                return false;
            }
        }

        private List<Gradient> rows(double[] free) {
            try {
                List<Gradient> rows = equations.at(free);
                return rows.size() == target.length ? rows : List.of();
            } catch (IllegalArgumentException severalLaws) {
                return List.of();
            }
        }

        private double error(List<Gradient> rows) {
            double sum = rows.isEmpty() ? Double.POSITIVE_INFINITY : 0;
            for (int r = 0; r < rows.size(); r++) {
                sum += Math.pow(rows.get(r).getValue() - target[r], 2);
            }
            return Double.isNaN(sum) ? Double.POSITIVE_INFINITY : sum;
        }

        private Optional<double[]> step(List<Gradient> rows, double damping) {
            int n = base.free().size();
            double[] normal = new double[n * n];
            double[] right = new double[n];
            for (int r = 0; r < rows.size(); r++) {
                double[] gradient = rows.get(r).getGradient();
                for (int i = 0; i < n; i++) {
                    right[i] += gradient[i] * (target[r] - rows.get(r).getValue());
                    for (int j = 0; j < n; j++) {
                        normal[i * n + j] += gradient[i] * gradient[j];
                    }
                }
            }
            for (int i = 0; i < n; i++) {
                normal[i * n + i] *= 1 + damping;
                normal[i * n + i] += 1e-14;
            }
            boolean finite = Arrays.stream(normal).allMatch(Double::isFinite);
            return finite
                    ? LinearSystem.solve(Matrix.of(n, n, normal), Matrix.of(n, 1, right))
                            .map(Matrix::toArray)
                    : Optional.empty();
        }
    }
}

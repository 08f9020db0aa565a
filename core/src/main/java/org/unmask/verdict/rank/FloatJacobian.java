// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.rank;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.hipparchus.analysis.differentiation.Gradient;
import org.hipparchus.analysis.differentiation.GradientField;
import org.unmask.matrix.Matrix;
import org.unmask.matrix.Svd;
import org.unmask.model.FieldModel;
import org.unmask.model.Hmm;
import org.unmask.model.ModelFamily;
import org.unmask.model.Parameterization;
import org.unmask.predictor.PredictionFormula;
import org.unmask.random.Seed;
import org.unmask.task.Loss;
import org.unmask.task.MaskedTask;
import org.unmask.verdict.Question;

/**
 * The Jacobian in floating point and its singular values (4.3): a second opinion on the exact rank at a model, and a word
 * on how far it is from being smaller. It shares the prediction formula with the predictors, nothing with the exact rank.
 *
 * @param singularValues largest first, one for each parameter
 */
public record FloatJacobian(List<Double> singularValues) {

    private static final double NULL = 1e-11;
    private static final double FLOOR = 1e-18;
    private static final double GAP = 1e3;
    private static final int MOST_PARAMETERS = 150;
    private static final int MOST_ENTRIES = 400_000;
    private static final int SPARE = 8;

    /** Copies the list. */
    public FloatJacobian {
        singularValues = List.copyOf(singularValues);
    }

    /**
     * The Jacobian at a question's model.
     *
     * @param question asked at a model
     * @param seed where the contexts of Gaussians come from
     * @return its singular values; empty when it is too large to be worth it
     * @throws IllegalArgumentException when the question is asked at a generic point
     */
    public static Optional<FloatJacobian> of(Question question, Seed seed) {
        Hmm model = question.at().orElseThrow(() -> new IllegalArgumentException("the question has no model"));
        int parameters = question.family().parameters();
        if (!isWorthIt(question)) {
            return Optional.empty();
        }
        Worker worker = new Worker(question, model, seed.split("contexts").generator());
        for (MaskedTask task : question.tasks().tasks()) {
            worker.add(task);
        }
        List<double[]> rows = worker.rows;
        while (rows.size() < parameters) {
            rows.add(new double[parameters]);
        }
        Svd svd = Svd.of(Matrix.ofRows(rows.toArray(new double[0][])));
        List<Double> values = new ArrayList<>(parameters);
        for (int i = 0; i < parameters; i++) {
            values.add(svd.value(i));
        }
        return Optional.of(new FloatJacobian(values));
    }

    /** Not too many parameters, and not too many of them times rows. */
    static boolean isWorthIt(Question question) {
        int parameters = question.family().parameters();
        return parameters > 0 && parameters <= MOST_PARAMETERS && entries(question) <= MOST_ENTRIES;
    }

    private static double entries(Question question) {
        double rows = 0;
        for (MaskedTask task : question.tasks().tasks()) {
            double d = question.family().dimension();
            double outputs = Math.pow(d, task.targets().size());
            rows += question.family() instanceof ModelFamily.Categorical
                    ? outputs * Math.pow(d, task.context().size())
                    : 2.0 * question.family().parameters() + SPARE * outputs;
        }
        return rows * question.family().parameters();
    }

    /**
     * The rank by the widest gap, where there is a clear one.
     *
     * @return the number of singular values above the widest gap below 1e-11 of the largest; all of them when none is as
     *     small; empty when small ones fade out without a gap of 1000
     */
    public Optional<Integer> rank() {
        double largest = Math.max(singularValues.get(0), Double.MIN_NORMAL);
        double widest = 0;
        int rank = singularValues.size();
        boolean small = false;
        double before = 1;
        for (int i = 0; i < singularValues.size(); i++) {
            double value = Math.max(singularValues.get(i) / largest, FLOOR);
            if (value < NULL) {
                small = true;
                if (before / value > widest) {
                    widest = before / value;
                    rank = i;
                }
            }
            before = value;
        }
        return small && widest < GAP ? Optional.empty() : Optional.of(rank);
    }

    /** Collects the rows. */
    private static final class Worker {
        private final ModelFamily family;
        private final Hmm model;
        private final RandomGenerator random;
        private final int parameters;
        private final FieldModel<Gradient> point;
        private final PredictionFormula<Gradient> formula;
        private final List<double[]> rows = new ArrayList<>();

        Worker(Question question, Hmm model, RandomGenerator random) {
            this.family = question.family();
            this.model = model;
            this.random = random;
            this.parameters = family.parameters();
            double[] vector = Parameterization.of(family).toVector(model);
            Gradient[] free = new Gradient[parameters];
            Arrays.setAll(free, i -> Gradient.variable(parameters, i, vector[i]));
            GradientField field = GradientField.getField(parameters);
            this.point = Parameterization.of(family).expand(field, free);
            this.formula = new PredictionFormula<>(field, point.initial(), point.transition(), point.means());
        }

        void add(MaskedTask task) {
            int d = family.dimension();
            int length = task.context().size();
            if (family instanceof ModelFamily.Categorical) {
                for (int c = 0; c < Math.pow(d, length); c++) {
                    List<Gradient[]> context = new ArrayList<>(length);
                    int rest = c;
                    for (int i = 0; i < length; i++) {
                        context.add(column(rest % d));
                        rest /= d;
                    }
                    addMeans(task, context);
                }
                return;
            }
            boolean densities = task.loss() == Loss.LOG;
            double outputs = densities ? 1 : Math.pow(d, task.targets().size());
            int contexts = (int) Math.ceil(2.0 * parameters / outputs) + SPARE;
            for (int c = 0; c < contexts; c++) {
                List<Gradient[]> context = densities(length);
                if (densities) {
                    addRow(formula.conditionalDensity(
                            task, context, densities(task.targets().size())));
                } else {
                    addMeans(task, context);
                }
            }
        }

        private void addMeans(MaskedTask task, List<Gradient[]> context) {
            for (Gradient output : formula.conditionalMean(task, context)) {
                addRow(output);
            }
        }

        /** A context of probability zero has no prediction. */
        private void addRow(Gradient output) {
            double[] row = output.getGradient();
            if (Arrays.stream(row).allMatch(Double::isFinite)) {
                rows.add(row);
            }
        }

        private Gradient[] column(int x) {
            Gradient[] out = new Gradient[point.means().length];
            Arrays.setAll(out, h -> point.means()[h][x]);
            return out;
        }

        private List<Gradient[]> densities(int count) {
            List<Gradient[]> out = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                out.add(densities(draw()));
            }
            return out;
        }

        /** A point near one of the states. */
        private double[] draw() {
            int state = random.nextInt(model.states());
            org.unmask.model.Gaussian emission = (org.unmask.model.Gaussian) model.emission();
            Matrix covariance = emission.covariances().matrices().get(state);
            double[] out = new double[family.dimension()];
            Arrays.setAll(
                    out, i -> emission.means().get(state, i) + random.nextGaussian() * Math.sqrt(covariance.get(i, i)));
            return out;
        }

        /** Densities up to a common factor, the largest near one. */
        private Gradient[] densities(double[] x) {
            Gradient[] logs = new Gradient[model.states()];
            double largest = Double.NEGATIVE_INFINITY;
            for (int h = 0; h < logs.length; h++) {
                logs[h] = logDensity(x, point.means()[h], point.spreads()[h]);
                largest = Math.max(largest, logs[h].getValue());
            }
            Gradient[] out = new Gradient[logs.length];
            for (int h = 0; h < out.length; h++) {
                out[h] = logs[h].subtract(largest).exp();
            }
            return out;
        }
    }

    /**
     * The logarithm of a normal density, but for {@code -d/2 log(2 pi)}, by elimination: with {@code C = L D L'} the square is
     * that of {@code L^-1 (x - m)} over D. A positive definite matrix needs no pivoting.
     *
     * @param x where
     * @param mean m
     * @param covariance C, symmetric; not modified
     */
    static Gradient logDensity(double[] x, Gradient[] mean, Gradient[][] covariance) {
        int d = x.length;
        Gradient[][] work = new Gradient[d][];
        Arrays.setAll(work, i -> Arrays.copyOf(covariance[i], d + 1));
        for (int i = 0; i < d; i++) {
            work[i][d] = mean[i].subtract(x[i]);
        }
        Gradient sum = mean[0].getField().getZero();
        for (int i = 0; i < d; i++) {
            Gradient pivot = work[i][i];
            sum = sum.add(pivot.log()).add(work[i][d].multiply(work[i][d]).divide(pivot));
            for (int j = i + 1; j < d; j++) {
                Gradient factor = work[j][i].divide(pivot);
                for (int l = i; l <= d; l++) {
                    work[j][l] = work[j][l].subtract(factor.multiply(work[i][l]));
                }
            }
        }
        return sum.divide(-2);
    }
}

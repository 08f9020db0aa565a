// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.twin;

import java.util.ArrayList;
import java.util.List;
import org.hipparchus.analysis.differentiation.Gradient;
import org.hipparchus.analysis.differentiation.GradientField;
import org.hipparchus.util.MathArrays;
import org.unmask.model.FieldModel;
import org.unmask.model.ModelFamily;
import org.unmask.model.Parameterization;
import org.unmask.predictor.PredictionFormula;
import org.unmask.task.Loss;
import org.unmask.task.MaskedTask;
import org.unmask.task.TaskSet;

/**
 * Finitely many functions of the parameters that decide whether the optimal predictors of two models are equal functions of
 * the context, with their gradients.
 *
 * <p>Symbols: the prediction tables themselves. Points: a predictor is {@code sum_h K(h) W(h) prod n(h_j, x_j)} over
 * {@code sum_h W(h) prod n(h_j, x_j)}, h the states under the context, and each density n the exponential of a quadratic in
 * its point. Equal {@code K}, equal differences of the quadratics, and equal quotients of {@code W} times the exponentials'
 * constants make the predictors equal; with affinely independent K or exponents in general position nothing less does.
 *
 * <p>The order of the rows is the one that certificates refer to: for each task, for each context (first position of the
 * task slowest) the targets in the order of time, the first slowest; for points the contexts are states, each task's
 * quotients come after its K, and the quadratics (lower triangle by rows, the linear coefficient after each row) at the end.
 */
public final class PredictorEquations {

    private final ModelFamily family;
    private final List<MaskedTask> tasks;
    private final GradientField field;

    /**
     * The equations of a question.
     *
     * @param family which models are allowed
     * @param tasks the tasks, whatever their loss; conditional means are compared
     */
    public PredictorEquations(ModelFamily family, TaskSet tasks) {
        this.family = family;
        this.tasks = tasks.tasks().stream()
                .map(task -> new MaskedTask(task.targets().stream().sorted().toList(), task.context(), Loss.SQUARED))
                .toList();
        this.field = GradientField.getField(family.parameters());
    }

    /**
     * All rows at a point. A context that cannot occur there has one row of zeros in the place of its predictions.
     *
     * @param free free parameters, in the order of {@link Parameterization}
     * @return values and gradients
     * @throws IllegalArgumentException when the chain has no unique stationary law there
     */
    public List<Gradient> at(double[] free) {
        Gradient[] variables = MathArrays.buildArray(field, free.length);
        for (int i = 0; i < free.length; i++) {
            variables[i] = Gradient.variable(free.length, i, free[i]);
        }
        FieldModel<Gradient> model = Parameterization.of(family).expand(field, variables);
        List<Gradient> rows = new ArrayList<>();
        if (model.spreads().length == 0) {
            for (MaskedTask task : tasks) {
                addTables(model, task, rows);
            }
        } else {
            addGaussian(model, rows);
        }
        return rows;
    }

    private void addTables(FieldModel<Gradient> model, MaskedTask task, List<Gradient> rows) {
        PredictionFormula<Gradient> formula =
                new PredictionFormula<>(field, model.initial(), model.transition(), model.means());
        int k = family.states();
        int d = family.dimension();
        for (int[] context : Combinations.of(d, task.context().size())) {
            List<Gradient[]> weights = new ArrayList<>();
            for (int symbol : context) {
                Gradient[] column = MathArrays.buildArray(field, k);
                for (int h = 0; h < k; h++) {
                    column[h] = model.means()[h][symbol];
                }
                weights.add(column);
            }
            add(formula.conditionalMean(task, weights), rows);
        }
    }

    private void add(Gradient[] predictions, List<Gradient> rows) {
        boolean possible = Double.isFinite(predictions[0].getValue());
        rows.addAll(possible ? List.of(predictions) : List.of(field.getZero()));
    }

    private void addGaussian(FieldModel<Gradient> model, List<Gradient> rows) {
        int k = family.states();
        List<Exponent> exponents = new ArrayList<>();
        for (int h = 0; h < k; h++) {
            exponents.add(exponent(model.means()[h], model.spreads()[h]));
        }
        PredictionFormula<Gradient> formula =
                new PredictionFormula<>(field, model.initial(), model.transition(), model.means());
        for (MaskedTask task : tasks) {
            List<Gradient> weights = new ArrayList<>();
            for (int[] states : Combinations.of(k, task.context().size())) {
                List<Gradient[]> only = new ArrayList<>();
                Gradient weight = pathWeight(model, task, states).log().multiply(2);
                for (int h : states) {
                    Gradient[] indicator = MathArrays.buildArray(field, k);
                    indicator[h] = field.getOne();
                    only.add(indicator);
                    weight = weight.add(exponents.get(h).constant());
                }
                add(formula.conditionalMean(task, only), rows);
                weights.add(weight);
            }
            for (Gradient weight : weights.subList(1, weights.size())) {
                rows.add(weight.subtract(weights.get(0)));
            }
        }
        for (int h = 1; h < k; h++) {
            for (int e = 0; e < exponents.get(0).coefficients().size(); e++) {
                rows.add(exponents
                        .get(h)
                        .coefficients()
                        .get(e)
                        .subtract(exponents.get(0).coefficients().get(e)));
            }
        }
    }

    /** Probability of these states under the context. */
    private Gradient pathWeight(FieldModel<Gradient> model, MaskedTask task, int[] states) {
        int k = family.states();
        Gradient[] message = model.initial();
        for (int position = task.first(); position <= task.last(); position++) {
            Gradient[] next = MathArrays.buildArray(field, k);
            int seen = task.context().indexOf(position);
            for (int j = 0; j < k; j++) {
                Gradient sum = position == task.first() ? message[j] : field.getZero();
                for (int i = 0; i < k && position > task.first(); i++) {
                    sum = sum.add(message[i].multiply(model.transition()[i][j]));
                }
                next[j] = seen >= 0 && states[seen] != j ? field.getZero() : sum;
            }
            message = next;
        }
        Gradient sum = field.getZero();
        for (Gradient part : message) {
            sum = sum.add(part);
        }
        return sum;
    }

    /**
     * A state's log-density: quadratic and linear coefficients, and twice the constant.
     *
     * @param coefficients lower triangle of the precision by rows, after each row its linear coefficient
     * @param constant {@code log det precision - mean' precision mean}
     */
    private record Exponent(List<Gradient> coefficients, Gradient constant) {}

    private Exponent exponent(Gradient[] mean, Gradient[][] covariance) {
        int d = mean.length;
        Gradient[][] work = MathArrays.buildArray(field, d, 2 * d);
        for (int i = 0; i < d; i++) {
            System.arraycopy(covariance[i], 0, work[i], 0, d);
            work[i][d + i] = field.getOne();
        }
        Gradient constant = field.getZero();
        for (int c = 0; c < d; c++) {
            Gradient pivot = work[c][c];
            constant = constant.subtract(pivot.log());
            for (int i = 0; i < d; i++) {
                Gradient factor = i == c ? field.getZero() : work[i][c].divide(pivot);
                for (int j = 0; j < 2 * d && i != c; j++) {
                    work[i][j] = work[i][j].subtract(factor.multiply(work[c][j]));
                }
            }
            for (int j = 0; j < 2 * d; j++) {
                work[c][j] = work[c][j].divide(pivot);
            }
        }
        List<Gradient> coefficients = new ArrayList<>();
        for (int i = 0; i < d; i++) {
            Gradient linear = field.getZero();
            for (int j = 0; j < d; j++) {
                linear = linear.add(work[i][d + j].multiply(mean[j]));
                if (j <= i) {
                    coefficients.add(work[i][d + j]);
                }
            }
            coefficients.add(linear);
            constant = constant.subtract(linear.multiply(mean[i]));
        }
        return new Exponent(coefficients, constant);
    }
}

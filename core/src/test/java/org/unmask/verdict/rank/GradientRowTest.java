// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.rank;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.unmask.field.Dual;
import org.unmask.field.DualField;
import org.unmask.field.PrimeField;
import org.unmask.model.Chain;
import org.unmask.model.CovarianceShape;
import org.unmask.model.FieldModel;
import org.unmask.model.ModelFamily;
import org.unmask.model.Parameterization;
import org.unmask.predictor.PredictionFormula;
import org.unmask.random.Seed;
import org.unmask.task.Loss;
import org.unmask.task.MaskedTask;

/** The backward pass against the one formula over dual numbers. */
class GradientRowTest {

    private final RandomGenerator random = new Seed(7).split("gradient").generator();
    private final PrimeField field = PrimeField.random(random);

    @ParameterizedTest
    @ValueSource(strings = {"x2|x1", "x2,x3|x1", "x1,x4|x2", "x3|x5,x1", "x4,x2|x3,x6", "x1|x3"})
    void categoricalRowsAreTheFormulasGradient(String text) {
        MaskedTask task = MaskedTask.parse(text);
        for (Chain chain : Chain.values()) {
            ModelFamily family = new ModelFamily.Categorical(3, 2, chain);
            ModularPoint point = ModularPoint.random(family, field, random);
            FieldModel<Dual> model = duals(point);
            List<Dual[]> seen = new ArrayList<>();
            TokenFactor[] context = new TokenFactor[task.context().size()];
            for (int i = 0; i < context.length; i++) {
                int x = random.nextInt(2);
                seen.add(column(model, x));
                context[i] = linear(point, unit(2, x));
            }
            assertThat(rowOf(point, task, context)).isEqualTo(reference(model, task, seen));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x2|x1", "x2,x3|x1", "x1,x3|x2", "x2|x1,x4"})
    void gaussianRowsAreTheFormulasGradient(String text) {
        MaskedTask task = MaskedTask.parse(text);
        for (CovarianceShape shape : CovarianceShape.values()) {
            ModelFamily family = new ModelFamily.Gaussian(3, 2, shape, Chain.STATIONARY);
            ModularPoint point = ModularPoint.random(family, field, random);
            FieldModel<Dual> model = duals(point);
            List<Dual[]> seen = new ArrayList<>();
            TokenFactor[] context = new TokenFactor[task.context().size()];
            for (int i = 0; i < context.length; i++) {
                long[] values = draw(3);
                long[] x = draw(2);
                seen.add(densities(model, x, values));
                context[i] = new TokenFactor.Density(values, x);
            }
            assertThat(rowOf(point, task, context)).as(shape.word()).isEqualTo(reference(model, task, seen));

            TokenFactor[] targets = new TokenFactor[task.targets().size()];
            List<Dual[]> masked = new ArrayList<>();
            for (int i = 0; i < targets.length; i++) {
                long[] values = draw(3);
                long[] x = draw(2);
                masked.add(densities(model, x, values));
                targets[i] = new TokenFactor.Density(values, x);
            }
            Dual density = formula(model).conditionalDensity(task.withLoss(Loss.LOG), seen, masked);
            assertThat(new GradientRow(point).of(task, context, targets))
                    .hasValueSatisfying(row -> assertThat(row).isEqualTo(density.gradient()));
        }
    }

    private FieldModel<Dual> duals(ModularPoint point) {
        DualField duals = new DualField(field, point.free.length);
        Dual[] free = new Dual[point.free.length];
        for (int i = 0; i < free.length; i++) {
            free[i] = duals.variable(point.free[i], i);
        }
        return Parameterization.of(point.family).expand(duals, free);
    }

    private static PredictionFormula<Dual> formula(FieldModel<Dual> model) {
        return new PredictionFormula<>(
                model.initial()[0].getField(), model.initial(), model.transition(), model.means());
    }

    /** The functional sum_x (x+2) for each target, of the formula's tensor. */
    private long[] reference(FieldModel<Dual> model, MaskedTask task, List<Dual[]> seen) {
        Dual[] tensor = formula(model).conditionalMean(task, seen);
        Dual sum = model.initial()[0].getField().getZero();
        int d = model.means()[0].length;
        for (int flat = 0; flat < tensor.length; flat++) {
            int rest = flat;
            Dual term = tensor[flat];
            for (int axis = 0; axis < task.targets().size(); axis++) {
                term = term.multiply(rest % d + 2);
                rest /= d;
            }
            sum = sum.add(term);
        }
        return sum.gradient();
    }

    private long[] rowOf(ModularPoint point, MaskedTask task, TokenFactor[] context) {
        long[] functional = new long[point.dimension()];
        for (int x = 0; x < functional.length; x++) {
            functional[x] = field.bare(x + 2);
        }
        TokenFactor[] targets = new TokenFactor[task.targets().size()];
        java.util.Arrays.setAll(targets, i -> linear(point, functional));
        return new GradientRow(point).of(task, context, targets).orElseThrow();
    }

    private TokenFactor linear(ModularPoint point, long[] functional) {
        long[] values = new long[point.states()];
        for (int h = 0; h < values.length; h++) {
            for (int x = 0; x < functional.length; x++) {
                values[h] = field.add(values[h], field.multiply(functional[x], point.means[h][x]));
            }
        }
        return new TokenFactor.Linear(values, functional);
    }

    private long[] unit(int size, int x) {
        long[] out = new long[size];
        out[x] = field.bareOne();
        return out;
    }

    private static Dual[] column(FieldModel<Dual> model, int x) {
        Dual[] out = new Dual[model.means().length];
        java.util.Arrays.setAll(out, h -> model.means()[h][x]);
        return out;
    }

    /** Values whose log-derivatives are those of a normal density: value times (1 + log density - its value). */
    private Dual[] densities(FieldModel<Dual> model, long[] x, long[] values) {
        DualField duals = (DualField) (Object) model.initial()[0].getField();
        Dual[] out = new Dual[values.length];
        for (int h = 0; h < values.length; h++) {
            Dual quadratic = duals.getZero();
            Dual[][] p = model.spreads()[h];
            for (int a = 0; a < 2; a++) {
                for (int b = 0; b < 2; b++) {
                    Dual left = duals.constant(x[a]).subtract(model.means()[h][a]);
                    Dual right = duals.constant(x[b]).subtract(model.means()[h][b]);
                    quadratic = quadratic.add(left.multiply(p[a][b]).multiply(right));
                }
            }
            Dual determinant = p[0][0].multiply(p[1][1]).subtract(p[0][1].multiply(p[1][0]));
            Dual logDeterminant = determinant.divide(duals.constant(determinant.value()));
            Dual log = logDeterminant.subtract(quadratic).divide(duals.constant(field.bare(2)));
            Dual shift = log.subtract(duals.constant(log.value())).add(duals.getOne());
            out[h] = shift.multiply(duals.constant(values[h]));
        }
        return out;
    }

    private long[] draw(int count) {
        long[] out = new long[count];
        for (int i = 0; i < count; i++) {
            out[i] = field.draw(random);
        }
        return out;
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.twin;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.hipparchus.fraction.BigFraction;
import org.hipparchus.fraction.BigFractionField;
import org.unmask.model.Categorical;
import org.unmask.model.FieldModel;
import org.unmask.model.Hmm;
import org.unmask.predictor.Context;
import org.unmask.predictor.OptimalPredictor;
import org.unmask.predictor.PredictionFormula;
import org.unmask.random.Seed;
import org.unmask.task.Loss;
import org.unmask.task.MaskedTask;
import org.unmask.task.TaskSet;

/** How far two models and their predictors are apart: at all contexts of symbols, or at some random points. */
final class Alike {

    private static final int POINTS = 12;

    private Alike() {}

    /** The largest difference of a conditional mean. */
    static double difference(Hmm first, Hmm second, String tasks) {
        double worst = 0;
        for (MaskedTask task : TaskSet.parse(tasks, Loss.SQUARED).tasks()) {
            OptimalPredictor one = OptimalPredictor.of(first, task);
            OptimalPredictor other = OptimalPredictor.of(second, task);
            for (Context context : contexts(first, task.context().size())) {
                double[] expected = one.predict(context).toArray();
                double[] found = other.predict(context).toArray();
                for (int i = 0; i < expected.length; i++) {
                    worst = Math.max(worst, Math.abs(expected[i] - found[i]));
                }
            }
        }
        return worst;
    }

    /** The largest difference of a transition probability. */
    static double transitions(Hmm first, Hmm second) {
        return first.transition().matrix().minus(second.transition().matrix()).maxAbs();
    }

    private static Context[] contexts(Hmm model, int tokens) {
        int d = model.emission().dimension();
        if (model.emission() instanceof Categorical) {
            return Combinations.of(d, tokens).stream().map(Context::ofSymbols).toArray(Context[]::new);
        }
        Context[] out = new Context[POINTS];
        RandomGenerator random = new Seed(POINTS).generator();
        java.util.Arrays.setAll(out, n -> points(random, tokens, d));
        return out;
    }

    private static Context points(RandomGenerator random, int tokens, int d) {
        double[][] points = new double[tokens][d];
        for (double[] point : points) {
            java.util.Arrays.setAll(point, i -> 1.5 * random.nextGaussian());
        }
        return Context.ofPoints(points);
    }

    /** All predictions of all tasks by the generic formula, in exact fractions. */
    static List<List<BigFraction>> predictions(ExactModel model, TaskSet tasks) {
        FieldModel<BigFraction> all = model.expand();
        PredictionFormula<BigFraction> formula =
                new PredictionFormula<>(BigFractionField.getInstance(), all.initial(), all.transition(), all.means());
        List<List<BigFraction>> out = new ArrayList<>();
        for (MaskedTask task : tasks.tasks()) {
            for (int[] context :
                    Combinations.of(model.family().dimension(), task.context().size())) {
                List<BigFraction[]> weights = new ArrayList<>();
                for (int symbol : context) {
                    BigFraction[] column = new BigFraction[model.family().states()];
                    for (int h = 0; h < column.length; h++) {
                        column[h] = all.means()[h][symbol];
                    }
                    weights.add(column);
                }
                out.add(List.of(formula.conditionalMean(task, weights)));
            }
        }
        return out;
    }
}

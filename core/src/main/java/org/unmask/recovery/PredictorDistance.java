// SPDX-License-Identifier: Apache-2.0
package org.unmask.recovery;

import java.util.List;
import org.unmask.matrix.Matrix;
import org.unmask.model.Hmm;
import org.unmask.predictor.Context;
import org.unmask.predictor.OptimalPredictor;
import org.unmask.predictor.Predictor;
import org.unmask.predictor.TablePredictor;

/**
 * How far a predictor is from every hidden Markov model of a size: a bound from below that holds for all of them, and one
 * from above, which is one of them.
 *
 * @param atLeast root mean square that no model of so many states can go below, by the predictor's singular values
 * @param atMost root mean square to the best predictor of the given model
 * @param worst largest absolute difference to it
 * @param spectrum the predictor's singular values, where it was asked
 */
public record PredictorDistance(double atLeast, double atMost, double worst, Spectrum spectrum) {

    /**
     * The distance between a table and a model.
     *
     * @param table values for all contexts, weighted as it weighs them
     * @param model the model, of as many symbols
     * @return the distance
     */
    public static PredictorDistance of(TablePredictor table, Hmm model) {
        double[] weights = table.weights();
        Matrix own = OptimalPredictor.of(model, table.task()).table().conditional();
        return of(own.minus(table.conditional()), weights, Spectrum.of(table), model.states());
    }

    /**
     * The distance at some contexts.
     *
     * @param predictor any predictor
     * @param contexts at least one, which can happen under the model
     * @param model the model
     * @return the distance over those contexts, believed alike
     */
    public static PredictorDistance of(Predictor predictor, List<Context> contexts, Hmm model) {
        OptimalPredictor best = OptimalPredictor.of(model, predictor.task());
        double[][] rows = new double[contexts.size()][];
        double[] weights = new double[rows.length];
        for (int c = 0; c < rows.length; c++) {
            rows[c] = best.predict(contexts.get(c)).toArray();
            double[] found = predictor.predict(contexts.get(c)).toArray();
            for (int cell = 0; cell < found.length; cell++) {
                rows[c][cell] -= found[cell];
            }
            weights[c] = 1.0 / rows.length;
        }
        return of(Matrix.ofRows(rows), weights, Spectrum.of(predictor, contexts), model.states());
    }

    private static PredictorDistance of(Matrix difference, double[] weights, Spectrum spectrum, int states) {
        double sum = 0;
        double worst = 0;
        for (int row = 0; row < weights.length; row++) {
            for (double entry : difference.row(row)) {
                sum += weights[row] * entry * entry / difference.columns();
                worst = weights[row] > 0 ? Math.max(worst, Math.abs(entry)) : worst;
            }
        }
        return new PredictorDistance(spectrum.beyond(states), Math.sqrt(sum), worst, spectrum);
    }
}

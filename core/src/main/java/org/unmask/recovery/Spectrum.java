// SPDX-License-Identifier: Apache-2.0
package org.unmask.recovery;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.unmask.matrix.Matrix;
import org.unmask.matrix.Tensor3;
import org.unmask.predictor.Context;
import org.unmask.predictor.Predictor;
import org.unmask.predictor.TablePredictor;
import org.unmask.task.MaskedTask;

/**
 * Singular values of a predictor's values, laid out along each index in turn. Whatever the predictor is, those of the best
 * predictor of a model with {@code k} states end at the k-th, as the state at the middle position stands between the
 * indices; so what is left beyond it bounds the distance to every such model from below (Eckart and Young).
 *
 * @param singularValues row vectors, largest first: along the first and second of two targets, then along the context
 *     where it is one token or the target is. Their squares sum to the mean square of a value, contexts weighted as
 *     the predictor weighs them
 */
public record Spectrum(List<Matrix> singularValues) {

    /** Below this part of the largest, a singular value is rounding. */
    private static final double ROUNDING = 1e-13;

    /** How many times larger the last direction of a state must be than the next one, to be told from noise. */
    private static final double GAP = 3;

    /** One direction alone, so much larger than all others, is one state. */
    private static final double ALONE = 1e3;

    /** Copies the list. */
    public Spectrum {
        singularValues = List.copyOf(singularValues);
    }

    /**
     * The spectrum of a table.
     *
     * @param table a predictor of symbols
     * @return its singular values
     */
    public static Spectrum of(TablePredictor table) {
        double[] weights = table.weights();
        Matrix values = table.conditional();
        double scale = 1 / Math.sqrt(values.columns());
        Matrix weighted = Matrix.generate(
                values.rows(),
                values.columns(),
                (row, column) -> values.get(row, column) * Math.sqrt(weights[row]) * scale);
        return of(weighted, table.task());
    }

    /**
     * The spectrum of the answers to some contexts.
     *
     * @param predictor any predictor
     * @param contexts at least one, believed alike
     * @return its singular values there
     */
    public static Spectrum of(Predictor predictor, List<Context> contexts) {
        double[][] rows = contexts.stream()
                .map(context -> predictor.predict(context).toArray())
                .toArray(double[][]::new);
        return of(Matrix.ofRows(rows).scale(1 / Math.sqrt((double) rows.length * rows[0].length)), predictor.task());
    }

    /** Only indices that one state can stand before: each of two targets, and a context of one token or for one target. */
    private static Spectrum of(Matrix rows, MaskedTask task) {
        List<Matrix> values = new ArrayList<>();
        if (task.targets().size() == 2) {
            int d = (int) Math.round(Math.sqrt(rows.columns()));
            Tensor3 tensor = Tensor3.generate(d, d, rows.rows(), (b, c, row) -> rows.get(row, b * d + c));
            values.add(Compression.leading(tensor.unfold(0)).values());
            values.add(Compression.leading(tensor.unfold(1)).values());
        }
        if (task.targets().size() == 1 || task.context().size() == 1) {
            values.add(Compression.leading(rows).values());
        }
        return new Spectrum(values);
    }

    /**
     * How far the predictor is at least from the best one of any model with a number of states.
     *
     * @param states number of states
     * @return root mean square over all values
     */
    public double beyond(int states) {
        return singularValues.stream()
                .mapToDouble(values -> Math.sqrt(Arrays.stream(values.row(0))
                        .skip(states)
                        .map(value -> value * value)
                        .sum()))
                .max()
                .orElse(0);
    }

    /**
     * The number of states that the singular values speak for: where they fall most, the geometric mean of the three
     * looked at, the first left out as it holds the mean; all of them when they nowhere fall to a third.
     *
     * @return at least 1
     */
    public int states() {
        int most = singularValues.stream().mapToInt(Matrix::columns).min().orElse(1);
        double[] mean = new double[most];
        Arrays.setAll(
                mean,
                j -> Math.exp(singularValues.stream()
                        .mapToDouble(values ->
                                Math.log(Math.max(values.get(0, j), ROUNDING * values.get(0, 0) + 1e-300)))
                        .average()
                        .orElse(0)));
        boolean alone = most == 1 || mean[0] > ALONE * mean[1];
        int best = alone ? 1 : most;
        double gap = alone && most > 1 ? mean[0] / mean[1] : GAP;
        for (int k = 2; k < most; k++) {
            if (mean[k - 1] / mean[k] > gap) {
                gap = mean[k - 1] / mean[k];
                best = k;
            }
        }
        return best;
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.unmask.predictor;

import java.util.Arrays;
import org.unmask.matrix.Matrix;
import org.unmask.matrix.Tensor3;
import org.unmask.task.MaskedTask;

/**
 * A predictor of symbols written out: one row for each context, one column for each outcome of the targets, in the task's
 * orders with the last token fastest. Each context has a weight that says how much its row is to be believed.
 */
public final class TablePredictor implements Predictor {

    private final MaskedTask task;
    private final int symbols;
    private final Matrix conditional;
    private final double[] weights;

    private TablePredictor(MaskedTask task, int symbols, Matrix conditional, double[] weights) {
        this.task = task;
        this.symbols = symbols;
        this.conditional = conditional;
        this.weights = weights;
    }

    /**
     * A table of conditional probabilities, all contexts believed alike.
     *
     * @param task what is predicted from what
     * @param symbols number of symbols
     * @param conditional {@code symbols^context x symbols^targets}; finite, rows need not sum to one, as a predictor that
     *     was learnt may miss it
     * @return the predictor
     * @throws IllegalArgumentException when the shape is another one or an entry is not finite
     */
    public static TablePredictor of(MaskedTask task, int symbols, Matrix conditional) {
        check(task, symbols, conditional);
        double[] weights = new double[conditional.rows()];
        Arrays.fill(weights, 1.0 / weights.length);
        return new TablePredictor(task, symbols, conditional, weights);
    }

    /**
     * A table from joint probabilities or counts. The row of a context that never happens is the law of the targets alone,
     * as if the context were missing; its weight is 0.
     *
     * @param task what is predicted from what
     * @param symbols number of symbols
     * @param joint {@code symbols^context x symbols^targets}, entries at least 0, not all 0
     * @return the predictor, each context weighted by its share
     * @throws IllegalArgumentException when the shape is another one, an entry is negative or not finite, or all are 0
     */
    public static TablePredictor ofJoint(MaskedTask task, int symbols, Matrix joint) {
        check(task, symbols, joint);
        int columns = joint.columns();
        double[] cells = joint.toArray();
        double[] weights = new double[joint.rows()];
        double[] alone = new double[columns];
        double total = 0;
        for (int cell = 0; cell < cells.length; cell++) {
            if (cells[cell] < 0) {
                throw new IllegalArgumentException("entry (" + (cell / columns + 1) + ", " + (cell % columns + 1)
                        + ") of the table is " + cells[cell] + ", expected at least 0");
            }
            weights[cell / columns] += cells[cell];
            alone[cell % columns] += cells[cell];
            total += cells[cell];
        }
        if (!(total > 0)) {
            throw new IllegalArgumentException("the table sums to " + total + ", expected more than 0");
        }
        double sum = total;
        Matrix conditional = Matrix.generate(
                joint.rows(),
                columns,
                (row, column) -> weights[row] > 0 ? cells[row * columns + column] / weights[row] : alone[column] / sum);
        double[] shares = Arrays.stream(weights).map(weight -> weight / sum).toArray();
        return new TablePredictor(task, symbols, conditional, shares);
    }

    private static void check(MaskedTask task, int symbols, Matrix table) {
        double rows = Math.pow(symbols, task.context().size());
        double columns = Math.pow(symbols, task.targets().size());
        if (table.rows() != rows || table.columns() != columns) {
            throw new IllegalArgumentException("the table is " + table.rows() + " x " + table.columns() + ", expected "
                    + (long) rows + " x " + (long) columns + " for " + task + " and " + symbols + " symbols");
        }
        if (!Double.isFinite(table.maxAbs())) {
            throw new IllegalArgumentException("the table has an entry that is not finite");
        }
    }

    /**
     * Number of symbols.
     *
     * @return at least 1
     */
    public int symbols() {
        return symbols;
    }

    /**
     * The table.
     *
     * @return entry {@code (context, targets)}
     */
    public Matrix conditional() {
        return conditional;
    }

    /**
     * How much each context is to be believed.
     *
     * @return a copy; at least 0, of sum 1
     */
    public double[] weights() {
        return weights.clone();
    }

    /**
     * The table of a task with two targets as the tensor of formulas (3.1) to (3.3).
     *
     * @return entry {@code (first target, second target, context)}
     * @throws IllegalArgumentException when there are not two targets
     */
    public Tensor3 tensor() {
        if (task.targets().size() != 2) {
            throw new IllegalArgumentException("a tensor needs a task with two targets, found "
                    + task.targets().size() + " in " + task);
        }
        double[] cells = conditional.toArray();
        int d = symbols;
        return Tensor3.generate(d, d, conditional.rows(), (b, c, row) -> cells[(row * d + b) * d + c]);
    }

    @Override
    public MaskedTask task() {
        return task;
    }

    @Override
    public Prediction predict(Context context) {
        if (!(context instanceof SymbolContext seen)) {
            throw new IllegalArgumentException("the context is one of points, expected symbols");
        }
        if (seen.size() != task.context().size()) {
            throw new IllegalArgumentException("the context has " + seen.size() + " tokens, expected "
                    + task.context().size() + " as the task says");
        }
        int row = 0;
        for (int token = 0; token < seen.size(); token++) {
            int code = seen.code(token);
            if (code < 0 || code >= symbols) {
                throw new IllegalArgumentException(
                        "token " + (token + 1) + " of the context has code " + code + ", expected 0.." + (symbols - 1));
            }
            row = row * symbols + code;
        }
        return Prediction.of(symbols, task.targets().size(), conditional.row(row));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TablePredictor that
                && task.equals(that.task)
                && symbols == that.symbols
                && conditional.equals(that.conditional)
                && Arrays.equals(weights, that.weights);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * task.hashCode() + conditional.hashCode()) + Arrays.hashCode(weights);
    }

    @Override
    public String toString() {
        return task + "\n" + conditional;
    }
}

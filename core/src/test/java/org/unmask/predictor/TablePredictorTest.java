// SPDX-License-Identifier: Apache-2.0
package org.unmask.predictor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.unmask.matrix.Matrix;
import org.unmask.matrix.Tensor3;
import org.unmask.task.MaskedTask;

class TablePredictorTest {

    private static final MaskedTask PAIR = MaskedTask.parse("x2|x1");

    @Test
    void countsBecomeShares() {
        TablePredictor table = TablePredictor.ofJoint(PAIR, 2, Matrix.ofRows(new double[] {3, 1}, new double[] {0, 4}));
        assertThat(table.conditional()).isEqualTo(Matrix.ofRows(new double[] {0.75, 0.25}, new double[] {0, 1}));
        assertThat(table.weights()).containsExactly(0.5, 0.5);
        table.weights()[0] = 9;
        assertThat(table.weights()).containsExactly(0.5, 0.5);
        assertThat(table.predict(Context.ofSymbols(0))).isEqualTo(Prediction.of(2, 1, 0.75, 0.25));
        assertThat(table.predict(Context.ofSymbols(1)).get(1)).isEqualTo(1);
        assertThat(table.task()).isEqualTo(PAIR);
        assertThat(table.symbols()).isEqualTo(2);
    }

    @Test
    void unseenContextsGetTheLawOfTheTargets() {
        TablePredictor table = TablePredictor.ofJoint(PAIR, 2, Matrix.ofRows(new double[] {3, 1}, new double[] {0, 0}));
        assertThat(table.conditional().row(1)).containsExactly(0.75, 0.25);
        assertThat(table.weights()).containsExactly(1, 0);
    }

    @Test
    void tensorPutsTargetsFirst() {
        MaskedTask task = MaskedTask.parse("x2,x3|x1");
        TablePredictor table = TablePredictor.of(
                task, 2, Matrix.ofRows(new double[] {0.1, 0.2, 0.3, 0.4}, new double[] {0.4, 0.3, 0.2, 0.1}));
        Tensor3 tensor = table.tensor();
        assertThat(tensor.get(0, 1, 0)).isEqualTo(0.2);
        assertThat(tensor.get(1, 0, 0)).isEqualTo(0.3);
        assertThat(tensor.get(1, 1, 1)).isEqualTo(0.1);
        assertThat(table.weights()).containsExactly(0.5, 0.5);
        assertThat(table.predict(Context.ofSymbols(1)).matrix())
                .isEqualTo(Matrix.ofRows(new double[] {0.4, 0.3}, new double[] {0.2, 0.1}));
        assertThatThrownBy(() -> TablePredictor.of(PAIR, 2, Matrix.identity(2)).tensor())
                .hasMessage("a tensor needs a task with two targets, found 1 in x2|x1");
    }

    @Test
    void badTablesAreRefused() {
        assertThatThrownBy(() -> TablePredictor.of(PAIR, 2, Matrix.zero(2, 3)))
                .hasMessage("the table is 2 x 3, expected 2 x 2 for x2|x1 and 2 symbols");
        assertThatThrownBy(() -> TablePredictor.of(PAIR, 2, Matrix.zero(3, 2)))
                .hasMessage("the table is 3 x 2, expected 2 x 2 for x2|x1 and 2 symbols");
        assertThatThrownBy(() -> TablePredictor.of(PAIR, 1, Matrix.ofRows(new double[] {Double.NaN})))
                .hasMessage("the table has an entry that is not finite");
        assertThatThrownBy(() ->
                        TablePredictor.ofJoint(PAIR, 2, Matrix.ofRows(new double[] {1, 2}, new double[] {-3, 4})))
                .hasMessage("entry (2, 1) of the table is -3.0, expected at least 0");
        assertThatThrownBy(() -> TablePredictor.ofJoint(PAIR, 2, Matrix.zero(2, 2)))
                .hasMessage("the table sums to 0.0, expected more than 0");
    }

    @Test
    void badContextsAreRefused() {
        TablePredictor table = TablePredictor.of(PAIR, 2, Matrix.identity(2));
        assertThatThrownBy(() -> table.predict(Context.ofPoints(new double[1])))
                .hasMessage("the context is one of points, expected symbols");
        assertThatThrownBy(() -> table.predict(Context.ofSymbols(0, 1)))
                .hasMessage("the context has 2 tokens, expected 1 as the task says");
        assertThatThrownBy(() -> table.predict(Context.ofSymbols(2)))
                .hasMessage("token 1 of the context has code 2, expected 0..1");
        assertThatThrownBy(() -> table.predict(Context.ofSymbols(-1)))
                .hasMessage("token 1 of the context has code -1, expected 0..1");
    }

    @Test
    void valuesAreEqualByContent() {
        TablePredictor table = TablePredictor.of(PAIR, 2, Matrix.identity(2));
        assertThat(table)
                .isEqualTo(TablePredictor.of(PAIR, 2, Matrix.identity(2)))
                .hasSameHashCodeAs(TablePredictor.of(PAIR, 2, Matrix.identity(2)))
                .isNotEqualTo(TablePredictor.of(PAIR, 2, Matrix.zero(2, 2)))
                .isNotEqualTo(TablePredictor.of(MaskedTask.parse("x1|x2"), 2, Matrix.identity(2)))
                .isNotEqualTo(TablePredictor.ofJoint(PAIR, 2, Matrix.diagonal(1, 3)))
                .isNotEqualTo("table")
                .hasToString("x2|x1\n[1.0, 0.0]\n[0.0, 1.0]");
        Context symbols = Context.ofSymbols(1, 2);
        assertThat(symbols)
                .isEqualTo(Context.ofSymbols(1, 2))
                .hasSameHashCodeAs(Context.ofSymbols(1, 2))
                .isNotEqualTo(Context.ofSymbols(2, 1))
                .isNotEqualTo("context")
                .hasToString("[1, 2]");
        Context points = Context.ofPoints(new double[] {1, 2});
        assertThat(points)
                .isEqualTo(Context.ofPoints(new double[] {1, 2}))
                .hasSameHashCodeAs(Context.ofPoints(new double[] {1, 2}))
                .isNotEqualTo(Context.ofPoints(new double[] {2, 1}))
                .isNotEqualTo(symbols)
                .hasToString("[[1.0, 2.0]]");
        Prediction prediction = Prediction.of(2, 1, 0.25, 0.75);
        assertThat(prediction)
                .hasSameHashCodeAs(Prediction.of(2, 1, 0.25, 0.75))
                .isNotEqualTo(Prediction.of(2, 1, 0.75, 0.25))
                .isNotEqualTo("prediction")
                .hasToString("[0.25, 0.75]");
        assertThat(Prediction.of(1, 2, 1)).isNotEqualTo(Prediction.of(1, 1, 1));
    }

    @Test
    void predictionsKnowTheirAxes() {
        Prediction prediction = Prediction.of(3, 2, 0, 1, 2, 3, 4, 5, 6, 7, 8);
        assertThat(prediction.get(1, 2)).isEqualTo(5);
        assertThat(prediction.axes()).isEqualTo(2);
        assertThat(prediction.dimension()).isEqualTo(3);
        assertThatThrownBy(() -> prediction.get(1)).hasMessage("expected 2 indices, found 1");
        assertThatThrownBy(() -> prediction.get(0, 3)).hasMessage("index 3 of an axis of length 3");
        assertThatThrownBy(() -> prediction.get(-1, 0)).hasMessage("index -1 of an axis of length 3");
        assertThatThrownBy(() -> Prediction.of(3, 2, 1, 2))
                .hasMessage("a prediction of 2 targets with 3 outcomes each has 9 entries, found 2");
    }
}

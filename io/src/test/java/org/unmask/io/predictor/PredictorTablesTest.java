// SPDX-License-Identifier: Apache-2.0
package org.unmask.io.predictor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.unmask.io.BadInputException;
import org.unmask.io.InputBytes;
import org.unmask.io.json.JsonValue;
import org.unmask.matrix.Matrix;
import org.unmask.model.Alphabet;
import org.unmask.predictor.PointContext;
import org.unmask.predictor.TablePredictor;
import org.unmask.random.Seed;
import org.unmask.task.MaskedTask;

class PredictorTablesTest {

    private static final Alphabet SYMBOLS = Alphabet.of("a", "=b", "c,\"");

    private static InputBytes input(String text) {
        return InputBytes.ofBytes("p.csv", text.getBytes(StandardCharsets.UTF_8));
    }

    private static MaskedTask task(String text) {
        return MaskedTask.parse(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x2,x3|x1", "x2|x1", "x1|x3,x2"})
    void tablesReadBackBitForBit(String text) {
        RandomGenerator random = new Seed(2).split(text).generator();
        MaskedTask task = task(text);
        int rows = (int) Math.pow(3, task.context().size());
        int columns = (int) Math.pow(3, task.targets().size());
        TablePredictor predictor =
                TablePredictor.of(task, 3, Matrix.generate(rows, columns, (i, j) -> random.nextDouble()));
        NamedTable table = new NamedTable(SYMBOLS, predictor);

        assertThat(PredictorTables.readCsv(input(PredictorTables.csv(table)), task, Optional.of(SYMBOLS)))
                .isEqualTo(table);
        JsonValue json = JsonValue.parse("p.json", PredictorTables.json(table));
        assertThat(PredictorTables.readJson(json, task, Optional.empty())).isEqualTo(table);
        assertThat(PointAnswers.areIn(json)).isFalse();
    }

    @Test
    void columnsAreFoundByPositionOrByPlace() {
        String byPlace = "context,target,probability\na,a,0.25\na,b,0.75\nb,b,1\n";
        String byName = "probability,x2,x1\n0.25,a,a\n0.75,b,a\n1,b,b\n";
        String bare = "a,a,0.25\na,b,0.75\nb,b,1\n";
        NamedTable table = PredictorTables.readCsv(input(byPlace), task("x2|x1"), Optional.empty());

        assertThat(table.alphabet().symbols()).containsExactly("a", "b");
        assertThat(table.predictor().conditional()).isEqualTo(Matrix.of(2, 2, 0.25, 0.75, 0, 1));
        assertThat(PredictorTables.readCsv(input(byName), task("x2|x1"), Optional.empty()))
                .isEqualTo(table);
        assertThat(PredictorTables.readCsv(input(bare), task("x2|x1"), Optional.empty()))
                .isEqualTo(table);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
            c,t,p|a,a,1           ~ p.csv: there is no row for the context b, expected one for each context
            c,t,p|a,a,1|a,a,1     ~ p.csv, line 3: this combination stands in a row before, expected it once
            c,t,p|a,a,x           ~ p.csv, line 2, column 3: found "x", expected a probability
            c,t,p|a,a,NaN         ~ p.csv, line 2, column 3: found "NaN", expected a probability
            c,t,p|a,z,1           ~ p.csv, line 2, column 2: found "z", expected one of the 2 symbols
            c,t|a,a               ~ p.csv, line 1: found 2 cells, expected 3: x1, x2, probability
            """)
    void saysWhatIsWrongWithATable(String lines, String message) {
        assertThatThrownBy(() -> PredictorTables.readCsv(
                        input(lines.replace('|', '\n')), task("x2|x1"), Optional.of(Alphabet.of("a", "b"))))
                .isInstanceOf(BadInputException.class)
                .hasMessage(message);
    }

    @Test
    void nestedPredictionsAreRead() {
        JsonValue json = JsonValue.parse("p.json", """
                {"symbols":["a","b"],"contexts":[["b"],["a"]],
                 "predictions":[[[0.1,0.2],[0.3,0.4]],[[1,0],[0,0]]]}
                """);

        assertThat(PredictorTables.readJson(json, task("x2,x3|x1"), Optional.empty())
                        .predictor()
                        .conditional())
                .isEqualTo(Matrix.of(2, 4, 1, 0, 0, 0, 0.1, 0.2, 0.3, 0.4));
        assertThatThrownBy(() -> PredictorTables.readJson(json, task("x2|x1"), Optional.empty()))
                .hasMessage("p.json: predictions[0][0]: found a list, expected a finite number");
        assertThatThrownBy(() -> PredictorTables.readJson(json, task("x3|x1,x2"), Optional.empty()))
                .hasMessage(
                        "p.json: contexts[0]: found 1 entry, expected 2, one for each context position of x3|x1,x2");
    }

    @Test
    void answersAboutPointsAreRead() {
        JsonValue json = JsonValue.parse(
                "p.json", "{\"contexts\":[[[0,1]],[[2,3]]],\"predictions\":[[[1,2],[3,4]],[[5,6],[7,8]]]}");
        PointAnswers answers = PointAnswers.read(json, task("x2,x3|x1"));

        assertThat(PointAnswers.areIn(json)).isTrue();
        assertThat(answers.dimension()).isEqualTo(2);
        assertThat(((PointContext) answers.contexts().get(1)).point(0)).containsExactly(2, 3);
        assertThat(answers.predictions().get(1).get(1, 0)).isEqualTo(7);
        JsonValue ragged = JsonValue.parse("p.json", "{\"contexts\":[[[0,1]],[[2]]],\"predictions\":[[1,2],[5,6]]}");
        assertThatThrownBy(() -> PointAnswers.read(ragged, task("x2|x1")))
                .hasMessage("p.json: contexts[1][0]: found 1 coordinates, expected 2 as before");
    }
}

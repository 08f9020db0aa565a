// SPDX-License-Identifier: Apache-2.0
package org.unmask.cli.option;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.unmask.io.data.DataFormat;
import org.unmask.io.data.Standards;
import org.unmask.io.json.JsonValue;
import org.unmask.task.Loss;

/**
 * What a fit wrote down about its data beside the model, so that other data can be read alike.
 *
 * @param format how the data were read, if the file says so
 * @param columns names of their columns; empty for texts
 * @param transforms words for what was done to the columns, in this order
 * @param standards what the columns were standardized by, if they were
 * @param loss what masked prediction was judged by, if the file says so
 */
public record ModelNote(
        Optional<DataFormat> format,
        List<String> columns,
        List<String> transforms,
        Optional<Standards> standards,
        Optional<Loss> loss) {

    /** Of a model that no fit wrote. */
    public static final ModelNote NONE =
            new ModelNote(Optional.empty(), List.of(), List.of(), Optional.empty(), Optional.empty());

    /** The note in a document; one of another kind is no fault of the model. */
    public static ModelNote of(JsonValue document) {
        try {
            Optional<Loss> loss = document.optionalField("training")
                    .map(training -> Loss.ofWord(training.field("loss").text()));
            Optional<JsonValue> data = document.optionalField("data");
            return data.map(known -> new ModelNote(
                            Optional.of(DataFormat.ofWord(known.field("format").text())),
                            texts(known, "columns"),
                            texts(known, "transforms"),
                            known.optionalField("means")
                                    .map(means -> new Standards(numbers(means), numbers(known.field("deviations")))),
                            loss))
                    .orElseGet(() -> new ModelNote(Optional.empty(), List.of(), List.of(), Optional.empty(), loss));
        } catch (IllegalArgumentException unknown) {
            return NONE;
        }
    }

    /** Names of the columns of points: those of the data that the model was fitted to, or x1, x2 and so on. */
    public List<String> columnsOf(int dimension) {
        boolean clear = columns.size() == dimension
                && columns.stream().distinct().count() == dimension
                && columns.stream().noneMatch(List.of("sequence", "state")::contains);
        return clear
                ? columns
                : IntStream.rangeClosed(1, dimension).mapToObj(c -> "x" + c).toList();
    }

    private static List<String> texts(JsonValue data, String field) {
        return data.optionalField(field)
                .map(list -> list.elements().stream().map(JsonValue::text).toList())
                .orElseGet(List::of);
    }

    private static List<Double> numbers(JsonValue list) {
        return list.elements().stream().map(JsonValue::number).toList();
    }
}

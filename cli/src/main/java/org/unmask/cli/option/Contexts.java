// SPDX-License-Identifier: Apache-2.0
package org.unmask.cli.option;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.unmask.io.json.JsonValue;
import org.unmask.model.Categorical;
import org.unmask.model.Hmm;
import org.unmask.predictor.Context;
import org.unmask.task.MaskedTask;

/**
 * The contexts of a file.
 *
 * @param values one for each context
 * @param places where each stands, for messages
 */
public record Contexts(List<Context> values, List<JsonValue> places) {

    /** Reads a list of contexts, or an object that has one in its field {@code contexts}. */
    public static Contexts read(JsonValue document, Hmm model, MaskedTask task) {
        JsonValue list = document.isObject() ? document.field("contexts") : document;
        List<JsonValue> places = list.elements();
        List<Context> values = new ArrayList<>();
        for (JsonValue place : places) {
            List<JsonValue> tokens =
                    place.elements(task.context().size(), "one for each context position of " + task.text());
            values.add(
                    model.emission() instanceof Categorical categorical
                            ? Context.ofSymbols(tokens.stream()
                                    .mapToInt(token -> code(token, categorical))
                                    .toArray())
                            : Context.ofPoints(tokens.stream()
                                    .map(token -> point(token, model.emission().dimension()))
                                    .toArray(double[][]::new)));
        }
        return new Contexts(values, places);
    }

    private static int code(JsonValue token, Categorical categorical) {
        if (token.isNull()) {
            return -1;
        }
        String symbol = token.symbol();
        return categorical
                .alphabet()
                .code(symbol)
                .orElseThrow(() -> token.problem("found \"" + symbol + "\", which is no symbol of the model"));
    }

    private static double[] point(JsonValue token, int dimension) {
        double[] point = new double[dimension];
        if (token.isNull()) {
            Arrays.fill(point, Double.NaN);
            return point;
        }
        if (token.isNumber() && dimension == 1) {
            return new double[] {token.number()};
        }
        List<JsonValue> coordinates = token.elements(dimension, "one for each coordinate");
        for (int c = 0; c < dimension; c++) {
            point[c] = coordinates.get(c).isNull()
                    ? Double.NaN
                    : coordinates.get(c).number();
        }
        return point;
    }

    /** The contexts as they came, for the answer's document. */
    public List<Object> raw() {
        return places.stream().map(Contexts::raw).toList();
    }

    private static @Nullable Object rawOrNull(JsonValue value) {
        return value.isNull() ? null : raw(value);
    }

    private static Object raw(JsonValue value) {
        if (value.isList()) {
            List<@Nullable Object> list = new ArrayList<>();
            value.elements().forEach(element -> list.add(rawOrNull(element)));
            return list;
        }
        return value.isNumber() ? (Object) value.number() : value.symbol();
    }
}

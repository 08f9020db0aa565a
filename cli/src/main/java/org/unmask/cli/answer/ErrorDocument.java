// SPDX-License-Identifier: Apache-2.0
package org.unmask.cli.answer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.unmask.errors.EntryError;
import org.unmask.errors.ErrorTable;
import org.unmask.errors.StandardErrors;

/**
 * Standard errors as a document: {@code standardErrors} in the shapes of the model file, null where an entry has none; besides
 * the intervals, and a word for each entry without a standard error.
 */
public final class ErrorDocument {

    private final StandardErrors errors;
    private final boolean symbols;

    private ErrorDocument(StandardErrors errors) {
        this.errors = errors;
        this.symbols = errors.covariances().isEmpty();
    }

    public static Map<String, Object> of(StandardErrors errors) {
        ErrorDocument document = new ErrorDocument(errors);
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("method", errors.method().word());
        out.put("level", errors.level());
        out.put("tokens", errors.tokens());
        if (Double.isFinite(errors.condition())) {
            out.put("condition", errors.condition());
        }
        out.putAll(document.shaped(entry -> number(entry.standardError().orElse(Double.NaN))));
        out.put("lower", document.shaped(entry -> number(entry.lower())));
        out.put("upper", document.shaped(entry -> number(entry.upper())));
        out.put("without", document.without());
        out.put("remarks", errors.remarks());
        return out;
    }

    private static @Nullable Object number(double value) {
        return Double.isFinite(value) ? value : null;
    }

    private Map<String, Object> shaped(Function<EntryError, @Nullable Object> field) {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("transition", rows(errors.transition(), field));
        out.put("stationary", rows(errors.stationary(), field).get(0));
        errors.initial().ifPresent(law -> out.put("initial", rows(law, field).get(0)));
        out.put(symbols ? "emission" : "means", rows(errors.emission(), field));
        if (!symbols) {
            out.put(
                    "covariance",
                    errors.covariances().stream()
                            .map(table -> rows(table, field))
                            .toList());
        }
        return out;
    }

    private static List<List<@Nullable Object>> rows(ErrorTable table, Function<EntryError, @Nullable Object> field) {
        List<List<@Nullable Object>> out = new ArrayList<>();
        for (int i = 0; i < table.rows(); i++) {
            List<@Nullable Object> row = new ArrayList<>();
            for (int j = 0; j < table.columns(); j++) {
                row.add(field.apply(table.get(i, j)));
            }
            out.add(row);
        }
        return out;
    }

    /** Entries without a standard error, by the reason; indices from 1. */
    private Map<String, Object> without() {
        Map<String, Object> out = new LinkedHashMap<>();
        for (EntryError.Standing standing : EntryError.Standing.values()) {
            List<String> names = new ArrayList<>();
            add(names, "transition", errors.transition(), standing);
            add(names, "stationary", errors.stationary(), standing);
            errors.initial().ifPresent(law -> add(names, "initial", law, standing));
            add(names, symbols ? "emission" : "mean", errors.emission(), standing);
            IntStream.range(0, errors.covariances().size())
                    .forEach(i -> add(
                            names,
                            "covariance[" + (i + 1) + "]",
                            errors.covariances().get(i),
                            standing));
            if (standing != EntryError.Standing.ESTIMATED && !names.isEmpty()) {
                out.put(standing.words(), names);
            }
        }
        return out;
    }

    private static void add(List<String> names, String prefix, ErrorTable table, EntryError.Standing standing) {
        for (int i = 0; i < table.rows(); i++) {
            for (int j = 0; j < table.columns(); j++) {
                if (table.get(i, j).standing() == standing) {
                    names.add(
                            table.rows() == 1
                                    ? prefix + "[" + (j + 1) + "]"
                                    : prefix + "[" + (i + 1) + "," + (j + 1) + "]");
                }
            }
        }
    }
}

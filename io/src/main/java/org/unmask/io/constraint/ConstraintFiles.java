// SPDX-License-Identifier: Apache-2.0
package org.unmask.io.constraint;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.unmask.constraint.ConstrainedRows;
import org.unmask.constraint.Pattern;
import org.unmask.constraint.Restrictions;
import org.unmask.io.BadInputException;
import org.unmask.io.json.JsonValue;
import org.unmask.matrix.LinearSystem;
import org.unmask.matrix.Matrix;
import org.unmask.model.Alphabet;

/**
 * Documents of format {@code unmask-constraints}, version 1, or models of format {@code unmask-model} with holes: in
 * {@code initial}, {@code transition}, {@code emission} and {@code means} an entry may be {@code null} (to be learnt), a
 * number (fixed) or a word that begins with a letter (equal to all entries of that matrix with the same word). A field that
 * is not there says nothing. {@code emission} is a list of rows, over {@code symbols}, or an object that names some symbols
 * with an entry for each state. {@code covariance.values} has a matrix or {@code null} for each state.
 */
public final class ConstraintFiles {

    /** The word in the field {@code format}. */
    public static final String FORMAT = "unmask-constraints";

    private static final int VERSION = 1;

    private ConstraintFiles() {}

    /**
     * What a document says of a model of given size.
     *
     * @param document the root
     * @param states number of states
     * @param dimension number of coordinates, for points
     * @param alphabet the symbols of the data; empty for points
     * @return the restrictions
     * @throws BadInputException naming the place, what was found and what was expected
     */
    public static Restrictions read(JsonValue document, int states, int dimension, Optional<Alphabet> alphabet) {
        String format = document.field("format").text();
        if (!format.equals(FORMAT) && !format.equals("unmask-model")) {
            throw document.field("format")
                    .problem("found \"" + format + "\", expected \"" + FORMAT + "\" or \"unmask-model\"");
        }
        int version = document.field("version").integer(1);
        if (version != VERSION) {
            throw document.field("version").problem("found " + version + ", expected " + VERSION);
        }
        document.optionalField("states").ifPresent(told -> {
            if (told.integer(1) != states) {
                throw told.problem("found " + told.integer(1) + ", expected " + states + " as was asked for");
            }
        });
        Restrictions out = Restrictions.NONE;
        Optional<JsonValue> initial = document.optionalField("initial");
        if (initial.isPresent()) {
            Pattern pattern = row(Pattern.free(1, states), 0, initial.get(), states, "one for each state");
            out = out.withInitial(probabilities(initial.get(), "initial law", pattern));
        }
        Optional<JsonValue> transition = document.optionalField("transition");
        if (transition.isPresent()) {
            Pattern pattern = rows(transition.get(), states, states, "one for each state");
            out = out.withTransition(probabilities(transition.get(), "transition matrix", pattern));
        }
        Optional<JsonValue> emission = document.optionalField("emission");
        if (emission.isPresent()) {
            Alphabet symbols = alphabet.orElseThrow(
                    () -> emission.get().problem("emissions of symbols are restricted, but the data are points"));
            Pattern pattern = emission.get().isObject()
                    ? named(emission.get(), states, symbols)
                    : ordered(document, emission.get(), states, symbols);
            out = out.withEmission(probabilities(emission.get(), "emission matrix", pattern));
        }
        Optional<JsonValue> means = document.optionalField("means");
        if (means.isPresent()) {
            if (alphabet.isPresent()) {
                throw means.get().problem("means are restricted, but the data are symbols");
            }
            out = out.withMeans(rows(means.get(), states, dimension, "one for each coordinate"));
        }
        Optional<JsonValue> covariance = document.optionalField("covariance");
        if (covariance.isPresent()) {
            if (alphabet.isPresent()) {
                throw covariance.get().problem("covariances are restricted, but the data are symbols");
            }
            out = out.withCovariances(covariances(covariance.get().field("values"), states, dimension));
        }
        return out;
    }

    /** The pattern, if rows of probabilities can meet it. */
    private static Pattern probabilities(JsonValue place, String name, Pattern pattern) {
        return located(place, () -> {
            ConstrainedRows.of(name, pattern);
            return pattern;
        });
    }

    private static <T> T located(JsonValue place, Supplier<T> made) {
        try {
            return made.get();
        } catch (BadInputException placed) {
            throw placed;
        } catch (IllegalArgumentException unplaced) {
            throw place.problem(String.valueOf(unplaced.getMessage()));
        }
    }

    private static Pattern rows(JsonValue list, int rows, int columns, String each) {
        Pattern pattern = Pattern.free(rows, columns);
        List<JsonValue> elements = list.elements(rows, "one for each state");
        for (int i = 0; i < rows; i++) {
            pattern = row(pattern, i, elements.get(i), columns, each);
        }
        return pattern;
    }

    private static Pattern row(Pattern pattern, int row, JsonValue list, int columns, String each) {
        if (list.isNull()) {
            return pattern;
        }
        Pattern out = pattern;
        List<JsonValue> entries = list.elements(columns, each);
        for (int j = 0; j < columns; j++) {
            out = entry(out, row, j, entries.get(j));
        }
        return out;
    }

    private static Pattern entry(Pattern pattern, int row, int column, JsonValue value) {
        if (value.isNull()) {
            return pattern;
        }
        if (value.isText()
                && !value.text().isEmpty()
                && Character.isLetter(value.text().codePointAt(0))) {
            return pattern.withTied(row, column, value.text());
        }
        if (!value.isNumber() && !value.isText()) {
            throw value.problem("expected null (to be learnt), a number (fixed) or a word (tied)");
        }
        return pattern.withFixed(row, column, value.number());
    }

    /** An object of symbols, each with an entry for each state. */
    private static Pattern named(JsonValue object, int states, Alphabet alphabet) {
        Pattern pattern = Pattern.free(states, alphabet.size());
        for (String symbol : object.fieldNames()) {
            JsonValue list = object.field(symbol);
            int column = code(list, symbol, alphabet);
            List<JsonValue> entries = list.elements(states, "one for each state");
            for (int i = 0; i < states; i++) {
                pattern = entry(pattern, i, column, entries.get(i));
            }
        }
        return pattern;
    }

    private static int code(JsonValue place, String symbol, Alphabet alphabet) {
        OptionalInt code = alphabet.code(symbol);
        if (code.isEmpty()) {
            throw place.problem("the symbol \"" + symbol + "\" is not in the data, expected one of their "
                    + alphabet.size() + " symbols");
        }
        return code.getAsInt();
    }

    /** Rows over the symbols that the document lists, in any order. */
    private static Pattern ordered(JsonValue document, JsonValue list, int states, Alphabet alphabet) {
        JsonValue names = document.field("symbols");
        List<JsonValue> symbols = names.elements(alphabet.size(), "the symbols of the data");
        List<JsonValue> rows = list.elements(states, "one for each state");
        Pattern pattern = Pattern.free(states, alphabet.size());
        for (int i = 0; i < states; i++) {
            if (!rows.get(i).isNull()) {
                List<JsonValue> entries = rows.get(i).elements(symbols.size(), "one for each symbol");
                for (int n = 0; n < symbols.size(); n++) {
                    JsonValue symbol = symbols.get(n);
                    pattern = entry(pattern, i, code(symbol, symbol.symbol(), alphabet), entries.get(n));
                }
            }
        }
        return pattern;
    }

    private static List<Optional<Matrix>> covariances(JsonValue list, int states, int dimension) {
        List<Optional<Matrix>> out = new ArrayList<>();
        for (JsonValue value : list.elements(states, "one for each state")) {
            if (value.isNull()) {
                out.add(Optional.empty());
            } else {
                Matrix matrix =
                        value.matrix(dimension, dimension, "one for each coordinate", "one for each coordinate");
                if (!matrix.equals(matrix.transpose())
                        || LinearSystem.cholesky(matrix).isEmpty()) {
                    throw value.problem(
                            "found a matrix that is not symmetric and positive definite, expected a covariance");
                }
                out.add(Optional.of(matrix));
            }
        }
        return out;
    }
}

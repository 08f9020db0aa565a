// SPDX-License-Identifier: Apache-2.0
package org.unmask.io.model;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.unmask.io.AtomicFile;
import org.unmask.io.BadInputException;
import org.unmask.io.InputBytes;
import org.unmask.io.json.JsonText;
import org.unmask.io.json.JsonValue;
import org.unmask.matrix.Matrix;
import org.unmask.matrix.Probabilities;
import org.unmask.matrix.StochasticMatrix;
import org.unmask.model.Alphabet;
import org.unmask.model.Categorical;
import org.unmask.model.CovarianceShape;
import org.unmask.model.Covariances;
import org.unmask.model.Emission;
import org.unmask.model.Gaussian;
import org.unmask.model.Hmm;

/**
 * Models as documents of format {@code unmask-model}, version 1. What is written reads back bit for bit. Numbers may also
 * be exact fractions in quotes ({@code "3/7"}); fields that this version does not know are passed over; without
 * {@code initial} the model starts in its stationary law, without {@code symbols} they are numbered from 0.
 */
public final class ModelFiles {

    /** The word in the field {@code format}. */
    public static final String FORMAT = "unmask-model";

    /** The number in the field {@code version}. */
    public static final int VERSION = 1;

    private ModelFiles() {}

    /**
     * The model in a file.
     *
     * @param file the file, gzip or not
     * @return the model
     * @throws BadInputException naming the place, what was found and what was expected
     */
    public static Hmm read(Path file) {
        return read(JsonValue.read(file));
    }

    /**
     * The model by its name on the command line.
     *
     * @param path a file, or {@code -} for standard input
     * @return the model
     * @throws BadInputException naming the place, what was found and what was expected
     */
    public static Hmm read(String path) {
        return read(JsonValue.read(InputBytes.of(path)));
    }

    /**
     * The model in a document, or in a field of a larger one.
     *
     * @param document an object
     * @return the model
     * @throws BadInputException naming the place, what was found and what was expected
     */
    public static Hmm read(JsonValue document) {
        checkFormat(document);
        boolean categorical = isCategorical(document);
        int states = document.field("states").integer(1);
        String each = eachState(states);
        StochasticMatrix transition =
                stochastic(document.field("transition"), "transition matrix", states, states, each);
        Emission emission = categorical ? categorical(document, states) : gaussian(document, states);
        Optional<JsonValue> initial = document.optionalField("initial");
        if (initial.isEmpty()) {
            return located(document.field("transition"), () -> Hmm.stationary(transition, emission));
        }
        double[] law = numbers(initial.get(), states, each);
        return new Hmm(located(initial.get(), () -> Probabilities.of("initial law", law)), transition, emission);
    }

    /** Refuses documents of another kind or version. */
    static void checkFormat(JsonValue document) {
        String format = document.field("format").text();
        if (!format.equals(FORMAT)) {
            throw document.field("format").problem("found \"" + format + "\", expected \"" + FORMAT + "\"");
        }
        int version = document.field("version").integer(1);
        if (version != VERSION) {
            throw document.field("version")
                    .problem("found " + version + ", expected " + VERSION + "; it may come from a newer release");
        }
    }

    /** Whether the family is the categorical one; refuses unknown families. */
    static boolean isCategorical(JsonValue document) {
        String family = document.field("family").text();
        if (!family.equals("categorical") && !family.equals("gaussian")) {
            throw document.field("family")
                    .problem("found \"" + family + "\", expected \"categorical\" or \"gaussian\"");
        }
        return family.equals("categorical");
    }

    static String eachState(int states) {
        return "one for each of the " + states + " states";
    }

    /** The symbols that are named, or numbered ones. */
    static Alphabet alphabet(JsonValue document) {
        Optional<JsonValue> named = document.optionalField("symbols");
        if (named.isEmpty()) {
            List<JsonValue> rows = document.field("emission").elements();
            if (rows.isEmpty() || rows.get(0).elements().isEmpty()) {
                throw document.field("emission").problem("found no entry, expected a row for each state");
            }
            return Alphabet.numbered(rows.get(0).elements().size());
        }
        List<String> symbols =
                named.get().elements().stream().map(JsonValue::symbol).toList();
        return located(named.get(), () -> Alphabet.of(symbols));
    }

    private static Categorical categorical(JsonValue document, int states) {
        Alphabet alphabet = alphabet(document);
        JsonValue rows = document.field("emission");
        return new Categorical(
                alphabet, stochastic(rows, "emission matrix", states, alphabet.size(), eachSymbol(alphabet)));
    }

    static String eachSymbol(Alphabet alphabet) {
        return "one for each of the " + alphabet.size() + " symbols";
    }

    private static Gaussian gaussian(JsonValue document, int states) {
        JsonValue rows = document.field("means");
        Optional<JsonValue> told = document.optionalField("dimension");
        int dimension;
        if (told.isPresent()) {
            dimension = told.get().integer(1);
        } else {
            List<JsonValue> first = rows.elements();
            dimension =
                    first.isEmpty() ? 1 : Math.max(1, first.get(0).elements().size());
        }
        String each = "one for each of the " + dimension + " coordinates";
        Matrix means = rows.matrix(states, dimension, eachState(states), each);
        JsonValue covariance = document.field("covariance");
        JsonValue word = covariance.field("shape");
        CovarianceShape shape = located(word, () -> CovarianceShape.ofWord(word.text()));
        JsonValue values = covariance.field("values");
        List<Matrix> matrices = new ArrayList<>();
        for (JsonValue matrix : values.elements(states, eachState(states))) {
            matrices.add(matrix.matrix(dimension, dimension, each, each));
        }
        return new Gaussian(means, located(values, () -> new Covariances(shape, matrices)));
    }

    private static double[] numbers(JsonValue list, int length, String why) {
        list.elements(length, why);
        return list.numbers();
    }

    private static StochasticMatrix stochastic(JsonValue rows, String name, int count, int columns, String why) {
        Matrix matrix = rows.matrix(count, columns, eachState(count), why);
        return located(rows, () -> StochasticMatrix.of(name, matrix));
    }

    /** Gives what a value of the domain says against itself the place in the file. */
    static <T> T located(JsonValue place, Supplier<T> made) {
        try {
            return made.get();
        } catch (BadInputException placed) {
            throw placed;
        } catch (IllegalArgumentException unplaced) {
            throw place.problem(String.valueOf(unplaced.getMessage()));
        }
    }

    /**
     * The document of a model, as a tree for {@link JsonText}.
     *
     * @param model a categorical or Gaussian model
     * @return its fields in their order
     * @throws IllegalArgumentException when the emissions are of a kind of one's own, which has no format
     */
    public static Map<String, Object> document(Hmm model) {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("format", FORMAT);
        out.put("version", VERSION);
        if (model.emission() instanceof Categorical categorical) {
            out.put("family", "categorical");
            out.put("states", model.states());
            out.put("symbols", categorical.alphabet().symbols());
            out.put("initial", model.initial());
            out.put("transition", model.transition());
            out.put("emission", categorical.probabilities());
        } else if (model.emission() instanceof Gaussian gaussian) {
            out.put("family", "gaussian");
            out.put("states", model.states());
            out.put("dimension", gaussian.dimension());
            out.put("initial", model.initial());
            out.put("transition", model.transition());
            out.put("means", gaussian.means());
            Map<String, Object> covariance = new LinkedHashMap<>();
            covariance.put("shape", gaussian.covariances().shape().word());
            covariance.put("values", gaussian.covariances().matrices());
            out.put("covariance", covariance);
        } else {
            throw new IllegalArgumentException(
                    "emissions of " + model.emission().getClass().getSimpleName()
                            + " have no file format, expected categorical or Gaussian");
        }
        return out;
    }

    /**
     * Writes a model.
     *
     * @param file where to; what stands there is replaced in one move
     * @param model the model
     * @param more further fields after those of the model, such as provenance
     * @throws BadInputException when the file cannot be written
     */
    public static void write(Path file, Hmm model, Map<String, Object> more) {
        Map<String, Object> document = document(model);
        more.forEach(document::putIfAbsent);
        AtomicFile.write(file, JsonText.page(document));
    }
}

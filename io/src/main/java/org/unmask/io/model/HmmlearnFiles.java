// SPDX-License-Identifier: Apache-2.0
package org.unmask.io.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.unmask.io.BadInputException;
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
 * Models as the arrays of hmmlearn in one JSON object: {@code startprob_}, {@code transmat_}, and {@code emissionprob_}
 * for {@code CategoricalHMM} or {@code means_}, {@code covars_} and {@code covariance_type} for {@code GaussianHMM}. Both
 * hold their rows as this project does. {@code covars_} may have the shape that is set or the full one that is shown.
 */
public final class HmmlearnFiles {

    private HmmlearnFiles() {}

    /**
     * Reads a model.
     *
     * @param document the arrays; {@code symbols} may name the symbols
     * @return the model
     * @throws BadInputException naming the place, what was found and what was expected
     */
    public static Hmm read(JsonValue document) {
        JsonValue rows = document.field("transmat_");
        int states = rows.elements().size();
        if (states == 0) {
            throw rows.problem("found no row, expected one for each state");
        }
        String each = ModelFiles.eachState(states);
        Matrix chain = rows.matrix(states, states, each, each);
        StochasticMatrix transition = ModelFiles.located(rows, () -> StochasticMatrix.of("transition matrix", chain));
        JsonValue start = document.field("startprob_");
        start.elements(states, each);
        Probabilities initial = ModelFiles.located(start, () -> Probabilities.of("initial law", start.numbers()));
        Emission emission = document.optionalField("emissionprob_").isPresent()
                ? categorical(document, states)
                : gaussian(document, states);
        return new Hmm(initial, transition, emission);
    }

    private static Categorical categorical(JsonValue document, int states) {
        JsonValue rows = document.field("emissionprob_");
        int symbols = width(rows);
        Matrix matrix = rows.matrix(states, symbols, ModelFiles.eachState(states), "as in the first row");
        Alphabet alphabet = document.optionalField("symbols")
                .map(named -> ModelFiles.located(
                        named,
                        () -> Alphabet.of(named.elements(symbols, "one for each column of emissionprob_").stream()
                                .map(JsonValue::symbol)
                                .toList())))
                .orElseGet(() -> Alphabet.numbered(symbols));
        return new Categorical(
                alphabet, ModelFiles.located(rows, () -> StochasticMatrix.of("emission matrix", matrix)));
    }

    private static int width(JsonValue rows) {
        List<JsonValue> all = rows.elements();
        int width = all.isEmpty() ? 0 : all.get(0).elements().size();
        if (width == 0) {
            throw rows.problem("found no entry, expected a row for each state");
        }
        return width;
    }

    private static Gaussian gaussian(JsonValue document, int states) {
        JsonValue rows = document.field("means_");
        int d = width(rows);
        Matrix means = rows.matrix(states, d, ModelFiles.eachState(states), "as in the first row");
        JsonValue values = document.field("covars_");
        Optional<JsonValue> told = document.optionalField("covariance_type");
        int depth = depth(values);
        String type = told.map(JsonValue::text).orElse(depth == 3 ? "full" : depth == 2 ? "diag" : "spherical");
        CovarianceShape shape = switch (type) {
            case "full" -> CovarianceShape.FULL_PER_STATE;
            case "tied" -> CovarianceShape.FULL_SHARED;
            case "diag" -> CovarianceShape.DIAGONAL_PER_STATE;
            case "spherical" -> CovarianceShape.SPHERICAL_PER_STATE;
            default ->
                throw document.field("covariance_type")
                        .problem("found \"" + type + "\", expected full, tied, diag or spherical");
        };
        List<Matrix> matrices = new ArrayList<>();
        if (depth == 2 && shape.shared()) {
            Matrix one = values.matrix(d, d, "one for each coordinate", "one for each coordinate");
            for (int state = 0; state < states; state++) {
                matrices.add(one);
            }
        } else {
            for (JsonValue value : values.elements(states, ModelFiles.eachState(states))) {
                matrices.add(matrix(value, d));
            }
        }
        return new Gaussian(means, ModelFiles.located(values, () -> new Covariances(shape, matrices)));
    }

    /** A full matrix, a diagonal, or one variance for all coordinates. */
    private static Matrix matrix(JsonValue value, int d) {
        String each = "one for each coordinate";
        return switch (depth(value)) {
            case 0 -> Matrix.identity(d).scale(value.number());
            case 1 -> {
                value.elements(d, each);
                yield Matrix.diagonal(value.numbers());
            }
            default -> value.matrix(d, d, each, each);
        };
    }

    private static int depth(JsonValue value) {
        if (!value.isList()) {
            return 0;
        }
        List<JsonValue> elements = value.elements();
        return elements.isEmpty() ? 1 : 1 + depth(elements.get(0));
    }

    /**
     * The arrays of a model, as a tree for {@link org.unmask.io.json.JsonText}. Shared spherical and diagonal shapes, and
     * the identity, become those that hmmlearn has: one for each state.
     *
     * @param model a categorical or Gaussian model
     * @return the arrays in the shapes in which hmmlearn takes them
     * @throws IllegalArgumentException when the emissions are of another kind
     */
    public static Map<String, Object> document(Hmm model) {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("startprob_", model.initial());
        out.put("transmat_", model.transition());
        if (model.emission() instanceof Categorical categorical) {
            out.put("emissionprob_", categorical.probabilities());
            out.put("symbols", categorical.alphabet().symbols());
            return out;
        }
        if (!(model.emission() instanceof Gaussian gaussian)) {
            throw new IllegalArgumentException("hmmlearn has no emissions of "
                    + model.emission().getClass().getSimpleName() + ", expected categorical or Gaussian ones");
        }
        out.put("means_", gaussian.means());
        List<Matrix> matrices = gaussian.covariances().matrices();
        CovarianceShape shape = gaussian.covariances().shape();
        switch (shape.form()) {
            case FULL -> {
                out.put("covariance_type", shape.shared() ? "tied" : "full");
                out.put("covars_", shape.shared() ? matrices.get(0) : matrices);
            }
            case DIAGONAL -> {
                out.put("covariance_type", "diag");
                out.put(
                        "covars_",
                        matrices.stream().map(HmmlearnFiles::diagonal).toList());
            }
            case SPHERICAL, IDENTITY -> {
                out.put("covariance_type", "spherical");
                out.put(
                        "covars_",
                        matrices.stream().map(matrix -> matrix.get(0, 0)).toList());
            }
        }
        return out;
    }

    private static double[] diagonal(Matrix matrix) {
        double[] out = new double[matrix.rows()];
        for (int i = 0; i < out.length; i++) {
            out[i] = matrix.get(i, i);
        }
        return out;
    }
}

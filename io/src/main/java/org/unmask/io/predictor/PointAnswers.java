// SPDX-License-Identifier: Apache-2.0
package org.unmask.io.predictor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.unmask.io.BadInputException;
import org.unmask.io.json.JsonValue;
import org.unmask.predictor.Context;
import org.unmask.predictor.Prediction;
import org.unmask.predictor.Predictor;
import org.unmask.task.MaskedTask;

/**
 * What a predictor of points says at chosen contexts.
 *
 * @param task what is predicted from what
 * @param dimension coordinates of a token
 * @param contexts the contexts
 * @param predictions the answer to each: the mean of the outer product of the targets
 */
public record PointAnswers(MaskedTask task, int dimension, List<Context> contexts, List<Prediction> predictions) {

    /** Copies the lists. */
    public PointAnswers {
        contexts = List.copyOf(contexts);
        predictions = List.copyOf(predictions);
    }

    /**
     * The answers as a predictor.
     *
     * @return one that can be asked at these contexts only; it throws an {@link IllegalArgumentException} at others
     */
    public Predictor predictor() {
        Map<Context, Prediction> known = new HashMap<>();
        for (int n = 0; n < contexts.size(); n++) {
            known.put(contexts.get(n), predictions.get(n));
        }
        MaskedTask asked = task;
        return new Predictor() {
            @Override
            public MaskedTask task() {
                return asked;
            }

            @Override
            public Prediction predict(Context context) {
                return Optional.ofNullable(known.get(context))
                        .orElseThrow(() -> new IllegalArgumentException(
                                "there is no answer for the context " + context + ", expected one of those given"));
            }
        };
    }

    /**
     * Whether a document holds answers about points and not about symbols.
     *
     * @param document as {@code predict} prints it
     * @return true when the first context holds a list of numbers
     */
    public static boolean areIn(JsonValue document) {
        return document.field("contexts").elements().stream()
                .limit(1)
                .flatMap(context -> context.elements().stream())
                .anyMatch(JsonValue::isList);
    }

    /**
     * Reads answers.
     *
     * @param document {@code {"contexts":[…],"predictions":[…]}}
     * @param task what is predicted from what
     * @return the answers
     * @throws BadInputException naming the place, what was found and what was expected
     */
    public static PointAnswers read(JsonValue document, MaskedTask task) {
        List<JsonValue> asked = document.field("contexts").elements();
        if (asked.isEmpty()) {
            throw document.field("contexts").problem("found no context, expected some");
        }
        List<JsonValue> said = document.field("predictions")
                .elements(asked.size(), "one for each of the " + asked.size() + " contexts");
        int tokens = task.context().size();
        int dimension = -1;
        List<Context> contexts = new ArrayList<>();
        List<Prediction> predictions = new ArrayList<>();
        for (int n = 0; n < asked.size(); n++) {
            double[][] points = new double[tokens][];
            List<JsonValue> values = asked.get(n).elements(tokens, "one for each context position of " + task.text());
            for (int token = 0; token < tokens; token++) {
                points[token] = values.get(token).numbers();
                dimension = dimension < 0 ? points[token].length : dimension;
                if (points[token].length != dimension || dimension == 0) {
                    throw values.get(token)
                            .problem("found " + points[token].length + " coordinates, expected "
                                    + (dimension == 0 ? "at least one" : dimension + " as before"));
                }
            }
            int d = dimension < 0 ? said.get(n).elements().size() : dimension;
            contexts.add(Context.ofPoints(points));
            predictions.add(Prediction.of(
                    d,
                    task.targets().size(),
                    PredictorTables.flat(said.get(n), d, task.targets().size())));
        }
        return new PointAnswers(task, predictions.get(0).dimension(), contexts, predictions);
    }
}

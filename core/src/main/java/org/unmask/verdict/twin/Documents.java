// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.twin;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.hipparchus.FieldElement;
import org.unmask.model.FieldModel;
import org.unmask.model.ModelFamily;
import org.unmask.task.MaskedTask;
import org.unmask.verdict.Question;

/** What certificates are made of: plain trees of maps, lists, texts and numbers. */
public final class Documents {

    private Documents() {}

    /**
     * A new certificate.
     *
     * @param kind such as {@code rational-twin}
     * @param question the question it answers
     * @return its first fields, to be added to; the checker adds what follows from them
     */
    public static Map<String, Object> begun(String kind, Question question) {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("format", "unmask-certificate");
        out.put("version", 1);
        out.put("kind", kind);
        out.put("question", question(question));
        return out;
    }

    /**
     * A model in exact fractions.
     *
     * @param model the model
     * @return a model document
     */
    public static Map<String, Object> model(ExactModel model) {
        return model(model, model.expand(), Fractions::text);
    }

    static List<String> texts(Question question) {
        return question.tasks().tasks().stream().map(MaskedTask::text).toList();
    }

    private static Map<String, Object> question(Question question) {
        ModelFamily family = question.family();
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("family", family instanceof ModelFamily.Gaussian ? "gaussian" : "categorical");
        out.put("states", family.states());
        out.put("dimension", family.dimension());
        out.put("transition", family.chain().word());
        if (family instanceof ModelFamily.Gaussian gaussian) {
            out.put("covariance", gaussian.covariance().word());
        }
        if (family instanceof ModelFamily.Gaussian) {
            out.put("loss", question.tasks().tasks().get(0).loss().word());
        }
        out.put("tasks", texts(question));
        return out;
    }

    /** A model with the family and the symbols of another. */
    static <T extends FieldElement<T>> Map<String, Object> model(
            ExactModel first, FieldModel<T> model, Function<T, Object> print) {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("format", "unmask-model");
        out.put("version", 1);
        boolean gaussian = first.isGaussian();
        out.put("family", gaussian ? "gaussian" : "categorical");
        out.put("states", first.family().states());
        if (gaussian) {
            out.put("dimension", first.family().dimension());
        } else {
            out.put("symbols", first.alphabet().symbols());
        }
        out.put("initial", Arrays.stream(model.initial()).map(print).toList());
        out.put("transition", table(model.transition(), print));
        out.put(gaussian ? "means" : "emission", table(model.means(), print));
        if (first.family() instanceof ModelFamily.Gaussian family) {
            Map<String, Object> covariance = new LinkedHashMap<>();
            covariance.put("shape", family.covariance().word());
            List<Object> values = new ArrayList<>();
            for (T[][] spread : model.spreads()) {
                values.add(table(spread, print));
            }
            covariance.put("values", values);
            out.put("covariance", covariance);
        }
        return out;
    }

    private static <T> List<List<Object>> table(T[][] rows, Function<T, Object> print) {
        return Arrays.stream(rows)
                .map(row -> Arrays.stream(row).map(print).toList())
                .toList();
    }
}

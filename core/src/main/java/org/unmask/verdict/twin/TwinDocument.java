// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.twin;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.hipparchus.FieldElement;
import org.hipparchus.fraction.BigFraction;
import org.hipparchus.fraction.BigFractionField;
import org.hipparchus.util.Binary64;
import org.hipparchus.util.Binary64Field;
import org.unmask.model.FieldModel;
import org.unmask.model.ModelFamily;
import org.unmask.model.Parameterization;
import org.unmask.task.MaskedTask;
import org.unmask.verdict.Question;
import org.unmask.verdict.check.CertificateChecker;

/** Writes twins as documents: plain trees of maps, lists, texts and numbers. */
public final class TwinDocument {

    private final Question question;
    private final ExactModel first;

    /**
     * Documents of a question.
     *
     * @param question the question
     * @param first its model
     */
    public TwinDocument(Question question, ExactModel first) {
        this.question = question;
        this.first = first;
    }

    /** A twin in exact fractions; empty when no witness tells the processes apart. */
    Optional<Map<String, Object>> rational(ExactModel second, List<ExactModel> path) {
        FieldModel<BigFraction> left = first.expand();
        FieldModel<BigFraction> right = second.expand();
        return Witness.find(BigFractionField.getInstance(), left, right).map(witness -> {
            Map<String, Object> out = head("rational-twin");
            out.put("second", model(right, Fractions::text));
            tail(out, ModelDistance.of(first.toHmm(), second.toHmm()));
            out.put(
                    "witness",
                    witness(
                            witness,
                            Fractions.text(witness.value(BigFractionField.getInstance(), left)),
                            Fractions.text(witness.value(BigFractionField.getInstance(), right))));
            if (!path.isEmpty()) {
                out.put(
                        "path",
                        path.stream()
                                .map(point -> point.free().stream()
                                        .map(Fractions::text)
                                        .toList())
                                .toList());
            }
            return sealed(out);
        });
    }

    /** A twin near which the true one exists. */
    Optional<Map<String, Object>> enclosed(
            String kind, double[] second, List<double[]> path, Map<String, Object> proof) {
        FieldModel<Binary64> left = doubles(
                first.free().stream().mapToDouble(BigFraction::doubleValue).toArray());
        FieldModel<Binary64> right = doubles(second);
        return Witness.find(Binary64Field.getInstance(), left, right).map(witness -> {
            Map<String, Object> out = head(kind);
            out.put("second", model(right, Binary64::getReal));
            tail(
                    out,
                    ModelDistance.of(
                            first.toHmm(), Parameterization.of(first.family()).toModel(second, first.alphabet())));
            out.put(
                    "witness",
                    witness(
                            witness,
                            Fractions.text(witness.value(BigFractionField.getInstance(), first.expand())),
                            witness.value(Binary64Field.getInstance(), right).getReal()));
            out.put("proof", proof);
            if (!path.isEmpty()) {
                out.put(
                        "path",
                        path.stream()
                                .map(point -> Arrays.stream(point).boxed().toList())
                                .toList());
            }
            return sealed(out);
        });
    }

    private FieldModel<Binary64> doubles(double[] free) {
        Binary64[] numbers = Arrays.stream(free).mapToObj(Binary64::new).toArray(Binary64[]::new);
        return Parameterization.of(first.family()).expand(Binary64Field.getInstance(), numbers);
    }

    private Map<String, Object> head(String kind) {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("format", "unmask-certificate");
        out.put("version", 1);
        out.put("kind", kind);
        out.put("question", question(question));
        out.put("first", model(first.expand(), Fractions::text));
        return out;
    }

    private void tail(Map<String, Object> out, double distance) {
        out.put("tasks", texts(question));
        out.put("predictorDifference", 0);
        out.put("parameterDistance", distance);
    }

    private static Map<String, Object> sealed(Map<String, Object> document) {
        document.put("digest", CertificateChecker.digest(document));
        return java.util.Collections.unmodifiableMap(document);
    }

    private static List<String> texts(Question question) {
        return question.tasks().tasks().stream().map(MaskedTask::text).toList();
    }

    /** The question's part of a document. */
    static Map<String, Object> question(Question question) {
        ModelFamily family = question.family();
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("family", family instanceof ModelFamily.Gaussian ? "gaussian" : "categorical");
        out.put("states", family.states());
        out.put("dimension", family.dimension());
        out.put("transition", family.chain().word());
        if (family instanceof ModelFamily.Gaussian gaussian) {
            out.put("covariance", gaussian.covariance().word());
        }
        out.put("tasks", texts(question));
        out.put("at", question.atWord());
        return out;
    }

    private <T extends FieldElement<T>> Map<String, Object> model(FieldModel<T> model, Function<T, Object> print) {
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

    private Map<String, Object> witness(Witness witness, Object left, Object right) {
        Map<String, Object> out = new LinkedHashMap<>();
        if (first.isGaussian()) {
            List<List<Integer>> factors = new ArrayList<>();
            for (int t = 0; t < witness.factors().size(); t++) {
                for (int coordinate : witness.factors().get(t)) {
                    factors.add(List.of(t + 1, coordinate + 1));
                }
            }
            out.put("moment", factors);
        } else {
            out.put(
                    "word",
                    witness.factors().stream()
                            .map(symbol -> first.alphabet().symbols().get(symbol.get(0)))
                            .toList());
        }
        out.put("first", left);
        out.put("second", right);
        return out;
    }
}

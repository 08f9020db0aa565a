// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.twin;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hipparchus.fraction.BigFraction;
import org.hipparchus.fraction.BigFractionField;
import org.hipparchus.util.Binary64;
import org.hipparchus.util.Binary64Field;
import org.unmask.model.FieldModel;
import org.unmask.model.Parameterization;
import org.unmask.verdict.Question;

/** Writes twins as documents: plain trees of maps, lists, texts and numbers. */
final class TwinDocument {

    private final Question question;
    private final ExactModel first;

    TwinDocument(Question question, ExactModel first) {
        this.question = question;
        this.first = first;
    }

    /** A twin in exact fractions; empty when no witness tells the processes apart. */
    Optional<Map<String, Object>> rational(ExactModel second, List<ExactModel> path) {
        FieldModel<BigFraction> left = first.expand();
        FieldModel<BigFraction> right = second.expand();
        return Witness.find(Binary64Field.getInstance(), doubles(first), doubles(second))
                .map(witness -> {
                    Map<String, Object> out = head("rational-twin");
                    out.put("second", Documents.model(first, right, Fractions::text));
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
                    return Documents.sealed(out);
                });
    }

    /** A twin near which the true one exists. */
    Optional<Map<String, Object>> enclosed(
            String kind, double[] second, List<double[]> path, Map<String, Object> proof) {
        FieldModel<Binary64> left = doubles(first);
        FieldModel<Binary64> right = doubles(second);
        return Witness.find(Binary64Field.getInstance(), left, right).map(witness -> {
            Map<String, Object> out = head(kind);
            out.put("second", Documents.model(first, right, Binary64::getReal));
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
            return Documents.sealed(out);
        });
    }

    private FieldModel<Binary64> doubles(ExactModel model) {
        return doubles(
                model.free().stream().mapToDouble(BigFraction::doubleValue).toArray());
    }

    private FieldModel<Binary64> doubles(double[] free) {
        Binary64[] numbers = Arrays.stream(free).mapToObj(Binary64::new).toArray(Binary64[]::new);
        return Parameterization.of(first.family()).expand(Binary64Field.getInstance(), numbers);
    }

    private Map<String, Object> head(String kind) {
        Map<String, Object> out = Documents.begun(kind, question);
        out.put("first", Documents.model(first));
        return out;
    }

    private void tail(Map<String, Object> out, double distance) {
        out.put("tasks", Documents.texts(question));
        out.put("predictorDifference", 0);
        out.put("parameterDistance", distance);
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

// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.twin;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hipparchus.fraction.BigFraction;
import org.hipparchus.util.Binary64;
import org.hipparchus.util.Binary64Field;
import org.unmask.model.FieldModel;
import org.unmask.model.Parameterization;
import org.unmask.verdict.Question;

/** Writes down what a twin claims; the checker adds what follows: values of the witness, distance, digests. */
final class TwinDocument {

    private static final String SAME = "the two models may be the same process";

    private final Question question;
    private final ExactModel first;

    TwinDocument(Question question, ExactModel first) {
        this.question = question;
        this.first = first;
    }

    /** A twin in exact fractions; empty when no witness tells the processes apart, unless they may be the same. */
    Optional<Map<String, Object>> rational(ExactModel second, List<ExactModel> path, boolean same) {
        Optional<Map<String, Object>> found = witness(doubles(second));
        Optional<Map<String, Object>> none = same ? Optional.of(Map.of("none", SAME)) : Optional.empty();
        return found.or(() -> none).map(witness -> {
            Map<String, Object> out = begun(FoundTwin.Kind.RATIONAL_TWIN, witness);
            out.put("second", Documents.model(first, second.expand(), Fractions::text));
            if (!path.isEmpty()) {
                out.put("path", path.stream().map(TwinDocument::texts).toList());
            }
            return out;
        });
    }

    private static List<String> texts(ExactModel point) {
        return point.free().stream().map(Fractions::text).toList();
    }

    /** A twin near which the true one exists. */
    Optional<Map<String, Object>> enclosed(FoundTwin.Kind kind, double[] second, List<double[]> path) {
        FieldModel<Binary64> right = doubles(second);
        return witness(right).map(witness -> {
            Map<String, Object> out = begun(kind, witness);
            out.put("second", Documents.model(first, right, Binary64::getReal));
            if (!path.isEmpty()) {
                out.put(
                        "path",
                        path.stream()
                                .map(point -> Arrays.stream(point).boxed().toList())
                                .toList());
            }
            return out;
        });
    }

    private Map<String, Object> begun(FoundTwin.Kind kind, Map<String, Object> witness) {
        Map<String, Object> out = Documents.begun(kind.word(), question);
        out.put("first", Documents.model(first));
        out.put("witness", witness);
        return out;
    }

    private FieldModel<Binary64> doubles(ExactModel model) {
        return doubles(
                model.free().stream().mapToDouble(BigFraction::doubleValue).toArray());
    }

    private FieldModel<Binary64> doubles(double[] free) {
        Binary64[] numbers = Arrays.stream(free).mapToObj(Binary64::new).toArray(Binary64[]::new);
        return Parameterization.of(first.family()).expand(Binary64Field.getInstance(), numbers);
    }

    private Optional<Map<String, Object>> witness(FieldModel<Binary64> second) {
        return Witness.find(Binary64Field.getInstance(), doubles(first), second).map(witness -> {
            Map<String, Object> out = new LinkedHashMap<>();
            if (first.isGaussian()) {
                out.put("moment", pairs(witness));
            } else {
                out.put(
                        "word",
                        witness.factors().stream()
                                .map(symbol -> first.alphabet().symbols().get(symbol.get(0)))
                                .toList());
            }
            return out;
        });
    }

    /** Position and coordinate, both from 1, of each factor of a moment. */
    private static List<List<Integer>> pairs(Witness witness) {
        List<List<Integer>> factors = new ArrayList<>();
        for (int t = 0; t < witness.factors().size(); t++) {
            for (int coordinate : witness.factors().get(t)) {
                factors.add(List.of(t + 1, coordinate + 1));
            }
        }
        return factors;
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.document;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.unmask.verdict.check.Family;
import org.unmask.verdict.check.Matrix;
import org.unmask.verdict.check.Model;
import org.unmask.verdict.check.Ratio;

/** Reads models and writes them as they must be written. */
final class ModelDocument {

    private ModelDocument() {}

    /** The free parameters of a model; all else in its document is for a comparison to look at. */
    static List<Ratio> free(Family family, Tree model) {
        int k = family.states();
        int d = family.dimension();
        List<Matrix<Ratio>> covariances = new ArrayList<>();
        if (family.gaussian()) {
            Tree values = model.get("covariance").get("values");
            values.list(k).forEach(value -> covariances.add(value.table(d, d)));
        }
        return family.free(new Model<>(
                model.get("initial").ratios(k),
                model.get("transition").table(k, k),
                model.get(means(family)).table(k, d),
                covariances));
    }

    private static String means(Family family) {
        return family.gaussian() ? "means" : "emission";
    }

    static List<String> symbols(Family family, Tree model) {
        return model.get("symbols").list(family.dimension()).stream()
                .map(Tree::text)
                .toList();
    }

    /** With the symbols of another document, which may be called anything. */
    static Map<String, Object> of(Family family, Model<Ratio> model, Function<Ratio, Object> print, Tree like) {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("format", "unmask-model");
        out.put("version", 1);
        out.put("family", family.gaussian() ? "gaussian" : "categorical");
        out.put("states", family.states());
        if (family.gaussian()) {
            out.put("dimension", family.dimension());
        } else {
            out.put("symbols", symbols(family, like));
        }
        out.put("initial", printed(model.initial(), print));
        out.put("transition", printed(model.transition(), print));
        out.put(means(family), printed(model.means(), print));
        if (family.gaussian()) {
            List<?> values = model.covariances().stream()
                    .map(matrix -> printed(matrix, print))
                    .toList();
            out.put("covariance", new TreeMap<>(Map.of("shape", family.shape(), "values", values)));
        }
        return out;
    }

    static List<Object> printed(List<Ratio> numbers, Function<Ratio, Object> print) {
        return numbers.stream().map(print).toList();
    }

    private static List<List<Object>> printed(Matrix<Ratio> matrix, Function<Ratio, Object> print) {
        return matrix.rows().stream().map(row -> printed(row, print)).toList();
    }
}

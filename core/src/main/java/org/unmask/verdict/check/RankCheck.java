// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The rank of (free parameters -> {@link Predictors}) modulo 2^61 - 1 (4.1). It never exceeds the true rank; that it is not
 * smaller is certain but for bad luck with the prime and, at a generic point, with the points.
 */
final class RankCheck {

    private RankCheck() {}

    /** A point without pattern: iterates of a quadratic map that starts from a number drawn once and for all. */
    static List<Residue> point(Family family, int draw) {
        Residue base = new Residue(1_404_421_098_308_133_187L + draw);
        List<Residue> out = new ArrayList<>();
        Residue iterate = base;
        for (int i = 0; i < family.parameters(); i++) {
            iterate = iterate.times(iterate).plus(base);
            out.add(iterate);
        }
        return out;
    }

    /** The Jacobian at a point, row by row. */
    static List<List<Residue>> slopes(Family family, List<Task> tasks, List<Residue> point) {
        return Predictors.rows(family.expand(Dual.variables(point)), tasks).stream()
                .map(row -> row.value().slopes(point.size()))
                .toList();
    }

    /** The first minor that is not zero, at two points without pattern; refuses when their ranks differ. */
    static Linear.Minor<Residue> generic(Family family, List<Task> tasks) {
        Linear.Minor<Residue> first = Linear.minor(slopes(family, tasks, point(family, 1)));
        int second = Linear.rank(slopes(family, tasks, point(family, 2)));
        Refusal.unless(
                first.rows().size() == second,
                "the rank is " + first.rows().size() + " at one point, " + second + " at another");
        return first;
    }

    /** The first minor that is not zero at a model. */
    static Linear.Minor<Residue> at(Family family, List<Task> tasks, Tree model) {
        return Linear.minor(slopes(
                family, tasks, family.free(model).stream().map(Residue::of).toList()));
    }

    /** The minor in these rows and columns: a number that no other choice has. */
    static String minor(Family family, List<Task> tasks, List<Integer> rows, List<Integer> columns) {
        List<List<Residue>> slopes = slopes(family, tasks, point(family, 1));
        List<List<Residue>> part = Linear.list(
                rows.size(),
                i -> Linear.list(columns.size(), j -> slopes.get(rows.get(i)).get(columns.get(j))));
        return String.valueOf(Linear.minor(part).determinant().value());
    }

    /** What follows from an {@code exact-rank} document's question and model. */
    static void derive(Tree document, Family family, List<Task> tasks, Map<String, Object> out) {
        Linear.Minor<Residue> minor;
        if (document.has("model")) {
            Tree model = document.get("model");
            out.put("model", family.document(family.exact(model).map(Ratio::toString), family.symbols(model)));
            minor = at(family, tasks, model);
        } else {
            minor = generic(family, tasks);
        }
        int rank = minor.rows().size();
        out.put("rank", rank);
        out.put("nullity", family.parameters() - rank);
        out.put("prime", String.valueOf(Residue.PRIME));
        out.put("rows", minor.rows());
        out.put("columns", minor.columns());
        out.put(
                "statement",
                "the rank is " + rank + " of " + family.parameters() + ", modulo 2^61 - 1 at "
                        + (document.has("model") ? "the model" : "two points without pattern"));
    }
}

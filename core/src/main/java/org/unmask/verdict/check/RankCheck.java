// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.check;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * The rank of (free parameters -> predictors) modulo 2^61 - 1 (4.1), (4.2). It never exceeds the true rank; that it is not
 * smaller is certain but for bad luck with the prime and the points. Densities have values of their own there.
 */
final class RankCheck {

    private RankCheck() {}

    /** Numbers without pattern, always the same: an iterated polynomial would make quadratic exponents depend on each other. */
    static Iterator<Residue> draws(int seed) {
        return new Random(seed).longs(0, Residue.PRIME).mapToObj(Residue::new).iterator();
    }

    static List<Residue> point(Family family, int number) {
        Iterator<Residue> draws = draws(number);
        return Linear.list(family.parameters(), i -> draws.next());
    }

    /** The Jacobian at a point, row by row. */
    static List<List<Residue>> slopes(Family family, List<Residue> point) {
        Model<Dual<Residue>> model = family.expand(Dual.variables(point));
        List<Dual<Residue>> rows = family.gaussian()
                ? sampled(family, model, point.size())
                : Predictors.rows(family, model).plain();
        return rows.stream().map(row -> row.slopes(point.size())).toList();
    }

    /** Predictions of points at as many contexts as there are parameters: each brings something new, or none does. */
    private static List<Dual<Residue>> sampled(Family family, Model<Dual<Residue>> model, int count) {
        Predictors<Dual<Residue>> predictors = new Predictors<>(family, model);
        Iterator<Residue> draws = draws(3);
        for (Task task : family.tasks()) {
            int positions = (family.log() ? task.all() : task.context()).size();
            predictors.predict(
                    task,
                    Linear.list(count, i -> Linear.list(positions, p -> densities(family, model, predictors, draws))));
        }
        return predictors.plain();
    }

    /** The densities of a point: any values, the same for equal laws, with the slopes of their logarithms. */
    private static List<Dual<Residue>> densities(
            Family family, Model<Dual<Residue>> model, Predictors<Dual<Residue>> predictors, Iterator<Residue> draws) {
        List<Dual<Residue>> point = Linear.list(family.dimension(), i -> new Dual<>(draws.next(), List.<Residue>of()));
        List<Residue> values = Linear.list(family.states(), h -> draws.next());
        List<List<Residue>> laws = Linear.list(
                family.states(),
                h -> model.emission(h).stream().map(Dual::value).toList());
        List<Dual<Residue>> logs = predictors.logDensities(point);
        return Linear.list(family.states(), h -> {
            Residue value = values.get(laws.indexOf(laws.get(h)));
            List<Residue> slopes = logs.get(h).slopes();
            return new Dual<>(value, slopes.stream().map(value::times).toList());
        });
    }

    /** The first minor that is not zero, at two points without pattern; refuses when their ranks differ. */
    static Linear.Echelon<Residue> generic(Family family) {
        Linear.Echelon<Residue> first = Linear.echelon(slopes(family, point(family, 1)));
        int second = Linear.rank(slopes(family, point(family, 2)));
        boolean same = first.rows().size() == second;
        Refusal.unless(same, "the rank is " + first.rows().size() + " at one point, " + second + " at another");
        return first;
    }

    /** The first minor that is not zero at a model. */
    static Linear.Echelon<Residue> at(Family family, Tree model) {
        return Linear.echelon(
                slopes(family, family.free(model).stream().map(Residue::of).toList()));
    }

    /** What follows from an {@code exact-rank} document's question and model. */
    static void derive(Tree document, Family family, Map<String, Object> out) {
        boolean generic = !document.has("model");
        if (!generic) {
            Model<Ratio> model = family.exact(document.get("model"));
            boolean independent = !family.gaussian() || new Predictors<>(family, model).hasIndependentDensities();
            Refusal.unless(independent, "model has densities that depend on each other, where a rank may be too large");
            out.put("model", family.document(model.map(Ratio::toString), document.get("model")));
        }
        Linear.Echelon<Residue> minor = generic ? generic(family) : at(family, document.get("model"));
        int rank = minor.rows().size();
        out.put("rank", rank);
        out.put("nullity", family.parameters() - rank);
        out.put("prime", String.valueOf(Residue.PRIME));
        out.put("rows", minor.rows());
        out.put("columns", minor.columns());
        String where = generic ? "two points without pattern" : "the model";
        out.put("statement", "the rank is " + rank + " of " + family.parameters() + ", modulo 2^61 - 1 at " + where);
    }
}

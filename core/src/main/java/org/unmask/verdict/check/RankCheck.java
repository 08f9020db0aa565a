// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.check;

import static org.unmask.verdict.check.Matrix.list;
import static org.unmask.verdict.check.Matrix.map;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;

/**
 * The rank of (free parameters -> predictors) modulo 2^61 - 1 (4.1), (4.2). It never exceeds the true rank; that it is not
 * smaller is certain but for bad luck with the prime and the points. Densities have values of their own there.
 */
public final class RankCheck {

    private RankCheck() {}

    /**
     * What was found.
     *
     * @param rows of the first minor of the Jacobian that is not zero, in the order met
     * @param columns of it
     * @param statement in words
     */
    public record Proof(List<Integer> rows, List<Integer> columns, String statement) {}

    /** Numbers without pattern, always the same: an iterated polynomial would make quadratic exponents depend on each other. */
    private static Iterator<Residue> draws(int seed) {
        return new Random(seed).longs(0, Residue.PRIME).mapToObj(Residue::new).iterator();
    }

    static List<Residue> point(Family family, int number) {
        Iterator<Residue> draws = draws(number);
        return list(family.parameters(), i -> draws.next());
    }

    private static Matrix.Echelon<Residue> jacobian(Family family, List<Residue> point) {
        UnaryOperator<List<Dual<Residue>>> symbols =
                free -> Predictors.rows(family, family.expand(free)).plain();
        UnaryOperator<List<Dual<Residue>>> points = free -> sampled(family, family.expand(free));
        return Dual.jacobian(point, family.gaussian() ? points : symbols).echelon();
    }

    /** Predictions of points at as many contexts as there are parameters: each brings something new, or none does. */
    private static List<Dual<Residue>> sampled(Family family, Model<Dual<Residue>> model) {
        Predictors<Dual<Residue>> predictors = new Predictors<>(model);
        List<Integer> lookalikes = model.mapped(Dual::value).lookalikes();
        Iterator<Residue> draws = draws(3);
        for (Task task : family.tasks()) {
            int positions = (family.log() ? task.all() : task.context()).size();
            for (int context = 0; context < family.parameters(); context++) {
                predictors.predict(task, list(positions, p -> densities(family, predictors, lookalikes, draws)));
            }
        }
        return predictors.plain();
    }

    /** The densities of a point: any values, the same for equal laws, with the slopes of their logarithms. */
    private static List<Dual<Residue>> densities(
            Family family, Predictors<Dual<Residue>> at, List<Integer> lookalikes, Iterator<Residue> draws) {
        List<Dual<Residue>> point = list(family.dimension(), i -> new Dual<>(draws.next(), new Residue(0)));
        List<Dual<Residue>> logs = at.twiceLogDensities(point);
        List<Residue> halves = list(logs.size(), h -> draws.next());
        return list(logs.size(), h -> {
            Residue half = halves.get(lookalikes.get(h));
            return new Dual<>(half.plus(half), half.times(logs.get(h).slope()));
        });
    }

    /**
     * The rank at a model, or where there is none at two points without pattern; refuses when their ranks differ.
     *
     * @param family the question
     * @param model free parameters of the model
     * @return the rank, with its minor
     */
    public static Proof rank(Family family, Optional<List<Ratio>> model) {
        List<Residue> place = model.map(free -> map(free, Residue::of)).orElse(point(family, 1));
        Matrix.Echelon<Residue> minor = jacobian(family, place);
        int rank = minor.rows().size();
        int again = model.map(free -> rank)
                .orElseGet(() -> jacobian(family, point(family, 2)).rows().size());
        Refusal.unless(rank == again, "the rank is " + rank + " at one point, " + again + " at another");
        String where = model.isPresent() ? "the model" : "two points without pattern";
        String statement = "the rank is " + rank + " of " + family.parameters() + ", modulo 2^61 - 1 at " + where;
        return new Proof(minor.rows(), minor.columns(), statement);
    }

    /**
     * The rank as above, as a proof: refuses models with densities that depend on each other, where it may be too large.
     *
     * @param family the question
     * @param model free parameters of the model
     * @return the rank, with its minor
     */
    public static Proof prove(Family family, Optional<List<Ratio>> model) {
        boolean independent = model.stream()
                .allMatch(free -> new Predictors<>(family.exact("model", free)).hasIndependentDensities());
        Refusal.unless(independent, "model has densities that depend on each other, where a rank may be too large");
        return rank(family, model);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.check;

import java.util.ArrayList;
import java.util.List;

/**
 * All parameters of a model over a number system: initial law, transition {@code [from][to]}, emission matrix or means
 * {@code [state][coordinate]}, one covariance matrix for each state of a Gaussian model.
 */
record Parameters<N extends Num<N>>(
        List<N> initial, List<List<N>> transition, List<List<N>> means, List<List<List<N>>> covariances) {

    /** Reads a model and refuses any whose form is not that of the family; sums are left to {@link #member}. */
    static Parameters<Ratio> read(Tree model, Family family) {
        int k = family.states();
        int d = family.dimension();
        model.get("format").is("unmask-model");
        model.get("version").is(1);
        model.get("family").is(family.gaussian() ? "gaussian" : "categorical");
        model.get("states").is(k);
        List<List<List<Ratio>>> covariances = new ArrayList<>();
        if (family.gaussian()) {
            model.only(
                    "format",
                    "version",
                    "family",
                    "states",
                    "dimension",
                    "initial",
                    "transition",
                    "means",
                    "covariance");
            model.get("dimension").is(d);
            Tree covariance = model.get("covariance").only("shape", "values");
            String suffix = family.form().equals("identity") ? "" : family.shared() ? "-shared" : "-per-state";
            covariance.get("shape").is(family.form() + suffix);
            for (Tree matrix : covariance.get("values").list()) {
                covariances.add(matrix.table(d, d));
            }
            Refusal.unless(covariances.size() == k, "a covariance matrix for each state is expected");
        } else {
            model.only("format", "version", "family", "states", "symbols", "initial", "transition", "emission");
            List<String> symbols = symbols(model);
            Refusal.unless(symbols.size() == d, "the model has " + symbols.size() + " symbols, expected " + d);
        }
        List<Ratio> initial = model.get("initial").ratios();
        Refusal.unless(initial.size() == k, "the initial law has " + initial.size() + " entries, expected " + k);
        return new Parameters<>(
                initial,
                model.get("transition").table(k, k),
                model.get(family.gaussian() ? "means" : "emission").table(k, d),
                covariances);
    }

    static List<String> symbols(Tree model) {
        List<String> symbols =
                model.get("symbols").list().stream().map(Tree::text).toList();
        Refusal.unless(symbols.stream().distinct().count() == symbols.size(), "a symbol is named twice");
        return symbols;
    }

    /** Refuses a model outside the family: exact sums, no negative probability, positive definite covariances. */
    static void member(String name, Parameters<Ratio> model, Family family) {
        law(name + "'s initial law", model.initial);
        model.transition.forEach(row -> law("a row of " + name + "'s transition", row));
        if (!family.gaussian()) {
            model.means.forEach(row -> law("a row of " + name + "'s emission", row));
        }
        for (int j = 0; j < family.states(); j++) {
            Ratio next = Ratio.ZERO;
            Ratio column = Ratio.ZERO;
            for (int i = 0; i < family.states(); i++) {
                next = next.plus(
                        model.initial.get(i).times(model.transition.get(i).get(j)));
                column = column.plus(model.transition.get(i).get(j));
            }
            Refusal.unless(next.equals(model.initial.get(j)), name + " does not start in its stationary law");
            Refusal.unless(!family.doublyStochastic() || column.equals(Ratio.ONE), name + " is not doubly stochastic");
            Refusal.unless(
                    !family.doublyStochastic()
                            || model.initial.get(j).equals(Ratio.ONE.over(Ratio.of(family.states()))),
                    name + " does not start uniformly");
        }
        shape(name, model, family);
        model.covariances.forEach(matrix -> positiveDefinite(name, matrix));
    }

    /** Refuses covariances that are not of the family's shape. */
    static void shape(String name, Parameters<Ratio> model, Family family) {
        if (family.gaussian()) {
            Refusal.unless(
                    family.expand(family.free(model)).covariances().equals(model.covariances),
                    name + "'s covariances are not of the family's shape");
        }
    }

    private static void law(String name, List<Ratio> law) {
        Ratio sum = Ratio.ZERO;
        for (Ratio entry : law) {
            Refusal.unless(entry.sign() >= 0, name + " has a negative entry");
            sum = sum.plus(entry);
        }
        Refusal.unless(sum.equals(Ratio.ONE), name + " does not sum to one");
    }

    /** Every leading minor is positive. */
    private static void positiveDefinite(String name, List<List<Ratio>> matrix) {
        List<List<Ratio>> rest = new ArrayList<>();
        matrix.forEach(row -> rest.add(new ArrayList<>(row)));
        for (int c = 0; c < rest.size(); c++) {
            Ratio pivot = rest.get(c).get(c);
            Refusal.unless(pivot.sign() > 0, "a covariance of " + name + " is not positive definite");
            for (int i = c + 1; i < rest.size(); i++) {
                Ratio factor = rest.get(i).get(c).over(pivot);
                for (int j = c; j < rest.size(); j++) {
                    rest.get(i)
                            .set(
                                    j,
                                    rest.get(i)
                                            .get(j)
                                            .minus(factor.times(rest.get(c).get(j))));
                }
            }
        }
    }

    /** The parts that a relabelling of the states carries along whole: each state's emission and covariance. */
    List<N> ofState(int state) {
        List<N> out = new ArrayList<>(means.get(state));
        if (!covariances.isEmpty()) {
            covariances.get(state).forEach(out::addAll);
        }
        return out;
    }
}

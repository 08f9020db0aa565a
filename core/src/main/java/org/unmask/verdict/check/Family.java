// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.check;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * A question: its family with the free parameters in their order (the leading block of the transition matrix by rows, one row
 * less when doubly stochastic; the leading block of the emissions or all means; the free covariance entries, lower triangle by
 * rows), and its tasks.
 */
record Family(
        boolean gaussian, int states, int dimension, boolean doubly, String shape, boolean log, List<Task> tasks) {

    static Family read(Tree question) {
        boolean gaussian =
                question.get("family").word("gaussian", "categorical").equals("gaussian");
        String[] shapes = {
            "identity",
            "spherical-shared",
            "spherical-per-state",
            "diagonal-shared",
            "diagonal-per-state",
            "full-shared",
            "full-per-state"
        };
        List<Task> tasks =
                question.get("tasks").list().stream().map(Task::parse).toList();
        Set<String> known = Set.of("family", "states", "dimension", "transition", "tasks", "covariance", "loss");
        boolean complete = known.containsAll(question.fields().keySet())
                && question.fields().size() == (gaussian ? 7 : 5);
        Refusal.unless(complete && !tasks.isEmpty(), question.path() + " has a field too many or no tasks");
        Family family = new Family(
                gaussian,
                question.get("states").integer(1, 63),
                question.get("dimension").integer(1, 9999),
                question.get("transition")
                        .word("doubly-stochastic", "stationary")
                        .startsWith("d"),
                gaussian ? question.get("covariance").word(shapes) : "categorical",
                gaussian && question.get("loss").word("squared", "log").equals("log"),
                tasks);
        Refusal.unless(family.parameters() > 0, question.path() + " has no free parameter");
        return family;
    }

    int chainRows() {
        return doubly ? states - 1 : states;
    }

    int parameters() {
        int emissions = states * (gaussian ? dimension : dimension - 1);
        return chainRows() * (states - 1)
                + emissions
                + matrices() * freeEntries().size();
    }

    /** How many covariance matrices differ. */
    private int matrices() {
        return shape.endsWith("-per-state") ? states : gaussian ? 1 : 0;
    }

    /** The free entries of a covariance, row times dimension plus column, lower triangle by rows. */
    private List<Integer> freeEntries() {
        return IntStream.range(0, dimension * dimension)
                .filter(at -> at % dimension <= at / dimension)
                .filter(at -> shape.startsWith("full")
                        || (shape.startsWith("diagonal") && at % (dimension + 1) == 0)
                        || (shape.startsWith("spherical") && at == 0))
                .boxed()
                .toList();
    }

    /** The free parameters of a model's document; all others are for the comparison to look at. */
    List<Ratio> free(Tree model) {
        List<Ratio> out = new ArrayList<>();
        List<List<Ratio>> transition = model.get("transition").table(states, states);
        transition.subList(0, chainRows()).forEach(row -> out.addAll(row.subList(0, states - 1)));
        List<List<Ratio>> means = model.get(gaussian ? "means" : "emission").table(states, dimension);
        means.forEach(row -> out.addAll(row.subList(0, gaussian ? dimension : dimension - 1)));
        for (int state = 0; state < matrices(); state++) {
            Tree covariance = model.get("covariance").get("values").list(states).get(state);
            List<List<Ratio>> matrix = covariance.table(dimension, dimension);
            freeEntries().forEach(at -> out.add(matrix.get(at / dimension).get(at % dimension)));
        }
        return out;
    }

    /** The model with these free parameters, over any number system. */
    <N extends Num<N>> Model<N> expand(List<N> free) {
        N one = free.get(0).constant(Ratio.ONE);
        Iterator<N> rest = free.iterator();
        List<List<N>> transition = Linear.list(Math.max(1, chainRows()), i -> law(one, take(rest, states - 1)));
        if (doubly && states > 1) {
            List<List<N>> columns = Linear.transposed(transition);
            transition = Linear.transposed(
                    columns.stream().map(column -> law(one, column)).toList());
        }
        List<List<N>> means =
                Linear.list(states, i -> gaussian ? take(rest, dimension) : law(one, take(rest, dimension - 1)));
        List<List<List<N>>> spreads = Linear.list(matrices(), i -> covariance(one, rest));
        List<N> uniform = Collections.nCopies(states, one.constant(Ratio.ONE.over(Ratio.of(states))));
        return new Model<>(
                doubly ? uniform : Linear.stationaryLaw(transition),
                transition,
                means,
                spreads.size() == 1 ? Collections.nCopies(states, spreads.get(0)) : spreads);
    }

    private static <N> List<N> take(Iterator<N> rest, int count) {
        return Linear.list(count, i -> rest.next());
    }

    /** Completed to sum one. */
    private static <N extends Num<N>> List<N> law(N one, List<N> part) {
        return Linear.joined(part, List.of(part.stream().reduce(one, Num::minus)));
    }

    private <N extends Num<N>> List<List<N>> covariance(N one, Iterator<N> rest) {
        List<N> entries = new ArrayList<>();
        Linear.identity(dimension, one).forEach(entries::addAll);
        for (int at : freeEntries()) {
            entries.set(at, rest.next());
            entries.set(at % dimension * dimension + at / dimension, entries.get(at));
        }
        int step = shape.startsWith("spherical") ? 0 : dimension + 1;
        return Linear.list(
                dimension, i -> Linear.list(dimension, j -> entries.get(i == j ? i * step : i * dimension + j)));
    }

    /** The exact model of a document; refuses one outside the family. */
    Model<Ratio> exact(Tree model) {
        return inside(model.path(), expand(free(model)));
    }

    /** Refuses negative probabilities and covariances that are not positive definite, or may be so. */
    <N extends Num<N>> Model<N> inside(String path, Model<N> model) {
        List<List<N>> laws = gaussian ? model.transition() : Linear.joined(model.transition(), model.means());
        boolean fits = laws.stream().flatMap(List::stream).allMatch(entry -> entry.sign() >= 0);
        Refusal.unless(fits, path + " has a negative probability, or may have one");
        boolean definite = model.covariances().stream().allMatch(Linear::isPositiveDefinite);
        Refusal.unless(definite, path + ".covariance has a matrix that is not positive definite");
        return model;
    }

    /** A model as it must be written, with the symbols of another document, which may be called anything. */
    Map<String, Object> document(Model<?> model, Tree like) {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("format", "unmask-model");
        out.put("version", 1);
        out.put("family", gaussian ? "gaussian" : "categorical");
        out.put("states", states);
        out.put(gaussian ? "dimension" : "symbols", gaussian ? dimension : symbols(like));
        out.put("initial", model.initial());
        out.put("transition", model.transition());
        out.put(gaussian ? "means" : "emission", model.means());
        if (gaussian) {
            out.put("covariance", new TreeMap<>(Map.of("shape", shape, "values", model.covariances())));
        }
        return out;
    }

    List<String> symbols(Tree model) {
        return model.get("symbols").list(dimension).stream().map(Tree::text).toList();
    }
}

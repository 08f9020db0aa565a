// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.check;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A question's family, and its free parameters in their order: the leading block of the transition matrix by rows (one row
 * less when doubly stochastic), the leading block of the emissions or all means, the free covariance entries (lower triangle
 * by rows).
 */
record Family(boolean gaussian, int states, int dimension, boolean doublyStochastic, String shape, String loss) {

    static Family read(Tree question) {
        boolean gaussian = question.get("family").text().equals("gaussian");
        String shape = gaussian ? question.get("covariance").text() : "categorical";
        Refusal.unless(
                shape.matches("categorical|identity|(spherical|diagonal|full)-(shared|per-state)"),
                question.path() + ".covariance is " + shape + ", no covariance shape");
        Family family = new Family(
                gaussian,
                question.get("states").integer(),
                question.get("dimension").integer(),
                question.get("transition").text().startsWith("d"),
                shape,
                gaussian ? question.get("loss").text() : "");
        Refusal.unless(
                family.states >= 1 && family.states < 64 && family.dimension >= 1 && family.parameters() >= 1,
                question.path() + ".states or .dimension is out of range");
        return family;
    }

    /** The question as it must be written. */
    Map<String, Object> document(List<Task> tasks) {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("family", gaussian ? "gaussian" : "categorical");
        out.put("states", states);
        out.put("dimension", dimension);
        out.put("transition", doublyStochastic ? "doubly-stochastic" : "stationary");
        if (gaussian) {
            out.put("covariance", shape);
            out.put("loss", loss.equals("log") ? "log" : "squared");
        }
        out.put("tasks", tasks.stream().map(Task::text).toList());
        return out;
    }

    int chainRows() {
        return doublyStochastic ? states - 1 : states;
    }

    int chainParameters() {
        return chainRows() * (states - 1);
    }

    private boolean perState() {
        return shape.endsWith("-per-state");
    }

    int parameters() {
        int emissions = states * (gaussian ? dimension : dimension - 1);
        return chainParameters()
                + emissions
                + (perState() ? states : 1) * freeEntries().size();
    }

    /** The free parameters of a model's document; all others are for the comparison to look at. */
    List<Ratio> free(Tree model) {
        List<Ratio> out = new ArrayList<>();
        List<List<Ratio>> transition = model.get("transition").table(states, states);
        transition.stream().limit(chainRows()).forEach(row -> out.addAll(row.subList(0, states - 1)));
        List<List<Ratio>> means = model.get(gaussian ? "means" : "emission").table(states, dimension);
        means.forEach(row -> out.addAll(gaussian ? row : row.subList(0, dimension - 1)));
        for (int state = 0; state < (perState() ? states : 1) && gaussian; state++) {
            Tree covariances = model.get("covariance").get("values");
            List<List<Ratio>> matrix = covariances.list(states).get(state).table(dimension, dimension);
            freeEntries().forEach(at -> out.add(matrix.get(at / dimension).get(at % dimension)));
        }
        return out;
    }

    /** The free entries of a covariance, row times dimension plus column, lower triangle by rows. */
    private List<Integer> freeEntries() {
        if (!gaussian) {
            return List.of();
        }
        return IntStream.range(0, dimension * dimension)
                .filter(at -> at % dimension <= at / dimension)
                .filter(at -> shape.startsWith("full")
                        || (shape.startsWith("diagonal") && at % (dimension + 1) == 0)
                        || (shape.startsWith("spherical") && at == 0))
                .boxed()
                .toList();
    }

    /** The model with these free parameters, over any number system. */
    <N extends Num<N>> Model<N> expand(List<N> free) {
        N one = free.get(0).constant(Ratio.ONE);
        Iterator<N> rest = free.iterator();
        List<List<N>> transition = Linear.list(Math.max(1, chainRows()), i -> law(one, take(rest, states - 1)));
        if (doublyStochastic && states > 1) {
            List<List<N>> columns = Linear.transposed(transition);
            transition = Linear.transposed(
                    columns.stream().map(column -> law(one, column)).toList());
        }
        List<List<N>> means =
                Linear.list(states, i -> gaussian ? take(rest, dimension) : law(one, take(rest, dimension - 1)));
        List<List<List<N>>> covariances = new ArrayList<>();
        for (int state = 0; state < states && gaussian; state++) {
            covariances.add(state > 0 && !perState() ? covariances.get(0) : covariance(one, rest));
        }
        List<N> uniform = Collections.nCopies(states, one.constant(Ratio.ONE.over(Ratio.of(states))));
        List<N> initial = doublyStochastic ? uniform : Linear.stationaryLaw(transition);
        return new Model<>(initial, transition, means, covariances);
    }

    private static <N> List<N> take(Iterator<N> rest, int count) {
        return Linear.list(count, i -> rest.next());
    }

    /** Completed to sum one. */
    private static <N extends Num<N>> List<N> law(N one, List<N> part) {
        List<N> out = new ArrayList<>(part);
        out.add(part.stream().reduce(one, Num::minus));
        return out;
    }

    private <N extends Num<N>> List<List<N>> covariance(N one, Iterator<N> rest) {
        List<N> entries = new ArrayList<>();
        Linear.identity(dimension, one).forEach(entries::addAll);
        for (int at : freeEntries()) {
            N entry = rest.next();
            entries.set(at, entry);
            entries.set(at % dimension * dimension + at / dimension, entry);
        }
        boolean spherical = shape.startsWith("spherical");
        return Linear.list(
                dimension, i -> Linear.list(dimension, j -> entries.get(spherical && i == j ? 0 : i * dimension + j)));
    }

    /** The exact model of a document; refuses one outside the family. */
    Model<Ratio> exact(Tree model) {
        return inside(model.path(), expand(free(model)));
    }

    /** Refuses negative probabilities and covariances that are not positive definite, or may be so. */
    <N extends Num<N>> Model<N> inside(String path, Model<N> model) {
        List<N> probabilities = new ArrayList<>();
        model.transition().forEach(probabilities::addAll);
        (gaussian ? List.<List<N>>of() : model.means()).forEach(probabilities::addAll);
        boolean negative = probabilities.stream().anyMatch(entry -> entry.sign() < 0);
        Refusal.unless(!negative, path + " has a negative probability, or may have one");
        List<N> pivots = new ArrayList<>();
        model.covariances().forEach(matrix -> pivots.addAll(Linear.pivots(matrix)));
        boolean definite = pivots.stream().allMatch(entry -> entry.sign() > 0);
        Refusal.unless(definite, path + ".covariance has a matrix that is not positive definite");
        return model;
    }

    /** A model as it must be written. */
    Map<String, Object> document(Model<?> model, List<String> symbols) {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("format", "unmask-model");
        out.put("version", 1);
        out.put("family", gaussian ? "gaussian" : "categorical");
        out.put("states", states);
        out.put(gaussian ? "dimension" : "symbols", gaussian ? dimension : symbols);
        out.put("initial", model.initial());
        out.put("transition", model.transition());
        out.put(gaussian ? "means" : "emission", model.means());
        if (gaussian) {
            Map<String, Object> covariance = new LinkedHashMap<>();
            covariance.put("shape", shape);
            covariance.put("values", model.covariances());
            out.put("covariance", covariance);
        }
        return out;
    }

    /** The symbols of a document, which may be called anything. */
    List<String> symbols(Tree model) {
        return gaussian
                ? List.of()
                : model.get("symbols").list(dimension).stream().map(Tree::text).toList();
    }
}

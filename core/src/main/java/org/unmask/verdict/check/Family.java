// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.check;

import static org.unmask.verdict.check.Matrix.flat;
import static org.unmask.verdict.check.Matrix.identity;
import static org.unmask.verdict.check.Matrix.joined;
import static org.unmask.verdict.check.Matrix.list;
import static org.unmask.verdict.check.Matrix.map;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A question: its family with the free parameters in their order (the leading block of the transition matrix by rows, one row
 * less when doubly stochastic; the leading block of the emissions or all means; the free covariance entries, lower triangle by
 * rows), and its tasks.
 *
 * @param gaussian whether tokens are points
 * @param states how many there are
 * @param dimension of points, or how many symbols there are
 * @param doubly whether chains are doubly stochastic
 * @param shape of the covariances, such as {@code full-per-state}; {@code none} for symbols
 * @param log whether points are predicted under log loss
 * @param tasks the tasks, one at least
 */
public record Family(
        boolean gaussian, int states, int dimension, boolean doubly, String shape, boolean log, List<Task> tasks) {

    int chainRows() {
        return doubly ? states - 1 : states;
    }

    private int freeCoordinates() {
        return gaussian ? dimension : dimension - 1;
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

    /**
     * How many free parameters there are.
     *
     * @return their number
     */
    public int parameters() {
        int spread = matrices() * freeEntries().size();
        return chainRows() * (states - 1) + states * freeCoordinates() + spread;
    }

    /**
     * The free parameters of a model; whether its other entries follow from them is not looked at.
     *
     * @param model the model
     * @return the parameters
     */
    public List<Ratio> free(Model<Ratio> model) {
        List<List<Ratio>> out = new ArrayList<>();
        model.transition().rows().subList(0, chainRows()).forEach(row -> out.add(row.subList(0, states - 1)));
        model.means().rows().forEach(row -> out.add(row.subList(0, freeCoordinates())));
        for (Matrix<Ratio> covariance : model.covariances().subList(0, matrices())) {
            out.add(map(freeEntries(), flat(covariance.rows())::get));
        }
        return flat(out);
    }

    /**
     * The model with these free parameters, inside the family or not.
     *
     * @param free the parameters
     * @param <N> the number system
     * @return all parameters
     */
    public <N extends Num<N>> Model<N> expand(List<N> free) {
        N one = free.get(0).constant(Ratio.ONE);
        Iterator<N> rest = free.iterator();
        List<List<N>> laws = list(Math.max(1, chainRows()), i -> law(one, take(rest, states - 1)));
        Matrix<N> transition = new Matrix<>(laws);
        if (doubly && states > 1) {
            transition = new Matrix<>(map(transition.transposed().rows(), column -> law(one, column))).transposed();
        }
        List<List<N>> means = list(states, i -> take(rest, freeCoordinates()));
        List<Matrix<N>> spreads = list(matrices(), i -> covariance(one, rest));
        List<N> uniform = Collections.nCopies(states, one.constant(Ratio.ONE.over(Ratio.of(states))));
        return new Model<>(
                doubly ? uniform : transition.stationaryLaw(),
                transition,
                new Matrix<>(gaussian ? means : map(means, part -> law(one, part))),
                spreads.size() == 1 ? Collections.nCopies(states, spreads.get(0)) : spreads);
    }

    private static <N> List<N> take(Iterator<N> rest, int count) {
        return list(count, i -> rest.next());
    }

    /** Completed to sum one. */
    private static <N extends Num<N>> List<N> law(N one, List<N> part) {
        return joined(part, List.of(part.stream().reduce(one, Num::minus)));
    }

    private <N extends Num<N>> Matrix<N> covariance(N one, Iterator<N> rest) {
        List<N> entries = new ArrayList<>(flat(identity(dimension, one).rows()));
        for (int at : freeEntries()) {
            entries.set(at, rest.next());
            entries.set(at % dimension * dimension + at / dimension, entries.get(at));
        }
        int step = shape.startsWith("spherical") ? 0 : dimension + 1;
        return Matrix.of(dimension, dimension, (i, j) -> entries.get(i.equals(j) ? i * step : i * dimension + j));
    }

    /**
     * The model with these free parameters; refuses one outside the family.
     *
     * @param name what the model is called
     * @param free exact fractions
     * @return the model, exactly
     */
    public Model<Ratio> exact(String name, List<Ratio> free) {
        return inside(name, expand(free));
    }

    /** Refuses negative probabilities and covariances that are not positive definite, or may be so. */
    <N extends Num<N>> Model<N> inside(String name, Model<N> model) {
        List<List<N>> means = gaussian ? List.of() : model.means().rows();
        boolean fits = flat(joined(model.transition().rows(), means)).stream().allMatch(entry -> entry.sign() >= 0);
        Refusal.unless(fits, name + " has a negative probability, or may have one");
        boolean definite = model.covariances().stream().allMatch(Matrix::isPositiveDefinite);
        Refusal.unless(definite, name + ".covariance has a matrix that is not positive definite");
        return model;
    }
}

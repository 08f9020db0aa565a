// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.check;

import static org.unmask.verdict.check.Matrix.dot;
import static org.unmask.verdict.check.Matrix.flat;
import static org.unmask.verdict.check.Matrix.identity;
import static org.unmask.verdict.check.Matrix.joined;
import static org.unmask.verdict.check.Matrix.list;
import static org.unmask.verdict.check.Matrix.map;
import static org.unmask.verdict.check.Matrix.minus;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * What a question's optimal predictors are made of (1.7). The predictors of two models are equal functions of the context
 * when all {@link Rows} are equal.
 *
 * <p>Symbols: for each task, for each context (first position of the task slowest), the table of the targets (first
 * position slowest); zeros for a context that never occurs.
 *
 * <p>Points, squared loss: the predictor is {@code sum_h K(h) W(h) prod n(h_j, x_j) / sum_h W(h) prod n(h_j, x_j)} over the
 * states h under the context, and each density n is {@code exp} of a quadratic in its point. Rows are, for each task,
 * {@code K(h)} for each h and twice the logarithm of {@code W(h) exp(constants)} against that of the first h; then, once, the
 * quadratic and linear coefficients of each state's exponent against those of the first state. Quotients of exponentials
 * with equal differences are equal functions.
 *
 * <p>Points, log loss: the predictor is a density that is made of the joint law of what the states under the task's positions
 * emit, states that are known to emit one law counting as one, and of these laws; these are the rows.
 *
 * @param <N> the number system
 */
public final class Predictors<N extends Num<N>> {

    private final Model<N> model;
    private final N one;
    private final N zero;
    private final List<Integer> states;
    private final List<List<N>> coordinates;
    private final List<Bell<N>> bells;
    private final Rows<N> rows = new Rows<N>(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());

    /**
     * The rows: plain values, then sums of the logarithm of a factor and a term.
     *
     * @param plain values
     * @param factors numbers under a logarithm
     * @param terms one for each factor
     * @param <N> the number system
     */
    public record Rows<N extends Num<N>>(List<N> plain, List<N> factors, List<N> terms) {

        /**
         * The rows as numbers.
         *
         * @return the plain values, then the sums
         */
        public List<N> values() {
            return joined(plain, list(terms.size(), i -> factors.get(i).log().plus(terms.get(i))));
        }
    }

    /**
     * A state's density.
     *
     * @param linear precision times mean
     * @param length mean times precision times mean
     * @param determinant of the covariance
     */
    private record Bell<N extends Num<N>>(Matrix<N> precision, List<N> linear, N length, N determinant) {

        /** The coefficients of the exponent. */
        List<N> exponent() {
            return joined(linear, flat(precision.rows()));
        }
    }

    Predictors(Model<N> model) {
        this.model = model;
        this.one = model.initial().get(0).constant(Ratio.ONE);
        this.zero = one.constant(Ratio.ZERO);
        this.states = list(model.initial().size(), h -> h);
        this.coordinates = model.means().transposed().rows();
        this.bells = map(model.covariances().isEmpty() ? List.of() : states, this::bell);
    }

    private Bell<N> bell(int state) {
        Matrix<N> precision = model.covariances().get(state).inverse();
        List<N> mean = model.means().row(state);
        List<N> linear = precision.times(mean);
        List<N> pivots = model.covariances().get(state).echelon().pivots();
        return new Bell<>(precision, linear, dot(linear, mean), pivots.stream().reduce(one, Num::times));
    }

    /**
     * The rows of a question at a model.
     *
     * @param family the question
     * @param model the model
     * @param lookalikes for each state the first one that is known to emit the same law
     * @param <N> the number system
     * @return the rows
     */
    public static <N extends Num<N>> Rows<N> rows(Family family, Model<N> model, List<Integer> lookalikes) {
        Predictors<N> all = new Predictors<>(model);
        List<List<N>> units = identity(family.states(), all.one).rows();
        Matrix<N> looks = new Matrix<>(map(lookalikes, units::get)).transposed();
        for (Task task : family.tasks()) {
            int length = task.context().size();
            if (family.log()) {
                all.rows.plain.addAll(all.walk(task, task.all(), position -> looks.rows()));
            } else if (family.gaussian()) {
                List<N> chances = map(words(units, length), context -> all.predict(task, context));
                all.addQuotients(words(all.bells, length), chances);
            } else {
                words(all.coordinates, length).forEach(context -> all.predict(task, context));
            }
        }
        all.rows.plain.addAll(flat(family.log() ? map(all.states, model::emission) : all.exponents()));
        return all.rows;
    }

    /** The same; each state looks like itself alone. */
    static <N extends Num<N>> Rows<N> rows(Family family, Model<N> model) {
        return rows(family, model, list(family.states(), h -> h));
    }

    /** The predictions added so far. */
    List<N> plain() {
        return rows.plain;
    }

    /** All combinations of so many of these, the first slowest. */
    private static <T> List<List<T>> words(List<T> letters, int length) {
        return length == 0
                ? List.of(List.of())
                : flat(map(words(letters, length - 1), word -> map(letters, letter -> joined(word, List.of(letter)))));
    }

    /** Adds the prediction at a context, given by what its positions weigh, and after them perhaps the targets; its chance. */
    N predict(Task task, List<List<N>> context) {
        List<Integer> order = joined(task.context(), task.targets());
        IntFunction<List<List<N>>> weights = position -> {
            int at = order.indexOf(position);
            return at < context.size() ? List.of(context.get(at)) : coordinates;
        };
        N chance = walk(task, task.context(), weights).get(0);
        N scale = chance.isZero() ? zero : one.over(chance);
        rows.plain.addAll(map(walk(task, order, weights), value -> value.times(scale)));
        return chance;
    }

    /** As below, along a task's window: positions that are named have weights, others have none. */
    private List<N> walk(Task task, List<Integer> named, IntFunction<List<List<N>>> weights) {
        List<List<N>> none = List.of(map(states, h -> one));
        return walk(task.window(), t -> named.contains(task.first() + t) ? weights.apply(task.first() + t) : none);
    }

    /**
     * Sums over the paths of states of their chance times what each position weighs, one for each combination of choices of
     * the weights, the first position slowest.
     */
    private List<N> walk(int length, IntFunction<List<List<N>>> weights) {
        Matrix<N> messages = new Matrix<>(List.of(model.initial()));
        for (int t = 0; t < length; t++) {
            List<List<N>> choices = weights.apply(t);
            Matrix<N> before = t == 0 ? messages : messages.times(model.transition());
            messages = new Matrix<>(flat(map(before.rows(), chance -> map(choices, by -> product(chance, by)))));
        }
        return messages.times(map(states, h -> one));
    }

    private List<N> product(List<N> message, List<N> weight) {
        return map(states, h -> message.get(h).times(weight.get(h)));
    }

    private void addQuotients(List<List<Bell<N>>> contexts, List<N> chances) {
        boolean together = chances.stream().allMatch(chance -> chance.size() > 0);
        Refusal.unless(together, "tasks has states under a context that cannot occur together");
        List<N> spreads =
                map(contexts, seen -> seen.stream().map(Bell::determinant).reduce(one, Num::times));
        List<N> lengths = map(contexts, seen -> seen.stream().map(Bell::length).reduce(zero, Num::minus));
        List<N> factors =
                list(chances.size(), i -> chances.get(i).times(chances.get(i)).over(spreads.get(i)));
        rows.factors.addAll(map(factors, factor -> factor.over(factors.get(0))));
        rows.terms.addAll(map(lengths, length -> length.minus(lengths.get(0))));
    }

    /** How the exponents of the states' densities differ from the first one's. */
    private List<List<N>> exponents() {
        return map(bells, bell -> minus(bell.exponent(), bells.get(0).exponent()));
    }

    /** Whether no product of powers of the densities' quotients is constant. */
    boolean hasIndependentDensities() {
        return bells.isEmpty() || new Matrix<>(exponents()).rank() == states.size() - 1;
    }

    /** Twice each state's log-density at a point, but for a constant. */
    List<N> twiceLogDensities(List<N> point) {
        return map(states, h -> {
            List<N> offset = minus(point, model.means().row(h));
            N square = dot(bells.get(h).precision.times(offset), offset);
            return zero.minus(square).minus(bells.get(h).determinant.log());
        });
    }

    /** Expectation of a product of at most two coordinates at each position, or the probability of a word. */
    N moment(List<List<Integer>> factors) {
        return walk(factors.size(), t -> List.of(map(states, h -> expected(h, factors.get(t)))))
                .get(0);
    }

    private N expected(int state, List<Integer> factor) {
        N product = factor.stream().map(model.means().row(state)::get).reduce(one, Num::times);
        return factor.size() < 2
                ? product
                : product.plus(model.covariances().get(state).at(factor.get(0), factor.get(1)));
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.check;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * What a question's optimal predictors are made of (1.7). The predictors of two models are equal functions of the context
 * when all {@link Rows} are equal.
 *
 * <p>Symbols: for each task, for each context (first position of the task slowest), the table of the targets (first
 * position slowest).
 *
 * <p>Points, squared loss: the predictor is {@code sum_h K(h) W(h) prod n(h_j, x_j) / sum_h W(h) prod n(h_j, x_j)} over the
 * states h under the context, and each density n is {@code exp} of a quadratic in its point. Rows are, for each task,
 * {@code K(h)} for each h and twice the logarithm of {@code W(h) exp(constants)} against that of the first h; then, once, the
 * quadratic and linear coefficients of each state's exponent against those of the first state. Quotients of exponentials
 * with equal differences are equal functions.
 *
 * <p>Points, log loss: the predictor is a density that is made of the joint law of what the states under the task's positions
 * emit, states of one law counting as one, and of these laws; these are the rows.
 *
 * @param <N> the number system
 */
final class Predictors<N extends Num<N>> {

    private final Family family;
    private final Model<N> model;
    private final N one;
    private final N zero;
    private final int k;
    private final List<List<N>> coordinates;
    private final List<Bell<N>> bells;
    private final Rows<N> rows = new Rows<N>(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());

    /**
     * The rows: plain values, then sums of the logarithm of a factor and a term.
     *
     * @param plain values
     * @param factors numbers under a logarithm
     * @param terms one for each factor
     */
    record Rows<N extends Num<N>>(List<N> plain, List<N> factors, List<N> terms) {
        List<N> values() {
            List<N> logs = Linear.list(terms.size(), i -> factors.get(i).log().plus(terms.get(i)));
            return Linear.joined(plain, logs);
        }
    }

    /**
     * A state's density.
     *
     * @param linear precision times mean
     * @param length mean times precision times mean
     * @param determinant of the covariance
     */
    private record Bell<N>(List<List<N>> precision, List<N> linear, N length, N determinant) {}

    Predictors(Family family, Model<N> model) {
        this.family = family;
        this.model = model;
        this.one = model.initial().get(0).constant(Ratio.ONE);
        this.zero = one.constant(Ratio.ZERO);
        this.k = family.states();
        this.coordinates = Linear.transposed(model.means());
        this.bells = Linear.list(model.covariances().size(), this::bell);
    }

    /** The rows of a question at a model. */
    static <N extends Num<N>> Rows<N> rows(Family family, Model<N> model) {
        Predictors<N> predictors = new Predictors<>(family, model);
        family.tasks().forEach(predictors::add);
        Linear.list(predictors.bells.size(), h -> h).forEach(predictors::addEmission);
        return predictors.rows;
    }

    private void add(Task task) {
        List<List<N>> states = Linear.identity(k, one);
        int length = task.context().size();
        if (family.log()) {
            List<List<N>> laws =
                    Linear.list(k, model::emission).stream().distinct().toList();
            List<List<N>> alike = Linear.list(
                    laws.size(), i -> Linear.list(k, h -> model.emission(h).equals(laws.get(i)) ? one : zero));
            rows.plain.addAll(walk(choices(task, task.all(), position -> alike)));
        } else if (family.gaussian()) {
            addQuotients(words(Linear.list(k, h -> h), length), predict(task, words(states, length)));
        } else {
            predict(task, words(coordinates, length));
        }
    }

    /** The predictions added so far. */
    List<N> plain() {
        return rows.plain;
    }

    /** All combinations of so many of these, the first slowest. */
    private static <T> List<List<T>> words(List<T> letters, int length) {
        List<List<T>> out = new ArrayList<>();
        for (List<T> word : length == 0 ? List.<List<T>>of() : words(letters, length - 1)) {
            letters.forEach(letter -> out.add(Linear.joined(word, List.of(letter))));
        }
        return length == 0 ? List.of(List.of()) : out;
    }

    /** What each position of the window weighs; one, where it is not named. */
    private static <T> List<List<List<T>>> choices(Task task, List<Integer> named, IntFunction<List<List<T>>> weights) {
        return Linear.list(task.window(), t -> {
            boolean isNamed = named.contains(task.first() + t);
            return isNamed ? weights.apply(task.first() + t) : List.of(List.of());
        });
    }

    /**
     * Adds the predictions at contexts, each given by what its positions weigh, and after them perhaps the targets; gives the
     * contexts' chances. One of no chance has no predictions.
     */
    List<N> predict(Task task, List<List<List<N>>> contexts) {
        List<Integer> order = Linear.joined(task.context(), task.targets());
        List<N> chances = new ArrayList<>();
        for (List<List<N>> context : contexts) {
            IntFunction<List<List<N>>> weights = position -> {
                int at = order.indexOf(position);
                return at < context.size() ? List.of(context.get(at)) : coordinates;
            };
            N chance = walk(choices(task, task.context(), weights)).get(0);
            N scale = chance.isZero() ? one : one.over(chance);
            chances.add(chance);
            List<N> joint = chance.isZero() ? List.of(chance) : walk(choices(task, order, weights));
            joint.forEach(value -> rows.plain.add(value.times(scale)));
        }
        return chances;
    }

    /**
     * Sums over the paths of states of their chance times what each position weighs, one for each combination of choices of
     * the weights, the first position slowest; an empty weight is one.
     */
    private List<N> walk(List<List<List<N>>> choices) {
        List<List<N>> messages = List.of(model.initial());
        for (int t = 0; t < choices.size(); t++) {
            List<List<N>> next = new ArrayList<>();
            for (List<N> message : t == 0 ? messages : Linear.product(messages, model.transition())) {
                for (List<N> weight : choices.get(t)) {
                    next.add(
                            weight.isEmpty()
                                    ? message
                                    : Linear.list(k, h -> message.get(h).times(weight.get(h))));
                }
            }
            messages = next;
        }
        return messages.stream()
                .map(message -> message.stream().reduce(zero, Num::plus))
                .toList();
    }

    private Bell<N> bell(int state) {
        List<List<N>> precision = Linear.inverse(model.covariances().get(state));
        List<N> mean = model.means().get(state);
        List<N> linear = Linear.product(List.of(mean), precision).get(0);
        N determinant = Linear.echelon(model.covariances().get(state)).determinant();
        return new Bell<>(precision, linear, Linear.dot(linear, mean), determinant);
    }

    private void addQuotients(List<List<Integer>> contexts, List<N> chances) {
        List<N> factors = new ArrayList<>();
        List<N> terms = new ArrayList<>();
        for (List<Integer> context : contexts) {
            N chance = chances.get(factors.size());
            Refusal.unless(chance.size() > 0, "tasks has states under a context that cannot occur together");
            List<Bell<N>> seen = context.stream().map(bells::get).toList();
            factors.add(seen.stream().map(Bell::determinant).reduce(chance.times(chance), Num::over));
            terms.add(seen.stream().map(Bell::length).reduce(zero, Num::minus));
            rows.factors.add(factors.get(factors.size() - 1).over(factors.get(0)));
            rows.terms.add(terms.get(terms.size() - 1).minus(terms.get(0)));
        }
    }

    /** What tells a state's density from the first one; all that it is, where predictors are made of densities. */
    private void addEmission(int state) {
        rows.plain.addAll(family.log() ? model.emission(state) : Linear.less(exponent(state), one, exponent(0)));
    }

    /** The coefficients of a state's exponent: linear ones, then the precision by rows. */
    private List<N> exponent(int state) {
        Bell<N> bell = bells.get(state);
        return Linear.joined(
                bell.linear(), bell.precision().stream().flatMap(List::stream).toList());
    }

    /** Whether the densities are independent of each other: whether no product of powers of their quotients is constant. */
    boolean hasIndependentDensities() {
        return k == 1 || Linear.rank(Linear.list(k - 1, h -> Linear.less(exponent(h + 1), one, exponent(0)))) == k - 1;
    }

    /** Each state's log-density at a point, but for a constant. */
    List<N> logDensities(List<N> point) {
        return Linear.list(k, h -> {
            List<N> offset = Linear.less(point, one, model.means().get(h));
            N square = Linear.dot(
                    Linear.product(List.of(offset), bells.get(h).precision()).get(0), offset);
            return zero.minus(square).minus(bells.get(h).determinant().log()).times(one.constant(Ratio.parse("1/2")));
        });
    }

    /** Expectation of a product of at most two coordinates at each position, or the probability of a word. */
    N moment(List<List<Integer>> factors) {
        return walk(Linear.list(factors.size(), t -> List.of(expected(factors.get(t)))))
                .get(0);
    }

    private List<N> expected(List<Integer> factor) {
        return Linear.list(k, h -> {
            N product = factor.stream().map(model.means().get(h)::get).reduce(one, Num::times);
            return factor.size() < 2
                    ? product
                    : product.plus(model.covariances().get(h).get(factor.get(0)).get(factor.get(1)));
        });
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.check;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * What a question's optimal predictors are made of, row by row (1.7). The predictors of two models are equal functions of
 * the context when all rows are equal.
 *
 * <p>Symbols: for each task, for each context (first position of the task slowest), the table of the targets (first
 * position slowest).
 *
 * <p>Points: the predictor is {@code sum_h K(h) W(h) prod n(h_j, x_j) / sum_h W(h) prod n(h_j, x_j)} over the states h
 * under the context, and each density n is {@code exp} of a quadratic in its point. Rows are, for each task, {@code K(h)}
 * for each h, then twice the logarithm of {@code W(h) exp(constants)} against that of the first h; at the end, once, the
 * quadratic and linear coefficients of each state's exponent against those of the first state. Quotients of exponentials
 * with equal differences are equal functions.
 *
 * @param <N> the number system
 */
final class Predictors<N extends Num<N>> {

    /**
     * One row: the logarithm of {@code factor} (none when empty) plus {@code term}.
     *
     * @param factor a number under the logarithm
     * @param term the rest
     */
    record Row<N extends Num<N>>(Optional<N> factor, N term) {
        N value() {
            return factor.map(number -> number.log().plus(term)).orElse(term);
        }
    }

    private final Model<N> model;
    private final N one;
    private final List<List<N>> coordinates;
    private final List<Row<N>> rows = new ArrayList<>();

    private Predictors(Model<N> model) {
        this.model = model;
        this.one = model.initial().get(0).constant(Ratio.ONE);
        this.coordinates = Linear.transposed(model.means());
    }

    static <N extends Num<N>> List<Row<N>> rows(Model<N> model, List<Task> tasks) {
        Predictors<N> predictors = new Predictors<>(model);
        if (model.covariances().isEmpty()) {
            tasks.forEach(task -> predictors.addContexts(task, predictors.coordinates));
        } else {
            predictors.addGaussian(tasks);
        }
        return predictors.rows;
    }

    /** Combinations of so many out of n, the first slowest. */
    private static List<List<Integer>> words(int n, int length) {
        int count = (int) Math.round(Math.pow(n, length));
        return Linear.list(
                count, code -> Linear.list(length, p -> code / (int) Math.round(Math.pow(n, length - 1 - p)) % n));
    }

    /** The predictions at each context, a position weighing one of these; gives the chance of each context. */
    private List<N> addContexts(Task task, List<List<N>> weights) {
        List<N> chances = new ArrayList<>();
        for (List<Integer> context : words(weights.size(), task.context().size())) {
            List<List<List<N>>> choices = new ArrayList<>(Collections.nCopies(task.window(), List.of(List.of())));
            for (int p = 0; p < context.size(); p++) {
                choices.set(task.context().get(p) - task.first(), List.of(weights.get(context.get(p))));
            }
            N chance = walk(choices).get(0);
            chances.add(chance);
            task.targets().forEach(position -> choices.set(position - task.first(), coordinates));
            List<N> joint = chance.isZero() ? List.of(chance) : walk(choices);
            N scale = chance.isZero() ? one : one.over(chance);
            joint.forEach(value -> rows.add(new Row<>(Optional.empty(), value.times(scale))));
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
                    boolean unseen = weight.isEmpty();
                    next.add(Linear.list(
                            message.size(),
                            h -> unseen ? message.get(h) : message.get(h).times(weight.get(h))));
                }
            }
            messages = next;
        }
        return messages.stream()
                .map(message -> message.stream().reduce(Num::plus).orElse(one))
                .toList();
    }

    private void addGaussian(List<Task> tasks) {
        int k = model.initial().size();
        List<List<N>> indicators = Linear.identity(k, one);
        List<List<N>> exponents = Linear.list(k, h -> new ArrayList<>());
        List<N> determinants = new ArrayList<>();
        List<N> constants = new ArrayList<>();
        for (int h = 0; h < k; h++) {
            List<N> mean = model.means().get(h);
            List<List<N>> precision = Linear.inverse(model.covariances().get(h));
            List<N> linear = Linear.list(mean.size(), i -> Linear.dot(precision.get(i), mean));
            for (int i = 0; i < mean.size(); i++) {
                exponents.get(h).addAll(precision.get(i).subList(0, i + 1));
                exponents.get(h).add(linear.get(i));
            }
            determinants.add(Linear.pivots(model.covariances().get(h)).stream().reduce(one, Num::times));
            constants.add(one.minus(one).minus(Linear.dot(linear, mean)));
        }
        for (Task task : tasks) {
            List<N> factors = new ArrayList<>();
            List<N> terms = new ArrayList<>();
            List<N> chances = addContexts(task, indicators);
            for (List<Integer> context : words(k, task.context().size())) {
                N factor = chances.get(factors.size());
                Refusal.unless(factor.size() > 0, "tasks has states under a context that cannot occur together");
                factor = factor.times(factor);
                N term = one.minus(one);
                for (int h : context) {
                    factor = factor.over(determinants.get(h));
                    term = term.plus(constants.get(h));
                }
                factors.add(factor);
                terms.add(term);
            }
            for (int code = 1; code < factors.size(); code++) {
                N factor = factors.get(code).over(factors.get(0));
                rows.add(new Row<>(Optional.of(factor), terms.get(code).minus(terms.get(0))));
            }
        }
        for (List<N> exponent : exponents.subList(1, k)) {
            Linear.less(exponent, one, exponents.get(0)).forEach(entry -> rows.add(new Row<>(Optional.empty(), entry)));
        }
    }

    /** Expectation of a product of at most two coordinates at each position, or the probability of a word. */
    static <N extends Num<N>> N moment(Model<N> model, List<List<Integer>> factors) {
        Predictors<N> predictors = new Predictors<>(model);
        List<List<List<N>>> weights = new ArrayList<>();
        for (List<Integer> factor : factors) {
            weights.add(List.of(Linear.list(model.initial().size(), h -> {
                N value = predictors.one;
                for (int coordinate : factor) {
                    value = value.times(model.means().get(h).get(coordinate));
                }
                return factor.size() < 2
                        ? value
                        : value.plus(
                                model.covariances().get(h).get(factor.get(0)).get(factor.get(1)));
            })));
        }
        return predictors.walk(weights).get(0);
    }
}

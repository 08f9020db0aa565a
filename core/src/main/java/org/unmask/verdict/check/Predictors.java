// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.check;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What a question's optimal predictors are made of, row by row. The predictors of two models are equal functions of the
 * context when all rows are equal.
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
     * @param factor at most one number, under the logarithm
     * @param term the rest
     */
    record Row<N extends Num<N>>(List<N> factor, N term) {
        N value() {
            return factor.isEmpty() ? term : factor.get(0).log().plus(term);
        }
    }

    private final Parameters<N> model;
    private final int k;
    private final N zero;
    private final N one;

    private Predictors(Parameters<N> model) {
        this.model = model;
        this.k = model.transition().size();
        this.one = model.means().get(0).get(0).constant(Ratio.ONE);
        this.zero = one.constant(Ratio.ZERO);
    }

    static <N extends Num<N>> List<Row<N>> rows(Parameters<N> model, List<Task> tasks) {
        Predictors<N> predictors = new Predictors<>(model);
        List<Row<N>> rows = new ArrayList<>();
        if (model.covariances().isEmpty()) {
            tasks.forEach(task -> predictors.addTables(task, rows));
        } else {
            predictors.addGaussian(tasks, rows);
        }
        return rows;
    }

    private void addTables(Task task, List<Row<N>> rows) {
        int d = model.means().get(0).size();
        int positions = task.context().size();
        for (int code = 0; code < power(d, positions); code++) {
            List<List<N>> weights = new ArrayList<>();
            for (int p = 0; p < positions; p++) {
                int symbol = code / power(d, positions - 1 - p) % d;
                weights.add(model.means().stream().map(row -> row.get(symbol)).toList());
            }
            addQuotients(task, weights, rows);
        }
    }

    /** The predictions at one context; a context that cannot occur has none. */
    private N addQuotients(Task task, List<List<N>> weights, List<Row<N>> rows) {
        N evidence = messages(task, weights, false).get(0);
        if (evidence.isZero()) {
            rows.add(new Row<>(List.of(), zero));
            return evidence;
        }
        for (N joint : messages(task, weights, true)) {
            rows.add(new Row<>(List.of(), joint.over(evidence)));
        }
        return evidence;
    }

    private void addGaussian(List<Task> tasks, List<Row<N>> rows) {
        List<N> determinants = new ArrayList<>();
        List<N> constants = new ArrayList<>();
        List<List<N>> exponents = new ArrayList<>();
        for (int h = 0; h < k; h++) {
            Linear.Inverse<N> precision = Linear.invert(model.covariances().get(h));
            List<N> mean = model.means().get(h);
            List<N> exponent = new ArrayList<>();
            N constant = zero;
            for (int i = 0; i < mean.size(); i++) {
                N linear = zero;
                for (int j = 0; j < mean.size(); j++) {
                    linear = linear.plus(precision.matrix().get(i).get(j).times(mean.get(j)));
                    if (j <= i) {
                        exponent.add(precision.matrix().get(i).get(j));
                    }
                }
                exponent.add(linear);
                constant = constant.minus(linear.times(mean.get(i)));
            }
            exponents.add(exponent);
            determinants.add(one.over(precision.determinant()));
            constants.add(constant);
        }
        for (Task task : tasks) {
            List<N> factors = new ArrayList<>();
            List<N> terms = new ArrayList<>();
            int positions = task.context().size();
            for (int code = 0; code < power(k, positions); code++) {
                List<List<N>> weights = new ArrayList<>();
                N factor = one;
                N term = zero;
                for (int p = 0; p < positions; p++) {
                    int h = code / power(k, positions - 1 - p) % k;
                    List<N> only = new ArrayList<>(Collections.nCopies(k, zero));
                    only.set(h, one);
                    weights.add(only);
                    factor = factor.times(determinants.get(h));
                    term = term.plus(constants.get(h));
                }
                N weight = addQuotients(task, weights, rows);
                Refusal.unless(weight.size() > 0, "states under the context that cannot occur together");
                factors.add(factor.times(weight).times(weight));
                terms.add(term);
            }
            for (int code = 1; code < factors.size(); code++) {
                rows.add(new Row<>(
                        List.of(factors.get(code).over(factors.get(0))),
                        terms.get(code).minus(terms.get(0))));
            }
        }
        for (int h = 1; h < k; h++) {
            for (int e = 0; e < exponents.get(0).size(); e++) {
                rows.add(new Row<>(
                        List.of(),
                        exponents.get(h).get(e).minus(exponents.get(0).get(e))));
            }
        }
    }

    /** Sums over the paths of states; with targets, one for each combination of theirs. */
    private List<N> messages(Task task, List<List<N>> weights, boolean withTargets) {
        List<List<N>> messages = List.of(model.initial());
        List<Integer> inTime = task.targets().stream().sorted().toList();
        for (int position = task.first(); position <= task.last(); position++) {
            if (position > task.first()) {
                messages = Linear.product(messages, model.transition());
            }
            int seen = task.context().indexOf(position);
            List<List<N>> next = new ArrayList<>();
            for (List<N> message : messages) {
                if (seen >= 0) {
                    next.add(times(message, weights.get(seen)));
                } else if (withTargets && inTime.contains(position)) {
                    for (int x = 0; x < model.means().get(0).size(); x++) {
                        int coordinate = x;
                        next.add(times(
                                message,
                                model.means().stream()
                                        .map(row -> row.get(coordinate))
                                        .toList()));
                    }
                } else {
                    next.add(message);
                }
            }
            messages = next;
        }
        return messages.stream().map(this::sum).toList();
    }

    private List<N> times(List<N> a, List<N> b) {
        List<N> out = new ArrayList<>();
        for (int h = 0; h < k; h++) {
            out.add(a.get(h).times(b.get(h)));
        }
        return out;
    }

    private N sum(List<N> message) {
        return message.stream().reduce(zero, Num::plus);
    }

    static int power(int base, int exponent) {
        return Math.toIntExact(Math.round(Math.pow(base, exponent)));
    }

    /** Expectation of a product of at most two coordinates at each position, or the probability of a word. */
    static <N extends Num<N>> N moment(Parameters<N> model, List<List<Integer>> factors) {
        Predictors<N> predictors = new Predictors<>(model);
        List<N> message = model.initial();
        for (int t = 0; t < factors.size(); t++) {
            List<N> moved = t == 0
                    ? message
                    : Linear.product(List.of(message), model.transition()).get(0);
            List<N> means = new ArrayList<>();
            for (int h = 0; h < predictors.k; h++) {
                List<Integer> at = factors.get(t);
                List<N> mean = model.means().get(h);
                N value = predictors.one;
                for (int coordinate : at) {
                    value = value.times(mean.get(coordinate));
                }
                means.add(
                        at.size() < 2
                                ? value
                                : value.plus(model.covariances()
                                        .get(h)
                                        .get(at.get(0))
                                        .get(at.get(1))));
            }
            message = predictors.times(moved, means);
        }
        return predictors.sum(message);
    }
}

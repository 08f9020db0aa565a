// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.check;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * All parameters of a model over a number system: initial law, transition {@code [from][to]}, emission matrix or means
 * {@code [state][coordinate]}, one covariance matrix for each state of a Gaussian model.
 */
record Model<N>(List<N> initial, List<List<N>> transition, List<List<N>> means, List<List<List<N>>> covariances) {

    /** The same model in another number system. */
    <M> Model<M> map(Function<N, M> change) {
        return new Model<>(
                initial.stream().map(change).toList(),
                table(transition, change),
                table(means, change),
                covariances.stream().map(matrix -> table(matrix, change)).toList());
    }

    static <N, M> List<List<M>> table(List<List<N>> matrix, Function<N, M> change) {
        return matrix.stream().map(row -> row.stream().map(change).toList()).toList();
    }

    /** All numbers that belong to the last of these states, or to it and one of the others. */
    List<N> ofLast(List<Integer> order) {
        List<N> out = new ArrayList<>();
        int last = order.get(order.size() - 1);
        out.addAll(means.get(last));
        covariances.stream().skip(last).limit(1).forEach(matrix -> matrix.forEach(out::addAll));
        for (int other : order) {
            out.add(transition.get(last).get(other));
            out.add(transition.get(other).get(last));
        }
        return out;
    }
}

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
        List<List<List<M>>> spreads =
                covariances.stream().map(matrix -> table(matrix, change)).toList();
        return new Model<>(
                table(List.of(initial), change).get(0), table(transition, change), table(means, change), spreads);
    }

    static <N, M> List<List<M>> table(List<List<N>> matrix, Function<N, M> change) {
        return matrix.stream().map(row -> row.stream().map(change).toList()).toList();
    }

    /** What a state emits: its mean, then its covariance. */
    List<N> emission(int state) {
        List<N> out = new ArrayList<>(means.get(state));
        covariances.stream().skip(state).limit(1).forEach(matrix -> matrix.forEach(out::addAll));
        return out;
    }

    /** How far two models are apart: the largest difference of a parameter after the best relabelling of the states. */
    static double distance(Model<Double> first, Model<Double> second) {
        return distance(first, second, List.of(), Double.POSITIVE_INFINITY);
    }

    /** By branch and bound: that of the best relabelling that begins so, or the bound when that is smaller. */
    private static double distance(Model<Double> first, Model<Double> second, List<Integer> labels, double bound) {
        int at = labels.size();
        double best = bound;
        for (int label = 0; label < first.means.size() && at < first.means.size(); label++) {
            List<Integer> longer = Linear.joined(labels, List.of(label));
            double worst = labels.contains(label) ? bound : difference(first.emission(at), second.emission(label));
            for (int i = 0; i <= at; i++) {
                int j = longer.get(i);
                worst = Math.max(
                        worst,
                        Math.abs(first.transition.get(at).get(i)
                                - second.transition.get(label).get(j)));
                worst = Math.max(
                        worst,
                        Math.abs(first.transition.get(i).get(at)
                                - second.transition.get(j).get(label)));
            }
            best = worst < best ? Math.max(worst, distance(first, second, longer, best)) : best;
        }
        return at == first.means.size() ? 0 : best;
    }

    private static double difference(List<Double> a, List<Double> b) {
        return Linear.list(a.size(), i -> Math.abs(a.get(i) - b.get(i))).stream()
                .reduce(0.0, Math::max);
    }
}

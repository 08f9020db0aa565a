// SPDX-License-Identifier: Apache-2.0
package org.unmask.model;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.unmask.matrix.Matrix;
import org.unmask.matrix.Permutation;
import org.unmask.matrix.Probabilities;

/** Orders of states that do not depend on how they were labelled. */
public final class CanonicalOrder {

    private CanonicalOrder() {}

    /**
     * By expected token, first coordinate first, larger first; ties by staying probability.
     *
     * @param model any model
     * @return new state to old state
     */
    public static Permutation of(Hmm model) {
        Matrix means = model.emission().means();
        Comparator<Integer> byMean = (i, j) -> -Arrays.compare(means.row(i), means.row(j));
        return sorted(
                model.states(), byMean.thenComparing(i -> -model.transition().get(i, i)));
    }

    /**
     * By long-run share, larger first; ties by {@link #of}. The order in which results are shown.
     *
     * @param model any model
     * @return new state to old state
     */
    public static Permutation byShare(Hmm model) {
        Probabilities law = model.stationaryLaw();
        Matrix means = model.emission().means();
        Comparator<Integer> byShare = Comparator.comparingDouble(i -> -law.get(i));
        return sorted(model.states(), byShare.thenComparing((i, j) -> -Arrays.compare(means.row(i), means.row(j))));
    }

    private static Permutation sorted(int states, Comparator<Integer> order) {
        return Permutation.of(IntStream.range(0, states)
                .boxed()
                .sorted(order)
                .mapToInt(Integer::intValue)
                .toArray());
    }
}

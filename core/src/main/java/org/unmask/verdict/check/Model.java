// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.check;

import static org.unmask.verdict.check.Matrix.flat;
import static org.unmask.verdict.check.Matrix.joined;
import static org.unmask.verdict.check.Matrix.list;
import static org.unmask.verdict.check.Matrix.map;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * All parameters of a model.
 *
 * @param initial law of the first state
 * @param transition {@code [from][to]}
 * @param means emission matrix or means, {@code [state][coordinate]}
 * @param covariances one matrix for each state of a Gaussian model, none for symbols
 * @param <N> the number system
 */
public record Model<N extends Num<N>>(
        List<N> initial, Matrix<N> transition, Matrix<N> means, List<Matrix<N>> covariances) {

    /**
     * The same model in another number system.
     *
     * @param change from one number to the other
     * @param <M> the other system
     * @return the model
     */
    public <M extends Num<M>> Model<M> mapped(Function<N, M> change) {
        return new Model<>(
                map(initial, change),
                transition.mapped(change),
                means.mapped(change),
                map(covariances, matrix -> matrix.mapped(change)));
    }

    /**
     * What a state emits.
     *
     * @param state the state, from 0
     * @return its mean or law, then its covariance by rows
     */
    public List<N> emission(int state) {
        List<N> spread =
                covariances.isEmpty() ? List.of() : flat(covariances.get(state).rows());
        return joined(means.row(state), spread);
    }

    /**
     * Which states emit the same law.
     *
     * @return for each state the first one that does
     */
    public List<Integer> lookalikes() {
        List<List<N>> laws = list(means.rows().size(), this::emission);
        return map(laws, laws::indexOf);
    }

    /** Whether the states of another model that have these labels, and the rest in some order, are those of this one. */
    boolean isRelabelled(Model<N> other, List<Integer> labels) {
        List<Integer> states = list(initial.size(), state -> state);
        boolean fits = part(states.subList(0, labels.size())).equals(other.part(labels));
        Stream<Integer> rest = states.stream().filter(label -> !labels.contains(label));
        boolean whole = labels.size() == states.size();
        return fits && (whole || rest.anyMatch(label -> isRelabelled(other, joined(labels, List.of(label)))));
    }

    /** What some states emit, and how they follow each other. */
    private List<List<N>> part(List<Integer> states) {
        return map(states, from -> joined(emission(from), map(states, to -> transition.at(from, to))));
    }
}

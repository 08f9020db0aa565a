// SPDX-License-Identifier: Apache-2.0
package org.unmask.model;

import org.unmask.matrix.Matrix;
import org.unmask.matrix.Permutation;
import org.unmask.matrix.Probabilities;
import org.unmask.matrix.StochasticMatrix;

/**
 * A hidden Markov model (1.1): an immutable, validated value.
 *
 * @param initial law of the first state of a sequence
 * @param transition {@code states x states}: entry {@code (i, j)} is the probability of {@code j} next, given {@code i}
 *     now
 * @param emission law of a token in each state
 */
public record Hmm(Probabilities initial, StochasticMatrix transition, Emission emission) {

    /**
     * Validates that the numbers of states agree.
     *
     * @throws IllegalArgumentException naming the part that disagrees
     */
    public Hmm {
        int states = emission.states();
        if (transition.rows() != states || transition.columns() != states) {
            throw new IllegalArgumentException("the transition matrix is " + transition.rows() + " x "
                    + transition.columns() + ", expected " + states + " x " + states
                    + " as the emissions have " + states + " states");
        }
        if (initial.size() != states) {
            throw new IllegalArgumentException("the initial law has " + initial.size() + " entries, expected " + states
                    + " as the emissions have " + states + " states");
        }
    }

    /**
     * The model started in the stationary law of its chain.
     *
     * @param transition transition matrix with one closed class of states
     * @param emission law of a token in each state
     * @return the stationary model
     * @throws IllegalArgumentException when the chain has several stationary laws
     */
    public static Hmm stationary(StochasticMatrix transition, Emission emission) {
        return new Hmm(StationaryLaw.of(transition), transition, emission);
    }

    /**
     * Number of states.
     *
     * @return at least 1
     */
    public int states() {
        return emission.states();
    }

    /**
     * The long-run law of the state in a window far from the start: the initial law itself when it is invariant, the
     * stationary law else. With several closed classes it depends on the initial law.
     *
     * @return the law that masked prediction tasks refer to
     */
    public Probabilities stationaryLaw() {
        return StationaryLaw.longRun(initial, transition);
    }

    /**
     * The same model with states renamed.
     *
     * @param permutation state {@code i} of the result is state {@code permutation.get(i)} of this
     * @return the relabelled model
     */
    public Hmm permuted(Permutation permutation) {
        return new Hmm(initial.permuted(permutation), transition.permuted(permutation), emission.permuted(permutation));
    }

    /**
     * The same process with states in the canonical order: by expected token, first coordinate first, larger first.
     * Models that differ by relabelling only become equal, unless expected tokens tie.
     *
     * @return the model in canonical order
     */
    public Hmm canonical() {
        return permuted(CanonicalOrder.of(this));
    }

    /**
     * The reversed transition matrix (1.4): entry {@code (j, i)} is the probability that {@code i} came before
     * {@code j}.
     *
     * @return rows of the reversed chain; a state of stationary probability 0 keeps its forward row
     */
    public StochasticMatrix reversedTransition() {
        double[] law = stationaryLaw().toArray();
        int k = states();
        return StochasticMatrix.normalized(
                "reversed transition matrix",
                Matrix.generate(k, k, (j, i) -> law[j] > 0 ? law[i] * transition.get(i, j) : transition.get(j, i)));
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.unmask.constraint;

import java.util.List;
import java.util.Optional;
import org.unmask.matrix.Matrix;

/**
 * All that is known of a model before it is fitted. Start from {@link #NONE} and change with {@code withX}.
 *
 * @param initial pattern of the initial law, one row; empty when nothing is known
 * @param transition pattern of the transition matrix
 * @param emission pattern of the states' symbols
 * @param means pattern of the states' means, for points
 * @param covariances the covariance of each state, for points, where it is known; empty list when none is
 * @param priors prior laws
 * @param known states of tokens
 */
public record Restrictions(
        Optional<Pattern> initial,
        Optional<Pattern> transition,
        Optional<Pattern> emission,
        Optional<Pattern> means,
        List<Optional<Matrix>> covariances,
        Priors priors,
        Optional<KnownStates> known) {

    /** Nothing is known. */
    public static final Restrictions NONE = new Restrictions(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Priors.NONE,
            Optional.empty());

    /** Copies the list; patterns that say nothing are left out. */
    public Restrictions {
        initial = initial.filter(pattern -> !pattern.isFree());
        transition = transition.filter(pattern -> !pattern.isFree());
        emission = emission.filter(pattern -> !pattern.isFree());
        means = means.filter(pattern -> !pattern.isFree());
        covariances = covariances.stream().allMatch(Optional::isEmpty) ? List.of() : List.copyOf(covariances);
    }

    /**
     * Whether nothing is known.
     *
     * @return true when a fit is free
     */
    public boolean isNone() {
        return equals(NONE);
    }

    /**
     * Whether states are told apart by what is known, so that their order means something.
     *
     * @return true when anything but prior laws is known
     */
    public boolean namesStates() {
        return initial.isPresent()
                || transition.isPresent()
                || emission.isPresent()
                || means.isPresent()
                || !covariances.isEmpty()
                || known.isPresent();
    }

    /**
     * With a pattern of the initial law.
     *
     * @param pattern one row
     * @return changed restrictions
     */
    public Restrictions withInitial(Pattern pattern) {
        return new Restrictions(Optional.of(pattern), transition, emission, means, covariances, priors, known);
    }

    /**
     * With a pattern of the transition matrix.
     *
     * @param pattern square
     * @return changed restrictions
     */
    public Restrictions withTransition(Pattern pattern) {
        return new Restrictions(initial, Optional.of(pattern), emission, means, covariances, priors, known);
    }

    /**
     * With a pattern of the states' symbols.
     *
     * @param pattern a row for each state
     * @return changed restrictions
     */
    public Restrictions withEmission(Pattern pattern) {
        return new Restrictions(initial, transition, Optional.of(pattern), means, covariances, priors, known);
    }

    /**
     * With a pattern of the states' means.
     *
     * @param pattern a row for each state
     * @return changed restrictions
     */
    public Restrictions withMeans(Pattern pattern) {
        return new Restrictions(initial, transition, emission, Optional.of(pattern), covariances, priors, known);
    }

    /**
     * With covariances that are known.
     *
     * @param matrices one for each state, empty where it is to be learnt
     * @return changed restrictions
     */
    public Restrictions withCovariances(List<Optional<Matrix>> matrices) {
        return new Restrictions(initial, transition, emission, means, matrices, priors, known);
    }

    /**
     * With prior laws.
     *
     * @param laws the laws
     * @return changed restrictions
     */
    public Restrictions withPriors(Priors laws) {
        return new Restrictions(initial, transition, emission, means, covariances, laws, known);
    }

    /**
     * With states of tokens.
     *
     * @param states of all tokens, known or not
     * @return changed restrictions
     */
    public Restrictions withKnown(KnownStates states) {
        return new Restrictions(initial, transition, emission, means, covariances, priors, Optional.of(states));
    }

    /**
     * Checks that patterns have the sizes of a model.
     *
     * @param states number of states
     * @param dimension number of symbols, or of coordinates
     * @param points whether tokens are points
     * @throws IllegalArgumentException naming what does not fit
     */
    public void check(int states, int dimension, boolean points) {
        initial.ifPresent(pattern -> size("initial law", pattern, 1, states));
        transition.ifPresent(pattern -> size("transition matrix", pattern, states, states));
        emission.ifPresent(pattern -> size("emission matrix", pattern, states, dimension));
        means.ifPresent(pattern -> {
            size("means", pattern, states, dimension);
            pattern.checkFixed("means", Double::isFinite, "a finite number");
        });
        if (points && emission.isPresent()) {
            throw new IllegalArgumentException("an emission matrix is restricted, but the data are points");
        }
        if (!points && (means.isPresent() || !covariances.isEmpty())) {
            throw new IllegalArgumentException("means or covariances are restricted, but the data are symbols");
        }
        if (!covariances.isEmpty() && covariances.size() != states) {
            throw new IllegalArgumentException("there are " + covariances.size()
                    + " covariances, expected one for each of the " + states + " states");
        }
        for (Optional<Matrix> matrix : covariances) {
            if (matrix.isPresent()
                    && (matrix.get().rows() != dimension || matrix.get().columns() != dimension)) {
                throw new IllegalArgumentException(
                        "a fixed covariance is " + matrix.get().rows() + " x "
                                + matrix.get().columns() + ", expected " + dimension + " x " + dimension);
            }
        }
        known.ifPresent(all -> {
            if (all.largest() >= states) {
                throw new IllegalArgumentException(
                        "a token is known to be in state " + (all.largest() + 1) + ", expected at most " + states);
            }
        });
    }

    private static void size(String name, Pattern pattern, int rows, int columns) {
        if (pattern.rows() != rows || pattern.columns() != columns) {
            throw new IllegalArgumentException("the " + name + " of the constraints is " + pattern.rows() + " x "
                    + pattern.columns() + ", expected " + rows + " x " + columns);
        }
    }
}

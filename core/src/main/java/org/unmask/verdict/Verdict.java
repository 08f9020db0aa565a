// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The answer to a {@link Question}. Local rank never proves global identifiability: {@link Identifiable} comes from a
 * theorem alone.
 */
public sealed interface Verdict {

    /**
     * The question answered.
     *
     * @return family, tasks and point
     */
    Question question();

    /**
     * The exact rank, when it was computed.
     *
     * @return rank, nullity and error probability
     */
    Optional<ExactRank> rank();

    /**
     * Why, in one or two sentences.
     *
     * @return for a person
     */
    String reason();

    /**
     * The word of the verdict in documents.
     *
     * @return {@code identifiable}, {@code locally-identifiable}, {@code not-identifiable} or {@code undetermined}
     */
    String word();

    /**
     * Handles every case.
     *
     * @param <R> what comes of it
     * @param identifiable handles {@link Identifiable}
     * @param locally handles {@link LocallyIdentifiable}
     * @param not handles {@link NotIdentifiable}
     * @param undetermined handles {@link Undetermined}
     * @return what the handler returned
     */
    default <R> R fold(
            Function<? super Identifiable, ? extends R> identifiable,
            Function<? super LocallyIdentifiable, ? extends R> locally,
            Function<? super NotIdentifiable, ? extends R> not,
            Function<? super Undetermined, ? extends R> undetermined) {
        if (this instanceof Identifiable verdict) {
            return identifiable.apply(verdict);
        }
        if (this instanceof LocallyIdentifiable verdict) {
            return locally.apply(verdict);
        }
        if (this instanceof NotIdentifiable verdict) {
            return not.apply(verdict);
        }
        return undetermined.apply((Undetermined) this);
    }

    /**
     * Equal optimal predictors force equal parameters up to relabelling.
     *
     * @param question the question
     * @param theorem the statement that proves it
     * @param evidence its preconditions, each checked
     * @param rank the exact rank where it was computed besides
     * @param reason why
     */
    record Identifiable(
            Question question, Theorem theorem, List<Evidence> evidence, Optional<ExactRank> rank, String reason)
            implements Verdict {
        /** Copies the evidence. */
        public Identifiable {
            evidence = List.copyOf(evidence);
        }

        @Override
        public String word() {
            return "identifiable";
        }
    }

    /**
     * Only finitely many other parameters near by or far away share the predictors: the Jacobian has full rank. Whether
     * there are others is open unless a twin is shown.
     *
     * @param question the question
     * @param exactRank of nullity 0
     * @param twin another model with the same predictors, when one was found
     * @param reason why
     */
    record LocallyIdentifiable(Question question, ExactRank exactRank, Optional<Twin> twin, String reason)
            implements Verdict {
        @Override
        public Optional<ExactRank> rank() {
            return Optional.of(exactRank);
        }

        @Override
        public String word() {
            return "locally-identifiable";
        }
    }

    /**
     * A continuum of other parameters shares the predictors.
     *
     * @param question the question
     * @param exactRank of positive nullity
     * @param twin one of the others, when it was asked for and found
     * @param quantities which parameters and functions are fixed all the same; empty when not asked for
     * @param reason why
     */
    record NotIdentifiable(
            Question question, ExactRank exactRank, Optional<Twin> twin, List<Fixed> quantities, String reason)
            implements Verdict {
        /** Copies the quantities. */
        public NotIdentifiable {
            quantities = List.copyOf(quantities);
        }

        @Override
        public Optional<ExactRank> rank() {
            return Optional.of(exactRank);
        }

        @Override
        public String word() {
            return "not-identifiable";
        }
    }

    /**
     * No answer, with what is known all the same.
     *
     * @param question the question
     * @param obstacle what stood in the way
     * @param reason why there is none
     * @param rank what is known of the exact rank; a lower bound where the search was {@link Obstacle#CUT_SHORT}
     */
    record Undetermined(Question question, Obstacle obstacle, String reason, Optional<ExactRank> rank)
            implements Verdict {

        /** What can stand in the way of an answer. */
        public enum Obstacle {
            /** The model has no unique stationary law, so that the question has no meaning at it. */
            NO_UNIQUE_LAW,
            /** Exact arithmetic and floating point disagree on the rank at the model. */
            DOUBTFUL_RANK,
            /** A limit ended the search for the rank: what was found is a lower bound. */
            CUT_SHORT
        }

        /**
         * Whether the rank is a lower bound only, and the nullity an upper one.
         *
         * @return true where the search for the rank was cut short
         */
        public boolean isBound() {
            return obstacle == Obstacle.CUT_SHORT;
        }

        @Override
        public String word() {
            return "undetermined";
        }
    }
}

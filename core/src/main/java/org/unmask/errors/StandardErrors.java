// SPDX-License-Identifier: Apache-2.0
package org.unmask.errors;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Standard errors and intervals for every entry of a model, in the model's shapes.
 *
 * @param method how they were found
 * @param level probability that an interval is to cover the truth
 * @param transition errors of the transition matrix
 * @param stationary errors of its stationary law, one row
 * @param initial errors of the law of the first state when it has parameters of its own, one row
 * @param emission errors of the emission matrix, or of the means
 * @param covariances errors of each state's covariance; empty for symbols
 * @param tokens how many tokens they were found from: all, or a sample that stands for all
 * @param condition ratio of the largest to the smallest curvature of the objective, in scaled coordinates; infinite when it
 *     is flat in some direction
 * @param remarks what a reader should know, each a sentence
 */
public record StandardErrors(
        ErrorMethod method,
        double level,
        ErrorTable transition,
        ErrorTable stationary,
        Optional<ErrorTable> initial,
        ErrorTable emission,
        List<ErrorTable> covariances,
        long tokens,
        double condition,
        List<String> remarks) {

    /** Copies the lists. */
    public StandardErrors {
        covariances = List.copyOf(covariances);
        remarks = List.copyOf(remarks);
    }

    /**
     * All tables, one after another.
     *
     * @return transition, stationary law, initial law, emission, covariances
     */
    public Stream<ErrorTable> tables() {
        return Stream.of(Stream.of(transition, stationary), initial.stream(), Stream.of(emission), covariances.stream())
                .flatMap(tables -> tables);
    }

    /**
     * How many entries have a standing.
     *
     * @param standing which
     * @return the count over all tables
     */
    public long count(EntryError.Standing standing) {
        return tables().flatMap(table -> table.entries().stream())
                .filter(entry -> entry.standing() == standing)
                .count();
    }
}

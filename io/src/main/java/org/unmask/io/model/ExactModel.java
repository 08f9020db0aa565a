// SPDX-License-Identifier: Apache-2.0
package org.unmask.io.model;

import java.util.List;
import java.util.Optional;
import org.hipparchus.fraction.BigFraction;
import org.unmask.io.BadInputException;
import org.unmask.io.json.JsonValue;
import org.unmask.io.json.Rationals;
import org.unmask.model.Alphabet;

/**
 * The numbers of a categorical model file exactly: a fraction in quotes as it is written, a JSON number as the very
 * double it stands for. Rows are not checked to sum to one; a checker does that in its own arithmetic.
 *
 * @param alphabet the symbols
 * @param initial law of the first state; empty when the file leaves it to the chain
 * @param transition {@code [from][to]}
 * @param emission {@code [state][symbol]}
 */
public record ExactModel(
        Alphabet alphabet,
        Optional<List<BigFraction>> initial,
        List<List<BigFraction>> transition,
        List<List<BigFraction>> emission) {

    /** Copies the lists. */
    public ExactModel {
        initial = initial.map(List::copyOf);
        transition = transition.stream().map(List::copyOf).toList();
        emission = emission.stream().map(List::copyOf).toList();
    }

    /**
     * The exact numbers of a document.
     *
     * @param document a categorical model
     * @return its numbers
     * @throws BadInputException naming the place, what was found and what was expected
     */
    public static ExactModel read(JsonValue document) {
        ModelFiles.checkFormat(document);
        if (!ModelFiles.isCategorical(document)) {
            throw document.field("family").problem("found \"gaussian\", expected \"categorical\"");
        }
        int states = document.field("states").integer(1);
        String each = ModelFiles.eachState(states);
        Alphabet alphabet = ModelFiles.alphabet(document);
        return new ExactModel(
                alphabet,
                document.optionalField("initial").map(law -> row(law, states, each)),
                rows(document.field("transition"), states, states, each),
                rows(document.field("emission"), states, alphabet.size(), ModelFiles.eachSymbol(alphabet)));
    }

    private static List<List<BigFraction>> rows(JsonValue rows, int states, int columns, String why) {
        return rows.elements(states, ModelFiles.eachState(states)).stream()
                .map(row -> row(row, columns, why))
                .toList();
    }

    private static List<BigFraction> row(JsonValue row, int columns, String why) {
        return row.elements(columns, why).stream().map(JsonValue::rational).toList();
    }

    /**
     * Whether a document holds a fraction in quotes, so that its numbers are meant exactly.
     *
     * @param document a model
     * @return true when an entry of its transition matrix is one
     */
    public static boolean isExact(JsonValue document) {
        return document.field("transition").elements().stream()
                .flatMap(row -> row.elements().stream())
                .anyMatch(JsonValue::isText);
    }

    /**
     * The text of an entry as model files have it.
     *
     * @param entry an exact number
     * @return such as {@code 3/7}
     */
    public static String text(BigFraction entry) {
        return Rationals.text(entry);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.unmask.cli.option;

import java.util.List;
import java.util.Optional;
import org.unmask.constraint.KnownStates;
import org.unmask.data.Sequences;
import org.unmask.data.SymbolSequences;
import org.unmask.io.BadInputException;
import org.unmask.io.InputBytes;
import org.unmask.io.data.DataOptions;
import org.unmask.io.data.DataReader;
import org.unmask.io.data.TokenKind;
import org.unmask.model.Alphabet;

/**
 * The column of a table that says in which states tokens are: read as symbols, row for row beside the data. Whole numbers
 * from 1 to the number of states are those states; other words are states in their natural order.
 */
public final class StateColumn {

    private StateColumn() {}

    public static KnownStates read(InputBytes bytes, DataOptions how, String name, Sequences data, int states) {
        if (!how.transforms().isEmpty()) {
            throw new UsageException("--state-column does not go with differences or log-returns, which drop rows");
        }
        Sequences read = DataReader.read(bytes, how.withColumns(List.of(name)).withKind(TokenKind.SYMBOLS))
                .sequences();
        if (!(read instanceof SymbolSequences column) || column.tokens() != data.tokens()) {
            throw BadInputException.in(
                    bytes.name(),
                    "column \"" + name + "\" has " + read.tokens() + " rows, expected " + data.tokens()
                            + " as the data");
        }
        int[] state = states(column.alphabet(), states, bytes, name);
        int[] out = new int[data.tokens()];
        for (int t = 0; t < out.length; t++) {
            out[t] = column.code(t) == SymbolSequences.MISSING ? KnownStates.UNKNOWN : state[column.code(t)];
        }
        return KnownStates.of(out);
    }

    private static int[] states(Alphabet words, int states, InputBytes bytes, String name) {
        int[] out = new int[words.size()];
        boolean numbered =
                words.symbols().stream().allMatch(word -> number(word, states).isPresent());
        if (!numbered && words.size() > states) {
            throw BadInputException.in(
                    bytes.name(),
                    "column \"" + name + "\" names " + words.size() + " states (" + words.symbol(0) + ", "
                            + words.symbol(1) + " …), expected at most " + states);
        }
        for (int code = 0; code < out.length; code++) {
            out[code] = numbered ? number(words.symbol(code), states).orElseThrow() - 1 : code;
        }
        return out;
    }

    private static Optional<Integer> number(String word, int states) {
        try {
            int value = Integer.parseInt(word);
            return value >= 1 && value <= states ? Optional.of(value) : Optional.empty();
        } catch (NumberFormatException noNumber) {
            return Optional.empty();
        }
    }
}

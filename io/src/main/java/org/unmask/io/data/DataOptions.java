// SPDX-License-Identifier: Apache-2.0
package org.unmask.io.data;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.unmask.io.text.SequenceBreak;
import org.unmask.io.text.UnseenSymbols;
import org.unmask.model.Alphabet;

/**
 * How to read a file. Options that the format has no use for are refused, not passed over.
 *
 * @param format how the file is written down; empty to see by its name and first bytes
 * @param breaks where a text's sequences end
 * @param columns names of a table's columns in the order wanted; empty for all
 * @param sequenceColumn the column whose value says to which sequence a row belongs; rows of one sequence keep their order
 *     and need not stand together
 * @param query SQL over the view {@code data}, which is the file
 * @param header whether the first line of CSV or TSV names the columns; empty to see: it does when no cell is a number
 * @param missing what stands for a value that was not observed; empty for the default, which is NA in tables and nothing
 *     in texts. An empty cell is always missing. NaN and infinities are refused unless they are listed here.
 * @param kind what tokens are wanted
 * @param transforms changes of columns of numbers, done in this order
 * @param alphabet the symbols and their codes, such as those of a model; empty for the ones that occur
 * @param unseen what to do with symbols that the alphabet given does not have
 * @param standards what {@link Transform#STANDARDIZE} subtracts and divides by, such as a model was fitted with; empty for
 *     the means and deviations of the data themselves
 * @param preferred columns to take when none are named and the table has all of these, such as those that a model was
 *     fitted to; then a column named "sequence" beside them tells the sequences
 */
public record DataOptions(
        Optional<DataFormat> format,
        SequenceBreak breaks,
        List<String> columns,
        Optional<String> sequenceColumn,
        Optional<String> query,
        Optional<Boolean> header,
        Optional<Set<String>> missing,
        TokenKind kind,
        List<Transform> transforms,
        Optional<Alphabet> alphabet,
        UnseenSymbols unseen,
        Optional<Standards> standards,
        List<String> preferred) {

    /** Everything seen from the file itself, nothing changed. */
    public static final DataOptions DEFAULT = new DataOptions(
            Optional.empty(),
            SequenceBreak.FILE,
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            TokenKind.ANY,
            List.of(),
            Optional.empty(),
            UnseenSymbols.REFUSE,
            Optional.empty(),
            List.of());

    /**
     * Copies the collections.
     *
     * @throws IllegalArgumentException when both differences and log-returns are asked for
     */
    public DataOptions {
        columns = List.copyOf(columns);
        missing = missing.map(Set::copyOf);
        transforms = List.copyOf(transforms);
        preferred = List.copyOf(preferred);
        if (transforms.contains(Transform.DIFFERENCE) && transforms.contains(Transform.LOG_RETURN)) {
            throw new IllegalArgumentException("differences and log-returns exclude each other, expected one of them");
        }
    }

    /**
     * The same with another format.
     *
     * @param value how the file is written down
     * @return the new options
     */
    public DataOptions withFormat(DataFormat value) {
        return with(draft -> draft.format = Optional.of(value));
    }

    /**
     * The same with other ends of sequences.
     *
     * @param value where a text's sequences end
     * @return the new options
     */
    public DataOptions withBreaks(SequenceBreak value) {
        return with(draft -> draft.breaks = value);
    }

    /**
     * The same with other columns.
     *
     * @param value names in the order wanted; empty for all
     * @return the new options
     */
    public DataOptions withColumns(List<String> value) {
        return with(draft -> draft.columns = value);
    }

    /**
     * The same with a sequence column.
     *
     * @param value its name
     * @return the new options
     */
    public DataOptions withSequenceColumn(String value) {
        return with(draft -> draft.sequenceColumn = Optional.of(value));
    }

    /**
     * The same with a query.
     *
     * @param value SQL over the view {@code data}
     * @return the new options
     */
    public DataOptions withQuery(String value) {
        return with(draft -> draft.query = Optional.of(value));
    }

    /**
     * The same with or without a header.
     *
     * @param value whether the first line names the columns
     * @return the new options
     */
    public DataOptions withHeader(boolean value) {
        return with(draft -> draft.header = Optional.of(value));
    }

    /**
     * The same with other words for a missing value.
     *
     * @param value the words
     * @return the new options
     */
    public DataOptions withMissing(Set<String> value) {
        return with(draft -> draft.missing = Optional.of(value));
    }

    /**
     * The same for another kind of tokens.
     *
     * @param value what tokens are wanted
     * @return the new options
     */
    public DataOptions withKind(TokenKind value) {
        return with(draft -> draft.kind = value);
    }

    /**
     * The same with other transforms.
     *
     * @param value done in this order
     * @return the new options
     */
    public DataOptions withTransforms(List<Transform> value) {
        return with(draft -> draft.transforms = value);
    }

    /**
     * The same in codes of a given alphabet.
     *
     * @param value the symbols, such as those of a model
     * @param others what to do with others
     * @return the new options
     */
    public DataOptions withAlphabet(Alphabet value, UnseenSymbols others) {
        return with(draft -> {
            draft.alphabet = Optional.of(value);
            draft.unseen = others;
        });
    }

    /**
     * The same, standardized by given numbers.
     *
     * @param value what to subtract and to divide by
     * @return the new options
     */
    public DataOptions withStandards(Standards value) {
        return with(draft -> draft.standards = Optional.of(value));
    }

    /**
     * The same with columns to look for first.
     *
     * @param value their names
     * @return the new options
     */
    public DataOptions withPreferred(List<String> value) {
        return with(draft -> draft.preferred = value);
    }

    private DataOptions with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return new DataOptions(
                draft.format,
                draft.breaks,
                draft.columns,
                draft.sequenceColumn,
                draft.query,
                draft.header,
                draft.missing,
                draft.kind,
                draft.transforms,
                draft.alphabet,
                draft.unseen,
                draft.standards,
                draft.preferred);
    }

    /** Options while one of them is changed. */
    private static final class Draft {

        private Optional<DataFormat> format;
        private SequenceBreak breaks;
        private List<String> columns;
        private Optional<String> sequenceColumn;
        private Optional<String> query;
        private Optional<Boolean> header;
        private Optional<Set<String>> missing;
        private TokenKind kind;
        private List<Transform> transforms;
        private Optional<Alphabet> alphabet;
        private UnseenSymbols unseen;
        private Optional<Standards> standards;
        private List<String> preferred;

        Draft(DataOptions from) {
            format = from.format;
            breaks = from.breaks;
            columns = from.columns;
            sequenceColumn = from.sequenceColumn;
            query = from.query;
            header = from.header;
            missing = from.missing;
            kind = from.kind;
            transforms = from.transforms;
            alphabet = from.alphabet;
            unseen = from.unseen;
            standards = from.standards;
            preferred = from.preferred;
        }
    }
}

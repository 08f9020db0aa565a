// SPDX-License-Identifier: Apache-2.0
package org.unmask.io.data;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.unmask.data.PointSequences;
import org.unmask.data.Sequences;
import org.unmask.data.SymbolSequences;
import org.unmask.data.SymbolStream;
import org.unmask.io.BadInputException;
import org.unmask.io.InputBytes;
import org.unmask.io.table.Column;
import org.unmask.io.table.Table;
import org.unmask.io.table.TableFormat;
import org.unmask.io.table.TableOptions;
import org.unmask.io.table.TableSource;
import org.unmask.io.text.SequenceBreak;
import org.unmask.io.text.TextSource;
import org.unmask.io.text.TextUnit;

/** From a file to sequences. */
public final class DataReader {

    /** Texts of more bytes are better streamed: in memory a token takes four bytes and the reading twice as many. */
    public static final long STREAM_ABOVE = 1L << 26;

    /** Bytes of heap that a byte of text may come to need, read and worked on. */
    private static final long HEAP_A_BYTE = 16;

    private static final String FOR_TEXT = "a text has no columns: ";

    private DataReader() {}

    /**
     * Reads sequences into memory.
     *
     * @param path a file, or {@code -} for standard input; gzip is unpacked
     * @param options how to read it
     * @return the sequences, at least one token
     * @throws BadInputException naming file, line and column of what is wrong
     * @throws IllegalArgumentException when options do not go with the format
     */
    public static DataSet read(String path, DataOptions options) {
        return read(InputBytes.of(path), options);
    }

    /**
     * Reads sequences into memory.
     *
     * @param input the bytes
     * @param options how to read them
     * @return the sequences, at least one token
     * @throws BadInputException naming file, line and column of what is wrong
     * @throws IllegalArgumentException when options do not go with the format
     */
    public static DataSet read(InputBytes input, DataOptions options) {
        DataFormat format = format(input, options);
        Optional<TextUnit> unit = format.text();
        if (unit.isPresent()) {
            TextSource source = text(input, unit.get(), options);
            SymbolSequences symbols = options.alphabet().isPresent()
                    ? source.read(options.alphabet().get(), options.unseen())
                    : source.read();
            return new DataSet(symbols, provenance(input, format, List.of(), options, symbols, Optional.empty()));
        }
        Table table = table(input, format.table().orElseThrow(), options);
        List<String> names = table.columns().stream().map(Column::name).toList();
        TableSequences.Answer read = TableSequences.of(table, input.name(), options);
        return new DataSet(
                read.sequences(), provenance(input, format, names, options, read.sequences(), read.standards()));
    }

    /**
     * Opens symbols as a stream. A text is read once now and again for each replay, so it may be larger than memory; a
     * table is read into memory.
     *
     * @param input the bytes
     * @param options how to read them
     * @return the stream
     * @throws BadInputException naming file, line and column of what is wrong, also when the tokens are no symbols
     * @throws IllegalArgumentException when options do not go with the format
     */
    public static DataStream stream(InputBytes input, DataOptions options) {
        DataFormat format = format(input, options);
        Optional<TextUnit> unit = format.text();
        if (unit.isEmpty()) {
            DataSet read = read(input, options.withKind(TokenKind.SYMBOLS));
            return new DataStream(SymbolStream.of((SymbolSequences) read.sequences()), read.provenance());
        }
        TextSource source = text(input, unit.get(), options);
        SymbolStream stream = options.alphabet().isPresent()
                ? source.stream(options.alphabet().get(), options.unseen())
                : source.stream();
        return new DataStream(
                stream,
                new DataProvenance(
                        input.name(),
                        input.sha256(),
                        format,
                        List.of(),
                        List.of(),
                        Optional.empty(),
                        stream.tokens(),
                        stream.count(),
                        -1));
    }

    /**
     * Whether an input is a text so large that it is better streamed, in itself or for the memory there is.
     *
     * @param input the bytes
     * @param options how to read them
     * @return true for a text of more than {@link #STREAM_ABOVE} bytes or a 16th of the heap, or a quarter of that packed
     */
    public static boolean isLarge(InputBytes input, DataOptions options) {
        long whole = Math.min(STREAM_ABOVE, Runtime.getRuntime().maxMemory() / HEAP_A_BYTE);
        long most = input.isPacked() ? whole / 4 : whole;
        return input.size() > most && format(input, options).text().isPresent();
    }

    private static DataFormat format(InputBytes input, DataOptions options) {
        if (input.size() == 0) {
            throw BadInputException.in(input.name(), "the file is empty, expected sequences");
        }
        return options.format().orElseGet(() -> DataFormat.of(input));
    }

    private static TextSource text(InputBytes input, TextUnit unit, DataOptions options) {
        String without = !options.columns().isEmpty()
                ? "columns"
                : options.sequenceColumn().isPresent()
                        ? "a sequence column"
                        : options.query().isPresent()
                                ? "a query"
                                : options.header().isPresent() ? "a header" : "";
        if (!without.isEmpty()) {
            throw new IllegalArgumentException(FOR_TEXT + without + " cannot be asked for in the format " + word(unit));
        }
        if (!options.transforms().isEmpty()) {
            throw new IllegalArgumentException(
                    FOR_TEXT + options.transforms().get(0).word() + " cannot be asked for in the format " + word(unit));
        }
        if (options.kind() == TokenKind.POINTS) {
            throw BadInputException.in(
                    input.name(), "read as " + word(unit) + " it holds symbols, expected columns of numbers");
        }
        return TextSource.of(input, unit, options.breaks(), options.missing().orElse(Set.of()));
    }

    private static String word(TextUnit unit) {
        return unit.name().toLowerCase(java.util.Locale.ROOT);
    }

    private static Table table(InputBytes input, TableFormat format, DataOptions options) {
        if (options.breaks() != SequenceBreak.FILE) {
            throw new IllegalArgumentException(
                    "the sequences of a table are told by a sequence column, not by lines or paragraphs");
        }
        boolean symbols =
                options.kind() == TokenKind.SYMBOLS || options.alphabet().isPresent();
        return TableSource.read(
                input,
                format,
                new TableOptions(
                        options.columns(),
                        options.sequenceColumn(),
                        options.query(),
                        options.header(),
                        options.missing().orElse(Set.of("NA")),
                        symbols,
                        options.preferred()));
    }

    private static DataProvenance provenance(
            InputBytes input,
            DataFormat format,
            List<String> columns,
            DataOptions options,
            Sequences sequences,
            Optional<Standards> standards) {
        long missing = sequences instanceof SymbolSequences symbols
                ? Arrays.stream(symbols.codes()).filter(code -> code < 0).count()
                : Arrays.stream(((PointSequences) sequences).values())
                        .filter(Double::isNaN)
                        .count();
        return new DataProvenance(
                input.name(),
                input.sha256(),
                format,
                columns,
                options.transforms(),
                standards,
                sequences.tokens(),
                sequences.count(),
                missing);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.unmask.cli.option;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.unmask.io.InputBytes;
import org.unmask.io.data.DataFormat;
import org.unmask.io.data.DataOptions;
import org.unmask.io.data.TokenKind;
import org.unmask.io.data.Transform;
import org.unmask.io.text.SequenceBreak;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The data of a verb, and how to read them. */
@Section("Reading data")
public final class DataArguments {

    @Parameters(paramLabel = "DATA", description = "file of sequences, gzip or not; - for standard input")
    @SuppressWarnings("NullAway.Init")
    private String data;

    @Option(
            names = "--format",
            order = 50,
            paramLabel = "FORMAT",
            description =
                    "characters, letters (folded to a-z and space), words, lines, fasta, csv, tsv, jsonl or parquet;"
                            + " by default seen from name and contents")
    private @Nullable String format;

    @Option(names = "--letters", order = 51, description = "same as --format letters")
    private boolean letters;

    @Option(names = "--characters", order = 51, description = "same as --format characters")
    private boolean characters;

    @Option(names = "--words", order = 51, description = "same as --format words")
    private boolean words;

    @Option(names = "--lines", order = 51, description = "same as --format lines: each line is a token")
    private boolean lines;

    @Option(
            names = "--break",
            order = 52,
            paramLabel = "WHERE",
            description = "where a text's sequences end: file, lines or paragraphs")
    private @Nullable String breaks;

    @Option(
            names = "--columns",
            order = 53,
            paramLabel = "NAME,…",
            hideParamSyntax = true,
            split = ",",
            description = "columns of a table, in the order wanted")
    private List<String> columns = List.of();

    @Option(
            names = "--sequence-column",
            order = 54,
            paramLabel = "NAME",
            description = "the column that says to which sequence a row belongs")
    private @Nullable String sequenceColumn;

    @Option(
            names = "--query",
            order = 55,
            paramLabel = "SQL",
            description = "SQL over the table data, such as 'SELECT a, b FROM data WHERE day > 7'")
    private @Nullable String query;

    @Option(names = "--header", order = 56, description = "the first line names the columns (by default this is seen)")
    private boolean header;

    @Option(names = "--no-header", order = 56, description = "the first line is data")
    private boolean noHeader;

    @Option(
            names = "--missing",
            order = 57,
            paramLabel = "WORD,…",
            hideParamSyntax = true,
            split = ",",
            description = "cells or tokens that stand for a missing value (in tables NA by default)")
    private @Nullable List<String> missing;

    @Option(names = "--difference", order = 58, description = "take differences x(t) - x(t-1) of columns of numbers")
    private boolean difference;

    @Option(names = "--log-return", order = 58, description = "take log(x(t) / x(t-1)) of columns of numbers")
    private boolean logReturn;

    @Option(names = "--percent", order = 59, description = "times 100, after --log-return")
    private boolean percent;

    @Option(names = "--standardize", order = 59, description = "subtract each column's mean, divide by its deviation")
    private boolean standardize;

    public DataArguments() {}

    /** The file as given. */
    public String name() {
        return data;
    }

    /** The bytes; standard input is read when this is called. */
    public InputBytes bytes() {
        return InputBytes.of(data);
    }

    /** How the file is to be read, whether tokens are symbols or points. */
    public DataOptions options(TokenKind kind) {
        DataOptions options = DataOptions.DEFAULT.withKind(kind).withColumns(columns);
        Optional<DataFormat> chosen = format();
        if (chosen.isPresent()) {
            options = options.withFormat(chosen.get());
        }
        if (breaks != null) {
            options = options.withBreaks(sequenceBreak(breaks));
        }
        if (sequenceColumn != null) {
            options = options.withSequenceColumn(sequenceColumn);
        }
        if (query != null) {
            options = options.withQuery(query);
        }
        if (header && noHeader) {
            throw new UsageException("--header and --no-header exclude each other");
        }
        if (header || noHeader) {
            options = options.withHeader(header);
        }
        if (missing != null) {
            options = options.withMissing(Set.copyOf(missing));
        }
        DataOptions told = options;
        return Options.usage(() -> told.withTransforms(transforms()));
    }

    /** Whether it was said which columns of a table to take. */
    public boolean choosesColumns() {
        return !columns.isEmpty() || query != null;
    }

    /** Whether it was said where a text's sequences end. */
    public boolean saysBreaks() {
        return breaks != null;
    }

    /** The format that was asked for, if any. */
    public Optional<DataFormat> format() {
        List<DataFormat> chosen = new ArrayList<>();
        if (format != null) {
            String word = format;
            chosen.add(Options.usage(() -> DataFormat.ofWord(word)));
        }
        if (letters) {
            chosen.add(DataFormat.LETTERS);
        }
        if (characters) {
            chosen.add(DataFormat.CHARACTERS);
        }
        if (words) {
            chosen.add(DataFormat.WORDS);
        }
        if (lines) {
            chosen.add(DataFormat.LINES);
        }
        if (chosen.stream().distinct().count() > 1) {
            throw new UsageException("several formats are asked for: "
                    + String.join(", ", chosen.stream().map(DataFormat::word).toList()));
        }
        return chosen.stream().findFirst();
    }

    private List<Transform> transforms() {
        List<Transform> all = new ArrayList<>();
        if (difference) {
            all.add(Transform.DIFFERENCE);
        }
        if (logReturn) {
            all.add(Transform.LOG_RETURN);
        }
        if (percent) {
            all.add(Transform.PERCENT);
        }
        if (standardize) {
            all.add(Transform.STANDARDIZE);
        }
        return all;
    }

    private static SequenceBreak sequenceBreak(String word) {
        return switch (word) {
            case "file" -> SequenceBreak.FILE;
            case "lines" -> SequenceBreak.LINES;
            case "paragraphs" -> SequenceBreak.PARAGRAPHS;
            default -> throw new UsageException("--break is \"" + word + "\", expected file, lines or paragraphs");
        };
    }
}

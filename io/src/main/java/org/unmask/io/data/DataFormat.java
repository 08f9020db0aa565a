// SPDX-License-Identifier: Apache-2.0
package org.unmask.io.data;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.unmask.io.InputBytes;
import org.unmask.io.table.TableFormat;
import org.unmask.io.text.TextUnit;

/** How sequences are written down in a file. */
public enum DataFormat {
    /** Text, each character a token. */
    CHARACTERS,
    /** Text folded to the letters a to z and the space. */
    LETTERS,
    /** Text as words in lower case. */
    WORDS,
    /** Text, each line a token. */
    LINES,
    /** Records of nucleotides or residues. */
    FASTA,
    /** Comma-separated values. */
    CSV,
    /** Tab-separated values. */
    TSV,
    /** One JSON object a line. */
    JSONL,
    /** Apache Parquet. */
    PARQUET;

    private static final Pattern NUMBERS = Pattern.compile("[-+0-9.eE\\s\"]*[0-9][-+0-9.eE,;\\t\\s\"]*");

    /**
     * The word for this format on the command line.
     *
     * @return the name in small letters
     */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The format with a word.
     *
     * @param word such as {@code letters}; {@code text} may stand for {@code characters}
     * @return the format
     * @throws IllegalArgumentException listing the words there are
     */
    public static DataFormat ofWord(String word) {
        for (DataFormat format : values()) {
            if (format.word().equals(word) || (format == CHARACTERS && word.equals("text"))) {
                return format;
            }
        }
        throw new IllegalArgumentException("\"" + word + "\" is no format, expected one of "
                + Arrays.stream(values()).map(DataFormat::word).collect(Collectors.joining(", ")));
    }

    /**
     * The format of a file by the end of its name ({@code .gz} apart), or when that tells nothing by its first bytes:
     * FASTA, Parquet and rows of numbers are seen, all else is taken for characters.
     *
     * @param input the file
     * @return the format
     */
    public static DataFormat of(InputBytes input) {
        String name = input.name().toLowerCase(Locale.ROOT);
        String stem = name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
        return switch (stem.substring(stem.lastIndexOf('.') + 1)) {
            case "csv" -> CSV;
            case "tsv", "tab" -> TSV;
            case "jsonl", "ndjson" -> JSONL;
            case "parquet", "pq" -> PARQUET;
            case "fa", "fasta", "fna", "ffn", "faa", "frn" -> FASTA;
            case "txt", "text", "md" -> CHARACTERS;
            default -> byContent(input);
        };
    }

    private static DataFormat byContent(InputBytes input) {
        String head = new String(input.head(1 << 12), StandardCharsets.UTF_8);
        if (head.startsWith("PAR1")) {
            return PARQUET;
        }
        if (head.startsWith(">")) {
            return FASTA;
        }
        List<String> lines = head.lines().limit(4).toList();
        // The first line may be a header, the last one cut off.
        boolean table = lines.size() >= 3
                && lines.subList(1, lines.size() - 1).stream()
                        .allMatch(line -> NUMBERS.matcher(line).matches());
        if (table) {
            return lines.get(1).indexOf('\t') >= 0 ? TSV : CSV;
        }
        return CHARACTERS;
    }

    /**
     * What a token is.
     *
     * @return empty for tables
     */
    public Optional<TextUnit> text() {
        return switch (this) {
            case CHARACTERS -> Optional.of(TextUnit.CHARACTERS);
            case LETTERS -> Optional.of(TextUnit.LETTERS);
            case WORDS -> Optional.of(TextUnit.WORDS);
            case LINES -> Optional.of(TextUnit.LINES);
            case FASTA -> Optional.of(TextUnit.FASTA);
            case CSV, TSV, JSONL, PARQUET -> Optional.empty();
        };
    }

    /**
     * How the table is written down.
     *
     * @return empty for texts
     */
    public Optional<TableFormat> table() {
        return switch (this) {
            case CSV -> Optional.of(TableFormat.CSV);
            case TSV -> Optional.of(TableFormat.TSV);
            case JSONL -> Optional.of(TableFormat.JSONL);
            case PARQUET -> Optional.of(TableFormat.PARQUET);
            case CHARACTERS, LETTERS, WORDS, LINES, FASTA -> Optional.empty();
        };
    }
}

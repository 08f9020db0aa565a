// SPDX-License-Identifier: Apache-2.0
package org.unmask.io.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.unmask.data.PointSequences;
import org.unmask.data.SymbolSequences;
import org.unmask.io.BadInputException;
import org.unmask.io.InputBytes;
import org.unmask.io.text.SequenceBreak;

class DataConverterTest {

    private static final String HOSTILE = "=1+1\n-a,\"b\n@x\n'=y\n \t\né";

    @TempDir
    private Path folder;

    private static InputBytes input(String name, String text) {
        return InputBytes.ofBytes(name, text.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @EnumSource(names = {"CSV", "TSV"})
    void symbolsComeBackFromText(DataFormat format) {
        symbolsComeBack(format);
    }

    @Tag("slow")
    @ParameterizedTest
    @EnumSource(names = {"PARQUET", "JSONL"})
    void symbolsComeBackFromTheDatabase(DataFormat format) {
        symbolsComeBack(format);
    }

    private void symbolsComeBack(DataFormat format) {
        Path file = folder.resolve("out." + format.word());
        DataOptions lines = DataOptions.DEFAULT.withBreaks(SequenceBreak.LINES);
        SymbolSequences before = (SymbolSequences)
                DataReader.read(input("t.txt", HOSTILE), lines).sequences();

        DataConverter.convert(input("t.txt", HOSTILE), lines, file, format);

        SymbolSequences after = (SymbolSequences) DataReader.read(
                        file.toString(),
                        DataOptions.DEFAULT.withSequenceColumn("sequence").withKind(TokenKind.SYMBOLS))
                .sequences();
        assertThat(after.alphabet()).isEqualTo(before.alphabet());
        assertThat(after.codes()).isEqualTo(before.codes());
        assertThat(after.count()).isEqualTo(before.count()).isEqualTo(6);
    }

    @Tag("slow")
    @ParameterizedTest
    @EnumSource(names = {"CSV", "TSV", "PARQUET", "JSONL"})
    void pointsComeBackBitForBit(DataFormat format) {
        String text = "x,y\n0.1,1e-300\n,3\n-2.0000000000000004,5\n";
        Path file = folder.resolve("out." + format.word());

        DataConverter.convert(input("d.csv", text), DataOptions.DEFAULT, file, format);

        PointSequences after = (PointSequences)
                DataReader.read(file.toString(), DataOptions.DEFAULT).sequences();
        assertThat(after.values()).containsExactly(0.1, 1e-300, Double.NaN, 3, -2.0000000000000004, 5);
    }

    @Tag("slow")
    @Test
    void queriesRunOverAnyTable() {
        String text = "x,y,who\n1,2,a\n3,4,b\n5,NA,b\n";
        PointSequences chosen = (PointSequences) DataReader.read(
                        input("d.csv", text),
                        DataOptions.DEFAULT.withQuery("SELECT x + 1 AS z FROM data WHERE who = 'b'"))
                .sequences();
        assertThat(chosen.values()).containsExactly(4, 6);
        assertThatThrownBy(() -> DataReader.read(
                        input("d.csv", text), DataOptions.DEFAULT.withQuery("SELECT nothing FROM data")))
                .isInstanceOf(BadInputException.class)
                .hasMessageStartingWith("d.csv: the database says: ")
                .hasMessageContaining("nothing")
                .hasMessageNotContaining("\n");
        assertThatThrownBy(() -> DataReader.read(
                        input("d.csv", text), DataOptions.DEFAULT.withQuery("SELECT x FROM data WHERE x > 9")))
                .hasMessage("d.csv: there is no row, expected some");
        assertThatThrownBy(() -> DataReader.read(
                        input("d.csv", text),
                        DataOptions.DEFAULT.withQuery("SELECT CAST('NaN' AS DOUBLE) AS n FROM data")))
                .hasMessage("d.csv: row 1: found NaN, expected a finite number (column \"n\")");
        assertThatThrownBy(() -> DataReader.read(input("d.parquet", "PAR1 no more"), DataOptions.DEFAULT))
                .isInstanceOf(BadInputException.class)
                .hasMessageStartingWith("d.parquet: the database says: ");
        assertThatThrownBy(() -> DataReader.read(
                        input("d.csv", text),
                        DataOptions.DEFAULT.withColumns(List.of("q")).withQuery("SELECT x FROM data")))
                .hasMessage("d.csv: there is no column \"q\", expected one of x");
    }

    @Tag("slow")
    @Test
    void jsonLinesWithNullsAreRead() {
        String text = "{\"x\":1,\"id\":\"a\"}\n{\"x\":null,\"id\":\"b\"}\n{\"x\":2.5,\"id\":\"a\"}\n";
        PointSequences read =
                (PointSequences) DataReader.read(input("d.jsonl", text), DataOptions.DEFAULT.withSequenceColumn("id"))
                        .sequences();

        assertThat(read.values()).containsExactly(1, 2.5, Double.NaN);
        assertThat(read.end(0)).isEqualTo(2);
    }

    @Test
    void noCellLooksLikeAFormula() throws IOException {
        Path file = folder.resolve("out.csv");

        DataConverter.convert(
                input("t.txt", HOSTILE), DataOptions.DEFAULT.withFormat(DataFormat.LINES), file, DataFormat.CSV);

        assertThat(Files.readString(file)).isEqualTo("symbol\n'=1+1\n\"'-a,\"\"b\"\n'@x\n''=y\né\n");
    }

    @Test
    void symbolsOfOneCharacterCanBeText() {
        Path file = folder.resolve("out.txt");
        DataConverter.convert(input("d.csv", "s\na\nb\na\n"), DataOptions.DEFAULT, file, DataFormat.CHARACTERS);

        assertThat(file).hasContent("aba\n");
        assertThatThrownBy(() -> DataConverter.convert(
                        input("d.csv", "s\naa\nb\n"), DataOptions.DEFAULT, file, DataFormat.CHARACTERS))
                .hasMessage("only symbols of one character can be written as characters");
        assertThatThrownBy(() -> DataConverter.convert(
                        input("d.csv", "s\na\n\nb\n"), DataOptions.DEFAULT, file, DataFormat.CHARACTERS))
                .hasMessageStartingWith("token 2 is missing");
        assertThatThrownBy(
                        () -> DataConverter.convert(input("t.txt", "ab"), DataOptions.DEFAULT, file, DataFormat.FASTA))
                .hasMessage("data cannot be written as fasta, expected characters, csv, tsv, jsonl or parquet");
        assertThat(file).hasContent("aba\n");
    }

    @Test
    void badDataLeaveNoFile() throws IOException {
        Path file = folder.resolve("out.csv");

        assertThatThrownBy(() ->
                        DataConverter.convert(input("d.csv", "x\n1\nb\n"), DataOptions.DEFAULT, file, DataFormat.CSV))
                .isInstanceOf(BadInputException.class);

        try (Stream<Path> all = Files.list(folder)) {
            assertThat(all).isEmpty();
        }
    }
}

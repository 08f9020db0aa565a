// SPDX-License-Identifier: Apache-2.0
package org.unmask.io.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.unmask.data.PointSequences;
import org.unmask.data.SymbolSequences;
import org.unmask.io.BadInputException;
import org.unmask.io.InputBytes;
import org.unmask.io.text.SequenceBreak;
import org.unmask.io.text.UnseenSymbols;
import org.unmask.model.Alphabet;

class DataReaderTest {

    private static final Path DATA = Path.of("..", "data");

    private static InputBytes input(String name, String text) {
        return InputBytes.ofBytes(name, text.getBytes(StandardCharsets.UTF_8));
    }

    private static SymbolSequences symbols(String name, String text, DataOptions options) {
        return (SymbolSequences) DataReader.read(input(name, text), options).sequences();
    }

    private static PointSequences points(String text, DataOptions options) {
        return (PointSequences) DataReader.read(input("d.csv", text), options).sequences();
    }

    @Test
    void theNovelAsLetters() {
        DataSet data = DataReader.read(
                DATA.resolve("moby-dick.txt").toString(), DataOptions.DEFAULT.withFormat(DataFormat.LETTERS));

        assertThat(((SymbolSequences) data.sequences()).alphabet().symbols())
                .hasSize(27)
                .startsWith(" ", "a", "b")
                .endsWith("z");
        assertThat(data.sequences().tokens()).isBetween(1_100_000, 1_300_000 * 2);
        assertThat(data.provenance().sha256()).hasSize(64);
        assertThat(data.provenance().document())
                .containsEntry("format", "letters")
                .containsEntry("missing", 0L);
    }

    @Test
    void theGenome() {
        DataSet data = DataReader.read(DATA.resolve("lambda-phage.fa").toString(), DataOptions.DEFAULT);

        assertThat(((SymbolSequences) data.sequences()).alphabet().symbols()).containsExactly("A", "C", "G", "T");
        assertThat(data.sequences().tokens()).isEqualTo(48_502);
        assertThat(data.sequences().count()).isEqualTo(1);
    }

    @Test
    void dailyReturnsInPercent() {
        DataSet data = DataReader.read(
                DATA.resolve("eu-stock-markets.csv").toString(),
                DataOptions.DEFAULT.withTransforms(List.of(Transform.LOG_RETURN, Transform.PERCENT)));
        PointSequences points = (PointSequences) data.sequences();

        assertThat(points.dimension()).isEqualTo(4);
        assertThat(points.tokens()).isEqualTo(1_859);
        assertThat(points.value(0, 0)).isEqualTo(100 * Math.log(1613.63 / 1628.75));
        assertThat(data.provenance().columns()).containsExactly("DAX", "SMI", "CAC", "FTSE");
    }

    @ParameterizedTest
    @CsvSource({
        "a.csv,CSV",
        "a.CSV.gz,CSV",
        "a.tsv,TSV",
        "a.jsonl,JSONL",
        "a.parquet,PARQUET",
        "a.fasta,FASTA",
        "a.txt,CHARACTERS",
        "-,CHARACTERS"
    })
    void theNameTellsTheFormat(String name, DataFormat format) {
        assertThat(DataFormat.of(input(name, "abc"))).isEqualTo(format);
        assertThat(DataFormat.ofWord(format.word())).isEqualTo(format);
    }

    @Test
    void withoutATellingNameTheFirstBytesTell() {
        assertThat(DataFormat.of(input("standard input", ">r\nACGT\n"))).isEqualTo(DataFormat.FASTA);
        assertThat(DataFormat.of(input("standard input", "x,y\n1,2\n3,4\n5,6\n")))
                .isEqualTo(DataFormat.CSV);
        assertThat(DataFormat.of(input("standard input", "x\ty\n1\t2\n3\t4\n5\t6\n")))
                .isEqualTo(DataFormat.TSV);
        assertThat(DataFormat.of(input("standard input", "call me\nIshmael\nsome\n")))
                .isEqualTo(DataFormat.CHARACTERS);
        assertThatThrownBy(() -> DataFormat.ofWord("xls"))
                .hasMessageStartingWith("\"xls\" is no format, expected one of ");
    }

    @Test
    void packedFilesAreUnpacked() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write("x\n1\n2\n".getBytes(StandardCharsets.UTF_8));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        InputBytes packed = InputBytes.ofBytes("d.csv.gz", bytes.toByteArray());

        assertThat(DataReader.read(packed, DataOptions.DEFAULT).sequences().tokens())
                .isEqualTo(2);
        InputBytes cut = InputBytes.ofBytes("d.csv.gz", java.util.Arrays.copyOf(bytes.toByteArray(), bytes.size() - 9));
        assertThatThrownBy(() -> DataReader.read(cut, DataOptions.DEFAULT))
                .hasMessage("d.csv.gz: the gzip data end early, expected a whole file");
    }

    @Test
    void oneColumnOfTextMakesSymbolsAndEmptyCellsAreMissing() {
        SymbolSequences data = symbols("d.csv", "s\nb\na\n\nNA\n10\n", DataOptions.DEFAULT);

        assertThat(data.alphabet().symbols()).containsExactly("10", "a", "b");
        assertThat(data.codes()).containsExactly(2, 1, -1, -1, 0);
    }

    @Test
    void oneColumnOfNumbersMakesPointsOrSymbolsAsAsked() {
        String text = "s\n2\n10\n2\n";

        assertThat(points(text, DataOptions.DEFAULT).values()).containsExactly(2, 10, 2);
        SymbolSequences data = symbols("d.csv", text, DataOptions.DEFAULT.withKind(TokenKind.SYMBOLS));
        assertThat(data.alphabet().symbols()).containsExactly("2", "10");
        assertThat(data.codes()).containsExactly(0, 1, 0);
    }

    @Test
    void rowsOfASequenceAreGathered() {
        PointSequences data = points(
                "id,x\nb,1\na,2\nb,3\na,5\n",
                DataOptions.DEFAULT.withSequenceColumn("id").withTransforms(List.of(Transform.DIFFERENCE)));

        assertThat(data.count()).isEqualTo(2);
        assertThat(data.values()).containsExactly(2, 3);
        assertThat(data.end(0)).isEqualTo(1);
    }

    @Test
    void sequencesTooShortForADifferenceGo() {
        PointSequences data = points(
                "id,x\na,1\nb,2\nb,5\n",
                DataOptions.DEFAULT.withSequenceColumn("id").withTransforms(List.of(Transform.DIFFERENCE)));

        assertThat(data.count()).isEqualTo(1);
        assertThat(data.values()).containsExactly(3);
    }

    @Test
    void standardizedColumnsHaveMeanZeroAndUnitVariance() {
        PointSequences data =
                points("x,y\n1,5\n2,NA\n3,9\n", DataOptions.DEFAULT.withTransforms(List.of(Transform.STANDARDIZE)));

        assertThat(data.value(0, 0)).isEqualTo(-Math.sqrt(1.5), within(1e-15));
        assertThat(data.value(1, 0)).isZero();
        assertThat(data.value(1, 1)).isNaN();
        assertThat(data.value(2, 1)).isEqualTo(1);
    }

    @Test
    void columnsAreTakenInTheOrderAskedFor() {
        PointSequences data = points("x,y,z\n1,2,3\n4,5,6\n", DataOptions.DEFAULT.withColumns(List.of("z", "x")));

        assertThat(data.values()).containsExactly(3, 1, 6, 4);
    }

    @Test
    void rowNumbersOfRAreNoCoordinate() {
        assertThat(points("\"\",\"x\"\n\"1\",0.5\n\"2\",0.7\n", DataOptions.DEFAULT)
                        .values())
                .containsExactly(0.5, 0.7);
    }

    @Test
    void aGivenAlphabetGivesTheCodes() {
        Alphabet alphabet = Alphabet.of("c", "b", "a");

        assertThat(symbols("t.txt", "abba\n", DataOptions.DEFAULT.withAlphabet(alphabet, UnseenSymbols.REFUSE))
                        .codes())
                .containsExactly(2, 1, 1, 2);
        assertThat(symbols("t.txt", "abx", DataOptions.DEFAULT.withAlphabet(alphabet, UnseenSymbols.MISSING))
                        .codes())
                .containsExactly(2, 1, -1);
        assertThatThrownBy(() -> symbols(
                        "t.txt",
                        "ab\nx",
                        DataOptions.DEFAULT
                                .withBreaks(SequenceBreak.LINES)
                                .withAlphabet(alphabet, UnseenSymbols.REFUSE)))
                .isInstanceOf(BadInputException.class)
                .hasMessage("t.txt, line 2, column 1: found \"x\", expected one of the 3 symbols \"c\" \"b\" \"a\"");
        assertThatThrownBy(() ->
                        symbols("d.csv", "s\na\nx\n", DataOptions.DEFAULT.withAlphabet(alphabet, UnseenSymbols.REFUSE)))
                .hasMessage("d.csv, line 3, column 1: found \"x\", expected one of the 3 symbols (column \"s\")");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
            x,y|1,2|3,abc       ~ d.csv, line 3, column 2: found "abc" among numbers, expected a number (column "y")
            x,y|1,2|3,NaN       ~ d.csv, line 3, column 2: found "NaN", expected a finite number; missing values are empty or NA (column "y")
            x,y|1,2|-inf,3      ~ d.csv, line 3, column 1: found "-inf", expected a finite number; missing values are empty or NA (column "x")
            x,y|1,2|1e999,3     ~ d.csv, line 3, column 1: found "1e999", a number beyond the range of doubles (column "x")
            x,y|1,2|3           ~ d.csv, line 3: found 1 cell, expected 2 as in the first row
            x,y|1,2|3,4,5       ~ d.csv, line 3: found 3 cells, expected 2 as in the first row
            x,y                 ~ d.csv: there is no row under the header, expected some
            x,y|1,NA|2,         ~ d.csv: every value of column "y" is missing, expected some that are not
            x,y|a,1|b,2         ~ d.csv, line 2, column 1: found "a", expected a number; one column of text alone makes symbols, choose with --columns (column "x")
            x,y|1,"2|3,4        ~ d.csv, line 2, column 2: the quote is not closed, expected a second one
            x,y|1,"2"b|3,4      ~ d.csv, line 2, column 2: found "b" after a closing quote, expected the end of the cell
            a,1|2,3             ~ d.csv, line 1: the first row has both names and numbers; say whether it is a header with --header or --no-header
            """)
    void saysWhatIsWrongWithTables(String lines, String message) {
        assertThatThrownBy(() -> points(lines.replace('|', '\n') + "\n", DataOptions.DEFAULT))
                .isInstanceOf(BadInputException.class)
                .hasMessage(message);
    }

    @Test
    void saysWhatIsWrongWithOptions() {
        assertThatThrownBy(() -> points("x,y\n1,2\n", DataOptions.DEFAULT.withColumns(List.of("z"))))
                .hasMessage("d.csv: there is no column \"z\", expected one of x, y");
        assertThatThrownBy(() -> points("x,y\n1,2\n", DataOptions.DEFAULT.withSequenceColumn("id")))
                .hasMessage("d.csv: there is no column \"id\", expected one of x, y");
        assertThatThrownBy(
                        () -> points("x\n1\n-2\n", DataOptions.DEFAULT.withTransforms(List.of(Transform.LOG_RETURN))))
                .hasMessage(
                        "d.csv, line 3, column 1: found -2.0, expected a positive number for a log-return (column \"x\")");
        assertThatThrownBy(
                        () -> points("x\n1\n1\n", DataOptions.DEFAULT.withTransforms(List.of(Transform.STANDARDIZE))))
                .hasMessage("d.csv: column \"x\" is constant, so it cannot be standardized");
        assertThatThrownBy(() -> points("s\na\nb\n", DataOptions.DEFAULT.withKind(TokenKind.POINTS)))
                .hasMessage("d.csv, line 2, column 1: found \"a\", expected a number (column \"s\")");
        assertThatThrownBy(() -> symbols("t.txt", "ab", DataOptions.DEFAULT.withKind(TokenKind.POINTS)))
                .hasMessage("t.txt: read as characters it holds symbols, expected columns of numbers");
        assertThatThrownBy(() -> symbols("t.txt", "ab", DataOptions.DEFAULT.withColumns(List.of("x"))))
                .hasMessage("a text has no columns: columns cannot be asked for in the format characters");
        assertThatThrownBy(() -> symbols("t.txt", "", DataOptions.DEFAULT))
                .hasMessage("t.txt: the file is empty, expected sequences");
        assertThatThrownBy(() -> symbols("t.txt", "\n", DataOptions.DEFAULT))
                .hasMessage("t.txt: the file is empty or holds no token, expected some");
        assertThatThrownBy(() -> symbols("d.csv", "x,y\n1,2\n", DataOptions.DEFAULT.withKind(TokenKind.SYMBOLS)))
                .hasMessage(
                        "d.csv: there are 2 columns, expected one of symbols; choose it with --columns out of x, y");
    }

    @Test
    void notANumberCanBeDeclaredMissing() {
        assertThat(points("x\n1\nNaN\n-\n2\n", DataOptions.DEFAULT.withMissing(Set.of("NaN", "-")))
                        .values())
                .containsExactly(1, Double.NaN, Double.NaN, 2);
    }

    @Test
    void aStreamHasTheSameTokens() {
        InputBytes text = input("t.txt", "abca cab\nbbc");
        DataStream stream = DataReader.stream(text, DataOptions.DEFAULT);
        SymbolSequences read = symbols("t.txt", "abca cab\nbbc", DataOptions.DEFAULT);
        StringBuilder seen = new StringBuilder();
        for (int pass = 0; pass < 2; pass++) {
            stream.stream().replay(new org.unmask.data.SymbolStream.Sink() {
                @Override
                public void accept(int[] codes, int from, int to) {
                    for (int t = from; t < to; t++) {
                        seen.append(codes[t]);
                    }
                }

                @Override
                public void endSequence() {
                    seen.append('|');
                }
            });
        }
        String once = java.util.Arrays.stream(read.codes())
                        .mapToObj(Integer::toString)
                        .reduce("", String::concat) + "|";
        assertThat(seen).hasToString(once + once);
        assertThat(stream.stream().alphabet()).isEqualTo(read.alphabet());
        assertThat(stream.stream().tokens()).isEqualTo(read.tokens());
        assertThat(stream.stream().count()).isEqualTo(1);
        assertThat(DataReader.isLarge(text, DataOptions.DEFAULT)).isFalse();
    }

    @Test
    void someDataCarryNoFit() {
        assertThatThrownBy(() -> DataChecks.forFit(read("t.txt", "a"), 1))
                .hasMessage("t.txt: there is one token only, expected a sequence of them");
        assertThatThrownBy(() -> DataChecks.forFit(read("t.txt", "ab"), 3))
                .hasMessage("t.txt: the longest sequence has 2 tokens, expected at least 3, the window of the task");
        assertThatThrownBy(() -> DataChecks.forFit(read("t.txt", "aaaa"), 3))
                .hasMessage("t.txt: there is only one distinct symbol, expected at least two");
        assertThatThrownBy(() -> DataChecks.forFit(read("d.csv", "x,y\n1,2\n1,3\n1,4\n"), 3))
                .hasMessage("d.csv: column \"x\" is constant (1.0), expected values that vary");
        DataChecks.forFit(read("d.csv", "x,y\n1,2\n1.5,3\n1,4\n"), 3);
        DataChecks.forFit(read("t.txt", "abc"), 3);
        DataChecks.forFit(DataReader.stream(input("t.txt", "abc"), DataOptions.DEFAULT), 3);
        assertThatThrownBy(() -> DataChecks.forFit(DataReader.stream(input("t.txt", "aaa"), DataOptions.DEFAULT), 3))
                .hasMessage("t.txt: there is only one distinct symbol, expected at least two");
    }

    private static DataSet read(String name, String text) {
        return DataReader.read(input(name, text), DataOptions.DEFAULT);
    }
}

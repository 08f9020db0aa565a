// SPDX-License-Identifier: Apache-2.0
package org.unmask.io.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.unmask.data.SymbolSequences;
import org.unmask.data.SymbolStream;
import org.unmask.data.WindowCounter;
import org.unmask.data.WindowCounts;
import org.unmask.io.BadInputException;
import org.unmask.io.InputBytes;
import org.unmask.model.Alphabet;
import org.unmask.parallel.Threads;
import org.unmask.random.Seed;

class TextSourceTest {

    private static TextSource source(String text, TextUnit unit, SequenceBreak breaks, String... missing) {
        return TextSource.of(
                InputBytes.ofBytes("t.txt", text.getBytes(StandardCharsets.UTF_8)), unit, breaks, Set.of(missing));
    }

    /** Sequences joined by {@code /}, tokens by {@code separator}; a missing token is {@code _}. */
    private static String shown(SymbolSequences data, String separator) {
        List<String> sequences = new ArrayList<>();
        for (int s = 0; s < data.count(); s++) {
            List<String> tokens = new ArrayList<>();
            for (int t = data.start(s); t < data.end(s); t++) {
                tokens.add(data.code(t) < 0 ? "_" : data.alphabet().symbol(data.code(t)));
            }
            sequences.add(String.join(separator, tokens));
        }
        return String.join("/", sequences);
    }

    private static String cut(String text, TextUnit unit, SequenceBreak breaks, String... missing) {
        String separator = unit == TextUnit.WORDS || unit == TextUnit.LINES ? "|" : "";
        return shown(source(text, unit, breaks, missing).read(), separator);
    }

    @Test
    void charactersAreKeptButForTheLastLineBreak() {
        assertThat(cut("aB é€😀\r\nx\n", TextUnit.CHARACTERS, SequenceBreak.FILE))
                .isEqualTo("aB é€😀\nx");
        assertThat(cut("a\n\nb\n\n", TextUnit.CHARACTERS, SequenceBreak.FILE)).isEqualTo("a\n\nb\n");
        assertThat(cut("ab\ncd\n\ne\n", TextUnit.CHARACTERS, SequenceBreak.LINES))
                .isEqualTo("ab/cd/e");
        assertThat(cut("ab\ncd\n\n\ne\n", TextUnit.CHARACTERS, SequenceBreak.PARAGRAPHS))
                .isEqualTo("ab\ncd/e");
        assertThat(cut("ab?a", TextUnit.CHARACTERS, SequenceBreak.FILE, "?")).isEqualTo("ab_a");
        assertThat(cut("\ufeffab", TextUnit.CHARACTERS, SequenceBreak.FILE)).isEqualTo("ab");
    }

    @Test
    void charactersAreSortedWhateverComesFirst() {
        assertThat(source("cab😀é", TextUnit.CHARACTERS, SequenceBreak.FILE)
                        .read()
                        .alphabet()
                        .symbols())
                .containsExactly("a", "b", "c", "é", "😀");
        assertThat(source("201", TextUnit.CHARACTERS, SequenceBreak.FILE).read().codes())
                .containsExactly(2, 0, 1);
    }

    @Test
    void lettersAreFoldedAndRunsBecomeOneSpace() {
        assertThat(cut("  Ça va, 12 Über-\nMOBY!  ", TextUnit.LETTERS, SequenceBreak.FILE))
                .isEqualTo("ca va uber moby");
        assertThat(cut("e\u0301t\u00e9 \u00df", TextUnit.LETTERS, SequenceBreak.FILE))
                .isEqualTo("ete");
        assertThat(cut("a b \n c\n\n d", TextUnit.LETTERS, SequenceBreak.LINES)).isEqualTo("a b/c/d");
        assertThat(cut("a b \n c\n \n d", TextUnit.LETTERS, SequenceBreak.PARAGRAPHS))
                .isEqualTo("a b c/d");
    }

    @Test
    void wordsAreFoldedAndPunctuationGoes() {
        assertThat(cut("Don't -- \u201cstop\u201d, the ship's ’tis a_b Étude x2'", TextUnit.WORDS, SequenceBreak.FILE))
                .isEqualTo("don't|stop|the|ship's|tis|a|b|étude|x2");
        assertThat(cut("ship\u2019s a''b", TextUnit.WORDS, SequenceBreak.FILE)).isEqualTo("ship's|a|b");
        assertThat(cut("a b\nc\n\nd", TextUnit.WORDS, SequenceBreak.LINES)).isEqualTo("a|b/c/d");
        assertThat(cut("a b\nc\n\nd", TextUnit.WORDS, SequenceBreak.PARAGRAPHS)).isEqualTo("a|b|c/d");
        assertThat(source("b c b a c b", TextUnit.WORDS, SequenceBreak.FILE)
                        .read()
                        .alphabet()
                        .symbols())
                .containsExactly("b", "c", "a");
    }

    @Test
    void linesAreTokens() {
        assertThat(cut(" up \r\ndown\n\nup\t\n", TextUnit.LINES, SequenceBreak.FILE))
                .isEqualTo("up|down|up");
        assertThat(cut("a é\n\nb", TextUnit.LINES, SequenceBreak.PARAGRAPHS)).isEqualTo("a é/b");
        assertThat(cut("a\n?\nb", TextUnit.LINES, SequenceBreak.FILE, "?")).isEqualTo("a|_|b");
    }

    @Test
    void recordsOfFastaAreSequences() {
        assertThat(cut(">one\nACgt\nNN-a\n;note\n>two x\r\nGGR\n", TextUnit.FASTA, SequenceBreak.FILE))
                .isEqualTo("ACGT___A/GG_");
        assertThat(cut(">p\nMKVLNXB*\n", TextUnit.FASTA, SequenceBreak.FILE)).isEqualTo("MKVLN___");
        assertThat(shown(
                        source(">p\nAN\n", TextUnit.FASTA, SequenceBreak.FILE)
                                .read(Alphabet.of("A", "C", "G", "T"), UnseenSymbols.REFUSE),
                        ""))
                .isEqualTo("A_");
    }

    @ParameterizedTest
    @EnumSource(TextUnit.class)
    void longRandomTextsAreCutLikeShortOnes(TextUnit unit) {
        RandomGenerator random = new Seed(5).split(unit.name()).generator();
        String parts = unit == TextUnit.FASTA ? "ACGTN" : "aZéß€😀'’ .\n\n2\u0301";
        int[] characters = parts.codePoints().toArray();
        StringBuilder text = new StringBuilder(unit == TextUnit.FASTA ? ">r\n" : "x");
        for (int i = 0; i < 150_000; i++) {
            text.appendCodePoint(characters[random.nextInt(characters.length)]);
        }
        SymbolSequences whole =
                source(text.toString(), unit, SequenceBreak.FILE).read();
        String expected = switch (unit) {
            case CHARACTERS -> text.toString().replaceFirst("\n$", "");
            case LETTERS ->
                Normalizer.normalize(text.toString(), Normalizer.Form.NFD)
                        .replaceAll("\\p{Mn}", "")
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z]+", " ")
                        .strip();
            case FASTA -> text.substring(3).replace('N', '_');
            case WORDS, LINES -> "";
        };
        if (!expected.isEmpty()) {
            assertThat(shown(whole, "").equals(expected)).isTrue();
        }
        SymbolStream stream = source(text.toString(), unit, SequenceBreak.FILE).stream();
        assertThat(stream.alphabet()).isEqualTo(whole.alphabet());
        assertThat(stream.tokens()).isEqualTo(whole.tokens());
        WindowCounter counter = new WindowCounter(stream.alphabet().size(), 1, 3);
        stream.replay(counter);
        WindowCounts direct = WindowCounts.of(whole, Threads.ONE, 1, 3);
        assertThat(counter.counts().total()).isEqualTo(direct.total());
        List<Long> streamed = new ArrayList<>();
        counter.counts().forEach((key, count) -> streamed.add(31 * key + count));
        List<Long> read = new ArrayList<>();
        direct.forEach((key, count) -> read.add(31 * key + count));
        assertThat(streamed).isEqualTo(read);
    }

    @Test
    void manyWordsKeepTheirCodes() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 20_000; i++) {
            text.append('w').append(i % 7_000).append(' ');
        }
        SymbolSequences data =
                source(text.toString(), TextUnit.WORDS, SequenceBreak.FILE).read();

        assertThat(data.dimension()).isEqualTo(7_000);
        for (int t = 0; t < data.tokens(); t++) {
            assertThat(data.alphabet().symbol(data.code(t))).isEqualTo("w" + t % 7_000);
        }
    }

    @Test
    void aGivenAlphabetIsKept() {
        Alphabet abc = Alphabet.of("c", "a", " ");

        assertThat(source("Ca, a", TextUnit.LETTERS, SequenceBreak.FILE)
                        .read(abc, UnseenSymbols.REFUSE)
                        .codes())
                .containsExactly(0, 1, 2, 1);
        assertThat(source("cab", TextUnit.LETTERS, SequenceBreak.FILE)
                        .read(abc, UnseenSymbols.MISSING)
                        .codes())
                .containsExactly(0, 1, -1);
        assertThatThrownBy(() ->
                        source("ca\na b", TextUnit.LETTERS, SequenceBreak.FILE).read(abc, UnseenSymbols.REFUSE))
                .hasMessage("t.txt, line 2, column 3: found \"b\", expected one of the 3 symbols \"c\" \"a\" \" \"");
        assertThatThrownBy(() -> source("a a dd", TextUnit.WORDS, SequenceBreak.FILE).stream(abc, UnseenSymbols.REFUSE))
                .hasMessage("t.txt, line 1, column 5: found \"dd\", expected one of the 3 symbols \"c\" \"a\" \" \"");
        SymbolStream stream = source("aéc", TextUnit.CHARACTERS, SequenceBreak.FILE).stream(abc, UnseenSymbols.MISSING);
        assertThat(stream.tokens()).isEqualTo(3);
        assertThat(stream.count()).isEqualTo(1);
    }

    @Test
    void otherThanTextIsRefusedWithItsPlace() {
        byte[] latin = {'a', '\n', 'b', (byte) 0xe9, 'c'};
        for (TextUnit unit : List.of(TextUnit.CHARACTERS, TextUnit.LETTERS, TextUnit.WORDS, TextUnit.LINES)) {
            TextSource source = TextSource.of(InputBytes.ofBytes("t.txt", latin), unit, SequenceBreak.FILE, Set.of());
            assertThatThrownBy(source::read)
                    .isInstanceOf(BadInputException.class)
                    .hasMessage("t.txt, line 2, column 2: the byte 0xe9 begins no character, expected a text in UTF-8");
            assertThatThrownBy(() -> source("ab\0", unit, SequenceBreak.FILE).read())
                    .hasMessage("t.txt, line 1, column 3: found a zero byte, expected text; is this a binary file?");
        }
        byte[] cut = {'a', (byte) 0xe2, (byte) 0x82};
        assertThatThrownBy(() -> TextSource.of(
                                InputBytes.ofBytes("t.txt", cut), TextUnit.CHARACTERS, SequenceBreak.FILE, Set.of())
                        .read())
                .hasMessage("t.txt, line 1, column 2: the text ends within a character, expected a text in UTF-8");
    }

    @Test
    void malformedFastaIsRefusedWithItsPlace() {
        assertThatThrownBy(() -> cut("ACGT\n", TextUnit.FASTA, SequenceBreak.FILE))
                .hasMessage(
                        "t.txt, line 1, column 1: found \"A\", expected a line that begins with \">\" and names a record");
        assertThatThrownBy(() -> cut(">a\nAC1T\n", TextUnit.FASTA, SequenceBreak.FILE))
                .hasMessage("t.txt, line 2, column 3: found \"1\" in a sequence, expected a letter");
        assertThatThrownBy(() -> cut(">a\n", TextUnit.FASTA, SequenceBreak.FILE))
                .hasMessage("t.txt: the file is empty or holds no token, expected some");
        assertThatThrownBy(() -> cut(">a\n---\n", TextUnit.FASTA, SequenceBreak.FILE))
                .hasMessage("t.txt: every token is missing, expected at least one that is not");
    }

    @Test
    void optionsThatExcludeEachOtherAreRefused() {
        assertThatThrownBy(() -> source("a", TextUnit.LETTERS, SequenceBreak.FILE, "a"))
                .hasMessage("letters cannot stand for missing tokens, expected characters, words or lines");
        assertThatThrownBy(() -> source("a", TextUnit.LINES, SequenceBreak.LINES))
                .hasMessage("lines are the tokens, so they cannot be the sequences, expected the file or paragraphs");
        assertThatThrownBy(() -> source("a", TextUnit.FASTA, SequenceBreak.LINES))
                .hasMessage("the sequences of FASTA are its records, expected no other");
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.unmask.io.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.unmask.data.SymbolSequences;
import org.unmask.data.SymbolStream;
import org.unmask.io.BadInputException;
import org.unmask.io.InputBytes;

/** However a text is cut, its pieces give the tokens and sequences of the whole. */
class TextPiecesTest {

    private static final List<String> WORDS = List.of(
            "a",
            "The",
            "naïve",
            "x1",
            "don't",
            "rock'n'roll",
            "’tis",
            "Ω",
            "мир",
            "日本",
            "—",
            "…",
            ".",
            "!?",
            "é́",
            "e\u0301",
            "😀",
            "7",
            "''");
    private static final List<String> GAPS =
            List.of(" ", " ", " ", "  ", "\n", "\n", "\n\n", "\r\n", "\r\n\r\n", "\n \n", "\t", " \n\n\n ", "");
    private static final List<String> RECORDS = List.of(
            "ACGT", "nnac", "GG-TA", "\n", "\n", "\r\n", "\n>name one\n", "\n>empty\n>next\n", "\n;talk\n", "U");

    @ParameterizedTest
    @EnumSource
    void piecesGiveWhatTheWholeGives(TextUnit unit) throws IOException {
        int cuts = 0;
        for (int trial = 0; trial < 300; trial++) {
            SplittableRandom random = new SplittableRandom(trial);
            byte[] text = text(random, unit).getBytes(StandardCharsets.UTF_8);
            for (SequenceBreak breaks : SequenceBreak.values()) {
                if ((unit == TextUnit.FASTA && breaks != SequenceBreak.FILE)
                        || (unit == TextUnit.LINES && breaks == SequenceBreak.LINES)) {
                    continue;
                }
                SymbolSequences whole;
                try {
                    whole = TextSource.of(InputBytes.ofBytes("text", text), unit, breaks, Set.of())
                            .read();
                } catch (BadInputException nothing) {
                    continue;
                }
                int size = 1 + random.nextInt(40);
                TextPieces pieces = new TextPieces(unit, breaks, Set.of());
                long[] starts = starts(pieces, text, size);
                cuts += starts.length - 1;
                Gathered gathered = read(pieces, text, starts);
                String seed = unit + " " + breaks + ", seed " + trial + ", size " + size;
                assertThat(gathered.alphabet)
                        .as(seed)
                        .isEqualTo(whole.alphabet().symbols());
                assertThat(gathered.codes()).as(seed).isEqualTo(whole.codes());
                assertThat(gathered.ends()).as(seed).isEqualTo(ends(whole));
            }
        }
        assertThat(cuts).as("cuts of %s", unit).isGreaterThan(300);
    }

    @Test
    void whatIsWrongIsSaidWithItsPlace() {
        byte[] text = {'a', 'b', (byte) 0xff, 'c'};
        TextPieces pieces = new TextPieces(TextUnit.CHARACTERS, SequenceBreak.FILE, Set.of());
        assertThatThrownBy(() -> pieces.tally(
                        new TextPieces.Piece("part", new ByteArrayInputStream(text), 1000, true), Histogram.NOWHERE))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("part: after 1002 bytes: the byte 0xff begins no character");
        assertThatThrownBy(() -> new TextPieces(TextUnit.LINES, SequenceBreak.LINES, Set.of()))
                .hasMessageContaining("expected the file or paragraphs");
    }

    private static String text(SplittableRandom random, TextUnit unit) {
        StringBuilder text = new StringBuilder(random.nextInt(5) == 0 ? "\ufeff" : "");
        if (unit == TextUnit.FASTA) {
            text.append(">first\n");
        }
        int parts = 1 + random.nextInt(60);
        for (int n = 0; n < parts; n++) {
            if (unit == TextUnit.FASTA) {
                text.append(RECORDS.get(random.nextInt(RECORDS.size())));
            } else {
                text.append(WORDS.get(random.nextInt(WORDS.size()))).append(GAPS.get(random.nextInt(GAPS.size())));
            }
        }
        return text.toString();
    }

    private static long[] starts(TextPieces pieces, byte[] text, int size) throws IOException {
        List<Long> starts = new ArrayList<>(List.of(0L));
        for (int wanted = size; wanted < text.length; wanted += size) {
            if (wanted >= TextPieces.BEFORE) {
                int from = wanted - TextPieces.BEFORE;
                long at = pieces.cut(new ByteArrayInputStream(text, from, text.length - from), wanted, text.length);
                if (at > starts.get(starts.size() - 1) && at < text.length) {
                    starts.add(at);
                }
            }
        }
        return starts.stream().mapToLong(Long::longValue).toArray();
    }

    private static Gathered read(TextPieces pieces, byte[] text, long[] starts) {
        Map<String, Long> sums = new LinkedHashMap<>();
        // Backwards: the order of the pieces must not matter.
        for (int n = starts.length - 1; n >= 0; n--) {
            TextPieces.Tally tally = pieces.tally(piece(text, starts, n), Histogram.NOWHERE);
            for (int code = 0; code < tally.symbols().size(); code++) {
                sums.merge(tally.symbols().get(code), tally.counts()[code], Long::sum);
            }
        }
        TextPieces.Symbols symbols = pieces.alphabet(
                new TextPieces.Tally(
                        List.copyOf(sums.keySet()),
                        sums.values().stream().mapToLong(Long::longValue).toArray()),
                "text");
        Gathered gathered = new Gathered(symbols.alphabet().symbols());
        for (int n = 0; n < starts.length; n++) {
            pieces.replay(piece(text, starts, n), symbols, gathered);
        }
        return gathered;
    }

    private static TextPieces.Piece piece(byte[] text, long[] starts, int n) {
        int from = (int) starts[n];
        boolean last = n == starts.length - 1;
        int to = last ? text.length : (int) starts[n + 1];
        return new TextPieces.Piece("text", new ByteArrayInputStream(text, from, to - from), from, last);
    }

    private static List<Integer> ends(SymbolSequences data) {
        List<Integer> ends = new ArrayList<>();
        for (int s = 0; s < data.count(); s++) {
            ends.add(data.end(s));
        }
        return ends;
    }

    /** Tokens of all pieces; an end without a token is none. */
    private static final class Gathered implements SymbolStream.Sink {

        private final List<String> alphabet;
        private final List<Integer> codes = new ArrayList<>();
        private final List<Integer> ends = new ArrayList<>();

        Gathered(List<String> alphabet) {
            this.alphabet = alphabet;
        }

        int[] codes() {
            return codes.stream().mapToInt(Integer::intValue).toArray();
        }

        List<Integer> ends() {
            return ends;
        }

        @Override
        public void accept(int[] block, int from, int to) {
            Arrays.stream(block, from, to).forEach(codes::add);
        }

        @Override
        public void endSequence() {
            if (codes.size() > (ends.isEmpty() ? 0 : ends.get(ends.size() - 1))) {
                ends.add(codes.size());
            }
        }
    }
}

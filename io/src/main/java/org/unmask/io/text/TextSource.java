// SPDX-License-Identifier: Apache-2.0
package org.unmask.io.text;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.unmask.data.SymbolSequences;
import org.unmask.data.SymbolStream;
import org.unmask.io.BadInputException;
import org.unmask.io.InputBytes;
import org.unmask.model.Alphabet;

/**
 * A text and the way to cut it into tokens. Codes of an alphabet found in the text are in natural order, for words by
 * falling frequency, so they do not depend on the order of the text.
 */
public final class TextSource {

    private final InputBytes input;
    private final TextUnit unit;
    private final SequenceBreak breaks;
    private final Set<String> missing;

    private TextSource(InputBytes input, TextUnit unit, SequenceBreak breaks, Set<String> missing) {
        this.input = input;
        this.unit = unit;
        this.breaks = breaks;
        this.missing = missing;
    }

    /**
     * A text to be cut.
     *
     * @param input the bytes
     * @param unit what a token is
     * @param breaks where sequences end; FASTA has its records instead
     * @param missing tokens that stand for one that was not observed
     * @return the source; nothing is read yet
     * @throws IllegalArgumentException when these do not go together
     */
    public static TextSource of(InputBytes input, TextUnit unit, SequenceBreak breaks, Set<String> missing) {
        if (unit == TextUnit.LETTERS && !missing.isEmpty()) {
            throw new IllegalArgumentException(
                    "letters cannot stand for missing tokens, expected characters, words or lines");
        }
        if (unit == TextUnit.LINES && breaks == SequenceBreak.LINES) {
            throw new IllegalArgumentException(
                    "lines are the tokens, so they cannot be the sequences, expected the file or paragraphs");
        }
        if (unit == TextUnit.FASTA && breaks != SequenceBreak.FILE) {
            throw new IllegalArgumentException("the sequences of FASTA are its records, expected no other");
        }
        return new TextSource(input, unit, breaks, Set.copyOf(missing));
    }

    /**
     * All tokens in memory, with an alphabet of those that occur; one pass.
     *
     * @return the sequences
     * @throws BadInputException when the text is empty or malformed
     */
    public SymbolSequences read() {
        CodeBook book = CodeBook.growing(missing);
        Collected collected = new Collected();
        Order order = order(book, run(book, collected));
        collected.translate(order.places);
        return collected.sequences(order.alphabet, input.name());
    }

    /**
     * All tokens in memory, in codes of a given alphabet; one pass.
     *
     * @param alphabet the symbols
     * @param unseen what to do with others
     * @return the sequences
     * @throws BadInputException when the text is empty or malformed, or has another symbol and that is refused
     */
    public SymbolSequences read(Alphabet alphabet, UnseenSymbols unseen) {
        Collected collected = new Collected();
        run(fixed(alphabet, unseen, missing(alphabet)), alphabet, unseen, collected);
        return collected.sequences(alphabet, input.name());
    }

    /**
     * The tokens as a stream, with an alphabet of those that occur. The text is read once now, to find the alphabet, and
     * again for each replay; nothing is kept in memory.
     *
     * @return the stream
     * @throws BadInputException when the text is empty or malformed
     */
    public SymbolStream stream() {
        CodeBook book = CodeBook.growing(missing);
        Histogram seen = run(book, new Nowhere());
        Order order = order(book, seen);
        Set<String> absent = unit == TextUnit.FASTA ? FastaCodes.missing(book.symbols(), seen.counts) : missing;
        return new Stream(order.alphabet, UnseenSymbols.REFUSE, absent, seen.tokens, seen.sequences);
    }

    /**
     * The tokens as a stream in codes of a given alphabet. The text is read once now, to count its tokens, and again for
     * each replay; nothing is kept in memory.
     *
     * @param alphabet the symbols
     * @param unseen what to do with others
     * @return the stream
     * @throws BadInputException when the text is empty or malformed, or has another symbol and that is refused
     */
    public SymbolStream stream(Alphabet alphabet, UnseenSymbols unseen) {
        Histogram seen = new Histogram(new Nowhere());
        run(fixed(alphabet, unseen, missing(alphabet)), alphabet, unseen, seen);
        checkTokens(seen.tokens, input.name());
        return new Stream(alphabet, unseen, missing(alphabet), seen.tokens, seen.sequences);
    }

    private Set<String> missing(Alphabet alphabet) {
        return unit == TextUnit.FASTA ? FastaCodes.missing(alphabet.symbols()) : missing;
    }

    private static CodeBook fixed(Alphabet alphabet, UnseenSymbols unseen, Set<String> missing) {
        return CodeBook.fixed(alphabet, unseen, missing);
    }

    /** Runs with codes in order of appearance, and counts them. */
    private Histogram run(CodeBook book, SymbolStream.Sink sink) {
        Histogram histogram = new Histogram(sink);
        if (unit == TextUnit.LETTERS) {
            LetterTokenizer.SYMBOLS.forEach(letter -> book.code(letter, 0));
            new LetterTokenizer(new Emitter(histogram), breaks).run(input);
        } else {
            tokenizer(book, histogram).run(input);
        }
        checkTokens(histogram.tokens, input.name());
        return histogram;
    }

    /** Runs with final codes. */
    private void run(CodeBook book, Alphabet alphabet, UnseenSymbols unseen, SymbolStream.Sink sink) {
        if (unit != TextUnit.LETTERS) {
            tokenizer(book, sink).run(input);
            return;
        }
        int[] codes = new int[LetterTokenizer.SYMBOLS.size()];
        boolean same = alphabet.symbols().equals(LetterTokenizer.SYMBOLS);
        for (int letter = 0; letter < codes.length; letter++) {
            codes[letter] = alphabet.code(LetterTokenizer.SYMBOLS.get(letter)).orElse(CodeBook.UNKNOWN);
            if (codes[letter] < 0 && unseen == UnseenSymbols.MISSING) {
                codes[letter] = SymbolSequences.MISSING;
            }
        }
        SymbolStream.Sink translated = same ? sink : new Translated(codes, sink);
        try {
            new LetterTokenizer(new Emitter(translated), breaks).run(input);
        } catch (UnseenLetter letter) {
            // Rare and fatal, so the place is looked for only now.
            throw Utf8.placed(input, LetterTokenizer.firstOf(input, letter.letter, book));
        }
    }

    private Tokenizer tokenizer(CodeBook book, SymbolStream.Sink sink) {
        Emitter emitter = new Emitter(sink);
        return switch (unit) {
            case CHARACTERS -> new CharacterTokenizer(emitter, book, breaks);
            case LETTERS -> new LetterTokenizer(emitter, breaks);
            case WORDS -> new WordTokenizer(emitter, book, breaks, false);
            case LINES -> new WordTokenizer(emitter, book, breaks, true);
            case FASTA -> new FastaTokenizer(emitter, book);
        };
    }

    /** The alphabet of the symbols that occur and are not missing, and the final code of each provisional one. */
    private Order order(CodeBook book, Histogram seen) {
        List<String> symbols = book.symbols();
        long[] counts = Arrays.copyOf(seen.counts, symbols.size());
        Set<String> absent = unit == TextUnit.FASTA ? FastaCodes.missing(symbols, counts) : Set.of();
        int[] order = unit == TextUnit.WORDS ? SymbolOrder.frequency(symbols, counts) : SymbolOrder.natural(symbols);
        int[] present = Arrays.stream(order)
                .filter(code -> counts[code] > 0 && !absent.contains(symbols.get(code)))
                .toArray();
        if (present.length == 0) {
            throw BadInputException.in(input.name(), "every token is missing, expected at least one that is not");
        }
        int[] places = new int[symbols.size()];
        Arrays.fill(places, SymbolSequences.MISSING);
        for (int place = 0; place < present.length; place++) {
            places[present[place]] = place;
        }
        return new Order(
                Alphabet.of(Arrays.stream(present).mapToObj(symbols::get).toList()), places);
    }

    private static void checkTokens(long tokens, String name) {
        if (tokens == 0) {
            throw BadInputException.in(name, "the file is empty or holds no token, expected some");
        }
    }

    private static final class Order {
        private final Alphabet alphabet;
        private final int[] places;

        Order(Alphabet alphabet, int[] places) {
            this.alphabet = alphabet;
            this.places = places;
        }
    }

    /** Tokens pass by and nothing is kept. */
    private static final class Nowhere implements SymbolStream.Sink {
        @Override
        public void accept(int[] codes, int from, int to) {}

        @Override
        public void endSequence() {}
    }

    /** Counts codes on their way. */
    private static final class Histogram implements SymbolStream.Sink {

        private final SymbolStream.Sink next;
        private long[] counts = new long[256];
        private long tokens;
        private long sequences;

        Histogram(SymbolStream.Sink next) {
            this.next = next;
        }

        @Override
        public void accept(int[] codes, int from, int to) {
            int most = 0;
            for (int t = from; t < to; t++) {
                most = Math.max(most, codes[t]);
            }
            if (most >= counts.length) {
                counts = Arrays.copyOf(counts, Math.max(most + 1, 2 * counts.length));
            }
            for (int t = from; t < to; t++) {
                if (codes[t] >= 0) {
                    counts[codes[t]]++;
                }
            }
            tokens += to - from;
            next.accept(codes, from, to);
        }

        @Override
        public void endSequence() {
            sequences++;
            next.endSequence();
        }
    }

    /** A letter that the alphabet does not have. */
    private static final class UnseenLetter extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final int letter;

        UnseenLetter(int letter) {
            super("letter " + letter, null, false, false);
            this.letter = letter;
        }
    }

    /** Other codes for the same tokens. */
    private static final class Translated implements SymbolStream.Sink {

        private final int[] places;
        private final SymbolStream.Sink next;

        Translated(int[] places, SymbolStream.Sink next) {
            this.places = places;
            this.next = next;
        }

        @Override
        public void accept(int[] codes, int from, int to) {
            for (int t = from; t < to; t++) {
                int place = places[codes[t]];
                if (place == CodeBook.UNKNOWN) {
                    throw new UnseenLetter(codes[t]);
                }
                codes[t] = place;
            }
            next.accept(codes, from, to);
        }

        @Override
        public void endSequence() {
            next.endSequence();
        }
    }

    /** The text again and again. */
    private final class Stream implements SymbolStream {

        private final Alphabet alphabet;
        private final UnseenSymbols unseen;
        private final Set<String> absent;
        private final long tokens;
        private final long sequences;

        Stream(Alphabet alphabet, UnseenSymbols unseen, Set<String> absent, long tokens, long sequences) {
            this.alphabet = alphabet;
            this.unseen = unseen;
            this.absent = absent;
            this.tokens = tokens;
            this.sequences = sequences;
        }

        @Override
        public Alphabet alphabet() {
            return alphabet;
        }

        @Override
        public long tokens() {
            return tokens;
        }

        @Override
        public long count() {
            return sequences;
        }

        @Override
        public void replay(Sink sink) {
            run(fixed(alphabet, unseen, absent), alphabet, unseen, sink);
        }
    }
}

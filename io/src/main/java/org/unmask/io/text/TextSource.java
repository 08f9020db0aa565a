// SPDX-License-Identifier: Apache-2.0
package org.unmask.io.text;

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
        check(unit, breaks, missing);
        return new TextSource(input, unit, breaks, Set.copyOf(missing));
    }

    /** Refuses what does not go together. */
    static void check(TextUnit unit, SequenceBreak breaks, Set<String> missing) {
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
        Histogram seen = run(book, collected);
        FoundAlphabet found = FoundAlphabet.of(
                unit, book.symbols(), seen.counts(book.symbols().size()), input.name());
        collected.translate(found.places());
        return collected.sequences(found.alphabet(), input.name());
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
        Histogram seen = run(book, Histogram.NOWHERE);
        FoundAlphabet found = FoundAlphabet.of(
                unit, book.symbols(), seen.counts(book.symbols().size()), input.name());
        Set<String> absent = unit == TextUnit.FASTA ? found.absent() : missing;
        return new Stream(found.alphabet(), UnseenSymbols.REFUSE, absent, seen.tokens(), seen.sequences());
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
        Histogram seen = new Histogram(Histogram.NOWHERE);
        run(fixed(alphabet, unseen, missing(alphabet)), alphabet, unseen, seen);
        checkTokens(seen.tokens(), input.name());
        return new Stream(alphabet, unseen, missing(alphabet), seen.tokens(), seen.sequences());
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
        checkTokens(histogram.tokens(), input.name());
        return histogram;
    }

    /** Runs with final codes. */
    private void run(CodeBook book, Alphabet alphabet, UnseenSymbols unseen, SymbolStream.Sink sink) {
        if (unit != TextUnit.LETTERS) {
            tokenizer(book, sink).run(input);
            return;
        }
        SymbolStream.Sink translated = LetterCodes.sink(alphabet, unseen, sink);
        try {
            new LetterTokenizer(new Emitter(translated), breaks).run(input);
        } catch (LetterCodes.UnseenLetter unseenLetter) {
            // Rare and fatal, so the place is looked for only now.
            throw Utf8.placed(input, LetterTokenizer.firstOf(input, unseenLetter.letter(), book));
        }
    }

    private Tokenizer tokenizer(CodeBook book, SymbolStream.Sink sink) {
        return Tokenizer.of(unit, breaks, new Emitter(sink), book);
    }

    private static void checkTokens(long tokens, String name) {
        if (tokens == 0) {
            throw BadInputException.in(name, "the file is empty or holds no token, expected some");
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

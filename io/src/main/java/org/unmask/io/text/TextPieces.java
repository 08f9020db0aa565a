// SPDX-License-Identifier: Apache-2.0
package org.unmask.io.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import org.unmask.data.SymbolStream;
import org.unmask.io.BadInputException;
import org.unmask.model.Alphabet;

/**
 * A text in pieces that may be read in any order and on any machine: together they give the tokens and sequences of the
 * whole as {@link TextSource} does. A piece begins at the first place at or after a wanted offset where any tokenizer can
 * go on (see {@link #cut}); the first one begins at 0.
 *
 * <p>Where a sequence reaches from one piece into the next, the earlier piece does not end it. The later one may end it
 * before it gives a token; a sequence without a token in any piece is none.
 */
public final class TextPieces {

    /** Bytes before an offset that {@link #cut} must see. */
    public static final int BEFORE = TextCut.BEFORE;

    /**
     * The bytes of a piece.
     *
     * @param name what the text is called in messages
     * @param bytes all of the piece, and nothing after it; not closed
     * @param from offset of the first byte in the text
     * @param last whether the text ends with this piece
     */
    public record Piece(String name, InputStream bytes, long from, boolean last) {}

    /**
     * Which symbols occur.
     *
     * @param symbols distinct, in no order that matters
     * @param counts how often each occurs
     */
    @SuppressWarnings("ArrayRecordComponent") // Sums on their way; nobody compares two.
    public record Tally(List<String> symbols, long[] counts) {}

    /**
     * The alphabet of a whole text.
     *
     * @param alphabet the symbols that occur, in the order that {@link TextSource} gives them
     * @param absent symbols that stand for a missing token
     */
    public record Symbols(Alphabet alphabet, Set<String> absent) {}

    private final TextUnit unit;
    private final SequenceBreak breaks;
    private final Set<String> missing;
    private final TextCut cut;

    /**
     * A way to cut texts.
     *
     * @param unit what a token is
     * @param breaks where sequences end
     * @param missing tokens that stand for one that was not observed
     * @throws IllegalArgumentException when these do not go together
     */
    public TextPieces(TextUnit unit, SequenceBreak breaks, Set<String> missing) {
        TextSource.check(unit, breaks, missing);
        this.unit = unit;
        this.breaks = breaks;
        this.missing = Set.copyOf(missing);
        this.cut = new TextCut(unit);
    }

    /**
     * Where a piece may begin.
     *
     * @param in the text from {@link #BEFORE} bytes before the offset on; read as far as needed, not closed
     * @param offset where one would like to cut, at least {@link #BEFORE}
     * @param end number of bytes of the text
     * @return the first place from there on, or the end when there is none
     * @throws IOException when the text cannot be read
     */
    public long cut(InputStream in, long offset, long end) throws IOException {
        return cut.find(in, offset, end);
    }

    /**
     * Reads a piece in codes of its own, to learn which symbols occur.
     *
     * @param piece the piece
     * @param sink takes tokens, whose codes mean nothing, and the ends of sequences
     * @return its symbols
     * @throws BadInputException when the text is malformed
     */
    public Tally tally(Piece piece, SymbolStream.Sink sink) {
        CodeBook book = CodeBook.growing(missing);
        Histogram seen = new Histogram(sink);
        if (unit == TextUnit.LETTERS) {
            LetterTokenizer.SYMBOLS.forEach(letter -> book.code(letter, 0));
        }
        run(piece, book, seen);
        return new Tally(book.symbols(), seen.counts(book.symbols().size()));
    }

    /**
     * The alphabet of all pieces together.
     *
     * @param sum symbols of all pieces with the sums of their counts
     * @param name what the text is called in messages
     * @return the alphabet
     * @throws BadInputException when no symbol is left that is not missing
     */
    public Symbols alphabet(Tally sum, String name) {
        FoundAlphabet found = FoundAlphabet.of(unit, sum.symbols(), sum.counts(), name);
        return new Symbols(found.alphabet(), unit == TextUnit.FASTA ? found.absent() : missing);
    }

    /**
     * Reads a piece in the codes of an alphabet.
     *
     * @param piece the piece
     * @param symbols the alphabet; other symbols are refused
     * @param sink takes the tokens
     * @throws BadInputException when the text is malformed or has another symbol
     */
    public void replay(Piece piece, Symbols symbols, SymbolStream.Sink sink) {
        CodeBook book = CodeBook.fixed(symbols.alphabet(), UnseenSymbols.REFUSE, symbols.absent());
        run(
                piece,
                book,
                unit == TextUnit.LETTERS ? LetterCodes.sink(symbols.alphabet(), UnseenSymbols.REFUSE, sink) : sink);
    }

    private void run(Piece piece, CodeBook book, SymbolStream.Sink sink) {
        Tokenizer tokenizer = Tokenizer.of(unit, breaks, new Emitter(sink), book);
        if (piece.from() > 0) {
            tokenizer.resume();
        }
        try {
            Utf8.read(piece.bytes(), piece.from(), tokenizer::consume);
            if (piece.last()) {
                tokenizer.finish();
            } else {
                tokenizer.stop();
            }
        } catch (Misplaced misplaced) {
            // The line is not known without reading all that comes before.
            throw BadInputException.in(piece.name(), "after " + misplaced.offset() + " bytes: " + misplaced.problem());
        } catch (LetterCodes.UnseenLetter letter) {
            throw BadInputException.in(
                    piece.name(),
                    "found " + CodeBook.shown(LetterTokenizer.SYMBOLS.get(letter.letter()))
                            + ", expected one of the letters found before");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}

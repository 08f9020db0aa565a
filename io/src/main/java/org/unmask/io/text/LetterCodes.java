// SPDX-License-Identifier: Apache-2.0
package org.unmask.io.text;

import org.unmask.data.SymbolSequences;
import org.unmask.data.SymbolStream;
import org.unmask.model.Alphabet;

/** From the letter tokenizer's own codes to those of an alphabet. */
final class LetterCodes implements SymbolStream.Sink {

    /** A letter that the alphabet does not have. */
    static final class UnseenLetter extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final int letter;

        UnseenLetter(int letter) {
            super("letter " + letter, null, false, false);
            this.letter = letter;
        }

        /** Its code among {@link LetterTokenizer#SYMBOLS}. */
        int letter() {
            return letter;
        }
    }

    private final int[] places;
    private final SymbolStream.Sink next;

    private LetterCodes(int[] places, SymbolStream.Sink next) {
        this.places = places;
        this.next = next;
    }

    /** Passes letters on in the codes of an alphabet; throws {@link UnseenLetter}. */
    static SymbolStream.Sink sink(Alphabet alphabet, UnseenSymbols unseen, SymbolStream.Sink next) {
        if (alphabet.symbols().equals(LetterTokenizer.SYMBOLS)) {
            return next;
        }
        int[] codes = new int[LetterTokenizer.SYMBOLS.size()];
        for (int letter = 0; letter < codes.length; letter++) {
            codes[letter] = alphabet.code(LetterTokenizer.SYMBOLS.get(letter)).orElse(CodeBook.UNKNOWN);
            if (codes[letter] < 0 && unseen == UnseenSymbols.MISSING) {
                codes[letter] = SymbolSequences.MISSING;
            }
        }
        return new LetterCodes(codes, next);
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

// SPDX-License-Identifier: Apache-2.0
package org.unmask.predictor;

import java.util.Arrays;
import org.unmask.data.SymbolSequences;

/** A context of symbols, each the code of a symbol or {@link SymbolSequences#MISSING}. */
public final class SymbolContext implements Context {

    private final int[] codes;

    SymbolContext(int... codes) {
        this.codes = codes.clone();
    }

    /**
     * The code of a token.
     *
     * @param token place in the context, from 0
     * @return its code, or {@link SymbolSequences#MISSING}
     */
    public int code(int token) {
        return codes[token];
    }

    @Override
    public int size() {
        return codes.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SymbolContext that && Arrays.equals(codes, that.codes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(codes);
    }

    @Override
    public String toString() {
        return Arrays.toString(codes);
    }
}

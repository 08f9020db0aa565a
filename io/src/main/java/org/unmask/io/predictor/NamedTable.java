// SPDX-License-Identifier: Apache-2.0
package org.unmask.io.predictor;

import org.unmask.model.Alphabet;
import org.unmask.predictor.TablePredictor;

/**
 * A table together with the names of its symbols.
 *
 * @param alphabet the symbols, as many as the table has
 * @param predictor the table
 */
public record NamedTable(Alphabet alphabet, TablePredictor predictor) {

    /**
     * Validates the number of symbols.
     *
     * @throws IllegalArgumentException when the numbers differ
     */
    public NamedTable {
        if (alphabet.size() != predictor.symbols()) {
            throw new IllegalArgumentException(
                    "there are " + alphabet.size() + " names for " + predictor.symbols() + " symbols");
        }
    }
}

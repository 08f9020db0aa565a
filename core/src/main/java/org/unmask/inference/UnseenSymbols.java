// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

import java.util.OptionalInt;
import org.unmask.matrix.Matrix;
import org.unmask.matrix.StochasticMatrix;
import org.unmask.model.Alphabet;
import org.unmask.model.Categorical;
import org.unmask.model.Hmm;

/** Symbols that the training data did not have. Without this, sequences with them are refused. */
public final class UnseenSymbols {

    private UnseenSymbols() {}

    /**
     * A model that gives every symbol of an alphabet some probability in every state: each emission law is mixed with
     * the uniform one.
     *
     * @param model categorical
     * @param alphabet symbols of the result, in any order, at least those of the model
     * @param share weight of the uniform law, above 0 and at most 1
     * @return the smoothed model over the alphabet given
     * @throws IllegalArgumentException when the model is not categorical, the alphabet lacks one of its symbols, or the
     *     share is out of range
     */
    public static Hmm smoothed(Hmm model, Alphabet alphabet, double share) {
        if (!(model.emission() instanceof Categorical categorical)) {
            throw new IllegalArgumentException("the model is not categorical, expected one that emits symbols");
        }
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("share is " + share + ", expected above 0 and at most 1");
        }
        for (String symbol : categorical.alphabet().symbols()) {
            if (alphabet.code(symbol).isEmpty()) {
                throw new IllegalArgumentException(
                        "the alphabet lacks the symbol \"" + symbol + "\", expected all symbols of the model");
            }
        }
        int d = alphabet.size();
        Matrix rows = Matrix.generate(model.states(), d, (i, x) -> {
            OptionalInt code = categorical.alphabet().code(alphabet.symbol(x));
            double seen = code.isPresent() ? categorical.probabilities().get(i, code.getAsInt()) : 0;
            return (1 - share) * seen + share / d;
        });
        return new Hmm(
                model.initial(),
                model.transition(),
                new Categorical(alphabet, StochasticMatrix.normalized("emission matrix", rows)));
    }
}

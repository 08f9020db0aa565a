// SPDX-License-Identifier: Apache-2.0
package org.unmask.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.unmask.matrix.Matrix;
import org.unmask.model.Alphabet;
import org.unmask.model.Categorical;
import org.unmask.model.Hmm;

/**
 * Where processes are compared: a word with its probability, or a moment of neighbouring points with its expectation.
 *
 * @param letters for each token its symbol's code, or the coordinate that is multiplied in
 */
public record WitnessPlace(List<Integer> letters) {

    private static final int LONGEST = 4;
    private static final int MOST = 5_000;

    /** Copies the list. */
    public WitnessPlace {
        letters = List.copyOf(letters);
    }

    /** Of all short words, or moments, the one whose value differs most between models; empty when none does. */
    static Optional<WitnessPlace> mostTelling(List<Hmm> models) {
        int d = models.get(0).emission().dimension();
        double best = 1e-9;
        Optional<WitnessPlace> found = Optional.empty();
        for (int length = 1; length <= LONGEST && Math.pow(d, length) <= MOST; length++) {
            for (int code = 0; code < Math.pow(d, length); code++) {
                WitnessPlace place = new WitnessPlace(digits(code, d, length));
                double low = models.stream().mapToDouble(place::value).min().orElse(0);
                double high = models.stream().mapToDouble(place::value).max().orElse(0);
                // A longer one must tell clearly more.
                if (high - low > 1.2 * best) {
                    best = high - low;
                    found = Optional.of(place);
                }
            }
        }
        return found;
    }

    private static List<Integer> digits(int code, int base, int length) {
        List<Integer> out = new ArrayList<>();
        int rest = code;
        for (int i = 0; i < length; i++) {
            out.add(rest % base);
            rest /= base;
        }
        return out;
    }

    /**
     * The probability of the word, or the expectation of the product, far from a sequence's start.
     *
     * @param model a model
     * @return the value
     */
    public double value(Hmm model) {
        Matrix means = model.emission().means();
        double[] message = model.stationaryLaw().toArray();
        for (int t = 0; t < letters.size(); t++) {
            if (t > 0) {
                message = model.transition().matrix().leftTimes(message);
            }
            for (int h = 0; h < message.length; h++) {
                message[h] *= means.get(h, letters.get(t));
            }
        }
        double sum = 0;
        for (double part : message) {
            sum += part;
        }
        return sum;
    }

    /**
     * The place in words.
     *
     * @param model a model of the kind
     * @return such as {@code a b a}, or {@code E[x1(1) x2(2)]}
     */
    public String text(Hmm model) {
        if (model.emission() instanceof Categorical categorical) {
            Alphabet alphabet = categorical.alphabet();
            return String.join(" ", letters.stream().map(alphabet::symbol).toList());
        }
        StringBuilder text = new StringBuilder("E[");
        for (int t = 0; t < letters.size(); t++) {
            text.append(t > 0 ? " " : "")
                    .append('x')
                    .append(t + 1)
                    .append('(')
                    .append(letters.get(t) + 1)
                    .append(')');
        }
        return text.append(']').toString();
    }
}

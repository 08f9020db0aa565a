// SPDX-License-Identifier: Apache-2.0
package org.unmask.io.predictor;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What the numbers that a predictor puts out mean. */
public enum OutputKind {
    /** Probabilities of all combinations of the targets, which a predictor that was learnt may miss a little. */
    PROBABILITIES,
    /** Their logarithms up to one constant for each context: softmax makes probabilities of them. */
    LOGITS,
    /** The mean of the outer product of the targets, which are points. */
    PRODUCT;

    /** How far the sum of a context's probabilities, or an entry, may be off and still be called probabilities. */
    private static final double OFF = 0.1;

    /**
     * The word for it on the command line.
     *
     * @return such as {@code logits}
     */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The kind of a word.
     *
     * @param word such as {@code logits}
     * @return the kind
     * @throws IllegalArgumentException when there is none
     */
    public static OutputKind ofWord(String word) {
        return Arrays.stream(values())
                .filter(kind -> kind.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the kind of output is \"" + word + "\", expected "
                        + Arrays.stream(values()).map(OutputKind::word).collect(Collectors.joining(", "))));
    }

    /** Whether each row is nearly a law. */
    static boolean areProbabilities(double[][] rows) {
        return Arrays.stream(rows)
                .allMatch(row -> Math.abs(Arrays.stream(row).sum() - 1) <= OFF
                        && Arrays.stream(row).allMatch(entry -> entry >= -OFF && entry <= 1 + OFF));
    }

    /** The probabilities behind the logits of one context. */
    static double[] softmax(double... logits) {
        double top = Arrays.stream(logits).max().orElse(0);
        double sum = Arrays.stream(logits).map(logit -> Math.exp(logit - top)).sum();
        return Arrays.stream(logits).map(logit -> Math.exp(logit - top) / sum).toArray();
    }
}

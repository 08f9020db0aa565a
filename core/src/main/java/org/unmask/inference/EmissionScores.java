// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

import org.unmask.data.PointSequences;
import org.unmask.data.Sequences;
import org.unmask.data.SymbolSequences;
import org.unmask.model.Categorical;
import org.unmask.model.CustomEmission;
import org.unmask.model.Emission;
import org.unmask.model.Gaussian;

/**
 * How well each state explains each token of given sequences. Missing tokens and coordinates are summed out. Instances
 * are immutable and serve any number of threads.
 */
abstract class EmissionScores {

    /** Scaled likelihoods below this may have lost digits to underflow. */
    static final double TINY = 1e-290;

    private final int states;

    EmissionScores(int states) {
        this.states = states;
    }

    /**
     * The scores of an emission law on sequences of its own kind.
     *
     * @throws IllegalArgumentException when the sequences are of another kind or alphabet
     */
    static EmissionScores of(Emission emission, Sequences sequences) {
        if (emission instanceof Categorical categorical) {
            if (!(sequences instanceof SymbolSequences symbols)) {
                throw new IllegalArgumentException("the model emits symbols, found sequences of points");
            }
            checkAlphabets(categorical, symbols);
            return new SymbolScores(categorical, symbols);
        }
        if (!(sequences instanceof PointSequences points)) {
            throw new IllegalArgumentException("the model emits points, found sequences of symbols");
        }
        if (points.dimension() != emission.dimension()) {
            throw new IllegalArgumentException("the tokens have " + points.dimension() + " coordinates, expected "
                    + emission.dimension() + " as the model has");
        }
        return emission instanceof Gaussian gaussian
                ? new PointScores(gaussian, points)
                : new CustomScores((CustomEmission) emission, points);
    }

    private static void checkAlphabets(Categorical categorical, SymbolSequences symbols) {
        if (categorical.alphabet().equals(symbols.alphabet())) {
            return;
        }
        int model = categorical.alphabet().size();
        int data = symbols.alphabet().size();
        for (int code = 0; code < Math.min(model, data); code++) {
            String ours = categorical.alphabet().symbol(code);
            String theirs = symbols.alphabet().symbol(code);
            if (!ours.equals(theirs)) {
                throw new IllegalArgumentException("symbol " + (code + 1) + " of the sequences is \"" + theirs
                        + "\", expected \"" + ours + "\" as in the model's alphabet");
            }
        }
        throw new IllegalArgumentException(
                "the sequences have " + data + " symbols, expected " + model + " as in the model's alphabet");
    }

    final int states() {
        return states;
    }

    /** The scores without what is known of the states besides. */
    EmissionScores ofTokens() {
        return this;
    }

    /**
     * Log-densities of tokens.
     *
     * @param from first token
     * @param to after the last
     * @param out written: entry {@code (t - from) * states + i} for token {@code t} and state {@code i}
     */
    abstract void logDensities(int from, int to, double[] out);

    /**
     * Densities of tokens, each token's divided by a factor of its own so that the largest is in range.
     *
     * @param from first token
     * @param to after the last
     * @param out written: {@code (t - from) * states + i}
     * @param shifts written: logarithm of the factor of token {@code t} at {@code t - from}
     * @return whether no density that is not zero was lost to underflow
     */
    boolean likelihoods(int from, int to, double[] out, double[] shifts) {
        logDensities(from, to, out);
        boolean exact = true;
        for (int t = 0, at = 0; t < to - from; t++, at += states) {
            double max = Double.NEGATIVE_INFINITY;
            for (int i = 0; i < states; i++) {
                max = Math.max(max, out[at + i]);
            }
            if (max == Double.NEGATIVE_INFINITY) {
                max = 0;
            }
            for (int i = 0; i < states; i++) {
                double log = out[at + i];
                double value = Math.exp(log - max);
                exact &= value >= TINY || log == Double.NEGATIVE_INFINITY;
                out[at + i] = value;
            }
            shifts[t] = max;
        }
        return exact;
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.unmask.recovery;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.unmask.matrix.Matrix;
import org.unmask.model.Categorical;
import org.unmask.model.Gaussian;
import org.unmask.model.Hmm;

/**
 * Whether two models are the same process: the same law of every stretch of tokens, whatever the states behind it, from the
 * models' own initial laws.
 *
 * <p>The difference of two word probabilities is {@code v_w 1} with {@code v_w = v A_w1 .. A_wn} over the states of both
 * models. The vectors {@code v_w} span a space of at most {@code k1 + k2} dimensions that words up to length
 * {@code k1 + k2 - 1} already fill (Schuetzenberger 1961, Carlyle 1964), so one word for each dimension decides. Gaussian
 * densities that differ are linearly independent, so a Gaussian model is compared as one whose symbols are its distinct
 * densities. Costs {@code (k1 + k2)^3} for each symbol.
 */
public final class ProcessEquality {

    /** Probabilities that differ by less than this part of themselves are the same. */
    public static final double TOLERANCE = 1e-9;

    /** A word's vector this near to the span of the others, relative to its length, lies in it. */
    private static final double IN_SPAN = 1e-11;

    private ProcessEquality() {}

    /** The answer. */
    public sealed interface Answer {
        /**
         * The same process.
         *
         * @param largest largest relative difference of the words that decide, rounding
         */
        record Same(double largest) implements Answer {}

        /**
         * Different processes.
         *
         * @param word a word whose probability differs: symbols, or for Gaussian models names of densities
         * @param first its probability under the first model
         * @param second its probability under the second model
         */
        record Different(List<String> word, double first, double second) implements Answer {
            /** Copies the word. */
            public Different {
                word = List.copyOf(word);
            }
        }
    }

    /**
     * Compares two models.
     *
     * @param one a categorical or Gaussian model
     * @param other another of the same kind; numbers of states, and alphabets, may differ
     * @return whether they are the same process, with a word that tells them apart when they are not
     * @throws IllegalArgumentException when the kinds differ or are plugged in, or the dimensions of points differ
     */
    public static Answer of(Hmm one, Hmm other) {
        Map<String, double[]> emissions = emissions(one, other);
        List<String> symbols = List.copyOf(emissions.keySet());
        return search(one, other, symbols, emissions);
    }

    /** A word and its vector over the states of both models, the second model's with the sign turned. */
    private static final class Word {
        private final int[] symbols;
        private final double[] vector;

        Word(int[] symbols, double[] vector) {
            this.symbols = symbols;
            this.vector = vector;
        }
    }

    private static Answer search(Hmm one, Hmm other, List<String> symbols, Map<String, double[]> emissions) {
        int k = one.states();
        int n = k + other.states();
        double[] start = new double[n];
        System.arraycopy(one.initial().toArray(), 0, start, 0, k);
        for (int i = k; i < n; i++) {
            start[i] = -other.initial().get(i - k);
        }
        List<double[]> basis = new ArrayList<>();
        ArrayDeque<Word> open = new ArrayDeque<>(List.of(new Word(new int[0], start)));
        basis.add(unit(start));
        Word clearest = open.peek();
        double largest = 0;
        while (!open.isEmpty()) {
            Word word = open.poll();
            for (int x = 0; x < symbols.size(); x++) {
                Word next = extended(word, x, Objects.requireNonNull(emissions.get(symbols.get(x))), one, other);
                double size = Arrays.stream(next.vector).map(Math::abs).sum();
                if (size == 0) {
                    continue;
                }
                double difference = Math.abs(Arrays.stream(next.vector).sum());
                largest = Math.max(largest, difference / size);
                if (difference > Math.abs(Arrays.stream(clearest.vector).sum())) {
                    clearest = next;
                }
                if (grow(basis, next.vector, n)) {
                    open.add(next);
                }
            }
        }
        if (largest <= TOLERANCE) {
            return new Answer.Same(largest);
        }
        double[] vector = clearest.vector;
        return new Answer.Different(
                Arrays.stream(clearest.symbols).mapToObj(symbols::get).toList(),
                Arrays.stream(vector, 0, k).sum(),
                -Arrays.stream(vector, k, n).sum());
    }

    private static Word extended(Word word, int symbol, double[] emission, Hmm one, Hmm other) {
        int k = one.states();
        double[] out = new double[emission.length];
        for (int i = 0; i < out.length; i++) {
            double weight = word.vector[i] * emission[i];
            int from = i < k ? 0 : k;
            Hmm model = i < k ? one : other;
            for (int j = 0; j < model.states(); j++) {
                out[from + j] += weight * model.transition().get(i - from, j);
            }
        }
        int[] symbols = Arrays.copyOf(word.symbols, word.symbols.length + 1);
        symbols[symbols.length - 1] = symbol;
        return new Word(symbols, out);
    }

    /** Adds a direction to an orthonormal basis unless it lies in the span. */
    private static boolean grow(List<double[]> basis, double[] vector, int most) {
        if (basis.size() >= most) {
            return false;
        }
        double[] rest = unit(vector);
        for (int pass = 0; pass < 2; pass++) {
            for (double[] direction : basis) {
                double dot = 0;
                for (int i = 0; i < rest.length; i++) {
                    dot += rest[i] * direction[i];
                }
                for (int i = 0; i < rest.length; i++) {
                    rest[i] -= dot * direction[i];
                }
            }
        }
        if (length(rest) <= IN_SPAN) {
            return false;
        }
        basis.add(unit(rest));
        return true;
    }

    private static double length(double[] vector) {
        double sum = 0;
        for (double value : vector) {
            sum += value * value;
        }
        return Math.sqrt(sum);
    }

    private static double[] unit(double[] vector) {
        double length = length(vector);
        return Arrays.stream(vector).map(value -> value / length).toArray();
    }

    /** For each symbol its probability in each state of the first model, then of the second. */
    private static Map<String, double[]> emissions(Hmm one, Hmm other) {
        if (one.emission() instanceof Categorical first && other.emission() instanceof Categorical second) {
            Map<String, double[]> out = new LinkedHashMap<>();
            collect(out, first, 0, first.states() + second.states());
            collect(out, second, first.states(), first.states() + second.states());
            return out;
        }
        if (one.emission() instanceof Gaussian first && other.emission() instanceof Gaussian second) {
            if (first.dimension() != second.dimension()) {
                throw new IllegalArgumentException("cannot compare points of " + first.dimension()
                        + " coordinates with points of " + second.dimension());
            }
            return densities(first, second);
        }
        throw new IllegalArgumentException(
                "processes are compared between two categorical or two Gaussian models, found "
                        + one.emission().getClass().getSimpleName() + " and "
                        + other.emission().getClass().getSimpleName());
    }

    private static void collect(Map<String, double[]> out, Categorical emission, int from, int states) {
        for (int x = 0; x < emission.dimension(); x++) {
            double[] column = out.computeIfAbsent(emission.alphabet().symbol(x), symbol -> new double[states]);
            for (int i = 0; i < emission.states(); i++) {
                column[from + i] = emission.probabilities().get(i, x);
            }
        }
    }

    /** States with the same density share a symbol, named after the first of them. */
    private static Map<String, double[]> densities(Gaussian first, Gaussian second) {
        int k = first.states();
        int n = k + second.states();
        Map<String, double[]> out = new LinkedHashMap<>();
        List<Integer> named = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            int state = i;
            int same = named.stream()
                    .filter(before -> equal(first, second, before, state))
                    .findFirst()
                    .orElse(state);
            if (same == state) {
                named.add(state);
            }
            String name = same < k
                    ? "density of state " + (same + 1) + " of the first model"
                    : "density of state " + (same - k + 1) + " of the second model";
            out.computeIfAbsent(name, none -> new double[n])[state] = 1;
        }
        return out;
    }

    private static boolean equal(Gaussian first, Gaussian second, int i, int j) {
        Matrix one = spread(first, second, i);
        Matrix other = spread(first, second, j);
        double scale = Math.max(one.maxAbs(), other.maxAbs());
        double apart = 0;
        double[] x = mean(first, second, i);
        double[] y = mean(first, second, j);
        for (int c = 0; c < x.length; c++) {
            apart = Math.max(apart, Math.abs(x[c] - y[c]));
            scale = Math.max(scale, Math.max(x[c] * x[c], y[c] * y[c]));
        }
        return apart <= TOLERANCE * Math.sqrt(scale) && one.minus(other).maxAbs() <= TOLERANCE * scale;
    }

    private static Matrix spread(Gaussian first, Gaussian second, int i) {
        int k = first.states();
        return i < k
                ? first.covariances().matrices().get(i)
                : second.covariances().matrices().get(i - k);
    }

    private static double[] mean(Gaussian first, Gaussian second, int i) {
        int k = first.states();
        return i < k ? first.means().row(i) : second.means().row(i - k);
    }
}

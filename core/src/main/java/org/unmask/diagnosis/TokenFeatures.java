// SPDX-License-Identifier: Apache-2.0
package org.unmask.diagnosis;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.unmask.data.PointSequences;
import org.unmask.data.Sequences;
import org.unmask.data.SymbolSequences;
import org.unmask.matrix.Matrix;
import org.unmask.model.Categorical;
import org.unmask.model.Gaussian;
import org.unmask.model.Hmm;

/**
 * A few numbers of each token whose expectation in each state is known: which group of symbols it is from, or sines and cosines
 * of coordinates.
 *
 * @param count features of a token
 * @param values one row for each token, one column for each feature; NaN throughout for a token not observed
 * @param expected one row for each state, one column for each feature
 * @param scales of the waves; 1 for symbols
 */
record TokenFeatures(int count, Matrix values, Matrix expected, int scales) {

    private static final int MOST_GROUPS = 5;

    /** How often two tokens of one group are to follow each other by chance, so that a sum of their products is near normal. */
    private static final double EXPECTED_PAIRS = 10;

    private static final int MOST_COORDINATES = 3;
    private static final int WAVES = 2;

    /** Whether two features are looked at together: waves of one length only, as all their products would cost too much. */
    boolean together(int one, int other) {
        return (one / 2 - other / 2) % scales == 0;
    }

    static TokenFeatures of(Hmm model, Sequences data) {
        return data instanceof SymbolSequences symbols
                ? ofSymbols(model, symbols)
                : ofPoints(model, (PointSequences) data);
    }

    /** Groups of symbols that come from much the same state, the last group left out; single symbols when they are few and frequent. */
    private static TokenFeatures ofSymbols(Hmm model, SymbolSequences data) {
        Categorical emission = (Categorical) model.emission();
        int d = emission.dimension();
        int[] group = groups(model, emission, Math.sqrt(EXPECTED_PAIRS / Math.max(1, data.tokens())));
        int count = Math.max(1, Arrays.stream(group).max().orElse(0));
        double[] values = new double[data.tokens() * count];
        for (int t = 0; t < data.tokens(); t++) {
            int code = data.code(t);
            if (code < 0) {
                Arrays.fill(values, t * count, (t + 1) * count, Double.NaN);
            } else if (group[code] < count) {
                values[t * count + group[code]] = 1;
            }
        }
        double[] expected = new double[model.states() * count];
        for (int i = 0; i < model.states(); i++) {
            for (int x = 0; x < d; x++) {
                if (group[x] < count) {
                    expected[i * count + group[x]] += emission.probabilities().get(i, x);
                }
            }
        }
        return new TokenFeatures(
                count, Matrix.of(data.tokens(), count, values), Matrix.of(model.states(), count, expected), 1);
    }

    /**
     * Symbols in the order of the states that they come from, cut into groups none of which is rare: the square of a product that
     * is nearly always zero says nothing of its variance.
     *
     * @param least frequency of a group
     */
    private static int[] groups(Hmm model, Categorical emission, double least) {
        double[] law = model.stationaryLaw().toArray();
        int d = emission.dimension();
        double[] frequency = new double[d];
        double[] place = new double[d];
        for (int x = 0; x < d; x++) {
            for (int i = 0; i < law.length; i++) {
                double joint = law[i] * emission.probabilities().get(i, x);
                frequency[x] += joint;
                place[x] += i * joint;
            }
            place[x] /= Math.max(1e-300, frequency[x]);
        }
        double wanted = d <= MOST_GROUPS + 1 ? least : Math.max(least, 1.0 / MOST_GROUPS);
        int[] order = IntStream.range(0, d)
                .boxed()
                .sorted(Comparator.comparingDouble(x -> place[x]))
                .mapToInt(x -> x)
                .toArray();
        int[] out = new int[d];
        int group = 0;
        double inside = 0;
        double before = 0;
        for (int x : order) {
            boolean full = inside >= least && before + frequency[x] / 2 >= (group + 1) * wanted;
            if (full) {
                group++;
                inside = 0;
            }
            out[x] = group;
            inside += frequency[x];
            before += frequency[x];
        }
        int last = group;
        if (inside < least && last > 0) {
            Arrays.setAll(out, x -> Math.min(out[x], last - 1));
        }
        return out;
    }

    /** {@code E exp(i a x) = exp(i a m - a^2 v / 2)} for a normal law. */
    private static TokenFeatures ofPoints(Hmm model, PointSequences data) {
        Gaussian emission = (Gaussian) model.emission();
        double[] law = model.stationaryLaw().toArray();
        int d = Math.min(MOST_COORDINATES, data.dimension());
        int count = 2 * WAVES * d;
        double[] values = new double[data.tokens() * count];
        double[] expected = new double[model.states() * count];
        for (int c = 0; c < d; c++) {
            double mean = 0;
            double square = 0;
            for (int i = 0; i < law.length; i++) {
                double m = emission.means().get(i, c);
                mean += law[i] * m;
                square += law[i]
                        * (m * m + emission.covariances().matrices().get(i).get(c, c));
            }
            double spread = Math.sqrt(Math.max(1e-300, square - mean * mean));
            for (int w = 1; w <= WAVES; w++) {
                double a = w / spread;
                int at = 2 * (c * WAVES + w - 1);
                for (int i = 0; i < law.length; i++) {
                    double variance = emission.covariances().matrices().get(i).get(c, c);
                    double size = Math.exp(-a * a * variance / 2);
                    double angle = a * (emission.means().get(i, c) - mean);
                    expected[i * count + at] = size * Math.sin(angle);
                    expected[i * count + at + 1] = size * Math.cos(angle);
                }
                for (int t = 0; t < data.tokens(); t++) {
                    double angle = a * (data.value(t, c) - mean);
                    values[t * count + at] = Math.sin(angle);
                    values[t * count + at + 1] = Math.cos(angle);
                }
            }
        }
        return new TokenFeatures(
                count, Matrix.of(data.tokens(), count, values), Matrix.of(model.states(), count, expected), WAVES);
    }
}

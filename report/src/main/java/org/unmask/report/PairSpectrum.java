// SPDX-License-Identifier: Apache-2.0
package org.unmask.report;

import java.util.Optional;
import java.util.stream.IntStream;
import org.unmask.data.SymbolSequences;
import org.unmask.data.WindowCounts;
import org.unmask.matrix.Matrix;
import org.unmask.matrix.Svd;
import org.unmask.parallel.Threads;
import org.unmask.report.Section.Bars;
import org.unmask.report.Section.Head;

/**
 * How many states the pairs of neighbours show (6.4): singular values of the pair frequencies, each divided by the root of
 * what independence gives. Independent tokens leave one value of 1 and noise of about {@code 2 sqrt(d / n)}.
 */
final class PairSpectrum {

    private static final int MOST_SYMBOLS = 200;
    private static final int SHOWN = 10;

    private PairSpectrum() {}

    static Optional<Section> of(SymbolSequences data, int states) {
        int d = data.dimension();
        if (d > MOST_SYMBOLS || d < 2) {
            return Optional.empty();
        }
        WindowCounts pairs = WindowCounts.of(data, Threads.ONE, 1, 2);
        if (pairs.total() == 0) {
            return Optional.empty();
        }
        double[] first = new double[d];
        double[] second = new double[d];
        Matrix counts = Matrix.generate(d, d, (x, y) -> pairs.get(x, y));
        for (int x = 0; x < d; x++) {
            for (int y = 0; y < d; y++) {
                first[x] += counts.get(x, y);
                second[y] += counts.get(x, y);
            }
        }
        Svd svd = Svd.of(Matrix.generate(
                d, d, (x, y) -> counts.get(x, y) == 0 ? 0 : counts.get(x, y) / Math.sqrt(first[x] * second[y])));
        int shown = Math.min(d, SHOWN);
        double[] values = IntStream.range(0, shown)
                .mapToDouble(svd::value)
                .map(v -> Math.max(v, 1e-9))
                .toArray();
        double noise = 2 * Math.sqrt(d / (double) pairs.total());
        return Optional.of(new Bars(
                new Head(
                        "How many states the pairs show",
                        "Singular values of the frequencies of neighbours, over what tokens without memory give. "
                                + "Those above the noise speak of states; coloured: the " + states
                                + " that were fitted."),
                IntStream.rangeClosed(1, shown).mapToObj(Integer::toString).toList(),
                Lists.of(values),
                Optional.of(noise),
                "noise",
                states,
                true));
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.unmask.data.SymbolSequences;
import org.unmask.data.SymbolStream;
import org.unmask.matrix.Matrix;
import org.unmask.matrix.Probabilities;
import org.unmask.matrix.StochasticMatrix;
import org.unmask.model.Alphabet;
import org.unmask.model.Categorical;
import org.unmask.model.Hmm;
import org.unmask.parallel.Threads;

/**
 * The E step of EM on one piece of sequences of symbols that were cut anywhere. What {@link PieceLikelihood#around} says of
 * the other pieces makes it exact: the law of the state before the piece, and the likelihood of what comes after it.
 * Counts of the pieces, summed along {@link ExpectedCounts#sum} in their order, are those of the whole data.
 *
 * <p>Pieces are kept in memory while they are worked on, 4 bytes a token, and run side by side as whole data are. The law
 * before takes the place of the initial law. The likelihood of what comes after is woven into the last token: it becomes a
 * symbol of its own, whose probability in each state is that of the true symbol times that likelihood. All true symbols
 * get half of their probability, which makes room for it and changes no posterior.
 */
public final class PieceExpectation implements SymbolStream.Sink {

    private final Hmm model;
    private final StochasticMatrix emission;
    private final int k;
    private final int d;
    private final double[] before;
    private final double[] after;
    private int[] codes = new int[1 << 10];
    private int size;
    private int[] ends = new int[4];
    private int count;

    /**
     * A piece of which nothing was read.
     *
     * @param model a categorical model
     * @param around what {@link PieceLikelihood#around} says of this piece
     * @throws IllegalArgumentException when the model is of another kind, or the numbers are those of another
     */
    public PieceExpectation(Hmm model, double[] around) {
        if (!(model.emission() instanceof Categorical categorical)) {
            throw new IllegalArgumentException("the data are symbols, expected a categorical model");
        }
        this.model = model;
        this.emission = categorical.probabilities();
        this.k = model.states();
        this.d = categorical.dimension();
        if (around.length != 2 * k) {
            throw new IllegalArgumentException(
                    around.length + " numbers around a piece, expected " + 2 * k + " for " + k + " states");
        }
        this.before = Arrays.copyOf(around, k);
        this.after = Arrays.copyOfRange(around, k, 2 * k);
    }

    @Override
    public void accept(int[] block, int from, int to) {
        if (size + to - from > codes.length) {
            codes = Arrays.copyOf(codes, (int) Math.max(2L * codes.length, (long) size + to - from));
        }
        System.arraycopy(block, from, codes, size, to - from);
        size += to - from;
    }

    @Override
    public void endSequence() {
        if (count == ends.length) {
            ends = Arrays.copyOf(ends, 2 * count);
        }
        ends[count++] = size;
    }

    /**
     * The counts of the piece, whose log-likelihood is left at zero: {@link PieceLikelihood#total} knows that of all pieces.
     *
     * @return counts to be summed; transitions from the last token of the piece before are in, initial states of
     *     sequences that began before it are not
     * @throws IllegalArgumentException when a sequence is impossible under the model
     */
    public ExpectedCounts counts() {
        boolean continues =
                size > (count > 0 ? ends[count - 1] : 0) && Arrays.stream(after).anyMatch(a -> a != 1);
        int last = continues ? codes[size - 1] : SymbolSequences.MISSING;
        if (continues) {
            codes[size - 1] = d;
        }
        Hmm woven = woven(last, continues);
        boolean resumes = Arrays.stream(before).sum() > 0;
        int head = resumes ? (count > 0 ? ends[0] : size) : 0;
        double[] initial = new double[k];
        double[] transitions = new double[k * k];
        double[] symbols = new double[(d + 1) * k];
        if (head > 0) {
            double[] predicted = model.transition().matrix().leftTimes(before);
            Hmm here = new Hmm(
                    Probabilities.normalized("law before the piece", predicted), woven.transition(), woven.emission());
            ExpectedCounts found = ExpectedCounts.of(here, sequences(0, head), Threads.ONE);
            add(found, last, transitions, symbols);
            for (int n = 0; n < k * k; n++) {
                double first = found.initial(n % k);
                transitions[n] +=
                        first > 0 ? before[n / k] * model.transition().get(n / k, n % k) * first / predicted[n % k] : 0;
            }
        }
        if (head < size) {
            ExpectedCounts found = ExpectedCounts.of(woven, sequences(head, size), Threads.ONE);
            add(found, last, transitions, symbols);
            EmissionCounts.addTo(initial, found.initial());
        }
        if (continues) {
            codes[size - 1] = last;
        }
        return new ExpectedCounts(initial, transitions, new SymbolCounts(k, d, symbols), 0);
    }

    /** The counts of a run with the symbol of the last token among the others again. */
    private void add(ExpectedCounts found, int last, double[] transitions, double[] symbols) {
        EmissionCounts.addTo(transitions, found.transitions());
        double[] counts = ((SymbolCounts) found.emission()).counts();
        for (int n = 0; n < d * k; n++) {
            symbols[n] += counts[n];
        }
        int missing = (d + 2) * k;
        int own = (last == SymbolSequences.MISSING ? d : last) * k;
        for (int i = 0; i < k; i++) {
            symbols[d * k + i] += counts[missing + i];
            symbols[own + i] += counts[d * k + i];
        }
    }

    /** The model over two symbols more: the last token with what comes after it, and one that fills each law up to one. */
    private Hmm woven(int last, boolean continues) {
        Matrix rows = Matrix.generate(k, d + 2, (i, x) -> {
            double own = !continues ? 0 : after[i] * (last == SymbolSequences.MISSING ? 1 : emission.get(i, last));
            return x < d ? emission.get(i, x) / 2 : x == d ? own / 2 : Math.max(0, (1 - own) / 2);
        });
        return new Hmm(
                model.initial(),
                model.transition(),
                new Categorical(Alphabet.numbered(d + 2), StochasticMatrix.normalized("emission matrix", rows)));
    }

    private SymbolSequences sequences(int from, int to) {
        int[] inside = IntStream.concat(
                        IntStream.range(0, count).map(n -> ends[n] - from).filter(end -> end > 0 && end <= to - from),
                        IntStream.of(to - from))
                .distinct()
                .toArray();
        return SymbolSequences.of(Alphabet.numbered(d + 2), Arrays.copyOfRange(codes, from, to), inside);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.unmask.bench;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Locale;
import org.unmask.data.SymbolSequences;
import org.unmask.estimate.Estimator;
import org.unmask.estimate.FitOptions;
import org.unmask.inference.Likelihood;
import org.unmask.inference.UnseenSymbols;
import org.unmask.io.InputBytes;
import org.unmask.io.data.DataFormat;
import org.unmask.io.data.DataOptions;
import org.unmask.io.data.DataReader;
import org.unmask.model.Hmm;
import org.unmask.parallel.Threads;
import org.unmask.random.Seed;

/**
 * Words of a text: the default fit against EM from ten random starts, one thread each. First the ten share as much processor
 * time as the fit took, then each of them gets all of it. Rivals have what the fit has: its E step, its prior of one token a
 * state spread by frequency, which keeps every word possible, and no validation. All see the first nine tenths and are judged
 * by bits per token of the last; symbols that a model has not seen get a hundredth of the probability.
 */
public final class Vocabulary {

    private static final int STARTS = 10;
    private static final double UNSEEN = 0.01;

    private Vocabulary() {}

    /**
     * Prints the comparison.
     *
     * @param arguments a text, the number of states, and the share of the text's tokens to take (default: 1)
     */
    @SuppressWarnings("SystemOut") // A report is what this program is for.
    public static void main(String[] arguments) {
        int states = Integer.parseInt(arguments[1]);
        double share = arguments.length > 2 ? Double.parseDouble(arguments[2]) : 1;
        SymbolSequences text = (SymbolSequences)
                DataReader.read(InputBytes.of(arguments[0]), DataOptions.DEFAULT.withFormat(DataFormat.WORDS))
                        .sequences();
        int tokens = (int) (share * text.tokens());
        int cut = tokens * 9 / 10;
        SymbolSequences training = SymbolSequences.single(text.alphabet(), Arrays.copyOf(text.codes(), cut));
        SymbolSequences rest = SymbolSequences.single(text.alphabet(), Arrays.copyOfRange(text.codes(), cut, tokens));
        System.out.printf(
                Locale.ROOT,
                "%d tokens, %d symbols, %d states%n",
                tokens,
                text.alphabet().size(),
                states);
        long began = cpu();
        Hmm ours = new Estimator(FitOptions.of(states).withThreads(Threads.ONE)).model(training);
        long spent = cpu() - began;
        System.out.printf(Locale.ROOT, "default fit: %.2f s, held out %.4f bits%n", spent / 1e9, bits(ours, rest));
        System.out.printf(Locale.ROOT, "  its log-likelihood %.1f%n", Likelihood.of(ours, training));
        race(training, rest, states, spent / STARTS, "a tenth of the time each");
        race(training, rest, states, spent, "all of the time each");
    }

    /** Ten random starts; the best is the one with the highest posterior density, as one sees it before the end of the text. */
    @SuppressWarnings("SystemOut")
    private static void race(SymbolSequences training, SymbolSequences rest, int states, long nanos, String what) {
        PlainEm best = new PlainEm(training, states);
        double reached = Double.NEGATIVE_INFINITY;
        for (int n = 0; n < STARTS; n++) {
            PlainEm climb = new PlainEm(training, states);
            climb.start(new Seed(n + 1));
            int steps = climb.climb(nanos, Vocabulary::cpu);
            double last = climb.reached();
            System.out.printf(
                    Locale.ROOT,
                    "random start %d, %s: %d steps, log-likelihood %.1f, held out %.4f bits%n",
                    n + 1,
                    what,
                    steps,
                    Likelihood.of(climb.model(), training),
                    bits(climb.model(), rest));
            best = last > reached ? climb : best;
            reached = Math.max(reached, last);
        }
        System.out.printf(
                Locale.ROOT,
                "best of ten, %s: log-likelihood %.1f, held out %.4f bits%n",
                what,
                Likelihood.of(best.model(), training),
                bits(best.model(), rest));
    }

    private static double bits(Hmm model, SymbolSequences rest) {
        Hmm open = UnseenSymbols.smoothed(model, rest.alphabet(), UNSEEN);
        return -Likelihood.of(open, rest) / rest.tokens() / Math.log(2);
    }

    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.unmask.bench;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import org.unmask.data.SymbolSequences;
import org.unmask.estimate.Estimator;
import org.unmask.estimate.FitOptions;
import org.unmask.inference.BaumWelch;
import org.unmask.inference.EmFit;
import org.unmask.inference.EmOptions;
import org.unmask.inference.Likelihood;
import org.unmask.inference.UnseenSymbols;
import org.unmask.io.InputBytes;
import org.unmask.io.data.DataFormat;
import org.unmask.io.data.DataOptions;
import org.unmask.io.data.DataReader;
import org.unmask.matrix.Matrix;
import org.unmask.matrix.StochasticMatrix;
import org.unmask.model.Categorical;
import org.unmask.model.Hmm;
import org.unmask.parallel.Threads;
import org.unmask.random.Seed;

/**
 * Words of a text: the default fit against EM from ten random starts that share as much processor time, one thread each.
 * Both see the first nine tenths and are judged by bits per token of the last; symbols that a model has not seen get a
 * hundredth of the probability, for both.
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
        Hmm ours = new Estimator(FitOptions.of(states).withThreads(Threads.ONE))
                .fit(training)
                .model();
        long spent = cpu() - began;
        System.out.printf(Locale.ROOT, "default fit: %.2f s, held out %.4f bits%n", spent / 1e9, bits(ours, rest));
        List<EmFit> fits = new ArrayList<>();
        for (int n = 0; n < STARTS; n++) {
            EmFit fit = climbed(start(training, states, new Seed(n + 1)), training, spent / STARTS);
            fits.add(fit);
            System.out.printf(
                    Locale.ROOT,
                    "random start %d: log-likelihood %.1f, held out %.4f bits%n",
                    n + 1,
                    fit.logLikelihood(),
                    bits(fit.model(), rest));
        }
        EmFit best = fits.get(0);
        for (EmFit fit : fits) {
            best = fit.logLikelihood() > best.logLikelihood() ? fit : best;
        }
        System.out.printf(
                Locale.ROOT,
                "best of ten: log-likelihood %.1f, held out %.4f bits; default fit: log-likelihood %.1f%n",
                best.logLikelihood(),
                bits(best.model(), rest),
                Likelihood.of(ours, training));
    }

    /** EM a few steps at a time until the time is spent. */
    private static EmFit climbed(Hmm start, SymbolSequences training, long nanos) {
        long began = cpu();
        EmOptions how = EmOptions.DEFAULT
                .withAcceleration(EmOptions.Acceleration.SQUAREM)
                .withTolerance(0)
                .withMaxIterations(6);
        EmFit fit = BaumWelch.fit(start, training, how);
        while (cpu() - began < nanos) {
            fit = BaumWelch.fit(fit.model(), training, how);
        }
        return fit;
    }

    /** Frequencies times exponential weights, and a chain of random rows. */
    private static Hmm start(SymbolSequences training, int states, Seed seed) {
        RandomGenerator random = seed.generator();
        int symbols = training.alphabet().size();
        double[] counts = new double[symbols];
        for (int code : training.codes()) {
            counts[code]++;
        }
        Matrix emission = Matrix.generate(states, symbols, (i, x) -> counts[x] * -Math.log(1 - random.nextDouble()));
        Matrix chain = Matrix.generate(states, states, (i, j) -> -Math.log(1 - random.nextDouble()));
        return Hmm.stationary(
                StochasticMatrix.normalized("transition matrix", chain),
                new Categorical(training.alphabet(), StochasticMatrix.normalized("emission matrix", emission)));
    }

    private static double bits(Hmm model, SymbolSequences rest) {
        Hmm open = UnseenSymbols.smoothed(model, rest.alphabet(), UNSEEN);
        return -Likelihood.of(open, rest) / rest.tokens() / Math.log(2);
    }

    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.unmask.estimate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.unmask.data.SymbolSequences;
import org.unmask.data.SymbolStream;
import org.unmask.data.WindowCounts;
import org.unmask.inference.ExpectedCounts;
import org.unmask.inference.InitialLaw;
import org.unmask.inference.Likelihood;
import org.unmask.matrix.Matrix;
import org.unmask.matrix.StochasticMatrix;
import org.unmask.model.Categorical;
import org.unmask.model.Chain;
import org.unmask.model.Hmm;
import org.unmask.model.ModelFamily;
import org.unmask.task.MaskedTask;
import org.unmask.task.TaskSet;
import org.unmask.training.CategoricalTraining;
import org.unmask.training.MaskedLoss;

/**
 * Fits a categorical model to sequences larger than memory. Windows are counted as all tokens pass by, so masked training,
 * its losses and the log-likelihood are of all the data. Read-offs and the climb of the likelihood work on a sample:
 * stretches of 65,536 tokens at even distances; with many symbols windows are counted there too, as they are nearly as many
 * as tokens, and the masked losses are the sample's. When the data are no larger than the sample, the fit is that of
 * {@link Estimator}.
 *
 * @param options what to fit and how
 * @param sample tokens that may be kept in memory, at least 1024
 */
public record StreamEstimator(FitOptions options, int sample) {

    /** Tokens of a sample that leave sampling errors of about 1/3000 of a standard deviation. */
    public static final int SAMPLE = 1 << 23;

    private static final int LEAST = 1 << 10;

    /** Tokens to climb on where a step is dear: that of a doubly stochastic chain. */
    private static final int DEAR = 1 << 20;

    /**
     * Validates the sample.
     *
     * @throws IllegalArgumentException when it is below 1024
     */
    public StreamEstimator {
        checkSample(sample);
    }

    static void checkSample(int sample) {
        if (sample < LEAST) {
            throw new IllegalArgumentException("the sample is of " + sample + " tokens, expected at least " + LEAST);
        }
    }

    /** What to say where a free initial law is asked for, and data are larger than the sample. */
    static IllegalArgumentException noFreeLaw(long tokens, int kept) {
        return new IllegalArgumentException("data of " + tokens + " tokens are more than the " + kept
                + " that are kept in memory, and a sample does not tell a free initial law, expected a stationary one");
    }

    /**
     * Fits a model. The stream is replayed twice: once to count, once for the log-likelihood.
     *
     * @param stream symbols; tokens may be missing
     * @return the fit and the sample
     * @throws IllegalArgumentException when the data cannot carry the fit, as for {@link Estimator#fit}; also when they are
     *     larger than the sample and a free initial law is asked for, as stretches do not start where sequences do
     * @throws java.util.concurrent.CancellationException when the calling thread is interrupted
     */
    public StreamFit fit(SymbolStream stream) {
        return fit(SymbolSource.of(stream));
    }

    /**
     * Fits a model to symbols wherever they lie.
     *
     * @param source does the sums over the data; tokens may be missing
     * @return the fit and the sample
     * @throws IllegalArgumentException as for a stream
     * @throws java.util.concurrent.CancellationException when the calling thread is interrupted
     */
    public StreamFit fit(SymbolSource source) {
        Clock clock = Clock.start(options.timeLimit());
        if (options.covariance().isPresent()) {
            throw new IllegalArgumentException("a covariance shape was given, but the data are symbols");
        }
        TaskSet tasks = options.tasksFor(false);
        int symbols = source.alphabet().size();
        ModelFamily family = new ModelFamily.Categorical(options.states(), symbols, options.chain());
        int kept = options.chain() == Chain.DOUBLY_STOCHASTIC ? Math.min(sample, DEAR) : sample;
        boolean isPart = source.tokens() > kept;
        if (isPart && options.initial() == InitialLaw.FREE) {
            throw noFreeLaw(source.tokens(), kept);
        }
        List<int[]> positions = new ArrayList<>();
        boolean words = WordFit.suits(symbols, options);
        if (!words) {
            tasks.tasks().forEach(task -> positions.add(CategoricalTraining.positions(task)));
        }
        positions.add(new int[] {1});
        SymbolSource.Survey survey = source.survey(positions, kept, options.progress());
        WindowCounts frequencies = survey.counts().get(positions.size() - 1);
        check(frequencies, survey.longest(), source, family, tasks);
        SymbolSequences part = survey.sample();
        // Windows of many symbols are nearly as many as tokens: they are counted in the sample.
        List<WindowCounts> counts = words
                ? tasks.tasks().stream()
                        .map(task -> WindowCounts.of(part, options.threads(), CategoricalTraining.positions(task)))
                        .toList()
                : survey.counts().subList(0, positions.size() - 1);
        CategoricalTraining training = CategoricalTraining.of(
                source.alphabet(),
                options.chain(),
                tasks,
                counts.stream().map(WindowCounts::weights).toList());
        Fitted fitted = words
                ? Estimator.ordered(new WordFit(part, options, clock).fit(SymbolStream.of(part)))
                : fitted(part, new SymbolFit(part, options, family, training, clock));
        int stepsOnAll = 0;
        if (isPart) {
            Hmm ofPart = withUnseen(fitted.model(), part, frequencies);
            LastClimb last = onAll(new Fitted(ofPart, fitted.stop(), fitted.starts()), source);
            fitted = last.fitted();
            stepsOnAll = last.steps();
        }
        Hmm model = fitted.model();
        double logLikelihood = isPart
                ? source.logLikelihood(model, options.progress())
                : Likelihood.of(model, part, options.threads());
        Fit fit = new Fit(
                model,
                family,
                options,
                logLikelihood,
                frequencies.total(),
                source.count(),
                DataCheck.seen(part),
                stepsOnAll,
                scores(training.losses(model), counts),
                fitted.stop(),
                fitted.starts(),
                fitted.starts().get(0).curve(),
                Optional.empty(),
                Optional.empty(),
                clock.seconds());
        return new StreamFit(fit, part);
    }

    /** The last steps of EM on all the data, when EM was asked for and the source has its E step. */
    private LastClimb onAll(Fitted ofPart, SymbolSource source) {
        Optional<Function<Hmm, ExpectedCounts>> expectation =
                options.method() == Method.EM ? source.expectation(options.progress()) : Optional.empty();
        return expectation
                .map(step -> LastClimb.of(ofPart, options, source.tokens(), step, new double[0]))
                .orElseGet(() -> LastClimb.none(ofPart));
    }

    private Fitted fitted(SymbolSequences part, SymbolFit fit) {
        Fitted fitted = options.method() == Method.MASKED
                ? fit.masked()
                : new Estimator(options).touched(fit.likelihood(options.method() == Method.MASKED_EM), part, true);
        return Estimator.ordered(fitted);
    }

    private static void check(
            WindowCounts frequencies, long longest, SymbolSource source, ModelFamily family, TaskSet tasks) {
        DataCheck.lengths(frequencies.total(), longest, tasks);
        if (frequencies.nonzeros() < 2) {
            throw DataCheck.oneSymbol(source.alphabet().symbol(only(frequencies)));
        }
        DataCheck.parameters(family, frequencies.total());
    }

    private static int only(WindowCounts frequencies) {
        int x = 0;
        while (frequencies.get(x) == 0) {
            x++;
        }
        return x;
    }

    private static List<TaskScore> scores(List<MaskedLoss> losses, List<WindowCounts> counts) {
        List<TaskScore> out = new ArrayList<>();
        for (int n = 0; n < losses.size(); n++) {
            MaskedLoss loss = losses.get(n);
            MaskedTask task = loss.task();
            out.add(new TaskScore(task, counts.get(n).total(), loss.model(), loss.independent(), loss.table()));
        }
        return out;
    }

    /** A symbol too rare for the sample gets its frequency in every state, where the climb left it impossible. */
    private Hmm withUnseen(Hmm model, SymbolSequences part, WindowCounts frequencies) {
        int symbols = part.alphabet().size();
        boolean[] seen = new boolean[symbols];
        for (int code : part.codes()) {
            if (code != SymbolSequences.MISSING) {
                seen[code] = true;
            }
        }
        double[] added = new double[symbols];
        for (int x = 0; x < symbols; x++) {
            added[x] = seen[x] ? 0 : (double) frequencies.get(x) / frequencies.total();
        }
        double share = Arrays.stream(added).sum();
        if (share == 0 || options.method() == Method.MASKED) {
            return model;
        }
        StochasticMatrix climbed = ((Categorical) model.emission()).probabilities();
        Matrix mixed = Matrix.generate(
                model.states(), symbols, (i, x) -> seen[x] ? climbed.get(i, x) * (1 - share) : added[x]);
        return new Hmm(
                model.initial(),
                model.transition(),
                new Categorical(part.alphabet(), StochasticMatrix.normalized("emission matrix", mixed)));
    }
}

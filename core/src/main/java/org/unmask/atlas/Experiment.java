// SPDX-License-Identifier: Apache-2.0
package org.unmask.atlas;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.unmask.data.PointSequences;
import org.unmask.data.Sequences;
import org.unmask.data.Simulator;
import org.unmask.data.SymbolSequences;
import org.unmask.explore.Trails;
import org.unmask.model.Categorical;
import org.unmask.model.CovarianceShape;
import org.unmask.model.Hmm;
import org.unmask.parallel.Progress;
import org.unmask.parallel.Threads;
import org.unmask.random.Seed;
import org.unmask.recovery.Alignment;
import org.unmask.training.CategoricalTraining;
import org.unmask.training.GaussianTraining;
import org.unmask.training.Start;
import org.unmask.training.StartOutcome;
import org.unmask.training.Starts;
import org.unmask.training.TrainingOptions;
import org.unmask.training.TrainingResult;
import org.unmask.verdict.Verdict;
import org.unmask.verdict.engine.VerdictEngine;

/**
 * Puts statements to the test. Starts and samples are seeded; the truth is never among the starts.
 *
 * @param starts random starts of population training
 * @param sampleStarts random starts on each sample, of which the best loss counts
 * @param trails how many of the starts of population training are followed step by step
 * @param contexts contexts that stand for the population of points
 * @param symbolSamples sizes of the samples of symbols, ascending
 * @param pointSamples sizes of the samples of points, ascending
 * @param mostTokens where the last of these is too small for the theory to say anything, ten times it follows, up to this
 * @param seed where starts and samples come from
 */
public record Experiment(
        int starts,
        int sampleStarts,
        int trails,
        int contexts,
        List<Integer> symbolSamples,
        List<Integer> pointSamples,
        int mostTokens,
        Seed seed) {

    /** Loss above the smallest possible at which predictors count as optimal: squared differences of about 1e-5. */
    static final double OPTIMAL = 1e-10;

    private static final TrainingOptions OPTIONS = TrainingOptions.DEFAULT.withIterations(3000);

    /** On n tokens a loss is uncertain by about 1/n; training to a thousandth of that loses nothing. */
    private static final double SHARE_OF_NOISE = 1e-3;

    /** Samples of points beyond this go on from where the sample before led, and from nowhere else: a step is dear. */
    private static final int POINTS_WITH_FRESH_STARTS = 50_000;

    /** Small samples are cheap, and what comes later rests on them: a wrong optimum would be handed on. */
    private static final int TOKENS_WITH_ALL_STARTS = 10_000;

    /** Copies the lists. */
    public Experiment {
        symbolSamples = List.copyOf(symbolSamples);
        pointSamples = List.copyOf(pointSamples);
    }

    /**
     * The full experiment: 50 starts, samples of a thousand to a million tokens.
     *
     * @param seed where starts and samples come from
     * @return the experiment
     */
    public static Experiment full(Seed seed) {
        return new Experiment(
                50,
                6,
                16,
                400,
                List.of(1_000, 10_000, 100_000, 1_000_000),
                List.of(1_000, 10_000, 100_000, 1_000_000),
                1_000_000,
                seed);
    }

    /**
     * A shorter one: 12 starts, samples of at most 100,000 points where these are enough for the theory.
     *
     * @param seed where starts and samples come from
     * @return the experiment
     */
    public static Experiment quick(Seed seed) {
        return new Experiment(
                12,
                4,
                8,
                150,
                List.of(1_000, 10_000, 100_000, 1_000_000),
                List.of(1_000, 10_000, 100_000),
                1_000_000,
                seed);
    }

    /**
     * Puts statements to the test.
     *
     * @param statements the statements
     * @param threads how many at once
     * @param progress hears how many are done
     * @return what came of each, in order
     */
    public List<Reproduction> run(List<Statement> statements, Threads threads, Progress progress) {
        AtomicInteger done = new AtomicInteger();
        return threads.map(statements.size(), i -> {
            Reproduction reproduction = run(statements.get(i));
            progress.at("statements", done.incrementAndGet(), statements.size());
            return reproduction;
        });
    }

    /**
     * Puts one statement to the test.
     *
     * @param statement the statement
     * @return what came of it
     */
    public Reproduction run(Statement statement) {
        Seed own = seed.split(statement.id());
        Verdict verdict = Twins.attached(VerdictEngine.STANDARD.answer(statement.question()), own);
        int nullity = Atlas.nullity(verdict).orElse(0);
        List<Hmm> solutions = statement.solutions();
        List<Yardstick> yardsticks = solutions.stream()
                .map(at -> Yardstick.of(statement, at, nullity, own.split("theory")))
                .toList();
        List<Integer> sizes = sizes(statement, asked -> Yardstick.theory(solutions, yardsticks, asked, OPTIMAL));
        Theory theory = Yardstick.theory(solutions, yardsticks, sizes, OPTIMAL);
        return new Reproduction(
                statement,
                verdict,
                theory,
                landings(statement, own),
                followed(statement, own),
                errors(statement, solutions, sizes, own));
    }

    /** The sizes asked for, and ten times the largest again where that is too small for the theory to say anything. */
    private List<Integer> sizes(Statement statement, Function<List<Integer>, Theory> theory) {
        List<Integer> sizes =
                new ArrayList<>(statement.truth().emission() instanceof Categorical ? symbolSamples : pointSamples);
        int last = sizes.size() - 1;
        while (!theory.apply(sizes).holdsAt(last) && 10L * sizes.get(last) <= mostTokens) {
            sizes.add(10 * sizes.get(last));
            last++;
        }
        return sizes;
    }

    /** The first of the starts, step by step. */
    private Trails followed(Statement statement, Seed own) {
        List<Start> from = starts(statement, starts, own.split("population")).subList(0, Math.min(trails, starts));
        return Trails.follow(
                from,
                population(statement, own),
                OPTIONS.iterations(),
                statement.truth(),
                statement.chain(),
                Threads.ONE);
    }

    /** Training on the population, the excess of each outcome counted from the smallest loss. */
    private Trails.Training population(Statement statement, Seed own) {
        if (statement.truth().emission() instanceof Categorical categorical) {
            CategoricalTraining training = CategoricalTraining.of(
                    categorical.alphabet(), statement.chain(), statement.tasks(), Population.weights(statement));
            return (start, steps) -> training.train(List.of(start), OPTIONS.withIterations(steps))
                    .winner();
        }
        GaussianTraining training = training(Population.points(statement, contexts, own.split("contexts")), statement);
        double smallest = training.train(List.of(new Start("truth", statement.truth())), OPTIONS.withIterations(0))
                .loss();
        return (start, steps) -> {
            StartOutcome found = training.train(List.of(start), OPTIONS.withIterations(steps))
                    .winner();
            return new StartOutcome(
                    found.name(),
                    found.model(),
                    found.loss(),
                    found.loss() - smallest,
                    found.gradientNorm(),
                    found.stopReason(),
                    found.iterations(),
                    found.curve());
        };
    }

    private List<Landing> landings(Statement statement, Seed own) {
        Trails.Training training = population(statement, own);
        return starts(statement, starts, own.split("population")).stream()
                .map(start -> landing(statement.truth(), training.train(start, OPTIONS.iterations())))
                .toList();
    }

    private static Landing landing(Hmm truth, StartOutcome outcome) {
        Alignment alignment = Alignment.of(truth, outcome.model());
        return new Landing(
                outcome.name(),
                outcome.model().permuted(alignment.permutation()),
                outcome.excess(),
                outcome.excess() <= OPTIMAL,
                alignment.worst());
    }

    /**
     * Trains on samples of growing size, each drawn afresh: from random starts, and from where the sample before led, which
     * keeps a large sample from being lost to a poor start.
     */
    private List<SampleError> errors(Statement statement, List<Hmm> solutions, List<Integer> sizes, Seed own) {
        List<SampleError> errors = new ArrayList<>();
        List<Start> before = List.of();
        for (int tokens : sizes) {
            Sequences drawn = Simulator.draw(statement.truth(), 1, tokens, own.split("sample", tokens), Threads.ONE)
                    .sequences();
            List<Start> from = new ArrayList<>(before);
            boolean fresh = drawn instanceof SymbolSequences || tokens <= POINTS_WITH_FRESH_STARTS;
            boolean all = tokens <= TOKENS_WITH_ALL_STARTS || statement.expected() == Statement.Expected.CONTINUUM;
            int count = !fresh ? 0 : all ? sampleStarts : 1;
            from.addAll(starts(statement, count, own.split("sample starts", tokens)));
            TrainingOptions options = OPTIONS.withTolerance(SHARE_OF_NOISE / tokens);
            TrainingResult result = drawn instanceof SymbolSequences symbols
                    ? CategoricalTraining.of(symbols, statement.chain(), statement.tasks(), Threads.ONE)
                            .train(from, options)
                    : training((PointSequences) drawn, statement).train(from, options);
            before = List.of(new Start("sample before", result.model()));
            List<Double> alike = result.starts().stream()
                    .filter(start -> start.loss() <= result.loss() + 1.0 / tokens)
                    .map(start -> nearest(solutions, start.model()))
                    .toList();
            errors.add(new SampleError(
                    tokens,
                    Alignment.of(statement.truth(), result.model()).worst(),
                    nearest(solutions, result.model()),
                    Collections.max(alike)));
        }
        return errors;
    }

    private static double nearest(List<Hmm> solutions, Hmm model) {
        return solutions.stream()
                .mapToDouble(solution -> Alignment.of(solution, model).worst())
                .min()
                .orElseThrow();
    }

    private static GaussianTraining training(PointSequences points, Statement statement) {
        return GaussianTraining.of(points, CovarianceShape.IDENTITY, statement.chain(), statement.tasks());
    }

    private static List<Start> starts(Statement statement, int count, Seed seed) {
        Hmm truth = statement.truth();
        return truth.emission() instanceof Categorical categorical
                ? Starts.random(categorical.alphabet(), truth.states(), statement.chain(), count, seed)
                : Population.pointStarts(statement, count, seed);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.unmask.atlas;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.unmask.data.PointSequences;
import org.unmask.data.Sequences;
import org.unmask.data.Simulator;
import org.unmask.data.SymbolSequences;
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
import org.unmask.verdict.engine.VerdictEngine;

/**
 * Puts statements to the test. Starts and samples are seeded; the truth is never among the starts.
 *
 * @param starts random starts of population training
 * @param sampleStarts random starts on each sample, of which the best loss counts
 * @param contexts contexts that stand for the population of points
 * @param symbolSamples sizes of the samples of symbols, ascending
 * @param pointSamples sizes of the samples of points, ascending
 * @param seed where starts and samples come from
 */
public record Experiment(
        int starts,
        int sampleStarts,
        int contexts,
        List<Integer> symbolSamples,
        List<Integer> pointSamples,
        Seed seed) {

    /** Loss above the smallest possible at which predictors count as optimal: squared differences of about 1e-5. */
    private static final double OPTIMAL = 1e-10;

    private static final TrainingOptions OPTIONS = TrainingOptions.DEFAULT.withIterations(3000);

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
                400,
                List.of(1_000, 10_000, 100_000, 1_000_000),
                List.of(1_000, 10_000, 100_000, 1_000_000),
                seed);
    }

    /**
     * A shorter one: 12 starts, samples of at most 25,000 points.
     *
     * @param seed where starts and samples come from
     * @return the experiment
     */
    public static Experiment quick(Seed seed) {
        return new Experiment(
                12, 4, 150, List.of(1_000, 10_000, 100_000, 1_000_000), List.of(1_000, 5_000, 25_000), seed);
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
        VerdictEngine engine = VerdictEngine.STANDARD.withTwins(own);
        return new Reproduction(
                statement, engine.answer(statement.question()), landings(statement, own), errors(statement, own));
    }

    private List<Landing> landings(Statement statement, Seed own) {
        List<Start> from = starts(statement, starts, own.split("population"));
        if (statement.truth().emission() instanceof Categorical categorical) {
            CategoricalTraining training = CategoricalTraining.of(
                    categorical.alphabet(), statement.chain(), statement.tasks(), Population.weights(statement));
            return training.train(from, OPTIONS).starts().stream()
                    .map(outcome -> landing(statement.truth(), outcome, outcome.excess()))
                    .toList();
        }
        GaussianTraining training = training(Population.points(statement, contexts, own.split("contexts")), statement);
        double smallest = training.train(List.of(new Start("truth", statement.truth())), OPTIONS.withIterations(0))
                .loss();
        return training.train(from, OPTIONS).starts().stream()
                .map(outcome -> landing(statement.truth(), outcome, outcome.loss() - smallest))
                .toList();
    }

    private static Landing landing(Hmm truth, StartOutcome outcome, double excess) {
        Alignment alignment = Alignment.of(truth, outcome.model());
        return new Landing(
                outcome.name(),
                outcome.model().permuted(alignment.permutation()),
                excess,
                excess <= OPTIMAL,
                alignment.worst());
    }

    /**
     * Trains on samples of growing size, each drawn afresh: from random starts, and from where the sample before led, which
     * keeps a large sample from being lost to a poor start.
     */
    private List<SampleError> errors(Statement statement, Seed own) {
        List<SampleError> errors = new ArrayList<>();
        List<Start> before = List.of();
        boolean symbolic = statement.truth().emission() instanceof Categorical;
        for (int tokens : symbolic ? symbolSamples : pointSamples) {
            Sequences drawn = Simulator.draw(statement.truth(), 1, tokens, own.split("sample", tokens), Threads.ONE)
                    .sequences();
            List<Start> from = new ArrayList<>(before);
            int fresh = before.isEmpty() ? sampleStarts : 1;
            from.addAll(starts(statement, fresh, own.split("sample starts", tokens)));
            TrainingResult result = drawn instanceof SymbolSequences symbols
                    ? CategoricalTraining.of(symbols, statement.chain(), statement.tasks(), Threads.ONE)
                            .train(from, OPTIONS)
                    : training((PointSequences) drawn, statement).train(from, OPTIONS);
            before = List.of(new Start("sample before", result.model()));
            errors.add(new SampleError(
                    tokens, Alignment.of(statement.truth(), result.model()).worst()));
        }
        return errors;
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

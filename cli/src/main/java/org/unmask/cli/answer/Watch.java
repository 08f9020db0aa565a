// SPDX-License-Identifier: Apache-2.0
package org.unmask.cli.answer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.unmask.data.PointSequences;
import org.unmask.data.Sequences;
import org.unmask.data.SymbolSequences;
import org.unmask.estimate.Fit;
import org.unmask.explore.Trails;
import org.unmask.model.Chain;
import org.unmask.model.Gaussian;
import org.unmask.parallel.Threads;
import org.unmask.random.Seed;
import org.unmask.report.LearningSeen;
import org.unmask.report.Section;
import org.unmask.task.TaskSet;
import org.unmask.training.CategoricalTraining;
import org.unmask.training.GaussianTraining;
import org.unmask.training.Start;
import org.unmask.training.Starts;
import org.unmask.training.TrainingOptions;

/**
 * Masked training on the data of a fit from many random starts, step by step: whether the task brings them to one model.
 *
 * @param tasks what is predicted
 * @param trails the ways; the reference is where the loss was least
 * @param same largest loss that counts as the least, up to the noise of the data
 */
public record Watch(TaskSet tasks, Trails trails, double same) {

    private static final int STARTS = 16;
    private static final int STEPS = 600;
    private static final int MOST_POINTS = 20_000;

    /** Watches training on the data a fit was made from. */
    public static Watch of(Fit fit, Sequences data, Seed seed, Threads threads) {
        TaskSet tasks = fit.options().tasksFor(fit.model().emission() instanceof Gaussian);
        Chain chain = fit.family().chain();
        Seed own = seed.split("watch");
        int k = fit.model().states();
        List<Start> starts;
        Trails.Training training;
        if (data instanceof SymbolSequences symbols) {
            CategoricalTraining problem = CategoricalTraining.of(symbols, chain, tasks, threads);
            starts = Starts.random(symbols.alphabet(), k, chain, STARTS, own);
            training = (start, steps) ->
                    problem.train(List.of(start), options(steps)).winner();
        } else {
            PointSequences points = beginning((PointSequences) data);
            var shape = ((Gaussian) fit.model().emission()).covariances().shape();
            GaussianTraining problem = GaussianTraining.of(points, shape, chain, tasks);
            starts = Starts.clusters(points, k, shape, chain, STARTS, own);
            training = (start, steps) ->
                    problem.train(List.of(start), options(steps)).winner();
        }
        var ends = threads.map(starts.size(), s -> training.train(starts.get(s), STEPS));
        var best = ends.stream()
                .min(java.util.Comparator.comparingDouble(
                        end -> Double.isNaN(end.excess()) ? Double.POSITIVE_INFINITY : end.excess()))
                .orElseThrow();
        Trails trails = Trails.follow(starts, training, STEPS, best.model(), chain, threads);
        return new Watch(tasks, trails, best.excess() + 1.0 / Math.max(1, data.tokens()));
    }

    private static TrainingOptions options(int steps) {
        return TrainingOptions.DEFAULT.withIterations(steps);
    }

    private static PointSequences beginning(PointSequences data) {
        int sequences = 1;
        while (sequences < data.count() && data.end(sequences - 1) < MOST_POINTS) {
            sequences++;
        }
        if (data.end(sequences - 1) <= MOST_POINTS) {
            return data.slice(0, sequences);
        }
        int d = data.dimension();
        return PointSequences.of(d, java.util.Arrays.copyOf(data.values(), MOST_POINTS * d), MOST_POINTS);
    }

    private List<Trails.Trail> best() {
        return trails.trails().stream()
                .filter(trail -> trail.losses().get(trail.losses().size() - 1) <= same)
                .toList();
    }

    private double spread() {
        return best().stream().mapToDouble(Trails.Trail::distance).max().orElse(0);
    }

    /** The answer in a sentence. */
    public String sentence() {
        return String.format(
                Locale.ROOT,
                "Masked training of %s from %d random starts: %d came to the least loss, up to the noise of the data;"
                        + " their parameters differ by up to %.3g.",
                tasks.text(),
                trails.trails().size(),
                best().size(),
                spread());
    }

    /** The section of a report. */
    public Section section() {
        return LearningSeen.of(
                trails,
                same,
                "least loss",
                "Masked training on this data from random starts. If the task fixes the model and the data suffices, ways"
                        + " that come to the least loss end in one place; if they scatter, the parameters are not"
                        + " determined.",
                sentence());
    }

    /** The document. */
    public Map<String, Object> document() {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("tasks", tasks.text());
        out.put("best", best().size());
        out.put("spread", spread());
        List<Object> ways = new ArrayList<>();
        for (Trails.Trail trail : trails.trails()) {
            Map<String, Object> way = new LinkedHashMap<>();
            way.put("start", trail.start());
            way.put("steps", trail.steps());
            way.put("losses", trail.losses());
            way.put("x", trail.places().stream().map(Trails.Place::x).toList());
            way.put("y", trail.places().stream().map(Trails.Place::y).toList());
            way.put("distance", trail.distance());
            ways.add(way);
        }
        out.put("trails", ways);
        return out;
    }
}

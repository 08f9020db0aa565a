// SPDX-License-Identifier: Apache-2.0
package org.unmask.atlas;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.unmask.data.PointSequences;
import org.unmask.data.Simulator;
import org.unmask.data.WindowWeights;
import org.unmask.matrix.Matrix;
import org.unmask.model.Alphabet;
import org.unmask.model.Gaussian;
import org.unmask.model.Hmm;
import org.unmask.parallel.Threads;
import org.unmask.predictor.Context;
import org.unmask.predictor.OptimalPredictor;
import org.unmask.random.Seed;
import org.unmask.task.MaskedTask;
import org.unmask.training.CategoricalTraining;
import org.unmask.training.Start;
import org.unmask.training.Starts;

/**
 * What infinitely many data would give to training. Symbols: the exact law of each task's windows. Points: contexts drawn
 * from the model, each with its exact optimal prediction as target, so that the smallest squared loss is that of the
 * optimal predictor and of no other.
 */
final class Population {

    private Population() {}

    /** The law of the windows of each task. */
    static List<WindowWeights> weights(Statement statement) {
        return statement.tasks().tasks().stream()
                .map(task -> WindowWeights.ofModel(statement.truth(), CategoricalTraining.positions(task)))
                .toList();
    }

    /**
     * Contexts with exact targets for tasks of points with one token of context and one or two targets. Each window is a
     * sequence of its own, with the positions that its task does not name missing, so that no task meets the windows of
     * another.
     */
    static PointSequences points(Statement statement, int contexts, Seed seed) {
        int d = statement.truth().emission().dimension();
        PointSequences drawn = (PointSequences) Simulator.draw(statement.truth(), contexts, 1, seed, Threads.ONE)
                .sequences();
        List<double[]> windows = new ArrayList<>();
        for (MaskedTask named : statement.tasks().tasks()) {
            MaskedTask task = named.shifted();
            OptimalPredictor predictor = OptimalPredictor.of(statement.truth(), task);
            for (int t = 0; t < contexts; t++) {
                double[] seen = Arrays.copyOfRange(drawn.values(), t * d, (t + 1) * d);
                double[] prediction = predictor.predict(Context.ofPoints(seen)).toArray();
                windows.addAll(
                        task.targets().size() == 1
                                ? List.of(window(task, seen, List.of(prediction)))
                                : pairs(task, seen, prediction));
            }
        }
        double[] flat = windows.stream().flatMapToDouble(Arrays::stream).toArray();
        int[] ends = new int[windows.size()];
        for (int s = 0; s < ends.length; s++) {
            ends[s] = (s == 0 ? 0 : ends[s - 1]) + windows.get(s).length / d;
        }
        return PointSequences.of(d, flat, ends);
    }

    /** A predicted matrix is the mean of the outer products {@code (d e_c) (row c)'} over its rows: one window each. */
    private static List<double[]> pairs(MaskedTask task, double[] seen, double[] prediction) {
        int d = seen.length;
        List<double[]> windows = new ArrayList<>();
        for (int c = 0; c < d; c++) {
            double[] first = new double[d];
            first[c] = d;
            windows.add(window(task, seen, List.of(first, Arrays.copyOfRange(prediction, c * d, (c + 1) * d))));
        }
        return windows;
    }

    private static double[] window(MaskedTask task, double[] seen, List<double[]> targets) {
        int d = seen.length;
        double[] values = new double[task.window() * d];
        Arrays.fill(values, Double.NaN);
        System.arraycopy(seen, 0, values, (task.context().get(0) - 1) * d, d);
        for (int i = 0; i < targets.size(); i++) {
            System.arraycopy(targets.get(i), 0, values, (task.targets().get(i) - 1) * d, d);
        }
        return values;
    }

    /** Random models of points with unit covariance around the origin, as spread as the truth's means. */
    static List<Start> pointStarts(Statement statement, int count, Seed seed) {
        Hmm truth = statement.truth();
        double spread = truth.emission().means().maxAbs();
        List<Start> chains = Starts.random(Alphabet.numbered(2), truth.states(), statement.chain(), count, seed);
        List<Start> starts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            RandomGenerator random = seed.split("means", i).generator();
            Matrix means = Matrix.generate(
                    truth.states(), truth.emission().dimension(), (h, c) -> spread * random.nextGaussian());
            Hmm chain = chains.get(i).model();
            starts.add(new Start(
                    chains.get(i).name(), new Hmm(chain.initial(), chain.transition(), Gaussian.unit(means))));
        }
        return starts;
    }
}

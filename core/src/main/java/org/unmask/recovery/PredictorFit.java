// SPDX-License-Identifier: Apache-2.0
package org.unmask.recovery;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.unmask.data.WindowWeights;
import org.unmask.matrix.Matrix;
import org.unmask.matrix.Svd;
import org.unmask.model.Alphabet;
import org.unmask.model.Hmm;
import org.unmask.model.ModelFamily;
import org.unmask.predictor.TablePredictor;
import org.unmask.random.Seed;
import org.unmask.recovery.Recovery.Reason;
import org.unmask.task.Loss;
import org.unmask.task.MaskedTask;
import org.unmask.task.TaskSet;
import org.unmask.training.CategoricalTraining;
import org.unmask.training.Start;
import org.unmask.training.StartOutcome;
import org.unmask.training.Starts;
import org.unmask.training.TrainingOptions;

/**
 * Finds the model whose predictor is nearest to a table in log loss, for any task, by masked training (3.6) on the table's
 * own values from several random starts. Where starts end equally near at different models, the table does not fix the
 * model, and these models are the answer: some of possibly a continuum (3.7).
 */
public final class PredictorFit {

    private static final int STARTS = 8;

    /** Ends whose loss is this near to the best, in nats or as a part of what the best leaves over, are equally near. */
    private static final double EQUAL = 1e-13;

    private static final double EQUAL_PART = 1e-3;

    /** Models farther apart than this are different ones. */
    private static final double DISTINCT = 1e-2;

    private PredictorFit() {}

    /**
     * Fits a model.
     *
     * @param table the predictor; negative entries count as 0
     * @param family states and kind of chain
     * @param alphabet as many symbols as the table has
     * @param seed of the starts
     * @return the model, or several of different parameters that explain the table equally well
     */
    public static Recovery of(TablePredictor table, ModelFamily.Categorical family, Alphabet alphabet, Seed seed) {
        MaskedTask task = table.task();
        CategoricalTraining training = CategoricalTraining.of(
                alphabet,
                family.chain(),
                new TaskSet(List.of(new MaskedTask(task.targets(), task.context(), Loss.LOG))),
                List.of(weights(table)));
        List<Start> starts = Starts.random(alphabet, family.states(), family.chain(), STARTS, seed);
        List<StartOutcome> ends = training.train(starts, TrainingOptions.DEFAULT.withTolerance(1e-16)).starts().stream()
                .filter(end -> Double.isFinite(end.excess()))
                .sorted(Comparator.comparingDouble(StartOutcome::excess))
                .toList();
        if (ends.isEmpty()) {
            return Recovery.failed(Reason.NOT_FINITE, "no start led to a finite loss");
        }
        double least = ends.get(0).excess();
        double enough = least + Math.max(EQUAL, EQUAL_PART * Math.abs(least));
        List<Hmm> models = new ArrayList<>();
        for (StartOutcome end : ends) {
            if (end.excess() <= enough
                    && models.stream()
                            .allMatch(model -> Alignment.of(model, end.model()).worst() > DISTINCT)) {
                models.add(end.model());
            }
        }
        return models.size() == 1
                ? recovered(models.get(0), table)
                : Recovery.several(
                        Reason.SEVERAL_MODELS,
                        String.format(
                                Locale.ROOT,
                                "the predictor does not fix the model: %d of %d fits explain it equally well"
                                        + " and differ by up to %.3g",
                                models.size(),
                                STARTS,
                                widest(models)),
                        models,
                        models.size(),
                        PredictorDistance.of(table, models.get(0)).atMost());
    }

    private static double widest(List<Hmm> models) {
        return models.stream()
                .mapToDouble(model -> Alignment.of(models.get(0), model).worst())
                .max()
                .orElse(0);
    }

    private static Recovery recovered(Hmm model, TablePredictor table) {
        PredictorDistance distance = PredictorDistance.of(table, model);
        int k = model.states();
        Matrix conditions = Matrix.ofRows(new double[] {
            Svd.of(model.emission().means()).condition(Math.min(k, table.symbols())),
            Svd.of(model.transition().matrix()).condition(k)
        });
        return new Recovery.Recovered(
                model,
                new Recovery.Misfit(distance.atLeast(), 0, distance.worst(), distance.atMost()),
                new Conditioning(
                        distance.spectrum().singularValues(), conditions, Double.POSITIVE_INFINITY, List.of()));
    }

    /** The table as the law of a window: contexts by their weight, positions in ascending order. */
    private static WindowWeights weights(TablePredictor table) {
        MaskedTask task = table.task().shifted();
        int[] positions = CategoricalTraining.positions(task);
        int d = table.symbols();
        int targets = task.targets().size();
        List<Integer> order = new ArrayList<>(task.context());
        order.addAll(task.targets());
        Matrix conditional = table.conditional();
        double[] context = table.weights();
        double[] window = new double[conditional.rows() * conditional.columns()];
        for (int cell = 0; cell < window.length; cell++) {
            int rest = cell;
            int[] codes = new int[order.size()];
            for (int place = order.size() - 1; place >= 0; place--) {
                codes[Arrays.binarySearch(positions, order.get(place))] = rest % d;
                rest /= d;
            }
            int at = Arrays.stream(codes).reduce(0, (index, code) -> index * d + code);
            int columns = (int) Math.pow(d, targets);
            window[at] = context[cell / columns] * Math.max(0, conditional.get(cell / columns, cell % columns));
        }
        return WindowWeights.dense(d, Arrays.stream(positions).boxed().toList(), window);
    }
}

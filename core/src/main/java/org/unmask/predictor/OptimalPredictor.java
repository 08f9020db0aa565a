// SPDX-License-Identifier: Apache-2.0
package org.unmask.predictor;

import java.util.ArrayList;
import java.util.List;
import org.unmask.matrix.Matrix;
import org.unmask.model.Categorical;
import org.unmask.model.Hmm;
import org.unmask.task.MaskedTask;

/**
 * The best possible predictor of a task for data from a given model (1.7), the window standing anywhere in a long
 * sequence: the chain starts from its stationary law, whatever the model's initial law. The optimum of squared loss and of
 * log loss is the same conditional mean for symbols; for points log loss sees the whole conditional density, which
 * {@link #logDensity} gives.
 */
public final class OptimalPredictor implements Predictor {

    private final Hmm model;
    private final MaskedTask task;
    private final PredictionKernel kernel;
    private final TokenWeights weights;

    private OptimalPredictor(Hmm model, MaskedTask task) {
        this.model = model;
        this.task = task;
        this.kernel = new PredictionKernel(model, task);
        this.weights = new TokenWeights(model.emission());
    }

    /**
     * The optimal predictor.
     *
     * @param model the law of the data
     * @param task what is predicted from what
     * @return its predictor
     */
    public static OptimalPredictor of(Hmm model, MaskedTask task) {
        return new OptimalPredictor(model, task);
    }

    /**
     * The law of the data.
     *
     * @return the model
     */
    public Hmm model() {
        return model;
    }

    @Override
    public MaskedTask task() {
        return task;
    }

    /**
     * {@inheritDoc}
     *
     * <p>Cost of order {@code states^2 dimension^targets}.
     *
     * @throws IllegalArgumentException when the context does not fit the task, or cannot happen under the model
     */
    @Override
    public Prediction predict(Context context) {
        double[][] seen = likelihoods(context);
        double evidence = possible(context, kernel.evidence(seen));
        double[] joint = kernel.jointMean(seen);
        for (int tau = 0; tau < joint.length; tau++) {
            joint[tau] /= evidence;
        }
        int dimension = model.emission().dimension();
        return Prediction.of(
                dimension, task.targets().size(), PredictionKernel.reordered(joint, task.targets(), dimension));
    }

    /**
     * The log of the conditional density (for symbols: probability) of the targets given the context, (1.6) under log loss.
     *
     * @param context one token for each context position, in the task's order
     * @param targets one token for each target, in the task's order
     * @return nats; minus infinity when the targets cannot happen
     * @throws IllegalArgumentException when a part does not fit the task, or the context cannot happen under the model
     */
    public double logDensity(Context context, Context targets) {
        double[][] seen = likelihoods(context);
        double evidence = possible(context, kernel.evidence(seen));
        double[][] masked = weights.log("targets", targets, task.targets().size());
        double taken = TokenWeights.exponentiate(masked);
        return Math.log(kernel.likelihood(seen, masked) / evidence) + taken;
    }

    /**
     * The law of context and targets together, for symbols, in one pass over all of them.
     *
     * @return entry {@code (context, targets)}: rows and columns in the task's orders, the last token fastest
     * @throws IllegalArgumentException when the model does not emit symbols
     */
    public Matrix jointTable() {
        if (!(model.emission() instanceof Categorical categorical)) {
            throw new IllegalArgumentException("a table needs a model that emits symbols");
        }
        int d = categorical.dimension();
        List<Integer> positions = new ArrayList<>(task.context());
        positions.addAll(task.targets());
        double[] flat = PredictionKernel.reordered(kernel.jointLaw(), positions, d);
        int columns = 1;
        for (int target = 0; target < task.targets().size(); target++) {
            columns *= d;
        }
        return Matrix.of(flat.length / columns, columns, flat);
    }

    /**
     * The predictions for all contexts of symbols at once.
     *
     * @return the table, contexts weighted by their probability
     * @throws IllegalArgumentException when the model does not emit symbols
     */
    public TablePredictor table() {
        return TablePredictor.ofJoint(task, model.emission().dimension(), jointTable());
    }

    private double[][] likelihoods(Context context) {
        double[][] seen = weights.log("context", context, task.context().size());
        TokenWeights.exponentiate(seen);
        return seen;
    }

    private static double possible(Context context, double evidence) {
        if (!(evidence > 0)) {
            throw new IllegalArgumentException("the context " + context + " has probability 0 under the model");
        }
        return evidence;
    }
}

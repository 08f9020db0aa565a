// SPDX-License-Identifier: Apache-2.0
package org.unmask.recovery;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.unmask.matrix.Matrix;
import org.unmask.matrix.Tensor3;
import org.unmask.model.Alphabet;
import org.unmask.model.CovarianceShape;
import org.unmask.model.Hmm;
import org.unmask.model.ModelFamily;
import org.unmask.predictor.Context;
import org.unmask.predictor.OptimalPredictor;
import org.unmask.predictor.PointContext;
import org.unmask.predictor.Predictor;
import org.unmask.predictor.TablePredictor;
import org.unmask.random.Seed;
import org.unmask.recovery.Recovery.Reason;
import org.unmask.task.MaskedTask;

/**
 * Reads a model off the values of a predictor, formulas (3.1) to (3.4), for tasks with two targets and one context token in
 * any order and at any gaps: {@code x2,x3|x1}, {@code x1,x3|x2}, {@code x1,x2|x3} and their spread-out forms. Needs
 * at least as many symbols or coordinates as states and a chain of full rank.
 *
 * @param family states, dimension and kind of chain of the model sought
 * @param alphabet symbols of a categorical family; not looked at for a Gaussian one
 * @param seed of the random contractions and of contexts that are drawn
 */
public record ReadOff(ModelFamily family, Alphabet alphabet, Seed seed) {

    /**
     * A read-off into a family, symbols numbered.
     *
     * @param family the family of the model sought
     * @return the read-off, seed 1
     */
    public static ReadOff into(ModelFamily family) {
        return new ReadOff(family, Alphabet.numbered(family.dimension()), new Seed(1));
    }

    /**
     * The same with other symbols.
     *
     * @param other as many symbols as the family has
     * @return the read-off with them
     */
    public ReadOff withAlphabet(Alphabet other) {
        return new ReadOff(family, other, seed);
    }

    /**
     * The same with another seed.
     *
     * @param other the seed
     * @return the read-off with it
     */
    public ReadOff withSeed(Seed other) {
        return new ReadOff(family, alphabet, other);
    }

    /**
     * Reads the model. A table is used as it stands; any other predictor is asked for every context of symbols, each
     * believed alike.
     *
     * @param predictor any predictor of the family's kind of tokens
     * @return the model, or why there is none
     */
    public Recovery read(Predictor predictor) {
        if (predictor instanceof TablePredictor table) {
            return readTable(table);
        }
        if (family instanceof ModelFamily.Gaussian gaussian) {
            return points(predictor.task(), gaussian, plan -> new PointReadOff(plan, gaussian, seed).read(predictor));
        }
        return tabulated(predictor).map(this::readTable).orElseGet(() -> unsupported(predictor.task()));
    }

    /**
     * Reads a Gaussian model from the answers at contexts of the caller's choice, such as points from the data that a
     * predictor was trained on, outside of which it may say anything.
     *
     * @param predictor any predictor of points
     * @param contexts one token each; as many as states at least, and better many more
     * @return the model, or why there is none
     * @throws IllegalArgumentException when the family is of symbols
     */
    public Recovery readAt(Predictor predictor, List<Context> contexts) {
        if (!(family instanceof ModelFamily.Gaussian gaussian)) {
            throw new IllegalArgumentException("contexts are chosen for points only, found a family of symbols");
        }
        return points(
                predictor.task(),
                gaussian,
                plan -> new PointReadOff(plan, gaussian, seed)
                        .readAt(
                                predictor,
                                contexts.stream()
                                        .map(context -> ((PointContext) context).point(0))
                                        .toArray(double[][]::new)));
    }

    /**
     * Where a predictor of points is asked while nothing is known about it.
     *
     * @return contexts of one token around the origin, for this family and seed
     */
    public List<Context> contexts() {
        return asContexts(PointContexts.wide(
                family.states(), family.dimension(), seed.split("contexts").generator()));
    }

    /**
     * Where a predictor of points is best asked, once a model of it is known.
     *
     * @param model a model with means
     * @return contexts of one token around and between the means
     */
    public List<Context> contexts(Hmm model) {
        return asContexts(PointContexts.around(model, seed.split("around").generator()));
    }

    private static List<Context> asContexts(double[][] points) {
        return Arrays.stream(points).map(Context::ofPoints).toList();
    }

    private static Recovery points(
            MaskedTask task, ModelFamily.Gaussian gaussian, Function<ReadOffPlan, Recovery> read) {
        Optional<ReadOffPlan> plan = ReadOffPlan.of(task);
        if (plan.isEmpty()) {
            return unsupported(task);
        }
        int k = gaussian.states();
        int d = gaussian.dimension();
        if (k > d) {
            return tooManyStates(k, d, "coordinates");
        }
        if (gaussian.covariance() != CovarianceShape.IDENTITY) {
            return Recovery.failed(
                    Reason.UNSUPPORTED_COVARIANCE,
                    "the covariance is " + gaussian.covariance().word()
                            + "; the read-off of points needs the known unit covariance, identity");
        }
        return read.apply(plan.get());
    }

    private static Recovery tooManyStates(int states, int dimension, String what) {
        return Recovery.failed(
                Reason.MORE_STATES_THAN_DIMENSIONS,
                "there are " + states + " states and " + dimension + " " + what
                        + "; the read-off needs at least as many " + what + " as states",
                states,
                dimension);
    }

    private Optional<TablePredictor> tabulated(Predictor predictor) {
        if (ReadOffPlan.of(predictor.task()).isEmpty()) {
            return Optional.empty();
        }
        int d = family.dimension();
        double[][] rows = new double[d][];
        Arrays.setAll(rows, a -> predictor.predict(Context.ofSymbols(a)).toArray());
        return Optional.of(TablePredictor.of(predictor.task(), d, Matrix.ofRows(rows)));
    }

    private static Recovery unsupported(MaskedTask task) {
        return Recovery.failed(
                Reason.UNSUPPORTED_TASK,
                "no read-off is known for " + task + "; one needs two targets and one context token");
    }

    private Recovery readTable(TablePredictor table) {
        int d = family.dimension();
        if (table.symbols() != d) {
            throw new IllegalArgumentException(
                    "the table has " + table.symbols() + " symbols, expected " + d + " as the family has");
        }
        Optional<ReadOffPlan> plan = ReadOffPlan.of(table.task());
        if (plan.isEmpty()) {
            return unsupported(table.task());
        }
        int k = family.states();
        if (k > d) {
            return tooManyStates(k, d, "symbols");
        }
        Tensor3 tensor = table.tensor();
        Recovery found = new SymbolReadOff(plan.get(), table.weights(), family.chain(), alphabet).read(tensor, k, seed);
        return found instanceof Recovery.Recovered recovered ? compared(recovered, table) : found;
    }

    /** With the distance between the given values and those of the model. */
    private static Recovery compared(Recovery.Recovered recovered, TablePredictor table) {
        Matrix own =
                OptimalPredictor.of(recovered.model(), table.task()).table().conditional();
        Matrix difference = own.minus(table.conditional());
        double[] weights = table.weights();
        double worst = 0;
        double sum = 0;
        for (int a = 0; a < weights.length; a++) {
            for (double entry : difference.row(a)) {
                worst = weights[a] > 0 ? Math.max(worst, Math.abs(entry)) : worst;
                sum += weights[a] * entry * entry / difference.columns();
            }
        }
        Recovery.Misfit misfit = recovered.misfit();
        return new Recovery.Recovered(
                recovered.model(),
                new Recovery.Misfit(misfit.tensor(), misfit.projection(), worst, Math.sqrt(sum)),
                recovered.conditioning());
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.unmask.study;

import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.unmask.data.Sequences;
import org.unmask.data.Simulator;
import org.unmask.estimate.FitOptions;
import org.unmask.model.Gaussian;
import org.unmask.model.Hmm;
import org.unmask.parallel.Threads;
import org.unmask.random.Seed;
import org.unmask.selection.PairRank;
import org.unmask.selection.StateChoice;
import org.unmask.selection.StateCount;

/**
 * How often the number of states is found.
 *
 * @param options how to fit
 * @param tokens of each data set
 * @param most most states that are tried
 * @param seed of the draws
 * @param models the truths, one for each data set
 */
public record StatesStudy(FitOptions options, int tokens, int most, Seed seed, List<Hmm> models)
        implements Study<List<StatesStudy.Row>> {

    /** Copies the models. */
    public StatesStudy {
        models = List.copyOf(models);
    }

    /**
     * One data set.
     *
     * @param truth states of the model it was drawn from
     * @param chosen by the choice
     * @param bic by BIC
     * @param aic by AIC
     * @param heldOut by held-out masked loss
     * @param pairs shown by pairs of neighbours; 0 for points
     */
    public record Row(int truth, int chosen, int bic, int aic, int heldOut, int pairs) {}

    @Override
    public int trials() {
        return models.size();
    }

    @Override
    public double[] trial(int number) {
        Row row = one(models.get(number), seed.split("states", number));
        return new double[] {row.truth, row.chosen, row.bic, row.aic, row.heldOut, row.pairs};
    }

    @Override
    public List<Row> result(List<double[]> trials) {
        return trials.stream()
                .map(row -> new Row((int) row[0], (int) row[1], (int) row[2], (int) row[3], (int) row[4], (int) row[5]))
                .toList();
    }

    private Row one(Hmm truth, Seed draw) {
        Sequences data = Simulator.draw(truth, 1, tokens, draw, Threads.ONE).sequences();
        FitOptions how = options.withThreads(Threads.ONE);
        if (truth.emission() instanceof Gaussian gaussian) {
            how = how.withCovariance(gaussian.covariances().shape());
        }
        StateChoice choice = StateChoice.of(data, how, 1, most, false);
        return new Row(
                truth.states(),
                choice.states(),
                least(choice, StateCount::bic),
                least(choice, StateCount::aic),
                least(choice, count -> count.heldOut().orElse(Double.POSITIVE_INFINITY)),
                choice.pairs().map(PairRank::states).orElse(0));
    }

    private static int least(StateChoice choice, ToDoubleFunction<StateCount> criterion) {
        return choice.tried().stream()
                .min(Comparator.comparingDouble(criterion))
                .orElseThrow()
                .states();
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.unmask.study;

import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToDoubleFunction;
import org.unmask.data.Sequences;
import org.unmask.data.Simulator;
import org.unmask.estimate.FitOptions;
import org.unmask.model.Gaussian;
import org.unmask.model.Hmm;
import org.unmask.parallel.Progress;
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
 */
public record StatesStudy(FitOptions options, int tokens, int most, Seed seed) {

    /**
     * One data set.
     *
     * @param truth states of the model it was drawn from
     * @param chosen by the choice, that is by BIC
     * @param aic by AIC
     * @param heldOut by held-out masked loss
     * @param pairs shown by pairs of neighbours; 0 for points
     */
    public record Row(int truth, int chosen, int aic, int heldOut, int pairs) {}

    /**
     * Chooses for one data set of each model.
     *
     * @param models the truths
     * @param threads how many may work; the answer does not depend on it
     * @param progress hears of choices
     * @return one row for each model
     */
    public List<Row> run(List<Hmm> models, Threads threads, Progress progress) {
        AtomicInteger done = new AtomicInteger();
        return List.copyOf(threads.map(models.size(), n -> {
            Row row = one(models.get(n), seed.split("states", n));
            progress.at("states", done.incrementAndGet(), models.size());
            return row;
        }));
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

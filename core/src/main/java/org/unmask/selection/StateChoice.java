// SPDX-License-Identifier: Apache-2.0
package org.unmask.selection;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import org.unmask.data.PointSequences;
import org.unmask.data.Sequences;
import org.unmask.data.Splits;
import org.unmask.data.SymbolSequences;
import org.unmask.estimate.Estimator;
import org.unmask.estimate.Fit;
import org.unmask.estimate.FitOptions;
import org.unmask.estimate.Method;
import org.unmask.inference.BaumWelch;
import org.unmask.inference.EmOptions;
import org.unmask.model.Chain;
import org.unmask.model.Gaussian;
import org.unmask.model.Hmm;
import org.unmask.parallel.Threads;
import org.unmask.task.TaskSet;
import org.unmask.training.CategoricalTraining;
import org.unmask.training.GaussianTraining;
import org.unmask.training.MaskedLoss;

/**
 * Which number of states to take, and why. The number is that of the least BIC, which is consistent for hidden Markov models
 * under mild conditions (Gassiat, Boucheron 2003); the others are second opinions.
 *
 * @param tried each number of states that was tried, fewest first
 * @param pairs what pairs of neighbours show; empty for points and large alphabets
 * @param fit the fit with the number chosen
 */
public record StateChoice(List<StateCount> tried, Optional<PairRank> pairs, Fit fit) {

    /** Numbers of states beyond the best so far that are tried before the search ends. */
    private static final int PATIENCE = 2;

    private static final double HELD_OUT = 0.1;
    private static final int LEAST_HELD_OUT = 200;

    /** EM steps that take a fit to all data to one to most of them. */
    private static final int STEPS = 60;

    /** Copies the list. */
    public StateChoice {
        tried = List.copyOf(tried);
    }

    /**
     * Tries numbers of states from the fewest on, until two in a row have not bettered BIC.
     *
     * @param data what is fitted
     * @param options how; their number of states is not looked at
     * @param least fewest states, at least 1
     * @param most most states
     * @param patient whether to try all of them even when BIC has long turned
     * @return the choice
     * @throws IllegalArgumentException when the range is empty, or the data cannot carry even the fewest states
     */
    public static StateChoice of(Sequences data, FitOptions options, int least, int most, boolean patient) {
        if (least < 1 || most < least) {
            throw new IllegalArgumentException("the numbers of states are " + least + " to " + most
                    + ", expected a range that starts at 1 or above");
        }
        List<StateCount> tried = new ArrayList<>();
        List<Fit> fits = new ArrayList<>();
        int best = 0;
        for (int k = least; k <= most && (patient || k - least - best <= PATIENCE); k++) {
            Fit fit;
            try {
                fit = new Estimator(options.withStates(k)).fit(data);
            } catch (IllegalArgumentException tooMany) {
                if (fits.isEmpty()) {
                    throw tooMany;
                }
                break;
            }
            fits.add(fit);
            tried.add(new StateCount(
                    k,
                    fit.logLikelihood(),
                    fit.parameters(),
                    fit.bic(),
                    2.0 * fit.parameters() - 2 * fit.logLikelihood(),
                    heldOut(data, fit)));
            if (fit.bic() < fits.get(best).bic()) {
                best = fits.size() - 1;
            }
        }
        Optional<PairRank> pairs = data instanceof SymbolSequences symbols ? PairRank.of(symbols) : Optional.empty();
        return new StateChoice(tried, pairs, fits.get(best));
    }

    /** The masked loss of a tenth of the data by a model that saw the rest: the fit, climbed again without the tenth. */
    private static OptionalDouble heldOut(Sequences data, Fit fit) {
        boolean points = data instanceof PointSequences;
        TaskSet tasks = fit.options().tasksFor(points);
        Splits.Split<? extends Sequences> split = data instanceof SymbolSequences symbols
                ? Splits.of(symbols, HELD_OUT, fit.options().seed())
                : Splits.of((PointSequences) data, HELD_OUT, fit.options().seed());
        if (split.heldOut().tokens() < LEAST_HELD_OUT || fit.options().method() == Method.MASKED) {
            return OptionalDouble.empty();
        }
        Hmm model = BaumWelch.fit(
                        fit.model(),
                        split.training(),
                        EmOptions.DEFAULT
                                .withMaxIterations(STEPS)
                                .withTolerance(1e-2)
                                .withChain(fit.family().chain())
                                .withInitial(fit.options().initial()))
                .model();
        return OptionalDouble.of(losses(split.heldOut(), model, fit.family().chain(), tasks).stream()
                .mapToDouble(MaskedLoss::model)
                .sum());
    }

    private static List<MaskedLoss> losses(Sequences data, Hmm model, Chain chain, TaskSet tasks) {
        if (data instanceof SymbolSequences symbols) {
            return CategoricalTraining.of(symbols, chain, tasks, Threads.ONE).losses(model);
        }
        return GaussianTraining.of(
                        (PointSequences) data,
                        ((Gaussian) model.emission()).covariances().shape(),
                        chain,
                        tasks)
                .losses(model, Threads.ONE);
    }

    /**
     * The number chosen.
     *
     * @return states of {@link #fit}
     */
    public int states() {
        return fit.model().states();
    }

    private int least(ToDoubleFunction<StateCount> criterion) {
        return tried.stream()
                .min(Comparator.comparingDouble(criterion))
                .orElseThrow()
                .states();
    }

    /**
     * The recommendation, for a person.
     *
     * @return a few sentences
     */
    public String words() {
        int chosen = states();
        StringBuilder text = new StringBuilder("Take " + chosen + (chosen == 1 ? " state" : " states")
                + ": BIC, which weighs the likelihood against the number of parameters, is least there.");
        if (tried.size() > 1 && tried.stream().allMatch(count -> count.states() <= chosen)) {
            text.append(" More were not tried, and may do better.");
        }
        double best = fit.bic();
        tried.stream()
                .filter(count -> count.states() != chosen && count.bic() - best < 10)
                .forEach(count -> text.append(String.format(
                        java.util.Locale.ROOT,
                        " It is a close call: %d would cost only %.1f more.",
                        count.states(),
                        count.bic() - best)));
        boolean held = tried.stream().allMatch(count -> count.heldOut().isPresent());
        if (held) {
            int other = least(count -> count.heldOut().orElse(Double.POSITIVE_INFINITY));
            text.append(
                    other == chosen
                            ? " Tokens held out are predicted best with as many."
                            : " Tokens held out are predicted best with " + other + ".");
        }
        int akaike = least(StateCount::aic);
        text.append(akaike == chosen ? " AIC agrees." : " AIC, which tends to take too many, takes " + akaike + ".");
        pairs.ifPresent(shown -> text.append(
                shown.states() == chosen
                        ? " Pairs of neighbours show as many."
                        : shown.states() < chosen
                                ? " Pairs of neighbours show " + shown.states()
                                        + " above their noise; the others show in longer windows only."
                                : " Pairs of neighbours show " + shown.states()
                                        + ": the dependence is richer than the chain chosen."));
        return text.toString();
    }
}

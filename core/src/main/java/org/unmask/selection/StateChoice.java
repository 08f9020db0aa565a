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
import org.unmask.inference.StopReason;
import org.unmask.model.Chain;
import org.unmask.model.Gaussian;
import org.unmask.model.Hmm;
import org.unmask.parallel.Threads;
import org.unmask.task.TaskSet;
import org.unmask.training.CategoricalTraining;
import org.unmask.training.GaussianTraining;
import org.unmask.training.MaskedLoss;

/**
 * Which number of states to take, and why. BIC, which is consistent for hidden Markov models under mild conditions (Gassiat,
 * Boucheron 2003), is sure of each state that it takes but blind for those that gain less than its penalty, although that may be
 * many times what chance gains: where a further state gains more than usual by chance, data are simulated without it, and it is
 * taken too when they show that chance does not gain as much. The other criteria are second opinions.
 *
 * @param tried each number of states that was tried, fewest first
 * @param chance what further states gain by chance where BIC had doubts
 * @param pairs what pairs of neighbours show; empty for points and large alphabets
 * @param fit the fit with the number chosen
 */
public record StateChoice(List<StateCount> tried, List<ChanceGain> chance, Optional<PairRank> pairs, Fit fit) {

    /** Numbers of states beyond the best so far that are tried before the search ends. */
    private static final int PATIENCE = 2;

    /**
     * Nats for each further parameter from which on a gain is looked at. Chance gains half a nat for each of a regular model; of
     * states that are not there, whose parameters are none, nearly one.
     */
    private static final double SUSPECT = 1.5;

    /** Nats for each further parameter below which a fit is of no interest to any criterion: AIC's. */
    private static final double LEAST = 1;

    private static final double HELD_OUT = 0.1;
    private static final int LEAST_HELD_OUT = 200;

    /** EM steps that take a fit to all data to one to most of them. */
    private static final int STEPS = 60;

    /** Copies the lists. */
    public StateChoice {
        tried = List.copyOf(tried);
        chance = List.copyOf(chance);
    }

    /**
     * Tries numbers of states from the fewest on, until two in a row are not better. Fits are polished only as far as their
     * comparison needs, and given up when they will not come near; the one chosen is fitted in full.
     *
     * @param data what is fitted
     * @param options how; their number of states is not looked at
     * @param least fewest states, at least 1
     * @param most most states
     * @param patient whether to try all of them even when the best seems found
     * @return the choice
     * @throws IllegalArgumentException when the range is empty, or the data cannot carry even the fewest states
     */
    public static StateChoice of(Sequences data, FitOptions options, int least, int most, boolean patient) {
        if (least < 1 || most < least) {
            throw new IllegalArgumentException("the numbers of states are " + least + " to " + most
                    + ", expected a range that starts at 1 or above");
        }
        List<StateCount> tried = new ArrayList<>();
        List<ChanceGain> chance = new ArrayList<>();
        Fit best = new Estimator(options.withStates(least)).compared(data, Double.NEGATIVE_INFINITY);
        tried.add(count(best, data));
        for (int k = least + 1; k <= most && (patient || k - best.model().states() <= PATIENCE); k++) {
            Fit fit;
            try {
                Estimator estimator = new Estimator(options.withStates(k));
                fit = estimator.compared(
                        data, best.logLikelihood() + LEAST * (estimator.parameters(data) - best.parameters()));
            } catch (IllegalArgumentException tooMany) {
                break;
            }
            tried.add(count(fit, data));
            if (fit.bic() < best.bic()) {
                best = fit;
            } else if (suspect(best, fit)) {
                ChanceGain gain = ChanceGain.of(best, fit);
                chance.add(gain);
                best = gain.excluded() ? fit : best;
            }
        }
        Optional<PairRank> pairs = data instanceof SymbolSequences symbols ? PairRank.of(symbols) : Optional.empty();
        Fit full = new Estimator(options.withStates(best.model().states())).polished(best, data);
        return new StateChoice(tried, chance, pairs, full);
    }

    /** Whether a fit with more states gains more than is usual by chance. */
    private static boolean suspect(Fit fewer, Fit more) {
        return more.options().method() != Method.MASKED
                && more.logLikelihood() - fewer.logLikelihood() > SUSPECT * (more.parameters() - fewer.parameters());
    }

    private static StateCount count(Fit fit, Sequences data) {
        return new StateCount(
                fit.model().states(),
                fit.logLikelihood(),
                fit.parameters(),
                fit.bic(),
                2.0 * fit.parameters() - 2 * fit.logLikelihood(),
                heldOut(data, fit),
                fit.stop() != StopReason.BELOW_GOAL);
    }

    /**
     * The masked loss of a tenth of the data by a model that saw the rest: the fit, climbed again without the tenth. None of a
     * fit that was given up: what gains less than AIC asks for cannot be expected to predict better (Stone 1977).
     */
    private static OptionalDouble heldOut(Sequences data, Fit fit) {
        boolean points = data instanceof PointSequences;
        TaskSet tasks = fit.options().tasksFor(points);
        Splits.Split<? extends Sequences> split = data instanceof SymbolSequences symbols
                ? Splits.of(symbols, HELD_OUT, fit.options().seed())
                : Splits.of((PointSequences) data, HELD_OUT, fit.options().seed());
        if (fit.stop() == StopReason.BELOW_GOAL
                || split.heldOut().tokens() < LEAST_HELD_OUT
                || fit.options().method() == Method.MASKED) {
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
        int bic = least(StateCount::bic);
        StringBuilder text = new StringBuilder("Take " + chosen + (chosen == 1 ? " state: " : " states: "));
        if (bic == chosen) {
            text.append("BIC, which weighs the likelihood against the number of parameters, is least there.");
        } else {
            text.append("the likelihood gains more by them than chance would.");
        }
        chance.forEach(gain -> text.append(' ').append(gain.words()));
        if (bic != chosen) {
            text.append(" BIC, which asks for more than that, takes " + bic + ".");
        }
        if (tried.size() > 1 && tried.stream().allMatch(count -> count.states() <= chosen)) {
            text.append(" More were not tried, and may do better.");
        }
        double best = tried.stream().mapToDouble(StateCount::bic).min().orElseThrow();
        tried.stream()
                .filter(count -> bic == chosen && count.states() != chosen && count.bic() - best < 10)
                .forEach(count -> text.append(String.format(
                        java.util.Locale.ROOT,
                        " It is a close call: %d would cost only %.1f more.",
                        count.states(),
                        count.bic() - best)));
        if (!tried.stream().allMatch(StateCount::ended)) {
            text.append(" Fits that would not come near were given up on the way; their likelihoods are lower bounds.");
        }
        boolean held = tried.stream().anyMatch(count -> count.heldOut().isPresent());
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

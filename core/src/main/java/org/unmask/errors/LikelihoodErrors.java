// SPDX-License-Identifier: Apache-2.0
package org.unmask.errors;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.unmask.data.Sequences;
import org.unmask.data.Stretches;
import org.unmask.inference.EdgeSlopes;
import org.unmask.inference.ExpectedCounts;
import org.unmask.inference.InitialLaw;
import org.unmask.inference.LocalCoordinates;
import org.unmask.inference.ObservedInformation;
import org.unmask.inference.ScoreSums;
import org.unmask.matrix.Matrix;
import org.unmask.model.Chain;
import org.unmask.model.Hmm;
import org.unmask.parallel.Threads;

/**
 * Standard errors of a maximum of the likelihood: the observed information, or the sandwich of it around the long-run variance
 * of the scores (White 1982; for hidden Markov models Bickel, Ritov, Ryden 1998 and Douc, Moulines, Ryden 2004).
 *
 * @param chain which transition matrices were allowed
 * @param initial whether the law of the first state was free
 * @param mask what the verdict calls fixed
 * @param level of the intervals
 * @param threads how many may work; no answer depends on it
 */
public record LikelihoodErrors(Chain chain, InitialLaw initial, FixedMask mask, double level, Threads threads) {

    /** More directions than this have no errors: their second derivative alone would take minutes. */
    public static final int MOST_DIRECTIONS = 600;

    /** Multiplications that may go into it; longer data are represented by a sample. */
    private static final double AFFORDABLE = 4e7;

    private static final int TOKENS_A_DIRECTION = 100;
    private static final int SAMPLES = 16;

    /** Stretches for each direction from which on their spread is known well enough. */
    private static final int STRETCHES_A_DIRECTION = 4;

    /**
     * The errors.
     *
     * @param model the maximum; not looked at is whether it is one
     * @param data what the likelihood is of
     * @param wanted curvature alone, or the sandwich; empty for the sandwich where the data are long enough for it
     * @return the errors; empty when there are more than {@link #MOST_DIRECTIONS} directions, or a number overflows
     * @throws IllegalArgumentException when the data are not of the model's kind or are impossible
     */
    public Optional<StandardErrors> of(Hmm model, Sequences data, Optional<ErrorMethod> wanted) {
        if (LocalCoordinates.most(model, initial) > MOST_DIRECTIONS) {
            return Optional.empty();
        }
        ExpectedCounts counts = ExpectedCounts.of(model, data, threads);
        LocalCoordinates coordinates = LocalCoordinates.at(model, chain, initial, counts);
        int tokens = affordable(coordinates.size(), model.states());
        Sequences sample = Stretches.sample(data, tokens, SAMPLES);
        double share = (double) sample.tokens() / data.tokens();
        ExpectedCounts sampled = sample.tokens() == data.tokens() ? counts : ExpectedCounts.of(model, sample, threads);
        Optional<Matrix> information = ObservedInformation.of(coordinates, sampled, sample, threads);
        if (information.isEmpty()) {
            return Optional.empty();
        }
        int stretch = LongRun.stretch(model, sample.tokens());
        boolean enough = sample.tokens() / stretch >= STRETCHES_A_DIRECTION * coordinates.size();
        ErrorMethod method = wanted.orElse(enough ? ErrorMethod.SANDWICH : ErrorMethod.INFORMATION);
        Curvature curvature = Curvature.of(information.get(), 0);
        Matrix covariance = method == ErrorMethod.SANDWICH
                ? curvature.around(LongRun.covariance(ScoreSums.of(coordinates, sample, stretch)))
                : curvature.inverse();
        Optional<EdgeSlopes> slopes = chain == Chain.DOUBLY_STOCHASTIC
                ? Optional.empty()
                : Optional.of(EdgeSlopes.of(model, counts, data, threads));
        return Optional.of(new EntryTables(coordinates, covariance.scale(share), curvature.flat(), slopes, mask, level)
                .errors(method, sample.tokens(), curvature.condition(), remarks(enough, method, sample, data)));
    }

    private static int affordable(int directions, int states) {
        double each = Math.max(1, directions) * (states * states + 6.0);
        return (int) Math.min(Integer.MAX_VALUE, Math.max(TOKENS_A_DIRECTION * directions, AFFORDABLE / each));
    }

    private static List<String> remarks(boolean enough, ErrorMethod method, Sequences sample, Sequences data) {
        List<String> out = new ArrayList<>();
        if (!enough && method == ErrorMethod.INFORMATION) {
            out.add("the data are too short for a sandwich, so the errors hold if the model does");
        }
        if (sample.tokens() < data.tokens()) {
            out.add(String.format(
                    Locale.ROOT,
                    "curvature and scores were taken from %,d tokens in stretches spread over the data",
                    sample.tokens()));
        }
        return out;
    }
}

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

    /** Multiplications that go into it; longer data are represented by a sample. */
    private static final double AFFORDABLE = 4e7;

    /** Multiplications that may go into it where a small sample does not tell. */
    private static final double MOST = 1.5e9;

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
        int tokens = affordable(AFFORDABLE, coordinates.size(), model.states());
        Optional<SampledInformation> information = SampledInformation.of(
                coordinates,
                counts,
                data,
                tokens,
                Math.max(tokens, affordable(MOST, coordinates.size(), model.states())),
                SAMPLES,
                threads);
        if (information.isEmpty()) {
            return Optional.empty();
        }
        Sequences sample = Stretches.sample(data, tokens, SAMPLES);
        int stretch = LongRun.stretch(model, sample.tokens());
        boolean enough = sample.tokens() / stretch >= STRETCHES_A_DIRECTION * coordinates.size();
        ErrorMethod method = wanted.orElse(enough ? ErrorMethod.SANDWICH : ErrorMethod.INFORMATION);
        Curvature curvature = Curvature.of(information.get().information(), 0);
        Matrix covariance = method == ErrorMethod.SANDWICH
                ? curvature.around(LongRun.covariance(ScoreSums.of(coordinates, sample, stretch))
                        .scale((double) data.tokens() / sample.tokens()))
                : curvature.inverse();
        Optional<EdgeSlopes> slopes = chain == Chain.DOUBLY_STOCHASTIC
                ? Optional.empty()
                : Optional.of(EdgeSlopes.of(model, counts, data, threads));
        return Optional.of(new EntryTables(coordinates, covariance, curvature.flat(), slopes, mask, level)
                .errors(
                        method,
                        information.get().tokens(),
                        curvature.condition(),
                        remarks(enough, method, sample.tokens(), information.get(), data.tokens())));
    }

    private static int affordable(double multiplications, int directions, int states) {
        double each = Math.max(1, directions) * (states * states + 6.0);
        return (int) Math.min(Integer.MAX_VALUE, Math.max(TOKENS_A_DIRECTION * directions, multiplications / each));
    }

    private static List<String> remarks(
            boolean enough, ErrorMethod method, int scores, SampledInformation information, int tokens) {
        int bends = information.tokens();
        List<String> out = new ArrayList<>();
        if (!enough && method == ErrorMethod.INFORMATION) {
            out.add("the data are too short for a sandwich, so the errors hold if the model does");
        }
        if (Math.min(scores, bends) < tokens) {
            out.add(
                    scores == bends
                            ? String.format(
                                    Locale.ROOT,
                                    "curvature and scores were taken from %,d tokens in stretches spread over the data",
                                    bends)
                            : String.format(
                                    Locale.ROOT,
                                    "curvature was taken from %,d tokens, scores from %,d in stretches spread over the data",
                                    bends,
                                    scores));
        }
        if (!information.agreed()) {
            out.add("halves of these tokens disagree about the curvature, so the errors are rough");
        }
        return out;
    }
}

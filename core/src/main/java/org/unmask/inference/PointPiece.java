// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

import java.util.Arrays;
import org.unmask.data.PointSequences;
import org.unmask.matrix.Matrix;
import org.unmask.matrix.Probabilities;
import org.unmask.model.Hmm;
import org.unmask.parallel.Threads;

/**
 * One piece of sequences of points that were cut anywhere. Pieces may be worked on in any order and on any machine:
 * {@link PieceLikelihood#total} puts likelihoods together, {@link PieceLikelihood#around} tells each piece what the others
 * say of it, and counts, summed along {@link ExpectedCounts#sum} in the order of the pieces, are those of the whole data.
 *
 * <p>What comes after the piece is woven into its last token, whose densities are multiplied by the likelihood of the rest.
 * The law before takes the place of the initial law.
 *
 * @param tokens sequences, none empty, or ends of them
 * @param resumes whether the first goes on with the sequence of the piece before
 * @param goesOn whether the last goes on in the piece after
 */
public record PointPiece(PointSequences tokens, boolean resumes, boolean goesOn) {

    /** Checks that there are tokens. */
    public PointPiece {
        if (tokens.tokens() == 0) {
            throw new IllegalArgumentException("a piece has no tokens, expected some");
        }
    }

    /** Whether a single sequence runs through, from the piece before to the one after. */
    private boolean unbroken() {
        return resumes && goesOn && tokens.count() == 1;
    }

    /**
     * What is known of the likelihood of the piece alone. Cost {@code tokens states^3} for a sequence that began before.
     *
     * @param model with normal laws
     * @return what {@link PieceLikelihood#total} takes
     */
    public double[] likelihood(Hmm model) {
        int k = model.states();
        Transfer head = resumes ? head(model) : Transfer.identity(k);
        int from = resumes ? 1 : 0;
        int to = goesOn ? tokens.count() - 1 : tokens.count();
        double inside = from < to ? Likelihood.of(model, tokens.slice(from, to)) : 0;
        double[] law = new double[k];
        boolean open = goesOn && !unbroken();
        double log = open ? last(model, EmissionScores.of(model.emission(), tokens), to, law) : 0;
        return PieceLikelihood.numbers(resumes, !unbroken(), !open, new double[] {inside, 0, log}, law, head);
    }

    /** The first sequence from each state that may come before it. */
    private Transfer head(Hmm model) {
        int k = model.states();
        EmissionScores scores = new RememberedScores(EmissionScores.of(model.emission(), tokens), 0, tokens.end(0));
        double[] numbers = new double[k * (k + 1)];
        double[] law = new double[k];
        for (int i = 0; i < k; i++) {
            numbers[k * k + i] =
                    last(startingIn(model, model.transition().matrix().row(i)), scores, 0, law);
            System.arraycopy(law, 0, numbers, i * k, k);
        }
        return Transfer.ofNumbers(k, numbers);
    }

    /** The law of a sequence's last state given its tokens, zeros where it is impossible; its log-likelihood. */
    private double last(Hmm model, EmissionScores scores, int sequence, double[] law) {
        int k = model.states();
        Pass pass = new SequencePasses(new ChainTables(model), scores, tokens).forward(sequence);
        Arrays.fill(law, 0);
        if (pass.logLikelihood() > Double.NEGATIVE_INFINITY) {
            int length = tokens.end(sequence) - tokens.start(sequence);
            double[] filtered = new double[length * k];
            pass.filtered(filtered, 0);
            System.arraycopy(filtered, (length - 1) * k, law, 0, k);
        }
        return pass.logLikelihood();
    }

    private static Hmm startingIn(Hmm model, double[] law) {
        return new Hmm(
                Probabilities.normalized("law at the start of a piece", law), model.transition(), model.emission());
    }

    /**
     * The E step on the piece. Its log-likelihood is left at zero: {@link PieceLikelihood#total} knows that of all pieces.
     *
     * @param model with normal laws
     * @param around what {@link PieceLikelihood#around} says of this piece
     * @return counts to be summed; transitions from the last token of the piece before are in, initial states of sequences
     *     that began before it are not
     * @throws IllegalArgumentException when the numbers are those of another model, or a sequence is impossible
     */
    public ExpectedCounts expected(Hmm model, double[] around) {
        int k = model.states();
        if (around.length != 2 * k) {
            throw new IllegalArgumentException(
                    around.length + " numbers around a piece, expected " + 2 * k + " for " + k + " states");
        }
        double[] before = Arrays.copyOf(around, k);
        double[] after = Arrays.copyOfRange(around, k, 2 * k);
        boolean continued = resumes && Arrays.stream(before).sum() > 0;
        ExpectedCounts sum = continued ? continued(model, before, after) : ExpectedCounts.zero(model);
        int from = continued ? 1 : 0;
        int to = goesOn ? tokens.count() - 1 : tokens.count();
        if (from < to) {
            sum = sum.merge(ExpectedCounts.of(model, tokens, from, to, Threads.ONE));
        }
        if (goesOn && tokens.count() > from) {
            sum = sum.merge(woven(model, tokens.count() - 1, after));
        }
        return sum.withLogLikelihood(0);
    }

    /** Of the first sequence, which began before. */
    private ExpectedCounts continued(Hmm model, double[] before, double[] after) {
        int k = model.states();
        Matrix transition = model.transition().matrix();
        double[] predicted = transition.leftTimes(before);
        Hmm here = startingIn(model, predicted);
        ExpectedCounts found = unbroken() ? woven(here, 0, after) : ExpectedCounts.of(here, tokens, 0, 1, Threads.ONE);
        double[] transitions = found.transitions().clone();
        for (int n = 0; n < k * k; n++) {
            double first = found.initial(n % k);
            transitions[n] += first > 0 ? before[n / k] * transition.get(n / k, n % k) * first / predicted[n % k] : 0;
        }
        return new ExpectedCounts(new double[k], transitions, found.emission(), 0);
    }

    /** Of a sequence that goes on in the next piece. */
    private ExpectedCounts woven(Hmm model, int sequence, double[] after) {
        int last = tokens.end(sequence) - 1;
        return new ExpectationStep(tokens, sequence, sequence + 1, scores -> new WovenScores(scores, last, after))
                .at(model, Threads.ONE);
    }
}

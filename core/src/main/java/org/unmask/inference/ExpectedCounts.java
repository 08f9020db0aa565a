// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.unmask.data.Sequences;
import org.unmask.model.Hmm;
import org.unmask.parallel.Threads;

/**
 * The E step of EM: what is expected to have happened in the chain, given the tokens and a model. Immutable. Counts of
 * disjoint sequences, made with the same model, merge by addition; {@link #zero} is the neutral element. Merge in the
 * order of the data, along a fixed tree, and the sums are the same to the bit wherever the parts were made.
 */
public final class ExpectedCounts {

    private final int states;
    private final double[] initial;
    private final double[] transitions;
    private final EmissionCounts emission;
    private final double logLikelihood;

    ExpectedCounts(double[] initial, double[] transitions, EmissionCounts emission, double logLikelihood) {
        this.states = initial.length;
        this.initial = initial;
        this.transitions = transitions;
        this.emission = emission;
        this.logLikelihood = logLikelihood;
    }

    /**
     * The counts of no data.
     *
     * @param model the model of the E step
     * @return zeros
     */
    public static ExpectedCounts zero(Hmm model) {
        int k = model.states();
        return new ExpectedCounts(new double[k], new double[k * k], EmissionCounts.zero(model.emission()), 0);
    }

    /**
     * One E step over all sequences.
     *
     * @param model any model
     * @param sequences independent sequences of the model's kind
     * @param threads how many may work; the answer does not depend on it
     * @return the counts
     * @throws IllegalArgumentException when the sequences are not of the model's kind or one is impossible
     */
    public static ExpectedCounts of(Hmm model, Sequences sequences, Threads threads) {
        return of(model, sequences, 0, sequences.count(), threads);
    }

    /**
     * One E step over a range of sequences.
     *
     * @param model any model
     * @param sequences independent sequences of the model's kind
     * @param from first sequence
     * @param to after the last sequence
     * @param threads how many may work; the answer does not depend on it
     * @return the counts
     * @throws IllegalArgumentException when the sequences are not of the model's kind or one is impossible
     */
    public static ExpectedCounts of(Hmm model, Sequences sequences, int from, int to, Threads threads) {
        return new ExpectationStep(sequences, from, to).at(model, threads);
    }

    /**
     * The counts of this part and another.
     *
     * @param later counts of sequences that come after these, made with the same model
     * @return the sums
     */
    public ExpectedCounts merge(ExpectedCounts later) {
        double[] first = initial.clone();
        double[] moves = transitions.clone();
        EmissionCounts tokens = emission.copy();
        EmissionCounts.addTo(first, later.initial);
        EmissionCounts.addTo(moves, later.transitions);
        tokens.merge(later.emission);
        return new ExpectedCounts(first, moves, tokens, logLikelihood + later.logLikelihood);
    }

    /**
     * Sums parts along a balanced tree that depends on their number alone.
     *
     * @param model the model of the E step
     * @param parts counts in the order of the data
     * @return their sum
     */
    public static ExpectedCounts sum(Hmm model, List<ExpectedCounts> parts) {
        if (parts.isEmpty()) {
            return zero(model);
        }
        List<ExpectedCounts> level = parts;
        while (level.size() > 1) {
            List<ExpectedCounts> next = new ArrayList<>();
            for (int n = 0; n < level.size(); n += 2) {
                next.add(n + 1 < level.size() ? level.get(n).merge(level.get(n + 1)) : level.get(n));
            }
            level = next;
        }
        return level.get(0);
    }

    /**
     * As plain numbers, to be sent from one process to another.
     *
     * @return what {@link #ofNumbers} takes
     * @throws IllegalStateException when the emissions are plugged in
     */
    public double[] numbers() {
        double[] tokens = emission.numbers();
        double[] out = Arrays.copyOf(initial, states + states * states + tokens.length + 1);
        System.arraycopy(transitions, 0, out, states, states * states);
        System.arraycopy(tokens, 0, out, states + states * states, tokens.length);
        out[out.length - 1] = logLikelihood;
        return out;
    }

    /**
     * Counts that were sent as plain numbers.
     *
     * @param model the model of the E step, of symbols or with normal laws
     * @param numbers what {@link #numbers} gave
     * @return the same counts
     * @throws IllegalArgumentException when there are more or fewer numbers than such counts have
     */
    public static ExpectedCounts ofNumbers(Hmm model, double[] numbers) {
        int k = model.states();
        int chain = k + k * k;
        EmissionCounts emissions = EmissionCounts.zero(model.emission());
        int expected = chain + emissions.numbers().length + 1;
        if (numbers.length != expected) {
            throw new IllegalArgumentException(numbers.length + " numbers for counts of " + k + " states and "
                    + model.emission().dimension() + (emissions instanceof SymbolCounts ? " symbols" : " coordinates")
                    + ", expected " + expected);
        }
        return new ExpectedCounts(
                Arrays.copyOf(numbers, k),
                Arrays.copyOfRange(numbers, k, chain),
                emissions.withNumbers(Arrays.copyOfRange(numbers, chain, numbers.length - 1)),
                numbers[numbers.length - 1]);
    }

    /**
     * The same with another log-likelihood, where it is known from elsewhere.
     *
     * @param nats of all tokens counted
     * @return new counts
     */
    public ExpectedCounts withLogLikelihood(double nats) {
        return new ExpectedCounts(initial, transitions, emission, nats);
    }

    /**
     * Number of states.
     *
     * @return at least 1
     */
    public int states() {
        return states;
    }

    /**
     * Expected number of sequences that start in a state.
     *
     * @param state from 0
     * @return at least 0
     */
    public double initial(int state) {
        return initial[state];
    }

    /**
     * Expected number of transitions.
     *
     * @param now state left, from 0
     * @param next state entered, from 0
     * @return at least 0
     */
    public double transition(int now, int next) {
        return transitions[now * states + next];
    }

    /**
     * Expected number of tokens, missing ones left out, that a state emitted.
     *
     * @param state from 0
     * @return at least 0
     */
    public double tokens(int state) {
        return emission.weights()[state];
    }

    /**
     * Log-likelihood of the tokens under the model of the E step.
     *
     * @return in nats
     */
    public double logLikelihood() {
        return logLikelihood;
    }

    double[] initial() {
        return initial;
    }

    double[] transitions() {
        return transitions;
    }

    EmissionCounts emission() {
        return emission;
    }

    boolean finite() {
        return Double.isFinite(logLikelihood)
                && EmissionCounts.finite(initial)
                && EmissionCounts.finite(transitions)
                && emission.finite();
    }
}

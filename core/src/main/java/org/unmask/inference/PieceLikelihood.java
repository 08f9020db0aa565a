// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.unmask.data.SymbolSequences;
import org.unmask.data.SymbolStream;
import org.unmask.matrix.StochasticMatrix;
import org.unmask.model.Categorical;
import org.unmask.model.Hmm;

/**
 * Log-likelihood of one piece of sequences of symbols that were cut anywhere: pieces may be read in any order and on any
 * machine, and {@link #total} puts them together exactly. A piece keeps what the tokens before its first end do to any law
 * (a {@link Transfer}), the sum over the sequences inside it, and the law at its end.
 */
public final class PieceLikelihood implements SymbolStream.Sink {

    private static final double LIGHT = 1e-60;

    private final int k;
    private final boolean resumes;
    private final double[] initial;
    private final StochasticMatrix transition;
    private final StochasticMatrix emission;
    private final Transfer.Sum head;
    private boolean ended;
    private boolean fresh = true;
    private double[] law;
    private double[] next;
    private double log;
    private final Neumaier inside = new Neumaier();

    /**
     * A piece of which nothing was read.
     *
     * @param model a categorical model
     * @param resumes whether its first tokens go on with the sequence of the piece before, whose end, should it fall
     *     between the two, this piece tells
     * @throws IllegalArgumentException when the model is of another kind
     */
    public PieceLikelihood(Hmm model, boolean resumes) {
        this.head = new Transfer.Sum(model);
        this.k = model.states();
        this.resumes = resumes;
        this.ended = !resumes;
        this.transition = model.transition();
        this.emission = ((Categorical) model.emission()).probabilities();
        this.initial = new double[k];
        for (int i = 0; i < k; i++) {
            initial[i] = model.initial().get(i);
        }
        this.law = new double[k];
        this.next = new double[k];
    }

    @Override
    public void accept(int[] codes, int from, int to) {
        if (!ended) {
            head.accept(codes, from, to);
            return;
        }
        for (int t = from; t < to; t++) {
            step(codes[t]);
        }
    }

    private void step(int code) {
        for (int j = 0; j < k; j++) {
            double sum = fresh ? initial[j] : 0;
            for (int i = 0; i < k && !fresh; i++) {
                sum += law[i] * transition.get(i, j);
            }
            next[j] = code == SymbolSequences.MISSING ? sum : sum * emission.get(j, code);
        }
        double[] old = law;
        law = next;
        next = old;
        fresh = false;
        scale(LIGHT);
    }

    private void scale(double limit) {
        double weight = 0;
        for (double value : law) {
            weight += value;
        }
        if (weight < limit) {
            log += Math.log(weight);
            for (int j = 0; j < k && weight > 0; j++) {
                law[j] /= weight;
            }
        }
    }

    @Override
    public void endSequence() {
        if (ended && !fresh) {
            scale(Double.POSITIVE_INFINITY);
            inside.add(log);
        }
        ended = true;
        fresh = true;
        log = 0;
    }

    /**
     * What was found, as plain numbers to be sent from one process to another.
     *
     * @return what {@link #total} takes
     */
    public double[] numbers() {
        if (!fresh) {
            scale(Double.POSITIVE_INFINITY);
        }
        return numbers(resumes, ended, fresh, new double[] {inside.sum, inside.rest, log}, law, head.transfer());
    }

    /**
     * What {@link #total} takes.
     *
     * @param logs log-likelihood of the sequences inside, what rounding took from it, and that of the one at the end
     * @param law of the last state of the one at the end
     */
    static double[] numbers(boolean resumes, boolean ended, boolean fresh, double[] logs, double[] law, Transfer head) {
        int k = law.length;
        double[] out = new double[6 + k + k * (k + 1)];
        out[0] = resumes ? 1 : 0;
        out[1] = ended ? 1 : 0;
        out[2] = fresh ? 1 : 0;
        System.arraycopy(logs, 0, out, 3, 3);
        System.arraycopy(law, 0, out, 6, k);
        System.arraycopy(head.numbers(), 0, out, 6 + k, k * (k + 1));
        return out;
    }

    /**
     * The log-likelihood of all pieces together.
     *
     * @param model the model that all were read with
     * @param pieces their {@link #numbers} in the order of the data; the last sequence ends with the last piece
     * @return natural logarithm of the probability; negative infinity when a sequence is impossible
     */
    public static double total(Hmm model, List<double[]> pieces) {
        int k = model.states();
        Neumaier total = new Neumaier();
        double[] law = new double[k];
        double log = 0;
        boolean open = false;
        for (double[] piece : pieces) {
            boolean resumes = piece[0] == 1;
            boolean ended = piece[1] == 1;
            if (open && resumes) {
                log += head(piece, k).apply(law);
            }
            if (open && ended) {
                total.add(log);
            }
            if (ended) {
                total.add(piece[3]);
                total.add(piece[4]);
                open = piece[2] == 0;
                log = piece[5];
                law = Arrays.copyOfRange(piece, 6, 6 + k);
            }
        }
        if (open) {
            total.add(log);
        }
        return total.sum + total.rest;
    }

    /**
     * What the other pieces say about each: the law of the state before its first token, given the tokens before it, and the
     * likelihood of what comes after it by the state of its last token, up to a factor. What {@link PieceExpectation} needs.
     *
     * @param model the model that all were read with
     * @param pieces their {@link #numbers} in the order of the data
     * @return for each piece the law before ({@code states} numbers, zeros where it does not go on with a sequence), then
     *     the likelihoods after ({@code states} numbers, ones where its last sequence ends with it)
     */
    public static List<double[]> around(Hmm model, List<double[]> pieces) {
        int k = model.states();
        List<double[]> out = new ArrayList<>();
        double[] law = new double[k];
        boolean open = false;
        for (double[] piece : pieces) {
            double[] around = new double[2 * k];
            out.add(around);
            boolean goesOn = open && piece[0] == 1;
            if (goesOn) {
                System.arraycopy(law, 0, around, 0, k);
            }
            if (piece[1] == 1) {
                open = piece[2] == 0;
                law = Arrays.copyOfRange(piece, 6, 6 + k);
            } else if (goesOn) {
                head(piece, k).apply(law);
            }
        }
        double[] behind = new double[k];
        Arrays.fill(behind, 1);
        for (int n = pieces.size() - 1; n >= 0; n--) {
            System.arraycopy(behind, 0, out.get(n), k, k);
            double[] piece = pieces.get(n);
            double[] ones = new double[k];
            Arrays.fill(ones, 1);
            behind = piece[0] == 1 ? head(piece, k).behind(piece[1] == 1 ? ones : behind) : ones;
        }
        return out;
    }

    private static Transfer head(double[] piece, int k) {
        return Transfer.ofNumbers(k, Arrays.copyOfRange(piece, 6 + k, piece.length));
    }

    /** A sum with its rounding errors (Neumaier 1974). */
    private static final class Neumaier {
        private double sum;
        private double rest;

        void add(double value) {
            double after = sum + value;
            if (Double.isFinite(after)) {
                rest += Math.abs(sum) >= Math.abs(value) ? (sum - after) + value : (value - after) + sum;
            }
            sum = after;
        }
    }
}

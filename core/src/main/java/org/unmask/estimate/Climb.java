// SPDX-License-Identifier: Apache-2.0
package org.unmask.estimate;

import java.util.Arrays;
import org.unmask.model.Hmm;

/**
 * One model on given data, as one flat array that an EM step improves in place: no allocation a step, no validation, no
 * missing coordinates. This is what makes many starts affordable; the model that wins is checked by {@code inference}.
 *
 * <pre>
 *   theta = [ initial law : k | transition, row-major : k * k | emissions, laid out by the subclass ]
 * </pre>
 *
 * <p>Not for several threads.
 */
abstract class Climb {

    /** Number of states. */
    final int states;

    /** The parameters; changed by {@link #step}. */
    final double[] theta;

    private final boolean freeInitial;

    Climb(int states, int emissionParameters, boolean freeInitial) {
        this.states = states;
        this.theta = new double[states + states * states + emissionParameters];
        this.freeInitial = freeInitial;
    }

    /** Number of tokens an E step goes over. */
    abstract int tokens();

    /**
     * One step of EM.
     *
     * @return log-likelihood of the parameters before the step, nats; NaN when it left the range of doubles
     */
    abstract double step();

    /**
     * Takes parameters that may lie outside the domain, as an extrapolation may.
     *
     * @return whether they are inside; if not, {@code theta} is undefined
     */
    abstract boolean accept(double[] candidate);

    /** The parameters as a model. */
    abstract Hmm model();

    /** Takes the parameters of a model. */
    abstract void load(Hmm model);

    /** Whether a state has lost its tokens or its covariance sank to the floor. */
    abstract boolean degenerate();

    /** Whether {@link #theta} is rows of probabilities and nothing else, and few enough to remember many moves of. */
    boolean laws() {
        return false;
    }

    /**
     * Expected counts of the last step: for each parameter the total of its row; 0 where it is not free.
     *
     * @param out of the length of {@link #theta}; overwritten
     */
    void weights(double[] out) {
        throw new UnsupportedOperationException("not all parameters are rows of probabilities");
    }

    /** Where the emissions begin in {@code theta}. */
    final int emissionOffset() {
        return states + states * states;
    }

    final void loadChain(Hmm model) {
        for (int i = 0; i < states; i++) {
            theta[i] = model.initial().get(i);
            for (int j = 0; j < states; j++) {
                theta[states + i * states + j] = model.transition().get(i, j);
            }
        }
    }

    /** Sets chain parameters from expected counts; a stationary start follows the chain and is no parameter. */
    final void maximizeChain(double[] starts, double[] transitions) {
        for (int i = 0; i < states; i++) {
            int row = states + i * states;
            double total = 0;
            for (int j = 0; j < states; j++) {
                total += transitions[i * states + j];
            }
            if (total > 0) {
                for (int j = 0; j < states; j++) {
                    theta[row + j] = transitions[i * states + j] / total;
                }
            }
        }
        if (freeInitial) {
            double total = 0;
            for (double start : starts) {
                total += start;
            }
            for (int i = 0; i < states; i++) {
                theta[i] = starts[i] / total;
            }
        } else {
            settle();
        }
    }

    /** Moves the initial law to the stationary law of the chain, by elimination without subtraction (Grassmann et al. 1985). */
    final void settle() {
        if (freeInitial) {
            return;
        }
        int k = states;
        double[] a = new double[k * k];
        System.arraycopy(theta, k, a, 0, k * k);
        for (int n = k - 1; n > 0; n--) {
            double out = 0;
            for (int j = 0; j < n; j++) {
                out += a[n * k + j];
            }
            if (!(out > 0)) {
                return;
            }
            for (int i = 0; i < n; i++) {
                a[i * k + n] /= out;
                for (int j = 0; j < n; j++) {
                    a[i * k + j] += a[i * k + n] * a[n * k + j];
                }
            }
        }
        double total = 1;
        theta[0] = 1;
        for (int n = 1; n < k; n++) {
            double sum = 0;
            for (int i = 0; i < n; i++) {
                sum += theta[i] * a[i * k + n];
            }
            theta[n] = sum;
            total += sum;
        }
        for (int n = 0; n < k; n++) {
            theta[n] /= total;
        }
    }

    /** Fills in the chain's part of {@link #weights}. */
    final void weighChain(double[] out, double[] starts, double[] transitions) {
        Arrays.fill(out, 0, states, 0);
        if (freeInitial) {
            weigh(out, 0, starts, 0, states);
        }
        for (int i = 0; i < states; i++) {
            weigh(out, states + i * states, transitions, i * states, states);
        }
    }

    /** A row of the total of some counts. */
    static void weigh(double[] out, int to, double[] counts, int from, int size) {
        double total = 0;
        for (int n = from; n < from + size; n++) {
            total += counts[n];
        }
        Arrays.fill(out, to, to + size, total);
    }

    /** Copies chain parameters, rows rescaled to sum one; false when one is negative. */
    final boolean acceptChain(double[] candidate) {
        boolean inside = acceptRow(candidate, 0, states);
        for (int i = 0; i < states; i++) {
            inside &= acceptRow(candidate, states + i * states, states);
        }
        if (inside) {
            settle();
        }
        return inside;
    }

    /** Copies a row of probabilities, rescaled to sum one; false when one is negative. */
    final boolean acceptRow(double[] candidate, int from, int size) {
        double total = 0;
        boolean inside = true;
        for (int i = from; i < from + size; i++) {
            inside &= candidate[i] >= 0;
            total += candidate[i];
        }
        double factor = 1 / total;
        for (int i = from; i < from + size; i++) {
            theta[i] = candidate[i] * factor;
        }
        return inside && total > 0;
    }
}

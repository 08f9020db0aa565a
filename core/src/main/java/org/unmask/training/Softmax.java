// SPDX-License-Identifier: Apache-2.0
package org.unmask.training;

/** Laws as softmaxes of logits, on strided parts of flat arrays. */
final class Softmax {

    /** Smallest probability from which a start may leave: logits of exact zeros would never move. */
    static final double FLOOR = 1e-9;

    private Softmax() {}

    /** Turns logits into probabilities in place. */
    static void apply(double[] values, int from, int stride, int count) {
        double max = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < count; i++) {
            max = Math.max(max, values[from + i * stride]);
        }
        double sum = 0;
        for (int i = 0; i < count; i++) {
            double weight = Math.exp(values[from + i * stride] - max);
            values[from + i * stride] = weight;
            sum += weight;
        }
        for (int i = 0; i < count; i++) {
            values[from + i * stride] /= sum;
        }
    }

    /**
     * Adds the gradient by the logits, given that by the probabilities. Each array has its own first place; the stride is
     * the same.
     */
    static void pullBack(
            double[] law, int lawFrom, double[] gradient, int from, double[] out, int outFrom, int stride, int count) {
        double mean = 0;
        for (int i = 0; i < count; i++) {
            mean += law[lawFrom + i * stride] * gradient[from + i * stride];
        }
        for (int i = 0; i < count; i++) {
            out[outFrom + i * stride] += law[lawFrom + i * stride] * (gradient[from + i * stride] - mean);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.unmask.matrix;

import java.util.Arrays;

/** An immutable probability vector: entries at least 0, sum 1 within {@link #TOLERANCE}; kept exactly as given. */
public final class Probabilities {

    /** How far a sum of probabilities may be from 1. */
    public static final double TOLERANCE = 1e-9;

    private final double[] values;

    private Probabilities(double[] owned) {
        this.values = owned;
    }

    /**
     * A validated probability vector.
     *
     * @param name what the vector is, for messages, such as "initial law"
     * @param values probabilities; copied
     * @return the vector
     * @throws IllegalArgumentException naming the entry or the sum that is wrong
     */
    public static Probabilities of(String name, double... values) {
        check("the " + name, values, 0, values.length);
        return new Probabilities(values.clone());
    }

    /**
     * A validated probability vector without a name of its own.
     *
     * @param values probabilities; copied
     * @return the vector
     * @throws IllegalArgumentException naming the entry or the sum that is wrong
     */
    public static Probabilities of(double... values) {
        return of("probability vector", values);
    }

    /**
     * Equal probabilities.
     *
     * @param size number of outcomes, at least 1
     * @return every entry {@code 1 / size}
     */
    public static Probabilities uniform(int size) {
        double[] values = new double[size];
        Arrays.fill(values, 1.0 / size);
        return of(values);
    }

    /**
     * Weights divided by their sum.
     *
     * @param name what the vector is, for messages
     * @param weights finite weights at least 0 with a positive sum; not modified
     * @return the weights scaled to sum 1
     * @throws IllegalArgumentException when a weight is negative or not finite, or all are 0
     */
    public static Probabilities normalized(String name, double... weights) {
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            if (!(weights[i] >= 0) || Double.isInfinite(weights[i])) {
                throw new IllegalArgumentException("weight " + (i + 1) + " of the " + name + " is " + weights[i]
                        + ", expected a finite number of at least 0");
            }
            sum += weights[i];
        }
        if (!(sum > 0)) {
            throw new IllegalArgumentException(
                    "the weights of the " + name + " sum to " + sum + ", expected more than 0");
        }
        double[] out = new double[weights.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = weights[i] / sum;
        }
        return new Probabilities(out);
    }

    static void check(String name, double[] values, int from, int to) {
        if (to == from) {
            throw new IllegalArgumentException(name + " is empty, expected at least one probability");
        }
        double sum = 0;
        for (int i = from; i < to; i++) {
            if (!(values[i] >= 0) || values[i] > 1 + TOLERANCE) {
                throw new IllegalArgumentException("entry " + (i - from + 1) + " of " + name + " is " + values[i]
                        + ", expected a probability between 0 and 1");
            }
            sum += values[i];
        }
        if (Math.abs(sum - 1) > TOLERANCE) {
            throw new IllegalArgumentException(name + " sums to " + brief(sum) + ", expected 1 within 1e-9");
        }
    }

    private static String brief(double sum) {
        String twelve = String.format(java.util.Locale.ROOT, "%.12g", sum);
        return Double.toString(Double.parseDouble(twelve));
    }

    /**
     * Number of outcomes.
     *
     * @return at least 1
     */
    public int size() {
        return values.length;
    }

    /**
     * One probability.
     *
     * @param outcome outcome, from 0
     * @return its probability
     */
    public double get(int outcome) {
        return values[outcome];
    }

    /**
     * The probabilities.
     *
     * @return a copy
     */
    public double[] toArray() {
        return values.clone();
    }

    /**
     * The same law with outcomes renamed.
     *
     * @param permutation outcome {@code i} of the result is outcome {@code permutation.get(i)} of this
     * @return the relabelled law
     */
    public Probabilities permuted(Permutation permutation) {
        double[] out = new double[values.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = values[permutation.get(i)];
        }
        return new Probabilities(out);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Probabilities that && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return Arrays.toString(values);
    }
}

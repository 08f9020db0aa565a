// SPDX-License-Identifier: Apache-2.0
package org.unmask.bench;

import java.util.Arrays;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.unmask.data.SymbolSequences;
import org.unmask.inference.WordExpectation;
import org.unmask.matrix.Matrix;
import org.unmask.matrix.Probabilities;
import org.unmask.matrix.StochasticMatrix;
import org.unmask.model.Categorical;
import org.unmask.model.Hmm;
import org.unmask.parallel.Threads;
import org.unmask.random.Seed;

/** EM of a categorical model as in the books, with a token added to each state, spread over the symbols by frequency. */
final class PlainEm {

    private static final double BACKING = 1;

    private final SymbolSequences data;
    private final int k;
    private final int d;
    private final WordExpectation expectation;
    private final double[] frequencies;
    private final double[] theta;
    private double reached = Double.NEGATIVE_INFINITY;

    PlainEm(SymbolSequences data, int states) {
        this.data = data;
        this.k = states;
        this.d = data.alphabet().size();
        this.expectation = new WordExpectation(data, states);
        this.frequencies = new double[d];
        for (int code : data.codes()) {
            frequencies[code] += 1.0 / data.tokens();
        }
        this.theta = new double[k + k * k + k * d];
    }

    /** Frequencies times exponential weights, and a chain of random rows. */
    void start(Seed seed) {
        RandomGenerator random = seed.generator();
        Arrays.setAll(
                theta,
                n -> -Math.log(1 - random.nextDouble()) * (n < k + k * k ? 1 : frequencies[(n - k - k * k) % d]));
        normalize();
    }

    private void normalize() {
        normalize(0, k);
        for (int i = 0; i < k; i++) {
            normalize(k + i * k, k);
            normalize(k + k * k + i * d, d);
        }
    }

    private void normalize(int from, int size) {
        double sum = 0;
        for (int n = from; n < from + size; n++) {
            sum += theta[n];
        }
        for (int n = from; n < from + size && sum > 0; n++) {
            theta[n] /= sum;
        }
    }

    /** Steps until the time is spent; how many. */
    int climb(long nanos, LongSupplier cpu) {
        long began = cpu.getAsLong();
        int steps = 0;
        while (cpu.getAsLong() - began < nanos) {
            step();
            steps++;
        }
        return steps;
    }

    private void step() {
        double[] starts = new double[k];
        double[] transitions = new double[k * k];
        double[] emissions = new double[k * d];
        double prior = 0;
        for (int n = 0; n < k * d; n++) {
            double added = BACKING * frequencies[n % d];
            emissions[n] = added;
            prior += added > 0 ? added * Math.log(theta[k + k * k + n]) : 0;
        }
        reached = prior
                + expectation
                        .add(theta, starts, transitions, emissions, Threads.ONE)
                        .orElseThrow(() -> new IllegalStateException("an E step without an answer"));
        System.arraycopy(starts, 0, theta, 0, k);
        System.arraycopy(transitions, 0, theta, k, k * k);
        System.arraycopy(emissions, 0, theta, k + k * k, k * d);
        normalize();
    }

    /** Log-likelihood and log-density of the prior before the last step. */
    double reached() {
        return reached;
    }

    Hmm model() {
        return new Hmm(
                Probabilities.normalized("initial law", Arrays.copyOf(theta, k)),
                StochasticMatrix.normalized(
                        "transition matrix", Matrix.of(k, k, Arrays.copyOfRange(theta, k, k + k * k))),
                new Categorical(
                        data.alphabet(),
                        StochasticMatrix.normalized(
                                "emission matrix",
                                Matrix.of(k, d, Arrays.copyOfRange(theta, k + k * k, theta.length)))));
    }
}

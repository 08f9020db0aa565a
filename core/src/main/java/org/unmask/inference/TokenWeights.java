// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

import java.util.Arrays;
import org.unmask.data.PointSequences;
import org.unmask.data.Sequences;
import org.unmask.model.CustomEmission;
import org.unmask.model.Emission;

/** Tokens and the weight of each state at each, kept one by one: all that is known of a plugged-in law. */
final class TokenWeights extends EmissionCounts {

    private final int states;
    private double[] values = {};
    private double[] weights = {};

    TokenWeights(int states) {
        this.states = states;
    }

    @Override
    void add(EmissionScores scores, Sequences sequences, int from, int to, double[] more) {
        int d = sequences.dimension();
        double[] tokens = Arrays.copyOfRange(((PointSequences) sequences).values(), from * d, to * d);
        double[] kept = Arrays.copyOf(more, (to - from) * states);
        for (int t = from; t < to; t++) {
            if (((CustomScores) scores).missing(t)) {
                Arrays.fill(kept, (t - from) * states, (t - from + 1) * states, 0);
            }
        }
        append(tokens, kept);
    }

    private void append(double[] tokens, double[] more) {
        int size = values.length;
        values = Arrays.copyOf(values, size + tokens.length);
        System.arraycopy(tokens, 0, values, size, tokens.length);
        int weighed = weights.length;
        weights = Arrays.copyOf(weights, weighed + more.length);
        System.arraycopy(more, 0, weights, weighed, more.length);
    }

    @Override
    void merge(EmissionCounts later) {
        TokenWeights that = (TokenWeights) later;
        append(that.values, that.weights);
    }

    @Override
    EmissionCounts copy() {
        TokenWeights copy = new TokenWeights(states);
        copy.values = values;
        copy.weights = weights;
        return copy;
    }

    @Override
    double[] weights() {
        double[] out = new double[states];
        for (int n = 0; n < weights.length; n++) {
            out[n % states] += weights[n];
        }
        return out;
    }

    @Override
    Emission maximized(Emission current, VarianceFloor floor) {
        return ((CustomEmission) current).reestimated(values, weights);
    }

    @Override
    double expectedLogDensity(Emission law) {
        CustomEmission custom = (CustomEmission) law;
        double sum = 0;
        for (int n = 0; n < weights.length; n++) {
            if (weights[n] > 0) {
                sum += weights[n] * custom.logDensity(n % states, values, n / states * custom.dimension());
            }
        }
        return sum;
    }

    @Override
    double[] numbers() {
        throw new IllegalStateException("the tokens of a plugged-in law are not sent, expected symbols or normal laws");
    }

    @Override
    EmissionCounts withNumbers(double[] numbers) {
        throw new IllegalStateException("the tokens of a plugged-in law are not sent, expected symbols or normal laws");
    }

    @Override
    boolean finite() {
        return finite(weights);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

import org.unmask.data.PointSequences;
import org.unmask.data.Sequences;
import org.unmask.data.SymbolSequences;
import org.unmask.matrix.LinearSystem;
import org.unmask.matrix.Matrix;
import org.unmask.model.Categorical;
import org.unmask.model.Gaussian;
import org.unmask.model.Hmm;

/** The oracle: every path of states of one sequence, one by one, straight from the definition. */
final class AllPaths {

    final double logLikelihood;
    final double[] smoothed;
    final double[] transitions;
    final double bestLogProbability;

    private AllPaths(double total, double[] smoothed, double[] transitions, double bestProbability) {
        this.logLikelihood = Math.log(total);
        this.smoothed = smoothed;
        this.transitions = transitions;
        this.bestLogProbability = Math.log(bestProbability);
    }

    static AllPaths of(Hmm model, Sequences data, int sequence) {
        int from = data.start(sequence);
        int length = data.end(sequence) - from;
        int k = model.states();
        double[] smoothed = new double[length * k];
        double[] transitions = new double[k * k];
        double bestProbability = 0;
        double total = 0;
        int[] path = new int[length];
        long paths = Math.round(Math.pow(k, length));
        for (long n = 0; n < paths; n++) {
            long rest = n;
            double p = 1;
            for (int t = 0; t < length; t++) {
                path[t] = (int) (rest % k);
                rest /= k;
                p *= t == 0 ? model.initial().get(path[0]) : model.transition().get(path[t - 1], path[t]);
                p *= density(model, data, from + t, path[t]);
            }
            total += p;
            for (int t = 0; t < length; t++) {
                smoothed[t * k + path[t]] += p;
                if (t > 0) {
                    transitions[path[t - 1] * k + path[t]] += p;
                }
            }
            bestProbability = Math.max(bestProbability, p);
        }
        for (int n = 0; n < smoothed.length; n++) {
            smoothed[n] /= total;
        }
        for (int n = 0; n < transitions.length; n++) {
            transitions[n] /= total;
        }
        return new AllPaths(total, smoothed, transitions, bestProbability);
    }

    /** Log-probability of one path and the tokens of a sequence, straight from the definition. */
    static double logJoint(Hmm model, Sequences data, int sequence, int[] states) {
        double sum = 0;
        for (int t = data.start(sequence); t < data.end(sequence); t++) {
            double step = t == data.start(sequence)
                    ? model.initial().get(states[t])
                    : model.transition().get(states[t - 1], states[t]);
            sum += Math.log(step) + Math.log(density(model, data, t, states[t]));
        }
        return sum;
    }

    /** The density of a token, by the textbook formula with determinant and inverse. */
    static double density(Hmm model, Sequences data, int token, int state) {
        if (model.emission() instanceof Categorical categorical) {
            int code = ((SymbolSequences) data).code(token);
            return code < 0 ? 1 : categorical.probabilities().get(state, code);
        }
        Gaussian gaussian = (Gaussian) model.emission();
        PointSequences points = (PointSequences) data;
        int[] seen = java.util.stream.IntStream.range(0, gaussian.dimension())
                .filter(c -> !Double.isNaN(points.value(token, c)))
                .toArray();
        if (seen.length == 0) {
            return 1;
        }
        Matrix covariance =
                gaussian.covariances().matrices().get(state).selectRows(seen).selectColumns(seen);
        Matrix off = Matrix.generate(
                seen.length,
                1,
                (r, c) -> points.value(token, seen[r]) - gaussian.means().get(state, seen[r]));
        double distance = off.transpose()
                .times(LinearSystem.inverse(covariance).orElseThrow())
                .times(off)
                .get(0, 0);
        double norm = Math.pow(2 * Math.PI, seen.length) * LinearSystem.determinant(covariance);
        return Math.exp(-0.5 * distance) / Math.sqrt(norm);
    }
}

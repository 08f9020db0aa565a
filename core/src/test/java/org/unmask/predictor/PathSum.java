// SPDX-License-Identifier: Apache-2.0
package org.unmask.predictor;

import java.util.List;
import org.unmask.matrix.Matrix;
import org.unmask.model.Hmm;
import org.unmask.task.MaskedTask;

/** The predictor's definition, summed over every path of states: slow and plain. */
final class PathSum {

    private PathSum() {}

    /** {@code weights[c][h]} is the likelihood of context token {@code c} in state {@code h}. */
    static double[] conditionalMean(Hmm model, MaskedTask task, double[][] weights) {
        int k = model.states();
        int d = model.emission().dimension();
        int window = task.last();
        Matrix means = model.emission().means();
        double[] law = model.stationaryLaw().toArray();
        int outcomes = (int) Math.pow(d, task.targets().size());
        double[] sum = new double[outcomes];
        double evidence = 0;
        for (long path = 0; path < Math.pow(k, window); path++) {
            int[] states = digits(path, k, window);
            double p = law[states[0]];
            for (int t = 1; t < window; t++) {
                p *= model.transition().get(states[t - 1], states[t]);
            }
            for (int c = 0; c < weights.length; c++) {
                p *= weights[c][states[task.context().get(c) - 1]];
            }
            evidence += p;
            for (int outcome = 0; outcome < outcomes; outcome++) {
                int[] x = digits(outcome, d, task.targets().size());
                double product = p;
                for (int target = 0; target < x.length; target++) {
                    product *= means.get(states[task.targets().get(target) - 1], x[target]);
                }
                sum[outcome] += product;
            }
        }
        for (int outcome = 0; outcome < outcomes; outcome++) {
            sum[outcome] /= evidence;
        }
        return sum;
    }

    static double density(Hmm model, MaskedTask task, double[][] context, double[][] targets) {
        double joint = 0;
        double evidence = 0;
        int k = model.states();
        double[] law = model.stationaryLaw().toArray();
        for (long path = 0; path < Math.pow(k, task.last()); path++) {
            int[] states = digits(path, k, task.last());
            double p = law[states[0]];
            for (int t = 1; t < states.length; t++) {
                p *= model.transition().get(states[t - 1], states[t]);
            }
            p *= weight(task.context(), context, states);
            evidence += p;
            joint += p * weight(task.targets(), targets, states);
        }
        return joint / evidence;
    }

    private static double weight(List<Integer> positions, double[][] weights, int[] states) {
        double p = 1;
        for (int c = 0; c < weights.length; c++) {
            p *= weights[c][states[positions.get(c) - 1]];
        }
        return p;
    }

    /** Digits of a number, the last fastest. */
    static int[] digits(long number, int base, int count) {
        int[] out = new int[count];
        for (int i = count - 1; i >= 0; i--, number /= base) {
            out[i] = (int) (number % base);
        }
        return out;
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.twin;

import org.unmask.matrix.Matrix;
import org.unmask.model.Gaussian;
import org.unmask.model.Hmm;

/** Largest difference of a parameter of two models after the best relabelling of the states, by branch and bound. */
final class ModelDistance {

    private final double[][] states;
    private final Matrix first;
    private final Matrix second;
    private final int k;
    private double best;

    private ModelDistance(Hmm first, Hmm second) {
        this.k = first.states();
        this.first = first.transition().matrix();
        this.second = second.transition().matrix();
        this.states = new double[k][k];
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                states[i][j] = ofStates(first, i, second, j);
            }
        }
        int[] labels = new int[k];
        for (int i = 0; i < k; i++) {
            labels[i] = i;
            best = Math.max(best, added(labels, i));
        }
        extend(new int[k], new boolean[k], 0, 0);
    }

    static double of(Hmm first, Hmm second) {
        return new ModelDistance(first, second).best;
    }

    private static double ofStates(Hmm first, int i, Hmm second, int j) {
        double worst = 0;
        Matrix left = first.emission().means();
        Matrix right = second.emission().means();
        for (int x = 0; x < left.columns(); x++) {
            worst = Math.max(worst, Math.abs(left.get(i, x) - right.get(j, x)));
        }
        if (first.emission() instanceof Gaussian a && second.emission() instanceof Gaussian b) {
            Matrix difference = a.covariances()
                    .matrices()
                    .get(i)
                    .minus(b.covariances().matrices().get(j));
            worst = Math.max(worst, difference.maxAbs());
        }
        return worst;
    }

    private double added(int[] labels, int i) {
        double worst = states[i][labels[i]];
        for (int j = 0; j <= i; j++) {
            worst = Math.max(worst, Math.abs(first.get(i, j) - second.get(labels[i], labels[j])));
            worst = Math.max(worst, Math.abs(first.get(j, i) - second.get(labels[j], labels[i])));
        }
        return worst;
    }

    private void extend(int[] labels, boolean[] taken, int i, double sofar) {
        if (i == k) {
            best = sofar;
            return;
        }
        for (int label = 0; label < k; label++) {
            if (!taken[label]) {
                labels[i] = label;
                double next = Math.max(sofar, added(labels, i));
                if (next < best) {
                    taken[label] = true;
                    extend(labels, taken, i + 1, next);
                    taken[label] = false;
                }
            }
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.unmask.model;

import java.util.ArrayList;
import java.util.List;
import org.unmask.matrix.LinearSystem;
import org.unmask.matrix.Matrix;
import org.unmask.matrix.Probabilities;
import org.unmask.matrix.StochasticMatrix;

/**
 * Stationary laws of finite chains (1.1). Each closed class is solved by the elimination of Grassmann, Taksar and Heyman
 * (1985), which subtracts nothing and so keeps every entry to full relative precision; cost is cubic.
 */
public final class StationaryLaw {

    private static final double INVARIANCE = 1e-12;

    private StationaryLaw() {}

    /**
     * The stationary law of a chain that has only one.
     *
     * @param transition square stochastic matrix
     * @return the law
     * @throws IllegalArgumentException when there are several closed classes, so several stationary laws
     */
    public static Probabilities of(StochasticMatrix transition) {
        List<int[]> classes = closedClasses(transition);
        if (classes.size() != 1) {
            throw new IllegalArgumentException("the chain has " + classes.size()
                    + " closed classes of states, expected one for a unique stationary law");
        }
        double[] out = new double[transition.rows()];
        spread(transition, classes.get(0), 1, out);
        return Probabilities.normalized("stationary law", out);
    }

    /**
     * The long-run average law of the state.
     *
     * @param initial law of the first state
     * @param transition square stochastic matrix
     * @return the initial law itself when it is invariant within 1e-12, else the mixture of the closed classes'
     *     stationary laws, weighted by the chance to end in each
     */
    public static Probabilities longRun(Probabilities initial, StochasticMatrix transition) {
        double[] start = initial.toArray();
        double[] next = transition.matrix().leftTimes(start);
        double moved = 0;
        for (int i = 0; i < start.length; i++) {
            moved = Math.max(moved, Math.abs(next[i] - start[i]));
        }
        if (moved <= INVARIANCE) {
            return initial;
        }
        List<int[]> classes = closedClasses(transition);
        double[] chance = absorption(start, transition, classes);
        double[] out = new double[start.length];
        for (int c = 0; c < classes.size(); c++) {
            spread(transition, classes.get(c), chance[c], out);
        }
        return Probabilities.normalized("stationary law", out);
    }

    /**
     * The closed communicating classes.
     *
     * @param transition square stochastic matrix
     * @return states of each class, ascending; at least one class
     */
    public static List<int[]> closedClasses(StochasticMatrix transition) {
        int k = transition.rows();
        boolean[][] reach = new boolean[k][k];
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                reach[i][j] = i == j || transition.get(i, j) > 0;
            }
        }
        for (int m = 0; m < k; m++) {
            for (int i = 0; i < k; i++) {
                for (int j = 0; j < k; j++) {
                    reach[i][j] |= reach[i][m] && reach[m][j];
                }
            }
        }
        List<int[]> classes = new ArrayList<>();
        boolean[] done = new boolean[k];
        for (int i = 0; i < k; i++) {
            if (done[i]) {
                continue;
            }
            int[] members = new int[k];
            int size = 0;
            boolean closed = true;
            for (int j = 0; j < k; j++) {
                if (reach[i][j] && reach[j][i]) {
                    members[size++] = j;
                    done[j] = true;
                } else if (reach[i][j]) {
                    closed = false;
                }
            }
            if (closed) {
                classes.add(java.util.Arrays.copyOf(members, size));
            }
        }
        return classes;
    }

    /** Adds {@code weight} times the stationary law of one closed class to {@code out}. */
    private static void spread(StochasticMatrix transition, int[] members, double weight, double[] out) {
        int n = members.length;
        double[][] p = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                p[i][j] = transition.get(members[i], members[j]);
            }
        }
        for (int m = n - 1; m > 0; m--) {
            double leave = 0;
            for (int j = 0; j < m; j++) {
                leave += p[m][j];
            }
            for (int i = 0; i < m; i++) {
                p[i][m] /= leave;
                for (int j = 0; j < m; j++) {
                    p[i][j] += p[i][m] * p[m][j];
                }
            }
        }
        double[] law = new double[n];
        law[0] = 1;
        double sum = 1;
        for (int m = 1; m < n; m++) {
            for (int i = 0; i < m; i++) {
                law[m] += law[i] * p[i][m];
            }
            sum += law[m];
        }
        for (int m = 0; m < n; m++) {
            out[members[m]] += weight * law[m] / sum;
        }
    }

    private static double[] absorption(double[] start, StochasticMatrix transition, List<int[]> classes) {
        int k = start.length;
        int[] classOf = new int[k];
        java.util.Arrays.fill(classOf, -1);
        for (int c = 0; c < classes.size(); c++) {
            for (int state : classes.get(c)) {
                classOf[state] = c;
            }
        }
        int[] transient_ = java.util.stream.IntStream.range(0, k)
                .filter(i -> classOf[i] < 0)
                .toArray();
        double[] chance = new double[classes.size()];
        for (int i = 0; i < k; i++) {
            if (classOf[i] >= 0) {
                chance[classOf[i]] += start[i];
            }
        }
        if (transient_.length == 0) {
            return chance;
        }
        Matrix stay = Matrix.identity(transient_.length)
                .minus(transition.matrix().selectRows(transient_).selectColumns(transient_));
        Matrix into = Matrix.generate(transient_.length, classes.size(), (i, c) -> {
            double sum = 0;
            for (int state : classes.get(c)) {
                sum += transition.get(transient_[i], state);
            }
            return sum;
        });
        Matrix hit = LinearSystem.solve(stay, into).orElse(into);
        for (int i = 0; i < transient_.length; i++) {
            for (int c = 0; c < chance.length; c++) {
                chance[c] += start[transient_[i]] * hit.get(i, c);
            }
        }
        return chance;
    }
}

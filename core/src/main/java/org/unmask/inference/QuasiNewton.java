// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * Directions of the L-BFGS method (Nocedal 1980) for a maximum, begun from the curvature that the likelihood would have if
 * the states were seen. Without memory its direction is therefore a step of EM; what it learns is the part of the
 * curvature that EM does not know of (Jamshidian, Jennrich 1997).
 */
public final class QuasiNewton {

    private static final class Pair {
        private final double[] move;
        private final double[] fall;
        private final double product;

        Pair(double[] move, double[] fall, double product) {
            this.move = move;
            this.fall = fall;
            this.product = product;
        }
    }

    private final int memory;
    private final Deque<Pair> pairs = new ArrayDeque<>();

    /**
     * Without memory yet.
     *
     * @param memory moves to remember, at least 1
     */
    public QuasiNewton(int memory) {
        this.memory = memory;
    }

    /** Forgets what it has seen. */
    public void clear() {
        pairs.clear();
    }

    int size() {
        return pairs.size();
    }

    /**
     * Takes note of a move and by how much the gradient fell over it; moves along which the likelihood is not concave
     * teach nothing.
     *
     * @param move from the point before to the point after; kept, not to be changed any more
     * @param before gradient of the log-likelihood there
     * @param after gradient after the move
     */
    public void add(double[] move, double[] before, double[] after) {
        double[] fall = new double[move.length];
        double product = 0;
        double size = 0;
        for (int n = 0; n < move.length; n++) {
            fall[n] = before[n] - after[n];
            product += fall[n] * move[n];
            size += Math.abs(fall[n] * move[n]);
        }
        if (product > 1e-10 * size && product > 0) {
            pairs.addLast(new Pair(move, fall, product));
            if (pairs.size() > memory) {
                pairs.removeFirst();
            }
        }
    }

    /**
     * The direction to go.
     *
     * @param gradient gradient of the log-likelihood
     * @param curvature diagonal to begin from; where it is 0 the coordinate stays
     * @return the move that the quadratic model wants; cost {@code 4 memory n}
     */
    public double[] direction(double[] gradient, double[] curvature) {
        double[] q = gradient.clone();
        double[] shares = new double[pairs.size()];
        int at = pairs.size();
        for (Iterator<Pair> last = pairs.descendingIterator(); last.hasNext(); ) {
            Pair pair = last.next();
            shares[--at] = dot(pair.move, q) / pair.product;
            subtract(q, shares[at], pair.fall);
        }
        for (int n = 0; n < q.length; n++) {
            q[n] = curvature[n] > 0 ? q[n] / curvature[n] : 0;
        }
        for (Pair pair : pairs) {
            double share = dot(pair.fall, q) / pair.product;
            subtract(q, share - shares[at], pair.move);
            at++;
        }
        return q;
    }

    private static void subtract(double[] from, double share, double[] what) {
        for (int n = 0; n < from.length; n++) {
            from[n] -= share * what[n];
        }
    }

    /**
     * The inner product.
     *
     * @param one a vector
     * @param other a vector of the same length
     * @return the sum of products
     */
    public static double dot(double[] one, double[] other) {
        double sum = 0;
        for (int n = 0; n < one.length; n++) {
            sum += one[n] * other[n];
        }
        return sum;
    }
}

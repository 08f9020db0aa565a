// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * One step of the recursions for several lanes, the states of each in one vector. Laws of all steps lie in one array, of
 * which steps are named by where they begin. Matrices and sums have a vector for each state; they are spelled out for five
 * and for eight, as the compiler keeps vectors in registers only so.
 */
final class VectorSteps {

    /** Up to so many states the shorter loops do. */
    static final int FEW = 5;

    private static final VectorSpecies<Double> S = VectorKernel.S;
    private static final int W = VectorKernel.W;

    private VectorSteps() {}

    /** {@code to = scale[l] from}, a vector for each lane. */
    static void scale(double[] laws, int from, double[] scale, int to, int n) {
        for (int l = 0; l < n; l++) {
            DoubleVector.fromArray(S, laws, from + l * W)
                    .mul(DoubleVector.broadcast(S, scale[l]))
                    .intoArray(laws, to + l * W);
        }
    }

    /**
     * {@code to[l] = likelihood[l] sum_i from[l, i] rows[i]} of one token after the other, which may be those of several
     * steps when all of these lie one after the other.
     */
    static void forward(
            int states, double[] laws, int from, double[] rows, double[] like, int[] place, int at, int to, int n) {
        if (states <= FEW) {
            forward5(laws, from, rows, like, place, at, to, n);
        } else {
            forward8(laws, from, rows, like, place, at, to, n);
        }
    }

    /**
     * Likelihood {@code b = sum_j ahead[j] rows[j]} of what comes after a step; the step's law becomes {@code b like}.
     *
     * @param before the law one step before the first, whose products with {@code b like} are added to the sums, a vector for
     *     each state; those of the steps follow
     * @param step distance from step to step, that of all lanes when there are several steps
     * @param gamma written: the law at the step times {@code b}
     */
    static void backward(
            int states,
            double[] laws,
            int before,
            int step,
            double[] rows,
            double[] like,
            int[] place,
            int at,
            double[] gamma,
            double[] sums,
            int steps,
            int n) {
        if (states <= FEW) {
            backward5(laws, before, step, rows, like, place, at, gamma, sums, steps * n);
            return;
        }
        for (int s = steps - 1; s >= 0; s--) {
            int now = before + (s + 1) * step;
            int g = s * n * W;
            backward8(laws, now + step, rows, gamma, g, n);
            ahead8(laws, now - step, now, like, place, at + s * n, gamma, g, sums, n);
        }
    }

    private static void forward5(
            double[] laws, int from, double[] rows, double[] like, int[] place, int at, int to, int n) {
        DoubleVector r0 = DoubleVector.fromArray(S, rows, 0);
        DoubleVector r1 = DoubleVector.fromArray(S, rows, W);
        DoubleVector r2 = DoubleVector.fromArray(S, rows, 2 * W);
        DoubleVector r3 = DoubleVector.fromArray(S, rows, 3 * W);
        DoubleVector r4 = DoubleVector.fromArray(S, rows, 4 * W);
        for (int l = 0; l < n; l++) {
            int x = from + l * W;
            DoubleVector even = DoubleVector.broadcast(S, laws[x]).mul(r0);
            DoubleVector odd = DoubleVector.broadcast(S, laws[x + 1]).mul(r1);
            even = DoubleVector.broadcast(S, laws[x + 2]).fma(r2, even);
            odd = DoubleVector.broadcast(S, laws[x + 3]).fma(r3, odd);
            even = DoubleVector.broadcast(S, laws[x + 4]).fma(r4, even);
            even.add(odd).mul(DoubleVector.fromArray(S, like, place[at + l])).intoArray(laws, to + l * W);
        }
    }

    private static void forward8(
            double[] laws, int from, double[] rows, double[] like, int[] place, int at, int to, int n) {
        DoubleVector r0 = DoubleVector.fromArray(S, rows, 0);
        DoubleVector r1 = DoubleVector.fromArray(S, rows, W);
        DoubleVector r2 = DoubleVector.fromArray(S, rows, 2 * W);
        DoubleVector r3 = DoubleVector.fromArray(S, rows, 3 * W);
        DoubleVector r4 = DoubleVector.fromArray(S, rows, 4 * W);
        DoubleVector r5 = DoubleVector.fromArray(S, rows, 5 * W);
        DoubleVector r6 = DoubleVector.fromArray(S, rows, 6 * W);
        DoubleVector r7 = DoubleVector.fromArray(S, rows, 7 * W);
        for (int l = 0; l < n; l++) {
            int x = from + l * W;
            DoubleVector even = DoubleVector.broadcast(S, laws[x]).mul(r0);
            DoubleVector odd = DoubleVector.broadcast(S, laws[x + 1]).mul(r1);
            even = DoubleVector.broadcast(S, laws[x + 2]).fma(r2, even);
            odd = DoubleVector.broadcast(S, laws[x + 3]).fma(r3, odd);
            even = DoubleVector.broadcast(S, laws[x + 4]).fma(r4, even);
            odd = DoubleVector.broadcast(S, laws[x + 5]).fma(r5, odd);
            even = DoubleVector.broadcast(S, laws[x + 6]).fma(r6, even);
            odd = DoubleVector.broadcast(S, laws[x + 7]).fma(r7, odd);
            even.add(odd).mul(DoubleVector.fromArray(S, like, place[at + l])).intoArray(laws, to + l * W);
        }
    }

    private static void backward5(
            double[] laws,
            int before,
            int step,
            double[] rows,
            double[] like,
            int[] place,
            int at,
            double[] gamma,
            double[] sums,
            int n) {
        int now = before + step;
        int next = now + step;
        DoubleVector r0 = DoubleVector.fromArray(S, rows, 0);
        DoubleVector r1 = DoubleVector.fromArray(S, rows, W);
        DoubleVector r2 = DoubleVector.fromArray(S, rows, 2 * W);
        DoubleVector r3 = DoubleVector.fromArray(S, rows, 3 * W);
        DoubleVector r4 = DoubleVector.fromArray(S, rows, 4 * W);
        DoubleVector s0 = DoubleVector.fromArray(S, sums, 0);
        DoubleVector s1 = DoubleVector.fromArray(S, sums, W);
        DoubleVector s2 = DoubleVector.fromArray(S, sums, 2 * W);
        DoubleVector s3 = DoubleVector.fromArray(S, sums, 3 * W);
        DoubleVector s4 = DoubleVector.fromArray(S, sums, 4 * W);
        for (int l = n - 1; l >= 0; l--) {
            int x = next + l * W;
            DoubleVector even = DoubleVector.broadcast(S, laws[x]).mul(r0);
            DoubleVector odd = DoubleVector.broadcast(S, laws[x + 1]).mul(r1);
            even = DoubleVector.broadcast(S, laws[x + 2]).fma(r2, even);
            odd = DoubleVector.broadcast(S, laws[x + 3]).fma(r3, odd);
            even = DoubleVector.broadcast(S, laws[x + 4]).fma(r4, even).add(odd);
            DoubleVector.fromArray(S, laws, now + l * W).mul(even).intoArray(gamma, l * W);
            DoubleVector ahead = even.mul(DoubleVector.fromArray(S, like, place[at + l]));
            ahead.intoArray(laws, now + l * W);
            int y = before + l * W;
            s0 = DoubleVector.broadcast(S, laws[y]).fma(ahead, s0);
            s1 = DoubleVector.broadcast(S, laws[y + 1]).fma(ahead, s1);
            s2 = DoubleVector.broadcast(S, laws[y + 2]).fma(ahead, s2);
            s3 = DoubleVector.broadcast(S, laws[y + 3]).fma(ahead, s3);
            s4 = DoubleVector.broadcast(S, laws[y + 4]).fma(ahead, s4);
        }
        s0.intoArray(sums, 0);
        s1.intoArray(sums, W);
        s2.intoArray(sums, 2 * W);
        s3.intoArray(sums, 3 * W);
        s4.intoArray(sums, 4 * W);
    }

    /** Likelihood of what comes after a step, into {@code to}. */
    private static void backward8(double[] laws, int next, double[] rows, double[] to, int begin, int n) {
        DoubleVector r0 = DoubleVector.fromArray(S, rows, 0);
        DoubleVector r1 = DoubleVector.fromArray(S, rows, W);
        DoubleVector r2 = DoubleVector.fromArray(S, rows, 2 * W);
        DoubleVector r3 = DoubleVector.fromArray(S, rows, 3 * W);
        DoubleVector r4 = DoubleVector.fromArray(S, rows, 4 * W);
        DoubleVector r5 = DoubleVector.fromArray(S, rows, 5 * W);
        DoubleVector r6 = DoubleVector.fromArray(S, rows, 6 * W);
        DoubleVector r7 = DoubleVector.fromArray(S, rows, 7 * W);
        for (int l = 0; l < n; l++) {
            int x = next + l * W;
            DoubleVector even = DoubleVector.broadcast(S, laws[x]).mul(r0);
            DoubleVector odd = DoubleVector.broadcast(S, laws[x + 1]).mul(r1);
            even = DoubleVector.broadcast(S, laws[x + 2]).fma(r2, even);
            odd = DoubleVector.broadcast(S, laws[x + 3]).fma(r3, odd);
            even = DoubleVector.broadcast(S, laws[x + 4]).fma(r4, even);
            odd = DoubleVector.broadcast(S, laws[x + 5]).fma(r5, odd);
            even = DoubleVector.broadcast(S, laws[x + 6]).fma(r6, even);
            odd = DoubleVector.broadcast(S, laws[x + 7]).fma(r7, odd);
            even.add(odd).intoArray(to, begin + l * W);
        }
    }

    /** The rest of the step back; {@code gamma} holds the likelihood of what comes after it. */
    private static void ahead8(
            double[] laws,
            int before,
            int now,
            double[] like,
            int[] place,
            int at,
            double[] gamma,
            int begin,
            double[] sums,
            int n) {
        DoubleVector s0 = DoubleVector.fromArray(S, sums, 0);
        DoubleVector s1 = DoubleVector.fromArray(S, sums, W);
        DoubleVector s2 = DoubleVector.fromArray(S, sums, 2 * W);
        DoubleVector s3 = DoubleVector.fromArray(S, sums, 3 * W);
        DoubleVector s4 = DoubleVector.fromArray(S, sums, 4 * W);
        DoubleVector s5 = DoubleVector.fromArray(S, sums, 5 * W);
        DoubleVector s6 = DoubleVector.fromArray(S, sums, 6 * W);
        DoubleVector s7 = DoubleVector.fromArray(S, sums, 7 * W);
        for (int l = 0; l < n; l++) {
            DoubleVector beta = DoubleVector.fromArray(S, gamma, begin + l * W);
            DoubleVector.fromArray(S, laws, now + l * W).mul(beta).intoArray(gamma, begin + l * W);
            DoubleVector ahead = beta.mul(DoubleVector.fromArray(S, like, place[at + l]));
            ahead.intoArray(laws, now + l * W);
            int y = before + l * W;
            s0 = DoubleVector.broadcast(S, laws[y]).fma(ahead, s0);
            s1 = DoubleVector.broadcast(S, laws[y + 1]).fma(ahead, s1);
            s2 = DoubleVector.broadcast(S, laws[y + 2]).fma(ahead, s2);
            s3 = DoubleVector.broadcast(S, laws[y + 3]).fma(ahead, s3);
            s4 = DoubleVector.broadcast(S, laws[y + 4]).fma(ahead, s4);
            s5 = DoubleVector.broadcast(S, laws[y + 5]).fma(ahead, s5);
            s6 = DoubleVector.broadcast(S, laws[y + 6]).fma(ahead, s6);
            s7 = DoubleVector.broadcast(S, laws[y + 7]).fma(ahead, s7);
        }
        s0.intoArray(sums, 0);
        s1.intoArray(sums, W);
        s2.intoArray(sums, 2 * W);
        s3.intoArray(sums, 3 * W);
        s4.intoArray(sums, 4 * W);
        s5.intoArray(sums, 5 * W);
        s6.intoArray(sums, 6 * W);
        s7.intoArray(sums, 7 * W);
    }
}

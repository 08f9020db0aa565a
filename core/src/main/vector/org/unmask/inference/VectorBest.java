// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** The largest of the rows of a bundle, each plus a term, into one row, by the number of slots. */
final class VectorBest {

    private static final VectorSpecies<Double> S = VectorKernel.S;
    private static final int W = VectorKernel.W;
    private static final int R = Bundles.LANES;

    private static final double[] ZEROS = new double[Bundles.LARGEST];

    private VectorBest() {}

    /** {@code to[j] = max_i from[i] + terms[j states + i]}. */
    static void apply(Bundles bundles, double[] terms, double[][] from, double[][] to, int end) {
        int k = bundles.states;
        int size = bundles.size;
        for (int j = 0; j < k; j++) {
            double[] out = to[bundles.bundle(j)];
            int begin = bundles.at(j);
            Arrays.fill(out, begin, begin + end, Double.NEGATIVE_INFINITY);
            for (int g = 0; g < bundles.count; g++) {
                better(Math.min(size, k - g * size), from[g], terms, j * k + g * size, out, begin, end);
            }
        }
    }

    /** {@code to = max_i rows[i]}. */
    static void largest(Bundles bundles, double[][] rows, double[] to, int end) {
        Arrays.fill(to, 0, end, Double.NEGATIVE_INFINITY);
        for (int g = 0; g < bundles.count; g++) {
            better(Math.min(bundles.size, bundles.states - g * bundles.size), rows[g], ZEROS, 0, to, 0, end);
        }
    }

    /** {@code to = max(to, max_r from[r] + c[at + r])} in lanes from 0 to {@code end}; {@code to} begins at {@code begin}. */
    private static void better(int slots, double[] from, double[] c, int at, double[] to, int begin, int end) {
        switch (slots) {
            case 1 -> better1(from, c, at, to, begin, end);
            case 2 -> better2(from, c, at, to, begin, end);
            case 3 -> better3(from, c, at, to, begin, end);
            case 4 -> better4(from, c, at, to, begin, end);
            default -> better5(from, c, at, to, begin, end);
        }
    }

    private static void better1(double[] from, double[] c, int at, double[] to, int begin, int end) {
        DoubleVector c0 = DoubleVector.broadcast(S, c[at]);
        for (int l = 0; l < end; l += W) {
            DoubleVector best = DoubleVector.fromArray(S, to, begin + l);
            best = best.max(DoubleVector.fromArray(S, from, l).add(c0));
            best.intoArray(to, begin + l);
        }
    }

    private static void better2(double[] from, double[] c, int at, double[] to, int begin, int end) {
        DoubleVector c0 = DoubleVector.broadcast(S, c[at]);
        DoubleVector c1 = DoubleVector.broadcast(S, c[at + 1]);
        for (int l = 0; l < end; l += W) {
            DoubleVector best = DoubleVector.fromArray(S, to, begin + l);
            best = best.max(DoubleVector.fromArray(S, from, l).add(c0));
            best = best.max(DoubleVector.fromArray(S, from, R + l).add(c1));
            best.intoArray(to, begin + l);
        }
    }

    private static void better3(double[] from, double[] c, int at, double[] to, int begin, int end) {
        DoubleVector c0 = DoubleVector.broadcast(S, c[at]);
        DoubleVector c1 = DoubleVector.broadcast(S, c[at + 1]);
        DoubleVector c2 = DoubleVector.broadcast(S, c[at + 2]);
        for (int l = 0; l < end; l += W) {
            DoubleVector best = DoubleVector.fromArray(S, to, begin + l);
            best = best.max(DoubleVector.fromArray(S, from, l).add(c0));
            best = best.max(DoubleVector.fromArray(S, from, R + l).add(c1));
            best = best.max(DoubleVector.fromArray(S, from, 2 * R + l).add(c2));
            best.intoArray(to, begin + l);
        }
    }

    private static void better4(double[] from, double[] c, int at, double[] to, int begin, int end) {
        DoubleVector c0 = DoubleVector.broadcast(S, c[at]);
        DoubleVector c1 = DoubleVector.broadcast(S, c[at + 1]);
        DoubleVector c2 = DoubleVector.broadcast(S, c[at + 2]);
        DoubleVector c3 = DoubleVector.broadcast(S, c[at + 3]);
        for (int l = 0; l < end; l += W) {
            DoubleVector best = DoubleVector.fromArray(S, to, begin + l);
            best = best.max(DoubleVector.fromArray(S, from, l).add(c0));
            best = best.max(DoubleVector.fromArray(S, from, R + l).add(c1));
            best = best.max(DoubleVector.fromArray(S, from, 2 * R + l).add(c2));
            best = best.max(DoubleVector.fromArray(S, from, 3 * R + l).add(c3));
            best.intoArray(to, begin + l);
        }
    }

    private static void better5(double[] from, double[] c, int at, double[] to, int begin, int end) {
        DoubleVector c0 = DoubleVector.broadcast(S, c[at]);
        DoubleVector c1 = DoubleVector.broadcast(S, c[at + 1]);
        DoubleVector c2 = DoubleVector.broadcast(S, c[at + 2]);
        DoubleVector c3 = DoubleVector.broadcast(S, c[at + 3]);
        DoubleVector c4 = DoubleVector.broadcast(S, c[at + 4]);
        for (int l = 0; l < end; l += W) {
            DoubleVector best = DoubleVector.fromArray(S, to, begin + l);
            best = best.max(DoubleVector.fromArray(S, from, l).add(c0));
            best = best.max(DoubleVector.fromArray(S, from, R + l).add(c1));
            best = best.max(DoubleVector.fromArray(S, from, 2 * R + l).add(c2));
            best = best.max(DoubleVector.fromArray(S, from, 3 * R + l).add(c3));
            best = best.max(DoubleVector.fromArray(S, from, 4 * R + l).add(c4));
            best.intoArray(to, begin + l);
        }
    }
}

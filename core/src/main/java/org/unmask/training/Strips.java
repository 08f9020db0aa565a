// SPDX-License-Identifier: Apache-2.0
package org.unmask.training;

/** Loops over long strips of arrays, in forms that the compiler makes vector instructions of. */
final class Strips {

    private Strips() {}

    /** {@code to[into + i] = factor * from[i]} for the whole of {@code from}. */
    static void setScaled(double[] from, double factor, double[] to, int into) {
        for (int i = 0; i < from.length; i++) {
            to[into + i] = factor * from[i];
        }
    }

    /** {@code to[into + i] += factor * from[i]} for the whole of {@code from}. */
    static void addScaled(double[] from, double factor, double[] to, int into) {
        for (int i = 0; i < from.length; i++) {
            to[into + i] += factor * from[i];
        }
    }

    /** {@code to[i] += factor * from[at + i]} for the whole of {@code to}. */
    static void addScaledPart(double[] from, int at, double factor, double[] to) {
        for (int i = 0; i < to.length; i++) {
            to[i] += factor * from[at + i];
        }
    }

    /** {@code sum a[at + i] * b[i]} over the whole of {@code b}, in four sums that do not wait for each other. */
    static double dot(double[] a, int at, double[] b) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int i = 0;
        for (; i + 3 < b.length; i += 4) {
            s0 += a[at + i] * b[i];
            s1 += a[at + i + 1] * b[i + 1];
            s2 += a[at + i + 2] * b[i + 2];
            s3 += a[at + i + 3] * b[i + 3];
        }
        for (; i < b.length; i++) {
            s0 += a[at + i] * b[i];
        }
        return s0 + s1 + (s2 + s3);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.unmask.estimate;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Random laws and chains to start from. */
final class ChainDraws {

    private static final double LEAST = 1e-6;

    private ChainDraws() {}

    /** A law drawn uniformly from the simplex. */
    static double[] law(RandomGenerator random, int size) {
        return law(random, size, 0);
    }

    /** A law of which a few entries hold most, the more so the larger the power; with power 0 drawn uniformly. */
    static double[] law(RandomGenerator random, int size, double power) {
        double[] out = new double[size];
        double total = 0;
        for (int i = 0; i < size; i++) {
            out[i] = -Math.log(1 - random.nextDouble());
            if (power > 0) {
                out[i] *= Math.pow(random.nextDouble(), power);
            }
            total += out[i];
        }
        for (int i = 0; i < size; i++) {
            out[i] /= total;
        }
        return out;
    }

    /** A chain that stays with a given probability at least, rows uniform else. */
    static double[] chain(RandomGenerator random, int states, double stay) {
        return chain(random, states, stay, 0);
    }

    /** The same, rows drawn with a power, none of whose entries is zero. */
    static double[] chain(RandomGenerator random, int states, double stay, double power) {
        double[] out = new double[states * states];
        for (int i = 0; i < states; i++) {
            double[] row = law(random, states, power);
            for (int j = 0; j < states; j++) {
                out[i * states + j] = (1 - stay) * row[j] + (i == j ? stay : power > 0 ? LEAST : 0);
            }
        }
        return out;
    }

    /** The chain seen in labels, each count raised by a half. */
    static double[] seen(int[] labels, int[] ends, int states) {
        double[] out = new double[states * states];
        Arrays.fill(out, 0.5);
        int from = 0;
        for (int end : ends) {
            for (int t = from + 1; t < end; t++) {
                out[labels[t - 1] * states + labels[t]]++;
            }
            from = end;
        }
        for (int i = 0; i < states; i++) {
            double total = 0;
            for (int j = 0; j < states; j++) {
                total += out[i * states + j];
            }
            for (int j = 0; j < states; j++) {
                out[i * states + j] /= total;
            }
        }
        return out;
    }

    static double[] uniform(int size) {
        double[] out = new double[size];
        Arrays.fill(out, 1.0 / size);
        return out;
    }
}

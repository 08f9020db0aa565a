// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.twin;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.hipparchus.fraction.BigFraction;
import org.unmask.model.Alphabet;
import org.unmask.model.Chain;
import org.unmask.model.ModelFamily;
import org.unmask.random.Seed;

/** A point inside a family with small denominators, in no special position that a short look would show. */
public final class NicePoint {

    private final RandomGenerator random;
    private final int k;
    private final int d;

    private NicePoint(ModelFamily family, RandomGenerator random) {
        this.random = random;
        this.k = family.states();
        this.d = family.dimension();
    }

    /**
     * A point of a family.
     *
     * @param family the family
     * @param seed which point
     * @return a model; outside the family where chance makes the chain reducible or a covariance indefinite
     */
    public static ExactModel of(ModelFamily family, Seed seed) {
        NicePoint point = new NicePoint(family, seed.generator());
        BigFraction[][] transition =
                family.chain() == Chain.DOUBLY_STOCHASTIC ? point.doublyStochastic() : point.laws(point.k, 3);
        BigFraction[][] means = family instanceof ModelFamily.Gaussian ? point.means() : point.laws(point.d, point.d);
        BigFraction[][][] spreads = new BigFraction[point.k][][];
        for (int h = 0; h < point.k; h++) {
            spreads[h] = point.spread();
        }
        ExactModel blank = new ExactModel(
                family, Collections.nCopies(family.parameters(), BigFraction.ZERO), Alphabet.numbered(point.d));
        return blank.with(transition, means, spreads);
    }

    /** A mean of permutation matrices: the identity, random ones, and all entries alike. */
    private BigFraction[][] doublyStochastic() {
        int[][] counts = new int[k][k];
        for (int n = 0; n < 3 * k; n++) {
            List<Integer> order = new ArrayList<>(IntStream.range(0, k).boxed().toList());
            for (int i = k - 1; i > 0 && n < 2 * k; i--) {
                Collections.swap(order, i, random.nextInt(i + 1));
            }
            for (int i = 0; i < k; i++) {
                counts[i][order.get(i)]++;
            }
        }
        BigFraction[][] out = new BigFraction[k][k];
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                out[i][j] = new BigFraction(counts[i][j] + 1, 4 * k);
            }
        }
        return out;
    }

    /** One law for each state: small integers over their sum, the diagonal favoured. */
    private BigFraction[][] laws(int width, int favour) {
        BigFraction[][] out = new BigFraction[k][width];
        for (int i = 0; i < k; i++) {
            int[] counts = new int[width];
            for (int j = 0; j < width; j++) {
                counts[j] = random.nextInt(1, 6) + (i % width == j ? favour : 0);
            }
            int sum = IntStream.of(counts).sum();
            for (int j = 0; j < width; j++) {
                out[i][j] = new BigFraction(counts[j], sum);
            }
        }
        return out;
    }

    /** Halves in [-2, 2]; states with the same mean are drawn again. */
    private BigFraction[][] means() {
        BigFraction[][] out = new BigFraction[k][d];
        int span = Math.max(4, k);
        for (int i = 0; i < k; i++) {
            boolean taken = true;
            while (taken) {
                for (int j = 0; j < d; j++) {
                    out[i][j] = new BigFraction(random.nextInt(-span, span + 1), 2);
                }
                taken = false;
                for (int earlier = 0; earlier < i; earlier++) {
                    taken |= List.of(out[earlier]).equals(List.of(out[i]));
                }
            }
        }
        return out;
    }

    /** Diagonal from 1 to 2, off it small enough for positive definiteness. */
    private BigFraction[][] spread() {
        BigFraction[][] out = new BigFraction[d][d];
        for (int i = 0; i < d; i++) {
            for (int j = 0; j <= i; j++) {
                out[i][j] = i == j
                        ? new BigFraction(4 + random.nextInt(0, 5), 4)
                        : new BigFraction(random.nextInt(-2, 3), 4 * d);
                out[j][i] = out[i][j];
            }
        }
        return out;
    }
}

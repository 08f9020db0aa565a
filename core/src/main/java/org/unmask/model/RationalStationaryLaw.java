// SPDX-License-Identifier: Apache-2.0
package org.unmask.model;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.hipparchus.fraction.BigFraction;

/**
 * The stationary law in exact fractions, by elimination without fractions (Bareiss): every division is exact and no greatest
 * common divisor is sought on the way, which with twenty states takes minutes.
 */
final class RationalStationaryLaw {

    private RationalStationaryLaw() {}

    /**
     * The stationary law.
     *
     * @param transition {@code [from][to]}, rows sum to one; not modified
     * @return law of the state
     * @throws IllegalArgumentException when the law is not unique, or with negative entries there is none
     */
    static BigFraction[] of(BigFraction[][] transition) {
        int k = transition.length;
        BigInteger[] scale = new BigInteger[k];
        // Row j says that what flows out of state j flows in: one of the k equations follows from the others.
        BigInteger[][] system = new BigInteger[k - 1][k];
        for (int i = 0; i < k; i++) {
            scale[i] = commonDenominator(transition[i]);
            for (int j = 0; j < k - 1; j++) {
                BigInteger flow =
                        transition[i][j].getNumerator().multiply(scale[i].divide(transition[i][j].getDenominator()));
                system[j][i] = i == j ? flow.subtract(scale[i]) : flow;
            }
        }
        int[] order = IntStream.range(0, k).toArray();
        BigInteger multiple = eliminated(system, order);
        BigInteger[] weights = new BigInteger[k];
        BigInteger sum = BigInteger.ZERO;
        for (int i = 0; i < k; i++) {
            BigInteger entry = i == k - 1 ? multiple : system[i][k - 1].negate();
            weights[order[i]] = entry.multiply(scale[order[i]]);
            sum = sum.add(weights[order[i]]);
        }
        if (sum.signum() == 0) {
            // Negative entries only: what stands still may have no weight in all.
            throw none();
        }
        BigFraction[] law = new BigFraction[k];
        for (int i = 0; i < k; i++) {
            law[i] = new BigFraction(weights[i], sum);
        }
        return law;
    }

    private static IllegalArgumentException none() {
        return new IllegalArgumentException("the chain has no unique stationary law at this point");
    }

    private static BigInteger commonDenominator(BigFraction[] row) {
        return Arrays.stream(row)
                .map(BigFraction::getDenominator)
                .reduce(BigInteger.ONE, (a, b) -> a.divide(a.gcd(b)).multiply(b));
    }

    /**
     * Brings all columns but the last to multiples of the identity, and gives the multiple. A column without a pivot, such as
     * that of the last state when it is transient, changes places with the last one; a second one means a second law.
     */
    private static BigInteger eliminated(BigInteger[][] system, int[] order) {
        int rows = system.length;
        BigInteger last = BigInteger.ONE;
        for (int column = 0; column < rows; column++) {
            if (!broughtUp(system, column)) {
                exchange(system, order, column);
                if (!broughtUp(system, column)) {
                    throw none();
                }
            }
            BigInteger[] pivot = system[column];
            for (int i = 0; i < rows; i++) {
                BigInteger factor = system[i][column];
                for (int j = 0; j <= rows && i != column; j++) {
                    system[i][j] = pivot[column]
                            .multiply(system[i][j])
                            .subtract(factor.multiply(pivot[j]))
                            .divide(last);
                }
            }
            last = pivot[column];
        }
        return last;
    }

    /** Brings a row with an entry in a column to the place of the pivot, if there is one. */
    private static boolean broughtUp(BigInteger[][] system, int column) {
        for (int i = column; i < system.length; i++) {
            if (system[i][column].signum() != 0) {
                BigInteger[] found = system[i];
                system[i] = system[column];
                system[column] = found;
                return true;
            }
        }
        return false;
    }

    private static void exchange(BigInteger[][] system, int[] order, int column) {
        int free = system.length;
        for (BigInteger[] row : system) {
            BigInteger entry = row[column];
            row[column] = row[free];
            row[free] = entry;
        }
        int state = order[column];
        order[column] = order[free];
        order[free] = state;
    }
}

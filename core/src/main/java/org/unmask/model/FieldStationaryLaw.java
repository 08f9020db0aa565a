// SPDX-License-Identifier: Apache-2.0
package org.unmask.model;

import org.hipparchus.Field;
import org.hipparchus.FieldElement;
import org.hipparchus.fraction.BigFraction;
import org.hipparchus.util.MathArrays;

/**
 * The stationary law over any number system: Gaussian elimination on {@code law (T - I) = 0}, one equation replaced by
 * {@code sum law = 1}. Pivots are the entries of largest real value, which is exact for exact numbers. Fractions have an
 * elimination of their own.
 */
public final class FieldStationaryLaw {

    private FieldStationaryLaw() {}

    /**
     * The stationary law.
     *
     * @param <T> the number system
     * @param field its field
     * @param transition {@code [from][to]}, rows sum to one; not modified
     * @return law of the state
     * @throws IllegalArgumentException when the law is not unique
     */
    public static <T extends FieldElement<T>> T[] of(Field<T> field, T[][] transition) {
        if (transition instanceof BigFraction[][] fractions) {
            // An array of the field's numbers is one of fractions here, which the compiler cannot see.
            T[] law = MathArrays.buildArray(field, fractions.length);
            System.arraycopy(RationalStationaryLaw.of(fractions), 0, law, 0, law.length);
            return law;
        }
        int k = transition.length;
        T[][] system = MathArrays.buildArray(field, k, k + 1);
        for (int j = 0; j < k; j++) {
            for (int i = 0; i < k; i++) {
                T entry = i == j ? transition[i][j].subtract(field.getOne()) : transition[i][j];
                system[j][i] = j == k - 1 ? field.getOne() : entry;
            }
            system[j][k] = j == k - 1 ? field.getOne() : field.getZero();
        }
        for (int column = 0; column < k; column++) {
            pivot(system, column);
            T scale = system[column][column].reciprocal();
            for (int j = column; j <= k; j++) {
                system[column][j] = system[column][j].multiply(scale);
            }
            for (int i = 0; i < k; i++) {
                if (i != column && !system[i][column].isZero()) {
                    T factor = system[i][column];
                    for (int j = column; j <= k; j++) {
                        system[i][j] = system[i][j].subtract(factor.multiply(system[column][j]));
                    }
                }
            }
        }
        T[] law = MathArrays.buildArray(field, k);
        for (int i = 0; i < k; i++) {
            law[i] = system[i][k];
        }
        return law;
    }

    private static <T extends FieldElement<T>> void pivot(T[][] system, int column) {
        int best = column;
        for (int i = column + 1; i < system.length; i++) {
            if (Math.abs(system[i][column].getReal()) > Math.abs(system[best][column].getReal())) {
                best = i;
            }
        }
        if (system[best][column].getReal() == 0) {
            throw new IllegalArgumentException("the chain has no unique stationary law at this point");
        }
        T[] swap = system[best];
        system[best] = system[column];
        system[column] = swap;
    }
}

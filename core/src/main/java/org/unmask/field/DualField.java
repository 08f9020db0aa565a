// SPDX-License-Identifier: Apache-2.0
package org.unmask.field;

import org.hipparchus.Field;

/**
 * Dual numbers modulo a prime: a value with its gradient along a fixed number of directions, by which formulas written
 * over a field differentiate themselves exactly (forward mode).
 *
 * @param base the field of values and derivatives
 * @param directions length of the gradients
 */
public record DualField(PrimeField base, int directions) implements Field<Dual> {

    /**
     * A constant.
     *
     * @param bare its value, a bare element of the base field
     * @return the dual number of zero gradient
     */
    public Dual constant(long bare) {
        return new Dual(this, bare, Dual.NONE);
    }

    /**
     * A variable.
     *
     * @param bare its value, a bare element of the base field
     * @param direction which unit vector its gradient is
     * @return the dual number
     */
    public Dual variable(long bare, int direction) {
        long[] gradient = new long[directions];
        gradient[direction] = base.bareOne();
        return new Dual(this, bare, gradient);
    }

    @Override
    public Dual getZero() {
        return constant(0);
    }

    @Override
    public Dual getOne() {
        return constant(base.bareOne());
    }

    @Override
    public Class<Dual> getRuntimeClass() {
        return Dual.class;
    }
}

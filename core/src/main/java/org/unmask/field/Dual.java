// SPDX-License-Identifier: Apache-2.0
package org.unmask.field;

import java.util.Arrays;
import org.hipparchus.FieldElement;

/** A residue with its gradient; see {@link DualField}. Immutable. Gradients of constants take no room. */
public final class Dual implements FieldElement<Dual> {

    static final long[] NONE = {};

    private final DualField field;
    private final long value;
    private final long[] gradient;

    /** Takes the gradient over: empty for a constant, else of the field's length. */
    Dual(DualField field, long value, long[] gradient) {
        this.field = field;
        this.value = value;
        this.gradient = gradient;
    }

    /**
     * The value.
     *
     * @return a bare element of the base field
     */
    public long value() {
        return value;
    }

    /**
     * The derivatives.
     *
     * @return a copy, bare elements of the base field, one for each direction
     */
    public long[] gradient() {
        return gradient.length == 0 ? new long[field.directions()] : gradient.clone();
    }

    /**
     * A dual number with this value and this gradient times a factor plus another's gradient times another factor: the
     * chain rule.
     */
    private Dual chain(long newValue, long factor, Dual other, long otherFactor) {
        if (gradient.length == 0 && other.gradient.length == 0) {
            return new Dual(field, newValue, NONE);
        }
        PrimeField base = field.base();
        long[] out = new long[field.directions()];
        for (int i = 0; i < gradient.length; i++) {
            out[i] = base.multiply(factor, gradient[i]);
        }
        for (int i = 0; i < other.gradient.length; i++) {
            out[i] = base.add(out[i], base.multiply(otherFactor, other.gradient[i]));
        }
        return new Dual(field, newValue, out);
    }

    @Override
    public double getReal() {
        return field.base().integer(value);
    }

    @Override
    public Dual add(Dual other) {
        if (gradient.length == 0 || other.gradient.length == 0) {
            return new Dual(
                    field, field.base().add(value, other.value), gradient.length == 0 ? other.gradient : gradient);
        }
        long[] out = new long[gradient.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = field.base().add(gradient[i], other.gradient[i]);
        }
        return new Dual(field, field.base().add(value, other.value), out);
    }

    @Override
    public Dual subtract(Dual other) {
        return add(other.negate());
    }

    @Override
    public Dual negate() {
        long[] out = gradient.length == 0 ? NONE : new long[gradient.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = field.base().subtract(0, gradient[i]);
        }
        return new Dual(field, field.base().subtract(0, value), out);
    }

    @Override
    public Dual multiply(int times) {
        return multiply(field.constant(field.base().bare(times)));
    }

    @Override
    public Dual multiply(Dual other) {
        return chain(field.base().multiply(value, other.value), other.value, other, value);
    }

    @Override
    public Dual divide(Dual other) {
        return multiply(other.reciprocal());
    }

    @Override
    public Dual reciprocal() {
        PrimeField base = field.base();
        long inverse = base.inverse(value);
        long factor = base.subtract(0, base.multiply(inverse, inverse));
        return chain(inverse, factor, field.getZero(), 0);
    }

    @Override
    public DualField getField() {
        return field;
    }

    @Override
    public boolean isZero() {
        return value == 0 && Arrays.stream(gradient).allMatch(entry -> entry == 0);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Dual dual
                && dual.field.equals(field)
                && dual.value == value
                && Arrays.equals(dual.gradient(), gradient());
    }

    @Override
    public int hashCode() {
        return Long.hashCode(value);
    }

    @Override
    public String toString() {
        return field.base().residue(value) + " with " + field.directions() + " derivatives";
    }
}

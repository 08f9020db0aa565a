// SPDX-License-Identifier: Apache-2.0
package org.unmask.field;

import org.hipparchus.FieldElement;

/**
 * An integer modulo a prime.
 *
 * @param field its field
 * @param bare its value in Montgomery's form
 */
public record Residue(PrimeField field, long bare) implements FieldElement<Residue> {

    @Override
    public double getReal() {
        return field.integer(bare);
    }

    @Override
    public Residue add(Residue other) {
        return field.residue(field.add(bare, other.bare));
    }

    @Override
    public Residue subtract(Residue other) {
        return field.residue(field.subtract(bare, other.bare));
    }

    @Override
    public Residue negate() {
        return field.residue(field.subtract(0, bare));
    }

    @Override
    public Residue multiply(int times) {
        return field.residue(field.multiply(bare, field.bare(times)));
    }

    @Override
    public Residue multiply(Residue other) {
        return field.residue(field.multiply(bare, other.bare));
    }

    @Override
    public Residue divide(Residue other) {
        return multiply(other.reciprocal());
    }

    @Override
    public Residue reciprocal() {
        return field.residue(field.inverse(bare));
    }

    @Override
    public PrimeField getField() {
        return field;
    }

    @Override
    public boolean isZero() {
        return bare == 0;
    }

    @Override
    public String toString() {
        return field.integer(bare) + " mod " + field.modulus();
    }
}

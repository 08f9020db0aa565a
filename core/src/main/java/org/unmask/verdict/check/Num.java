// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.check;

/**
 * A number of one of the checker's systems: exact fraction, residue, interval, or dual number over one of these.
 *
 * @param <N> the system itself
 */
public interface Num<N extends Num<N>> {

    /**
     * A sum.
     *
     * @param other to be added
     * @return the sum
     */
    N plus(N other);

    /**
     * A difference.
     *
     * @param other to be taken away
     * @return the difference
     */
    N minus(N other);

    /**
     * A product.
     *
     * @param other the other factor
     * @return the product
     */
    N times(N other);

    /**
     * A quotient; refuses a divisor that is, or may be, zero.
     *
     * @param other the divisor
     * @return the quotient
     */
    N over(N other);

    /**
     * A constant of the same system.
     *
     * @param value the constant
     * @return as a number like this one
     */
    N constant(Ratio value);

    /**
     * The natural logarithm; refuses what may not be positive, and numbers that have none.
     *
     * @return the logarithm
     */
    default N log() {
        throw new Refusal("a logarithm is asked of " + this + ", which has none");
    }

    /**
     * How far from zero for certain.
     *
     * @return what pivots want large; 0 says that the number may be zero
     */
    double size();

    /**
     * The sign of the number, or of the least that it may be.
     *
     * @return -1, 0 or 1; systems without order answer that of their size
     */
    default int sign() {
        return (int) Math.signum(size());
    }

    /**
     * Whether it is zero and nothing else, slopes aside.
     *
     * @return true when it is
     */
    default boolean isZero() {
        return size() == 0;
    }
}

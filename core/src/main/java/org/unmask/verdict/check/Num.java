// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.check;

/**
 * A number of one of the checker's systems: exact fraction, residue, interval, or dual number over one of these.
 *
 * @param <N> the system itself
 */
interface Num<N extends Num<N>> {

    N plus(N other);

    N minus(N other);

    N times(N other);

    /** Refuses a divisor that is, or may be, zero. */
    N over(N other);

    /** Natural logarithm; refuses what may not be positive. Residues answer zero: only slopes are used there. */
    N log();

    /** A constant of the same system. */
    N constant(Ratio value);

    /** How far from zero for certain: pivots want it large, and 0 says that the number may be zero. */
    double size();

    /** Of the number, or of the least that it may be; systems without order answer that of their size. */
    default int sign() {
        return size() > 0 ? 1 : 0;
    }

    /** Zero and nothing else, slopes aside. */
    default boolean isZero() {
        return size() == 0;
    }
}

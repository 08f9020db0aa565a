// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Shows the virtual machine several operations on vectors before a kernel has run. All of them go through one method of the
 * vector module, to which the operation is a parameter. Where that method is compiled while only one has been seen, the compiler
 * bets on that one, loses with each new one, and counts each lost bet against every place it is inlined at; a kernel with a
 * dozen operations is then past the limit of {@code PerMethodTrapLimit} and gets no vector instructions, at six times the
 * cost. So whether a kernel was fast depended on which had run before.
 */
final class VectorProfile {

    /** Rounds after which the machine has begun to count what it sees, with much to spare: half of this will do. */
    private static final int ROUNDS = 200;

    private VectorProfile() {}

    /** Takes some hundredths of a second, most of which the first vector would take in any case. */
    static void mix() {
        double[] numbers = new double[VectorKernel.W];
        long[] bits = new long[VectorKernel.W];
        for (int n = 0; n < ROUNDS; n++) {
            DoubleVector x = DoubleVector.fromArray(VectorKernel.S, numbers, 0);
            x.add(x).mul(x).sub(x).max(x).min(x).intoArray(numbers, 0);
            LongVector y = LongVector.fromArray(LongVector.SPECIES_PREFERRED, bits, 0);
            y.add(y).min(y).lanewise(VectorOperators.LSHL, 1).intoArray(bits, 0);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.theorem;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.unmask.verdict.Evidence;
import org.unmask.verdict.Theorem;

/**
 * A task fixes the emission laws, the stationary law, and these powers of the chain.
 *
 * @param theorem why
 * @param powers exponents, at least one
 * @param evidence the preconditions
 */
record PowerReading(Theorem theorem, Set<Integer> powers, Set<Evidence> evidence) {

    static PowerReading of(Theorem theorem, List<Evidence> evidence, int... powers) {
        Set<Integer> exponents = new TreeSet<>();
        for (int power : powers) {
            exponents.add(power);
        }
        return new PowerReading(theorem, exponents, new LinkedHashSet<>(evidence));
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.unmask.report;

import java.util.Arrays;
import java.util.List;

/** Arrays of kernels as the lists that values hold. */
final class Lists {

    private Lists() {}

    /** A copy. */
    static List<Double> of(double... values) {
        return Arrays.stream(values).boxed().toList();
    }

    /** A copy. */
    static List<Integer> of(int... values) {
        return Arrays.stream(values).boxed().toList();
    }
}

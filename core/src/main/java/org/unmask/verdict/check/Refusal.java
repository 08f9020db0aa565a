// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.check;

/** The end of a check: the first thing that is not as claimed. */
final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Refusal(String reason) {
        super(reason, null, false, false);
    }

    static void unless(boolean holds, String reason) {
        if (!holds) {
            throw new Refusal(reason);
        }
    }
}

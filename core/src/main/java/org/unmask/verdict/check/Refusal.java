// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.check;

/** Carries the reason of a refusal up to the front door; it never leaves the package. */
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

// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.check;

/** The end of a check: the first thing that is not as claimed. */
public sealed class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * A refusal.
     *
     * @param reason the place, what stands there and what should
     */
    public Refusal(String reason) {
        super(reason, null, false, false);
    }

    /**
     * Refuses what does not hold.
     *
     * @param holds whether it does
     * @param reason as above
     */
    public static void unless(boolean holds, String reason) {
        if (!holds) {
            throw new Refusal(reason);
        }
    }

    /** All was proved but that the two models are different processes: they may be, and the witness cannot tell. */
    public static final class Indistinct extends Refusal {
        private static final long serialVersionUID = 1L;

        Indistinct() {
            super("witness does not tell the two processes apart");
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.unmask.parallel;

/** Hears how far a long job is. Called from any thread, cheaply and often; must not throw. */
@FunctionalInterface
public interface Progress {

    /** Hears nothing. */
    Progress NONE = (phase, done, total) -> {};

    /**
     * A job has come so far.
     *
     * @param phase what is being done, a short word for a person
     * @param done units done
     * @param total units in all; 0 when unknown
     */
    void at(String phase, long done, long total);
}

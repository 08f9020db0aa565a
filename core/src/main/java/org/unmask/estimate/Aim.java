// SPDX-License-Identifier: Apache-2.0
package org.unmask.estimate;

/**
 * When a climb may stop.
 *
 * @param tolerance nats that may be left to gain
 * @param goal log-likelihood in nats that a top must reach to be of any interest; a climb is given up when it will not come
 *     near
 */
record Aim(double tolerance, double goal) {

    /**
     * Times what a climb is predicted to gain yet that must be short of the goal: predictions are short by less on three
     * climbs of four.
     */
    private static final double DOUBT = 10;

    /** EM steps before which nothing is predicted, as a climb may begin beside a saddle or cross a plateau. */
    private static final int SEEN = 60;

    /** Every top is of interest. */
    static Aim within(double tolerance) {
        return new Aim(tolerance, Double.NEGATIVE_INFINITY);
    }

    /**
     * Whether to give up.
     *
     * @param steps EM steps made
     * @param value log-likelihood reached, nats
     * @param rest nats that all later steps are predicted to gain
     */
    boolean hopeless(int steps, double value, double rest) {
        return steps >= SEEN && value + DOUBT * rest < goal;
    }
}

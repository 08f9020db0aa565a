// SPDX-License-Identifier: Apache-2.0
package org.unmask.study;

import java.util.List;

/**
 * A study by simulation, cut into trials that know nothing of each other. A trial's result is plain numbers, so it may be done in
 * another process; the same trial always has the same result.
 *
 * @param <R> what all trials come to
 */
public interface Study<R> {

    /**
     * Number of trials.
     *
     * @return at least 1
     */
    int trials();

    /**
     * Does one trial, in one thread.
     *
     * @param number from 0
     * @return its result as plain numbers
     */
    double[] trial(int number);

    /**
     * What all trials come to.
     *
     * @param trials their results, in the order of their numbers
     * @return the result of the study
     */
    R result(List<double[]> trials);
}

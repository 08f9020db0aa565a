// SPDX-License-Identifier: Apache-2.0
package org.unmask.training;

import org.unmask.parallel.Progress;
import org.unmask.random.Seed;

/**
 * How minibatch training goes about its work.
 *
 * @param steps most steps; default 3000
 * @param batch windows drawn for each task in a step; default 512
 * @param rate learning rate on unconstrained coordinates; it falls linearly to a tenth over the steps; default 0.05
 * @param look held-out loss is looked at after so many steps; default 50
 * @param patience training stops early after so many looks without a new least held-out loss; default 10
 * @param heldOut share of the data held out; default 0.1
 * @param seed decides what is held out and drawn; default 1
 * @param progress hears of steps; default none
 */
public record AdamOptions(
        int steps, int batch, double rate, int look, int patience, double heldOut, Seed seed, Progress progress) {

    /** The defaults. */
    public static final AdamOptions DEFAULT = new AdamOptions(3000, 512, 0.05, 50, 10, 0.1, new Seed(1), Progress.NONE);

    /** Validates the numbers. */
    public AdamOptions {
        if (steps < 1 || batch < 1 || look < 1 || patience < 1) {
            throw new IllegalArgumentException("steps, batch, look and patience are " + steps + ", " + batch + ", "
                    + look + " and " + patience + ", expected at least 1 each");
        }
        if (!(rate > 0) || Double.isInfinite(rate)) {
            throw new IllegalArgumentException("learning rate is " + rate + ", expected a finite number above 0");
        }
        if (!(heldOut > 0 && heldOut < 1)) {
            throw new IllegalArgumentException("share to hold out is " + heldOut + ", expected between 0 and 1");
        }
    }

    /**
     * The same with another limit of steps.
     *
     * @param other most steps
     * @return new options
     */
    public AdamOptions withSteps(int other) {
        return new AdamOptions(other, batch, rate, look, patience, heldOut, seed, progress);
    }

    /**
     * The same with another size of batches.
     *
     * @param other windows a step
     * @return new options
     */
    public AdamOptions withBatch(int other) {
        return new AdamOptions(steps, other, rate, look, patience, heldOut, seed, progress);
    }

    /**
     * The same with another learning rate.
     *
     * @param other the rate
     * @return new options
     */
    public AdamOptions withRate(double other) {
        return new AdamOptions(steps, batch, other, look, patience, heldOut, seed, progress);
    }

    /**
     * The same with other patience.
     *
     * @param other looks without a new least loss
     * @return new options
     */
    public AdamOptions withPatience(int other) {
        return new AdamOptions(steps, batch, rate, look, other, heldOut, seed, progress);
    }

    /**
     * The same with another share held out.
     *
     * @param other share of the data, between 0 and 1
     * @return new options
     */
    public AdamOptions withHeldOut(double other) {
        return new AdamOptions(steps, batch, rate, look, patience, other, seed, progress);
    }

    /**
     * The same with another seed.
     *
     * @param other the seed
     * @return new options
     */
    public AdamOptions withSeed(Seed other) {
        return new AdamOptions(steps, batch, rate, look, patience, heldOut, other, progress);
    }

    /**
     * The same with another listener.
     *
     * @param other hears of steps
     * @return new options
     */
    public AdamOptions withProgress(Progress other) {
        return new AdamOptions(steps, batch, rate, look, patience, heldOut, seed, other);
    }
}

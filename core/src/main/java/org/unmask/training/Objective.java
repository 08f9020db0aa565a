// SPDX-License-Identifier: Apache-2.0
package org.unmask.training;

/** A smooth function of unconstrained coordinates that is to be made small. */
interface Objective {

    /** Number of coordinates. */
    int size();

    /**
     * The value and its gradient.
     *
     * @param theta coordinates, not modified
     * @param gradient receives the gradient
     * @return the value; infinite or NaN where it cannot be computed
     */
    double evaluate(double[] theta, double[] gradient);

    /** An objective with a positive semidefinite stand-in for its second derivative. */
    interface Curved extends Objective {
        /**
         * The stand-in at the point of the last call of {@link #evaluate} that the minimiser accepted.
         *
         * @param theta that point
         * @return row-major {@code size x size}, lower triangle filled
         */
        double[] curvature(double[] theta);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.unmask.training;

/** The loss of a model on one task, above the floor that no predictor can pass. Keeps workspace; one for each start. */
interface WindowLoss {

    /**
     * The excess loss and its raw gradient.
     *
     * @param point the model
     * @param raw receives the raw gradient ({@link ModelPoint}), overwritten
     * @return nats or squared error a window, at least 0; infinite when a window that occurs has probability 0
     */
    double evaluate(ModelPoint point, double[] raw);

    /** Length of the raw gradient. */
    int rawSize();

    /** Multiplications that {@link #curvature} would take; infinite when there is none. */
    double curvatureCost();

    /**
     * Expected second derivative by the raw parameters (Fisher information under log loss, Gauss-Newton under squared).
     *
     * @param point the model of the last call of {@link #evaluate}
     * @return row-major, lower triangle filled
     */
    double[] curvature(ModelPoint point);
}

// SPDX-License-Identifier: Apache-2.0
package org.unmask.predictor;

import org.unmask.task.MaskedTask;

/** Anything that answers a masked prediction task (1.5): from a context to a tensor of predictions. */
public interface Predictor {

    /**
     * What is predicted from what.
     *
     * @return the task
     */
    MaskedTask task();

    /**
     * The prediction for one context: the conditional mean of the outer product of the targets (1.6), which for symbols is
     * the conditional table of probabilities.
     *
     * @param context one token for each context position, in the task's order
     * @return axes in the order of the task's targets
     * @throws IllegalArgumentException when the context does not fit the task or cannot be answered
     */
    Prediction predict(Context context);
}

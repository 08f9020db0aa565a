// SPDX-License-Identifier: Apache-2.0
package org.unmask.training;

import org.unmask.data.PointSequences;
import org.unmask.data.Sequences;
import org.unmask.data.SymbolSequences;
import org.unmask.inference.LocalCoordinates;
import org.unmask.matrix.Matrix;
import org.unmask.model.Hmm;
import org.unmask.task.TaskSet;

/**
 * The gradient of masked loss by {@link LocalCoordinates}, whole and along the data. The loss is the sum over tasks of the mean
 * over windows, as in training; the share of a stretch of the data is that of the windows that begin in it, so the shares of
 * all stretches add up to the gradient.
 */
public interface MaskedScores {

    /**
     * The scores of some tasks on some data.
     *
     * @param coordinates at the model where scores are wanted
     * @param data of the model's kind
     * @param tasks what is predicted, with the loss of each
     * @return the scores
     * @throws IllegalArgumentException when a task has no window in the data
     */
    static MaskedScores of(LocalCoordinates coordinates, Sequences data, TaskSet tasks) {
        return data instanceof SymbolSequences symbols
                ? new SymbolScoring(coordinates, symbols, tasks)
                : new PointScoring(coordinates, (PointSequences) data, tasks);
    }

    /**
     * The gradient at a model.
     *
     * @param at the coordinates' own model, or one moved by a small step
     * @return by each coordinate
     */
    double[] gradient(Hmm at);

    /**
     * Shares of the gradient at the coordinates' own model.
     *
     * @param stretch tokens of a stretch, at least 1
     * @return one row for each stretch, one column for each coordinate
     */
    Matrix sums(int stretch);
}

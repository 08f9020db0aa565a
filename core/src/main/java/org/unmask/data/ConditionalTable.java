// SPDX-License-Identifier: Apache-2.0
package org.unmask.data;

import java.util.List;
import org.unmask.matrix.Matrix;

/**
 * The conditional law of target positions given context positions, as counted, and how much each context weighs.
 *
 * @param targets target positions in the order of an outcome's symbols
 * @param context context positions in the order of a context's symbols
 * @param symbols size of the alphabet
 * @param probabilities {@code contexts x outcomes}, last symbol fastest in both; a context without weight has a row of
 *     zeros
 * @param contextWeights a row vector: the weight (number of windows) of each context
 */
public record ConditionalTable(
        List<Integer> targets, List<Integer> context, int symbols, Matrix probabilities, Matrix contextWeights) {

    /** Validates shapes. */
    public ConditionalTable {
        targets = List.copyOf(targets);
        context = List.copyOf(context);
        if (contextWeights.rows() != 1 || contextWeights.columns() != probabilities.rows()) {
            throw new IllegalArgumentException("expected a weight for each of the " + probabilities.rows()
                    + " contexts, found " + contextWeights.rows() + " x " + contextWeights.columns());
        }
    }

    static ConditionalTable ofJoint(
            List<Integer> targets, List<Integer> context, int symbols, int contexts, int outcomes, double[] joint) {
        double[] weights = new double[contexts];
        for (int c = 0; c < contexts; c++) {
            for (int o = 0; o < outcomes; o++) {
                weights[c] += joint[c * outcomes + o];
            }
        }
        Matrix probabilities = Matrix.generate(
                contexts, outcomes, (c, o) -> weights[c] > 0 ? joint[c * outcomes + o] / weights[c] : 0);
        return new ConditionalTable(targets, context, symbols, probabilities, Matrix.of(1, contexts, weights));
    }
}

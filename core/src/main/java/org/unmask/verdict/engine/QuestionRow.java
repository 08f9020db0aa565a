// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.engine;

import org.unmask.model.Chain;
import org.unmask.model.CovarianceShape;
import org.unmask.model.ModelFamily;
import org.unmask.task.Loss;
import org.unmask.task.TaskSet;
import org.unmask.verdict.Question;

/**
 * One row of a table of questions, words as they were given.
 *
 * @param family {@code categorical} or {@code gaussian}
 * @param states number of states
 * @param dimension number of symbols or coordinates
 * @param transition {@code doubly-stochastic} or {@code stationary}
 * @param covariance a covariance shape; empty for categorical
 * @param tasks tasks joined by {@code &}
 */
public record QuestionRow(
        String family, String states, String dimension, String transition, String covariance, String tasks) {

    /**
     * The question of this row, at a generic point. Categorical tasks have the same optimum under both losses; Gaussian
     * ones are asked about under squared loss: the conditional mean.
     *
     * @return the question
     * @throws IllegalArgumentException naming the column that is wrong, the value found and what was expected
     */
    public Question question() {
        int k = count("states", states);
        int d = count("dimension", dimension);
        Chain chain = Chain.ofWord(transition.strip());
        ModelFamily model = switch (family.strip()) {
            case "categorical" -> categorical(k, d, chain);
            case "gaussian" -> new ModelFamily.Gaussian(k, d, shape(), chain);
            default ->
                throw new IllegalArgumentException("family is \"" + family + "\", expected categorical or gaussian");
        };
        return Question.generic(model, TaskSet.parse(tasks.strip(), Loss.SQUARED));
    }

    private ModelFamily categorical(int k, int d, Chain chain) {
        if (!covariance.isBlank()) {
            throw new IllegalArgumentException(
                    "covariance is \"" + covariance + "\", expected none as the family is categorical");
        }
        return new ModelFamily.Categorical(k, d, chain);
    }

    private CovarianceShape shape() {
        return covariance.isBlank() ? CovarianceShape.IDENTITY : CovarianceShape.ofWord(covariance.strip());
    }

    private static int count(String column, String text) {
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException wrong) {
            throw new IllegalArgumentException(column + " is \"" + text + "\", expected a whole number");
        }
    }
}

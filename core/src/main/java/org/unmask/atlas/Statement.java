// SPDX-License-Identifier: Apache-2.0
package org.unmask.atlas;

import java.util.ArrayList;
import java.util.List;
import org.unmask.matrix.Matrix;
import org.unmask.matrix.StochasticMatrix;
import org.unmask.model.Chain;
import org.unmask.model.Hmm;
import org.unmask.model.ModelFamily;
import org.unmask.task.TaskSet;
import org.unmask.verdict.Question;
import org.unmask.verdict.twin.ChainRoots;

/**
 * A statement about what masked prediction identifies, with the model that its experiment is about.
 *
 * @param id short name, such as {@code theorem-2}
 * @param source whose statement it is
 * @param claim the statement in words
 * @param chain the family's kind of chain
 * @param tasks the tasks trained together
 * @param truth the model behind the experiment
 * @param expected what the statement says of the predictors
 */
public record Statement(
        String id, String source, String claim, Chain chain, TaskSet tasks, Hmm truth, Expected expected) {

    /** What equal predictors leave open. */
    public enum Expected {
        /** Nothing but the order of the states. */
        ONE_MODEL,
        /** Finitely many models. */
        SEVERAL_MODELS,
        /** A continuum of models. */
        CONTINUUM
    }

    /**
     * The statement as a question at a generic point.
     *
     * @return family and tasks
     */
    Question question() {
        return Question.generic(ModelFamily.of(truth, chain), tasks);
    }

    /**
     * The models with the truth's predictions, where they are finitely many and known: for one pair of tokens of a
     * Gaussian the other roots of the power of the chain (2.6).
     *
     * @return the truth, then the others
     */
    List<Hmm> solutions() {
        List<Hmm> models = new ArrayList<>(List.of(truth));
        if (expected == Expected.SEVERAL_MODELS && tasks.tasks().size() == 1) {
            int gap = tasks.tasks().get(0).window() - 1;
            for (Matrix root : ChainRoots.of(truth.transition().matrix(), gap)) {
                models.add(new Hmm(truth.initial(), StochasticMatrix.normalized("chain", root), truth.emission()));
            }
        }
        return models;
    }
}

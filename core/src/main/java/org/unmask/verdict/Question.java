// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict;

import java.util.Optional;
import org.unmask.model.Chain;
import org.unmask.model.Hmm;
import org.unmask.model.ModelFamily;
import org.unmask.task.TaskSet;

/**
 * What is asked (1.8): do the optimal predictors of these tasks fix the parameters of this family, up to relabelling the
 * states, at a generic point or at a given model?
 *
 * @param family which models are allowed
 * @param tasks the tasks trained together, each with its loss
 * @param at the model to ask at; empty for a generic point
 */
public record Question(ModelFamily family, TaskSet tasks, Optional<Hmm> at) {

    /**
     * Validates that the model is of the family.
     *
     * @throws IllegalArgumentException when it is of another one
     */
    public Question {
        at.ifPresent(model -> {
            ModelFamily found = ModelFamily.of(model, family.chain());
            if (!found.equals(family)) {
                throw new IllegalArgumentException("the model is of family " + found + ", expected " + family);
            }
        });
    }

    /**
     * The question at a generic point: an answer that holds outside a set of measure zero.
     *
     * @param family which models are allowed
     * @param tasks the tasks trained together
     * @return the question
     */
    public static Question generic(ModelFamily family, TaskSet tasks) {
        return new Question(family, tasks, Optional.empty());
    }

    /**
     * The question at a model.
     *
     * @param model a categorical or Gaussian model
     * @param chain which transition matrices its neighbours may have
     * @param tasks the tasks trained together
     * @return the question
     * @throws IllegalArgumentException for a plugged-in emission, or a chain that is not of the kind
     */
    public static Question at(Hmm model, Chain chain, TaskSet tasks) {
        return new Question(ModelFamily.of(model, chain), tasks, Optional.of(model));
    }

    /**
     * Where it is asked.
     *
     * @return {@code generic} or {@code model}
     */
    public String atWord() {
        return at.isPresent() ? "model" : "generic";
    }
}

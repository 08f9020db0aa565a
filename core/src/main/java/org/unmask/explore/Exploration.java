// SPDX-License-Identifier: Apache-2.0
package org.unmask.explore;

import java.util.List;
import java.util.Optional;
import org.unmask.model.Hmm;
import org.unmask.verdict.Question;
import org.unmask.verdict.Verdict;
import org.unmask.verdict.twin.FoundTwin;

/**
 * A question seen from one model.
 *
 * @param question the question at the model that the walks start from
 * @param verdict the verdict that was asked for: at the model, or at a generic point
 * @param predictions what is predicted
 * @param courses ways through the model: along its fibre where there is one, to other solutions where they are known, then
 *     across, softest first
 * @param curvatures eigenvalues of the loss's second derivatives, ascending; those of a continuum are 0 up to rounding
 * @param word the word, or the moment, whose values the stops give
 * @param twin a twin of the model with its certificate, where one was looked for and found
 * @param moved how much of the uniform law was mixed into each row of a model at the edge of the family, from which every way
 *     leads out at once; 0 for the model that was asked about
 */
public record Exploration(
        Question question,
        Verdict verdict,
        Predictions predictions,
        List<Course> courses,
        List<Double> curvatures,
        Optional<WitnessPlace> word,
        Optional<FoundTwin> twin,
        double moved) {

    /** Copies the lists. */
    public Exploration {
        courses = List.copyOf(courses);
        curvatures = List.copyOf(curvatures);
    }

    /**
     * The model.
     *
     * @return where the walks start
     */
    public Hmm model() {
        return question.at().orElseThrow();
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.unmask.estimate;

import java.util.function.Function;
import org.unmask.data.CoordinateSums;
import org.unmask.data.PointSequences;
import org.unmask.inference.ExpectedCounts;
import org.unmask.model.Hmm;
import org.unmask.parallel.Progress;

/**
 * Points too many for one memory, and all that a fit asks of them: sums over the data, and a sample. What
 * {@link SymbolSource} is for symbols. Answers do not depend on how many work.
 */
public interface PointSource {

    /**
     * What one pass over the data finds.
     *
     * @param sums of each coordinate
     * @param sample the data at the stretches of {@link EvenStretches}, each a sequence of its own; one that meets the end of
     *     a sequence goes on as another
     */
    record Survey(CoordinateSums sums, PointSequences sample) {}

    /**
     * Number of coordinates.
     *
     * @return at least 1
     */
    int dimension();

    /**
     * Number of tokens over all sequences, missing ones included.
     *
     * @return at least 0
     */
    long tokens();

    /**
     * Number of sequences.
     *
     * @return at least 0
     */
    long count();

    /**
     * Tokens of the longest sequence.
     *
     * @return at least 0
     */
    long longest();

    /**
     * Passes over the data once.
     *
     * @param sample tokens to keep at most
     * @param progress hears how far it is
     * @return what was found
     */
    Survey survey(int sample, Progress progress);

    /**
     * Log-likelihood of all sequences together.
     *
     * @param model with normal laws
     * @param progress hears how far it is
     * @return in nats; negative infinity when a sequence is impossible
     */
    double logLikelihood(Hmm model, Progress progress);

    /**
     * The E step of EM over all the data.
     *
     * @param progress hears how far it is
     * @return expected counts by model, the same for the same model
     */
    Function<Hmm, ExpectedCounts> expectation(Progress progress);
}

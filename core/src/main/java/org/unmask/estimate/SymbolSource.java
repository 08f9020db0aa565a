// SPDX-License-Identifier: Apache-2.0
package org.unmask.estimate;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.unmask.data.SymbolSequences;
import org.unmask.data.SymbolStream;
import org.unmask.data.WindowCounts;
import org.unmask.inference.ExpectedCounts;
import org.unmask.model.Alphabet;
import org.unmask.model.Hmm;
import org.unmask.parallel.Progress;

/**
 * Symbols too many for one memory, and all that a fit asks of them: sums over the data, and a sample. They may pass by as
 * a stream, or lie on many machines that do the sums. Answers do not depend on how many work.
 */
public interface SymbolSource {

    /**
     * What one pass over the data finds.
     *
     * @param counts the counts at the positions asked for, in that order
     * @param longest tokens of the longest sequence
     * @param sample stretches of the data as {@link StreamSample} takes them
     */
    record Survey(List<WindowCounts> counts, long longest, SymbolSequences sample) {
        /** Copies the list. */
        public Survey {
            counts = List.copyOf(counts);
        }
    }

    /**
     * The symbols.
     *
     * @return the alphabet that codes refer to
     */
    Alphabet alphabet();

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
     * Passes over the data once.
     *
     * @param positions at which to count windows, each ascending from 1
     * @param sample tokens to keep at most
     * @param progress hears how far it is
     * @return what was found
     */
    Survey survey(List<int[]> positions, int sample, Progress progress);

    /**
     * Log-likelihood of all sequences together.
     *
     * @param model a categorical model over the alphabet
     * @param progress hears how far it is
     * @return in nats; negative infinity when a sequence is impossible
     */
    double logLikelihood(Hmm model, Progress progress);

    /**
     * The E step of EM over all the data, where the source can do it in pieces that need not be in memory together.
     *
     * @param progress hears how far it is
     * @return expected counts by model, the same for the same model; empty when the source has no such step
     */
    default Optional<Function<Hmm, ExpectedCounts>> expectation(Progress progress) {
        return Optional.empty();
    }

    /**
     * A stream on this machine as a source.
     *
     * @param stream what passes by, once for each question
     * @return the source
     */
    static SymbolSource of(SymbolStream stream) {
        return new StreamedSymbols(stream);
    }
}

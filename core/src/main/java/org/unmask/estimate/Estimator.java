// SPDX-License-Identifier: Apache-2.0
package org.unmask.estimate;

import org.unmask.data.Sequences;

/**
 * Fits a hidden Markov model to sequences: starts from read-offs of window counts or moments, masked training, then the
 * likelihood (6.3). No restarts need to be asked for.
 *
 * @param options what to fit and how
 */
public record Estimator(FitOptions options) {

    /**
     * Fits a model.
     *
     * @param sequences symbols or points; tokens may be missing
     * @return the fit
     * @throws IllegalArgumentException when the data cannot carry the fit: too few tokens, one distinct symbol, a constant
     *     coordinate, more parameters than tokens; or when the options do not fit the data
     * @throws java.util.concurrent.CancellationException when the calling thread is interrupted
     */
    public Fit fit(Sequences sequences) {
        throw new UnsupportedOperationException("fitting is being built");
    }
}

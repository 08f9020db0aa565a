// SPDX-License-Identifier: Apache-2.0
/**
 * The front door for real data: from sequences and a number of states to a model, how well it predicts, and how it was
 * found.
 *
 * <pre>
 *   sequences -> starts (read-offs at several gaps, clusters, perturbations)
 *             -> masked training on window counts -> short climbs of the likelihood -> the best few to the top -> Fit
 * </pre>
 *
 * <p>Start with {@link org.unmask.estimate.FitOptions} and {@link org.unmask.estimate.Estimator}; the answer is a
 * {@link org.unmask.estimate.Fit}. Same sequences, options and seed give the same answer at any number of threads.
 */
@NullMarked
package org.unmask.estimate;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/**
 * Masked training (3.6): the parameters of a hidden Markov model that make the loss of its masked predictors small.
 *
 * <p>{@link org.unmask.training.CategoricalTraining} works on window counts alone, so that an iteration costs the same
 * for any length of data; {@link org.unmask.training.GaussianTraining} streams over the points; {@link org.unmask.training.AdamTraining} draws windows at random,
 * as self-supervised learning does. All take their starts as arguments ({@link org.unmask.training.Starts} makes some) and give back a
 * {@link org.unmask.training.TrainingResult}: the best model, how each start ended and why.
 *
 * <table>
 * <caption>Which minimiser</caption>
 * <tr><th>need</th><th>take</th></tr>
 * <tr><td>small tables, many starts, all digits</td><td>{@link org.unmask.training.Minimiser#SCORING}</td></tr>
 * <tr><td>large alphabets, sparse tables, points</td><td>{@link org.unmask.training.Minimiser#LBFGS}</td></tr>
 * <tr><td>learning curves, held-out loss, early stop</td><td>{@link org.unmask.training.AdamTraining}</td></tr>
 * </table>
 *
 * <p>Starts come from {@code recovery}, {@code estimate} or the user; results go to {@code estimate}.
 */
@NullMarked
package org.unmask.training;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/**
 * How far estimates may be off: covariances of the estimators by curvature and scores (6.2), standard errors and intervals
 * for every entry of a model, and the bootstrap. Only what a verdict calls fixed gets a number.
 *
 * <table>
 * <caption>How to choose</caption>
 * <tr><th>need</th><th>take</th></tr>
 * <tr><td>errors of a maximum of the likelihood</td><td>{@link org.unmask.errors.LikelihoodErrors}</td></tr>
 * <tr><td>errors of a minimum of masked loss</td><td>{@link org.unmask.errors.MaskedErrors}</td></tr>
 * <tr><td>errors of any estimator, at the price of many fits</td><td>{@link org.unmask.errors.Bootstrap}</td></tr>
 * </table>
 *
 * <p>Scores and curvature come from {@code inference} and {@code training}, what is fixed from {@code verdict}; the answer, a
 * {@link org.unmask.errors.StandardErrors}, goes to {@code estimate}.
 */
@NullMarked
package org.unmask.errors;

import org.jspecify.annotations.NullMarked;

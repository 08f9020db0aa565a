// SPDX-License-Identifier: Apache-2.0
/**
 * What a model says of sequences: likelihood, posteriors, the most likely path, paths drawn from the posterior,
 * forecasts; and maximum likelihood by the EM algorithm of Baum and Welch. Missing tokens are summed out exactly.
 *
 * <table>
 * <caption>How to choose</caption>
 * <tr><th>question</th><th>take</th></tr>
 * <tr><td>how probable are the data</td><td>{@link org.unmask.inference.Likelihood}</td></tr>
 * <tr><td>how probable is each state at each token</td><td>{@link org.unmask.inference.ForwardBackward}</td></tr>
 * <tr><td>which one path of states is most likely</td><td>{@link org.unmask.inference.Viterbi}</td></tr>
 * <tr><td>paths as likely as the data leave them</td><td>{@link org.unmask.inference.PathSampler}</td></tr>
 * <tr><td>what comes next</td><td>{@link org.unmask.inference.Forecast}</td></tr>
 * <tr><td>which parameters fit best</td><td>{@link org.unmask.inference.BaumWelch}</td></tr>
 * <tr><td>one E step of a share of the data, to be added up elsewhere</td>
 *     <td>{@link org.unmask.inference.ExpectedCounts}</td></tr>
 * </table>
 *
 * <p>Models come from {@code model}, sequences from {@code data}. Probabilities are kept in range by scaling; where that
 * would underflow, the same pass is made with logarithms. Answers do not depend on the number of threads; a virtual machine
 * started with {@code --add-modules jdk.incubator.vector -Dunmask.vectors=true} computes faster and agrees with others to
 * rounding only.
 */
@NullMarked
package org.unmask.inference;

import org.jspecify.annotations.NullMarked;

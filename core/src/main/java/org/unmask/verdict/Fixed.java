// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict;

/**
 * Whether the predictors fix one quantity locally (4.4): a parameter or a function of the parameters.
 *
 * @param quantity its name, such as {@code transition[1,2]} or {@code spectrum of the chain}
 * @param fixed whether its gradient lies in the row space of the Jacobian
 */
public record Fixed(String quantity, boolean fixed) {}

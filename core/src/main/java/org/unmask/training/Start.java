// SPDX-License-Identifier: Apache-2.0
package org.unmask.training;

import org.unmask.model.Hmm;

/**
 * A model to start training from.
 *
 * @param name what reports call it, such as {@code read-off} or {@code random 3}
 * @param model any model of the family; probabilities of zero are lifted to 1e-9, from which training can leave
 */
public record Start(String name, Hmm model) {}

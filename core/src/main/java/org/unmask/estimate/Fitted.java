// SPDX-License-Identifier: Apache-2.0
package org.unmask.estimate;

import java.util.List;
import org.unmask.inference.StopReason;
import org.unmask.model.Hmm;

/**
 * A model and how it was found, before it is checked and put in order.
 *
 * @param model the model
 * @param stop why the last climb ended
 * @param starts every start, the winner first
 */
record Fitted(Hmm model, StopReason stop, List<StartReport> starts) {}

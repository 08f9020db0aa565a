// SPDX-License-Identifier: Apache-2.0
package org.unmask.estimate;

import org.unmask.data.SymbolSequences;

/**
 * A fit to a stream, and the part of the stream that was kept in memory.
 *
 * @param fit the fit
 * @param sample the part that the likelihood was climbed on; all of the stream when that is short
 */
public record StreamFit(Fit fit, SymbolSequences sample) {}

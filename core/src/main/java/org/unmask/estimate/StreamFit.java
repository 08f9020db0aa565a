// SPDX-License-Identifier: Apache-2.0
package org.unmask.estimate;

import org.unmask.data.Sequences;

/**
 * A fit to data larger than memory, and the part of them that was kept in memory.
 *
 * @param fit the fit
 * @param sample the part that the likelihood was climbed on; all of the data when they are few
 */
public record StreamFit(Fit fit, Sequences sample) {}

// SPDX-License-Identifier: Apache-2.0
package org.unmask.io.data;

import org.unmask.data.Sequences;

/**
 * Sequences in memory and where they come from.
 *
 * @param sequences symbols or points
 * @param provenance their origin
 */
public record DataSet(Sequences sequences, DataProvenance provenance) {}

// SPDX-License-Identifier: Apache-2.0
package org.unmask.io.data;

import org.unmask.data.SymbolStream;

/**
 * Sequences that pass by and where they come from.
 *
 * @param stream symbols, block by block, as often as one likes
 * @param provenance their origin
 */
public record DataStream(SymbolStream stream, DataProvenance provenance) {}

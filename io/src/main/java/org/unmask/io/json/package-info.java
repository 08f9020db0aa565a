// SPDX-License-Identifier: Apache-2.0
/**
 * Documents of the product. {@link org.unmask.io.json.JsonText} writes trees of maps, lists, numbers and texts, the same
 * bytes for the same tree; {@link org.unmask.io.json.JsonValue} reads them, and every fault it meets names the file and
 * the path, such as {@code transition[2][1]}, whose indices count from 0 as in programs.
 */
@NullMarked
package org.unmask.io.json;

import org.jspecify.annotations.NullMarked;

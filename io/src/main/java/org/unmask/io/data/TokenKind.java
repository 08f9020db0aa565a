// SPDX-License-Identifier: Apache-2.0
package org.unmask.io.data;

/** What tokens are wanted. */
public enum TokenKind {
    /** What the file holds: symbols in texts and in one column of text, points in columns of numbers. */
    ANY,
    /** Symbols, also from one column of numbers. */
    SYMBOLS,
    /** Points with real coordinates. */
    POINTS
}

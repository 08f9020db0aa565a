// SPDX-License-Identifier: Apache-2.0
package org.unmask.io.text;

/** What to do with a symbol that the alphabet given does not have. */
public enum UnseenSymbols {
    /** Refuse it, naming its place. */
    REFUSE,
    /** Take it for a missing token. */
    MISSING
}

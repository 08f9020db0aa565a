// SPDX-License-Identifier: Apache-2.0
package org.unmask.io.text;

/** A problem at a byte of the input, on its way to the reader that knows the line. */
final class Misplaced extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final long offset;

    Misplaced(long offset, String problem) {
        super(problem, null, false, false);
        this.offset = offset;
    }

    /** Bytes before the problem, those of a byte order mark included. */
    long offset() {
        return offset;
    }

    String problem() {
        return String.valueOf(getMessage());
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.unmask.cli;

/** What the process tells its caller when it ends. */
final class ExitCode {

    /** The question is answered. */
    static final int ANSWERED = 0;

    /** The command line itself is wrong. */
    static final int USAGE = 1;

    /** A file, its data or its model is wrong. */
    static final int BAD_INPUT = 2;

    /** Everything was read, and there is no answer: undetermined, or not converged. */
    static final int NO_ANSWER = 3;

    /** The program is at fault (EX_SOFTWARE of sysexits). */
    static final int BUG = 70;

    /** Stopped from outside, as a shell reports it after Ctrl-C. */
    static final int INTERRUPTED = 130;

    /** Whoever read standard output has seen enough, as a shell reports it of other programs (SIGPIPE). */
    static final int READER_GONE = 141;

    private ExitCode() {}
}

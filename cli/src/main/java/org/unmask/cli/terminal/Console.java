// SPDX-License-Identifier: Apache-2.0
package org.unmask.cli.terminal;

import java.io.PrintWriter;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.unmask.io.json.JsonText;
import org.unmask.parallel.Progress;

/**
 * Where a verb puts its words: data on standard output, talk on standard error. With {@code --json} standard output
 * carries one document and nothing else.
 */
public final class Console {

    private final PrintWriter out;
    private final PrintWriter err;
    private final boolean json;
    private final boolean quiet;
    private @Nullable ProgressLine bar;

    public Console(PrintWriter out, PrintWriter err, boolean json, boolean quiet) {
        this.out = out;
        this.err = err;
        this.json = json;
        this.quiet = quiet;
    }

    /** Whether the answer is wanted as a document. */
    public boolean json() {
        return json;
    }

    /** Talk: how the work goes, and what a person should know beside the answer. */
    public void say(String line) {
        if (!quiet) {
            endProgress();
            out.flush();
            err.println(line);
            err.flush();
        }
    }

    /** A line of the answer for a person; nothing with {@code --json}. */
    public void print(String line) {
        if (!json) {
            endProgress();
            out.println(line);
        }
    }

    /** A paragraph of the answer for a person, broken into lines; nothing with {@code --json}. */
    public void paragraph(String text) {
        Paragraph.lines(text).forEach(this::print);
    }

    /** The answer as a document, a tree of maps, lists, texts and numbers; nothing without {@code --json}. */
    public void document(Map<String, ? extends @Nullable Object> document) {
        if (json) {
            out.println(JsonText.line(document));
        }
    }

    /** Data that is the answer itself, such as simulated sequences. */
    public PrintWriter data() {
        return out;
    }

    /** Hears how far a long job is: a bar on a terminal, nothing elsewhere. */
    public Progress progress() {
        if (quiet || !Terminal.errorsAreSeen()) {
            return Progress.NONE;
        }
        ProgressLine line = bar == null ? new ProgressLine(System.err) : bar;
        bar = line;
        return line;
    }

    /** Takes the bar off the terminal; the next step of the work may show one again. */
    public void endProgress() {
        if (bar != null) {
            bar.close();
        }
    }

    public void flush() {
        endProgress();
        out.flush();
        err.flush();
    }
}

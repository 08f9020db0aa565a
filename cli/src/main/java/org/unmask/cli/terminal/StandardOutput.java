// SPDX-License-Identifier: Apache-2.0
package org.unmask.cli.terminal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.util.Locale;

/** Standard output; it remembers whether its reader has left, as {@code head} does when it has seen enough. */
public final class StandardOutput extends FilterOutputStream {

    private boolean closed;

    public StandardOutput() {
        super(new FileOutputStream(FileDescriptor.out));
    }

    /** Whether nobody reads any more. */
    public boolean isClosed() {
        return closed;
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
        try {
            out.write(bytes, from, count);
        } catch (IOException failed) {
            // The JDK has no type for it: the system's own words are the message.
            closed =
                    String.valueOf(failed.getMessage()).toLowerCase(Locale.ROOT).contains("broken pipe");
            throw failed;
        }
    }
}

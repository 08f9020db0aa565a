// SPDX-License-Identifier: Apache-2.0
package org.unmask.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/**
 * One command run inside this process, and what came of it.
 *
 * @param code exit code
 * @param out standard output
 * @param err standard error
 */
record Command(int code, String out, String err) {

    static Command unmask(Object... words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] arguments = new String[words.length];
        for (int i = 0; i < words.length; i++) {
            arguments[i] = words[i].toString();
        }
        int code = Main.run(new PrintWriter(out), new PrintWriter(err), arguments);
        return new Command(code, out.toString(), err.toString());
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.unmask.cli.terminal;

import java.util.ArrayList;
import java.util.List;

/** Breaks sentences into lines that a terminal shows whole. */
public final class Paragraph {

    private static final int WIDTH = 100;

    private Paragraph() {}

    /**
     * The lines of a paragraph. Spaces at its beginning indent all of them; a word longer than a line stands alone.
     *
     * @param text one paragraph, words separated by single spaces
     */
    public static List<String> lines(String text) {
        String indent = text.substring(0, text.length() - text.stripLeading().length());
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder(indent);
        for (String word : text.stripLeading().split(" ")) {
            if (line.length() > indent.length()) {
                if (line.length() + 1 + word.length() > WIDTH) {
                    lines.add(line.toString());
                    line = new StringBuilder(indent);
                } else {
                    line.append(' ');
                }
            }
            line.append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}

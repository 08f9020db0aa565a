// SPDX-License-Identifier: Apache-2.0
package org.unmask.cli.terminal;

import java.util.ArrayList;
import java.util.List;

/** A table for a person: columns as wide as they need be, numbers to the right. */
public final class TextTable {

    private final boolean[] numeric;
    private final List<String[]> rows = new ArrayList<>();

    /**
     * An empty table.
     *
     * @param headings one for each column; one that starts with {@code #} holds numbers
     */
    public TextTable(String... headings) {
        numeric = new boolean[headings.length];
        String[] first = new String[headings.length];
        for (int c = 0; c < headings.length; c++) {
            numeric[c] = headings[c].startsWith("#");
            first[c] = numeric[c] ? headings[c].substring(1) : headings[c];
        }
        rows.add(first);
    }

    /** Adds a row. */
    public void add(String... cells) {
        rows.add(cells.clone());
    }

    /** The lines, indented by two spaces. */
    public List<String> lines() {
        int[] width = new int[numeric.length];
        for (String[] row : rows) {
            for (int c = 0; c < width.length; c++) {
                width[c] = Math.max(width[c], length(row[c]));
            }
        }
        List<String> lines = new ArrayList<>();
        for (String[] row : rows) {
            StringBuilder line = new StringBuilder();
            for (int c = 0; c < width.length; c++) {
                String gap = " ".repeat(width[c] - length(row[c]));
                line.append("  ").append(numeric[c] ? gap + row[c] : row[c] + gap);
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }

    public void print(Console console) {
        lines().forEach(console::print);
    }

    private static int length(String cell) {
        return cell.codePointCount(0, cell.length());
    }
}

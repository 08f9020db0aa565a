// SPDX-License-Identifier: Apache-2.0
package org.unmask.io;

import java.util.OptionalLong;

/** A file that does not say what it should: where, what was found and what was expected, in one line. */
public final class BadInputException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final String source;
    private final long line;
    private final long column;

    private BadInputException(String source, long line, long column, String problem) {
        super(place(source, line, column) + ": " + problem.strip().replaceAll("\\s*\\R\\s*", " "));
        this.source = source;
        this.line = line;
        this.column = column;
    }

    /**
     * A problem of a whole file.
     *
     * @param source name of the file
     * @param problem what was found and what was expected
     * @return the exception
     */
    public static BadInputException in(String source, String problem) {
        return new BadInputException(source, 0, 0, problem);
    }

    /**
     * A problem of one line.
     *
     * @param source name of the file
     * @param line the line, from 1
     * @param problem what was found and what was expected
     * @return the exception
     */
    public static BadInputException at(String source, long line, String problem) {
        return new BadInputException(source, line, 0, problem);
    }

    /**
     * A problem at one place of a line.
     *
     * @param source name of the file
     * @param line the line, from 1
     * @param column in a table the cell of the row, else the character of the line, from 1
     * @param problem what was found and what was expected
     * @return the exception
     */
    public static BadInputException at(String source, long line, long column, String problem) {
        return new BadInputException(source, line, column, problem);
    }

    /**
     * Name of the file.
     *
     * @return as the user gave it
     */
    public String source() {
        return source;
    }

    /**
     * The line.
     *
     * @return from 1; empty when the whole file is meant
     */
    public OptionalLong line() {
        return line > 0 ? OptionalLong.of(line) : OptionalLong.empty();
    }

    /**
     * The place in the line: a cell of a table's row, else a character.
     *
     * @return from 1; empty when the whole line is meant
     */
    public OptionalLong column() {
        return column > 0 ? OptionalLong.of(column) : OptionalLong.empty();
    }

    private static String place(String source, long line, long column) {
        return source + (line > 0 ? ", line " + line : "") + (column > 0 ? ", column " + column : "");
    }
}

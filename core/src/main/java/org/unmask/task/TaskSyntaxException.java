// SPDX-License-Identifier: Apache-2.0
package org.unmask.task;

/** A task's text that cannot be read; the message names the character, what was found and what was expected. */
public final class TaskSyntaxException extends IllegalArgumentException {

    /** The version of the serialized form. */
    private static final long serialVersionUID = 1L;

    /** The character at fault, from 1. */
    private final int position;

    TaskSyntaxException(String text, int position, String problem) {
        super("task \"" + text + "\", character " + position + ": " + problem);
        this.position = position;
    }

    /**
     * The character at fault.
     *
     * @return from 1; one past the end when the text stops too early
     */
    public int position() {
        return position;
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.unmask.task;

import java.util.ArrayList;
import java.util.List;

/** Reads tasks in both spellings of (1.5). */
final class TaskParser {

    private final String text;
    private final Loss loss;
    private int at;

    private TaskParser(String text, Loss loss) {
        this.text = text;
        this.loss = loss;
    }

    static MaskedTask parse(String text, Loss loss) {
        TaskParser parser = new TaskParser(text, loss);
        MaskedTask task = parser.task();
        if (parser.at < text.length()) {
            throw parser.unexpected("the end of the task");
        }
        return task;
    }

    static TaskSet parseSet(String text, Loss loss) {
        TaskParser parser = new TaskParser(text, loss);
        List<MaskedTask> tasks = new ArrayList<>();
        tasks.add(parser.task());
        while (parser.at < text.length()) {
            parser.expect('&', "'&' and another task, or the end");
            tasks.add(parser.task());
        }
        return new TaskSet(tasks);
    }

    private MaskedTask task() {
        skipSpaces();
        return at < text.length() && "o_.".indexOf(text.charAt(at)) >= 0 ? pattern() : names();
    }

    private MaskedTask names() {
        int start = at;
        List<Integer> targets = positions();
        expect('|', "'|' between targets and context, or ',' and another position");
        List<Integer> context = positions();
        return build(targets, context, start);
    }

    private MaskedTask pattern() {
        int start = at;
        List<Integer> targets = new ArrayList<>();
        List<Integer> context = new ArrayList<>();
        for (; at < text.length() && text.charAt(at) != '&' && text.charAt(at) != ' '; at++) {
            int position = at - start + 1;
            switch (text.charAt(at)) {
                case '_' -> targets.add(position);
                case 'o' -> context.add(position);
                case '.' -> {}
                default -> throw unexpected("'o' for seen, '_' for masked or '.' for ignored");
            }
        }
        if (targets.isEmpty()) {
            throw new TaskSyntaxException(text, at + 1, "nothing is masked, expected at least one '_'");
        }
        if (context.isEmpty()) {
            throw new TaskSyntaxException(text, at + 1, "nothing is seen, expected at least one 'o'");
        }
        skipSpaces();
        return build(targets, context, start);
    }

    private List<Integer> positions() {
        List<Integer> positions = new ArrayList<>();
        positions.add(position(positions));
        while (at < text.length() && text.charAt(at) == ',') {
            at++;
            positions.add(position(positions));
        }
        return positions;
    }

    private int position(List<Integer> before) {
        skipSpaces();
        int start = at;
        expect('x', "a position such as x1");
        int digits = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        if (at == digits) {
            throw unexpected("a number after 'x'");
        }
        if (at - digits > 5) {
            throw new TaskSyntaxException(
                    text,
                    digits + 1,
                    "position " + text.substring(start, at) + " is out of range, expected x1 to x"
                            + MaskedTask.MAX_POSITION);
        }
        int position = Integer.parseInt(text.substring(digits, at));
        if (position < 1 || position > MaskedTask.MAX_POSITION) {
            throw new TaskSyntaxException(
                    text,
                    digits + 1,
                    "position x" + position + " is out of range, expected x1 to x" + MaskedTask.MAX_POSITION);
        }
        if (before.contains(position)) {
            throw new TaskSyntaxException(text, start + 1, "position x" + position + " is named twice");
        }
        skipSpaces();
        return position;
    }

    private MaskedTask build(List<Integer> targets, List<Integer> context, int start) {
        for (int position : context) {
            if (targets.contains(position)) {
                throw new TaskSyntaxException(text, start + 1, "position x" + position + " is both target and context");
            }
        }
        return new MaskedTask(targets, context, loss);
    }

    private void expect(char wanted, String description) {
        if (at >= text.length() || text.charAt(at) != wanted) {
            throw unexpected(description);
        }
        at++;
    }

    private TaskSyntaxException unexpected(String expected) {
        String found = at < text.length() ? "'" + text.charAt(at) + "'" : "the end";
        return new TaskSyntaxException(text, at + 1, "found " + found + ", expected " + expected);
    }

    private void skipSpaces() {
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
    }
}

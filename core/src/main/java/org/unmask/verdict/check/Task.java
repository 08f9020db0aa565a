// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.check;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** A masked task: positions of targets and of context, in the order of their names. */
record Task(List<Integer> targets, List<Integer> context) {

    private static final Pattern NAME = Pattern.compile("x[1-9][0-9]{0,3}");

    /** Reads {@code x2,x3|x1}. */
    static Task parse(String text) {
        int bar = text.indexOf('|');
        Refusal.unless(bar > 0, "\"" + text + "\" is no task");
        Task task = new Task(positions(text.substring(0, bar)), positions(text.substring(bar + 1)));
        Set<Integer> all = new HashSet<>(task.targets);
        all.addAll(task.context);
        Refusal.unless(
                all.size() == task.targets.size() + task.context.size(), "\"" + text + "\" names a position twice");
        return task;
    }

    private static List<Integer> positions(String text) {
        List<Integer> out = new ArrayList<>();
        for (String name : text.split(",", -1)) {
            Refusal.unless(NAME.matcher(name).matches(), "\"" + name + "\" is no position");
            out.add(Integer.parseInt(name.substring(1)));
        }
        return out;
    }

    int first() {
        return Math.min(min(targets), min(context));
    }

    int last() {
        return Math.max(max(targets), max(context));
    }

    static int min(List<Integer> positions) {
        return positions.stream().mapToInt(Integer::intValue).min().orElseThrow();
    }

    static int max(List<Integer> positions) {
        return positions.stream().mapToInt(Integer::intValue).max().orElseThrow();
    }
}

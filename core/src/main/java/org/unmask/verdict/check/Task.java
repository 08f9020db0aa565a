// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.check;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;

/** A masked task: positions of targets, ascending, and of context, as they are named. */
record Task(String text, List<Integer> targets, List<Integer> context) {

    /** Reads {@code x2,x3|x1}. */
    static Task parse(Tree place) {
        String text = place.text();
        String several = "x[1-9][0-9]{0,2}(,x[1-9][0-9]{0,2})*";
        Refusal.unless(text.matches(several + "\\|" + several), place.path() + " is " + text + ", no task");
        List<Integer> targets = positions(text.substring(0, text.indexOf('|')));
        Collections.sort(targets);
        Task task = new Task(text, targets, positions(text.substring(text.indexOf('|'))));
        boolean twice = task.all().stream().distinct().count() < task.all().size();
        Refusal.unless(!twice, place.path() + " is " + text + ", a position twice");
        return task;
    }

    private static List<Integer> positions(String text) {
        List<Integer> out = new ArrayList<>();
        Pattern.compile("[0-9]+").matcher(text).results().forEach(name -> out.add(Integer.parseInt(name.group())));
        return out;
    }

    List<Integer> all() {
        return Linear.joined(targets, context);
    }

    int first() {
        return Collections.min(all());
    }

    /** The greatest common divisor of the distances. */
    int gap() {
        return all().stream().mapToInt(position -> position - first()).reduce(0, Task::divisor);
    }

    static int divisor(int a, int b) {
        return b == 0 ? a : divisor(b, a % b);
    }

    int window() {
        return Collections.max(all()) - first() + 1;
    }
}

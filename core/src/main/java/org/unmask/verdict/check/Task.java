// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.check;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;

/** A masked task: positions of targets, ascending, and of context, as they are named. */
record Task(String text, List<Integer> targets, List<Integer> context) {

    /** Reads {@code x2,x3|x1}. */
    static Task parse(Tree place) {
        String text = place.text();
        String position = "x[1-9][0-9]{0,2}";
        String several = position + "(," + position + ")*";
        Refusal.unless(text.matches(several + "\\|" + several), place.path() + " is " + text + ", no task");
        List<Integer> targets = positions(text.substring(0, text.indexOf('|')));
        Task task = new Task(text, targets, positions(text.substring(text.indexOf('|') + 1)));
        Collections.sort(targets);
        List<Integer> all = task.all();
        Refusal.unless(new HashSet<>(all).size() == all.size(), place.path() + " is " + text + ", a position twice");
        return task;
    }

    private static List<Integer> positions(String text) {
        List<Integer> out = new ArrayList<>();
        for (String name : text.split(",", -1)) {
            out.add(Integer.parseInt(name.substring(1)));
        }
        return out;
    }

    List<Integer> all() {
        List<Integer> all = new ArrayList<>(targets);
        all.addAll(context);
        return all;
    }

    int first() {
        return Collections.min(all());
    }

    int window() {
        return Collections.max(all()) - first() + 1;
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.unmask.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.unmask.atlas.Atlas;
import org.unmask.model.Chain;
import org.unmask.model.ModelFamily;
import org.unmask.task.MaskedTask;
import org.unmask.task.TaskSet;
import org.unmask.verdict.Verdict;

/** An atlas for a person: a table of nullities, then the smallest collections. */
final class AtlasText {

    private AtlasText() {}

    /** The lines. */
    static List<String> lines(Atlas atlas) {
        List<String> lines = new ArrayList<>();
        List<ModelFamily> families = atlas.grid().families();
        List<MaskedTask> tasks = atlas.grid().tasks();
        lines.add("Free directions that each task leaves: 0 none, ! proved identifiable, ? not determined.");
        lines.add("Columns: states x dimension; d doubly stochastic, s stationary.");
        lines.add("");
        int width = tasks.stream().mapToInt(task -> task.text().length()).max().orElse(0);
        StringBuilder head = new StringBuilder(" ".repeat(width));
        families.forEach(family -> head.append(String.format(" %5s", label(family))));
        lines.add(head.toString());
        for (int t = 0; t < tasks.size(); t++) {
            String text = tasks.get(t).text();
            StringBuilder row = new StringBuilder(text).append(" ".repeat(width - text.length()));
            for (int f = 0; f < families.size(); f++) {
                row.append(String.format(" %5s", mark(atlas.verdict(f, t))));
            }
            lines.add(row.toString());
        }
        lines.add("");
        lines.add("Pairs of tasks that leave nothing free although each alone does:");
        for (Atlas.Collections found : atlas.collections()) {
            if (!found.pairs().isEmpty()) {
                lines.add("  " + label(found.family()) + "  "
                        + found.pairs().stream().map(TaskSet::text).collect(Collectors.joining("; ")));
            }
        }
        return lines;
    }

    private static String label(ModelFamily family) {
        return family.states() + "x" + family.dimension() + (family.chain() == Chain.STATIONARY ? "s" : "d");
    }

    private static String mark(Verdict verdict) {
        if (verdict instanceof Verdict.Identifiable) {
            return "!";
        }
        OptionalInt nullity = Atlas.nullity(verdict);
        return nullity.isPresent() ? Integer.toString(nullity.getAsInt()) : "?";
    }
}

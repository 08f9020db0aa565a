// SPDX-License-Identifier: Apache-2.0
package org.unmask.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.unmask.atlas.Atlas;
import org.unmask.atlas.IdentifyingSets;
import org.unmask.model.Chain;
import org.unmask.model.ModelFamily;
import org.unmask.task.MaskedTask;
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
        lines.add(
                "Smallest collections of tasks that leave nothing free although each part does (! proved to identify):");
        for (IdentifyingSets found : atlas.collections()) {
            List<IdentifyingSets.Minimal> several = found.minimal().stream()
                    .filter(set -> set.tasks().tasks().size() > 1)
                    .toList();
            if (!several.isEmpty()) {
                lines.add("  " + label(found.family()) + "  "
                        + several.stream()
                                .map(set -> set.tasks().text() + (set.proved() ? " !" : ""))
                                .collect(Collectors.joining("; ")));
            } else if (found.minimal().isEmpty() && found.together().orElse(0) > 0) {
                lines.add("  " + label(found.family()) + "  none: all tasks together leave "
                        + found.together().getAsInt());
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

// SPDX-License-Identifier: Apache-2.0
package org.unmask.cli.answer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.unmask.atlas.Atlas;
import org.unmask.atlas.IdentifyingSets;
import org.unmask.cli.terminal.TextTable;
import org.unmask.model.Chain;
import org.unmask.model.CovarianceShape;
import org.unmask.model.ModelFamily;
import org.unmask.task.MaskedTask;
import org.unmask.verdict.Verdict;

/** An atlas for a person: a table of nullities, then the smallest collections. */
public final class AtlasText {

    private static final int COLLECTIONS_SHOWN = 6;

    private AtlasText() {}

    /** The lines. */
    public static List<String> lines(Atlas atlas) {
        List<String> lines = new ArrayList<>();
        List<ModelFamily> families = atlas.grid().families();
        List<MaskedTask> tasks = atlas.grid().tasks();
        lines.add("Free directions that each task leaves: 0 none, ! proved identifiable, ? not determined.");
        lines.add("Columns: states x dimension; d doubly stochastic, s stationary.");
        List<String> shapes = families.stream()
                .flatMap(family -> shape(family).stream())
                .map(CovarianceShape::word)
                .distinct()
                .toList();
        boolean several = shapes.size() > 1;
        if (several) {
            lines.add("Covariances: "
                    + shapes.stream().map(word -> initials(word) + " " + word).collect(Collectors.joining(", "))
                    + ".");
        }
        lines.add("");
        TextTable table = new TextTable(Stream.concat(
                        Stream.of(""), families.stream().map(family -> "#" + label(family, several)))
                .toArray(String[]::new));
        for (int t = 0; t < tasks.size(); t++) {
            String[] row = new String[families.size() + 1];
            row[0] = tasks.get(t).text();
            for (int f = 0; f < families.size(); f++) {
                row[f + 1] = mark(atlas.verdict(f, t));
            }
            table.add(row);
        }
        table.lines().forEach(line -> lines.add(line.substring(2)));
        lines.add("");
        lines.add(
                "Smallest collections of tasks that leave nothing free although each part does (! proved to identify):");
        for (IdentifyingSets found : atlas.collections()) {
            List<IdentifyingSets.Minimal> joint = found.minimal().stream()
                    .filter(set -> set.tasks().tasks().size() > 1)
                    .toList();
            if (!joint.isEmpty()) {
                lines.add("  " + label(found.family(), several) + "  "
                        + joint.stream()
                                .limit(COLLECTIONS_SHOWN)
                                .map(set -> set.tasks().text() + (set.proved() ? " !" : ""))
                                .collect(Collectors.joining("; "))
                        + (joint.size() > COLLECTIONS_SHOWN
                                ? "; and " + (joint.size() - COLLECTIONS_SHOWN) + " more (--json has all)"
                                : ""));
            } else if (found.minimal().isEmpty() && found.together().orElse(0) > 0) {
                lines.add("  " + label(found.family(), several) + "  none: all tasks together leave "
                        + found.together().getAsInt());
            }
        }
        return lines;
    }

    private static String label(ModelFamily family, boolean withShape) {
        return family.states() + "x" + family.dimension() + (family.chain() == Chain.STATIONARY ? "s" : "d")
                + (withShape
                        ? shape(family)
                                .map(shape -> " " + initials(shape.word()))
                                .orElse("")
                        : "");
    }

    private static Optional<CovarianceShape> shape(ModelFamily family) {
        return family instanceof ModelFamily.Gaussian gaussian ? Optional.of(gaussian.covariance()) : Optional.empty();
    }

    /** Such as fps for full-per-state. */
    private static String initials(String word) {
        return Arrays.stream(word.split("-")).map(part -> part.substring(0, 1)).collect(Collectors.joining());
    }

    private static String mark(Verdict verdict) {
        if (verdict instanceof Verdict.Identifiable) {
            return "!";
        }
        OptionalInt nullity = Atlas.nullity(verdict);
        return nullity.isPresent() ? Integer.toString(nullity.getAsInt()) : "?";
    }
}

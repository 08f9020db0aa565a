// SPDX-License-Identifier: Apache-2.0
package org.unmask.cli.answer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.unmask.atlas.Atlas;
import org.unmask.atlas.IdentifyingSets;
import org.unmask.atlas.Repair;
import org.unmask.io.table.CsvWriter;
import org.unmask.model.ModelFamily;
import org.unmask.task.MaskedTask;
import org.unmask.verdict.ExactRank;
import org.unmask.verdict.Verdict;

/** An atlas as a document and as a table. */
public final class AtlasDocument {

    private AtlasDocument() {}

    /** The document: families, tasks, cells in the order family by family, minimal collections. */
    public static Map<String, Object> of(Atlas atlas) {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("format", "unmask-atlas");
        out.put("version", 1);
        out.put("at", "generic");
        out.put(
                "families",
                atlas.grid().families().stream().map(AtlasDocument::family).toList());
        out.put("tasks", atlas.grid().tasks().stream().map(MaskedTask::text).toList());
        List<Object> cells = new ArrayList<>();
        for (int f = 0; f < atlas.grid().families().size(); f++) {
            for (int t = 0; t < atlas.grid().tasks().size(); t++) {
                cells.add(cell(atlas, f, t));
            }
        }
        out.put("cells", cells);
        List<Object> collections = new ArrayList<>();
        for (int f = 0; f < atlas.collections().size(); f++) {
            collections.add(collections(f, atlas.collections().get(f)));
        }
        out.put("minimalCollections", collections);
        return out;
    }

    private static Map<String, Object> collections(int family, IdentifyingSets found) {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("family", family);
        List<Object> minimal = new ArrayList<>();
        for (IdentifyingSets.Minimal set : found.minimal()) {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("tasks", set.tasks().text());
            entry.put("proved", set.proved());
            minimal.add(entry);
        }
        out.put("collections", minimal);
        out.put("searchedUpTo", found.searched());
        found.together().ifPresent(nullity -> out.put("nullityOfAllTogether", nullity));
        return out;
    }

    private static Map<String, Object> repair(Repair repair, ModelFamily given) {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("kind", repair.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        out.put("tasks", repair.tasks().text());
        if (!repair.family().equals(given)) {
            out.put("transition", repair.family().chain().word());
            if (repair.family() instanceof ModelFamily.Gaussian gaussian) {
                out.put("covariance", gaussian.covariance().word());
            }
        }
        out.put("proved", repair.proved());
        return out;
    }

    private static Map<String, Object> family(ModelFamily family) {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("family", word(family));
        out.put("states", family.states());
        out.put("dimension", family.dimension());
        out.put("transition", family.chain().word());
        if (family instanceof ModelFamily.Gaussian gaussian) {
            out.put("covariance", gaussian.covariance().word());
        }
        out.put("parameters", family.parameters());
        return out;
    }

    private static Map<String, Object> cell(Atlas atlas, int f, int t) {
        Verdict verdict = atlas.verdict(f, t);
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("family", f);
        out.put("task", t);
        out.put("verdict", verdict.word());
        verdict.rank().ifPresent(rank -> {
            out.put("rank", rank.rank());
            out.put("nullity", rank.nullity());
            if (verdict instanceof Verdict.Undetermined open && open.isBound()) {
                out.put(VerdictDocument.BOUND, true);
            } else {
                out.put("errorProbability", rank.errorProbability());
            }
        });
        out.put("reason", verdict.reason());
        List<Object> steps = new ArrayList<>();
        for (Atlas.Step step : atlas.steps(f, t)) {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("task", atlas.grid().tasks().indexOf(step.larger()));
            entry.put("adds", step.addedTarget() ? "target" : "context");
            entry.put("nullity", step.nullity());
            steps.add(entry);
        }
        out.put("oneMore", steps);
        atlas.repair(f, t)
                .ifPresent(repair ->
                        out.put("repair", repair(repair, atlas.grid().families().get(f))));
        return out;
    }

    /** The table: one row for each cell. */
    public static String csv(Atlas atlas) {
        StringBuilder text = new StringBuilder(CsvWriter.row(List.of(
                "family",
                "states",
                "dimension",
                "transition",
                "covariance",
                "tasks",
                "parameters",
                "rank",
                "nullity",
                "verdict")));
        for (int f = 0; f < atlas.grid().families().size(); f++) {
            ModelFamily family = atlas.grid().families().get(f);
            String covariance = family instanceof ModelFamily.Gaussian gaussian
                    ? gaussian.covariance().word()
                    : "";
            for (int t = 0; t < atlas.grid().tasks().size(); t++) {
                Verdict verdict = atlas.verdict(f, t);
                Optional<ExactRank> rank = VerdictDocument.settled(verdict);
                text.append(CsvWriter.row(List.of(
                        word(family),
                        family.states(),
                        family.dimension(),
                        family.chain().word(),
                        covariance,
                        atlas.grid().tasks().get(t).text(),
                        family.parameters(),
                        rank.map(known -> "" + known.rank()).orElse(""),
                        rank.map(known -> "" + known.nullity()).orElse(""),
                        verdict.word())));
            }
        }
        return text.toString();
    }

    private static String word(ModelFamily family) {
        return family instanceof ModelFamily.Gaussian ? "gaussian" : "categorical";
    }
}

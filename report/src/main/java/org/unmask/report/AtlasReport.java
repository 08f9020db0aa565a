// SPDX-License-Identifier: Apache-2.0
package org.unmask.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.unmask.atlas.Atlas;
import org.unmask.atlas.IdentifyingSets;
import org.unmask.atlas.Repair;
import org.unmask.io.Counted;
import org.unmask.model.Chain;
import org.unmask.model.ModelFamily;
import org.unmask.task.MaskedTask;
import org.unmask.task.TaskSet;
import org.unmask.verdict.Verdict;

/** The page of an atlas. */
public final class AtlasReport {

    private static final int SETS_LISTED = 4;

    private AtlasReport() {}

    /**
     * The page.
     *
     * @param atlas the answers
     * @param certificates for each cell, in the order of the verdicts, what a program can check
     * @param provenance what made it
     * @param command the command that makes it again
     * @return the document
     */
    public static ReportDocument of(
            Atlas atlas,
            List<Optional<Map<String, Object>>> certificates,
            Map<String, Object> provenance,
            String command) {
        List<AtlasTable.Column> columns = columns(atlas);
        List<AtlasTable.Row> rows =
                atlas.grid().tasks().stream().map(AtlasReport::row).toList();
        List<AtlasTable.Cell> cells = new ArrayList<>();
        for (int f = 0; f < columns.size(); f++) {
            for (int t = 0; t < rows.size(); t++) {
                cells.add(cell(atlas, f, t, columns.get(f), certificates.get(f * rows.size() + t)));
            }
        }
        long yes = count(atlas, "identifiable");
        long some = count(atlas, "locally-identifiable");
        long no = count(atlas, "not-identifiable");
        return new ReportDocument(
                "What hiding tokens can teach",
                "Hide some tokens of a sequence and train a machine to predict them from others. Suppose it becomes"
                        + " perfect: is there then only one hidden Markov model that it can have learnt? Asked of "
                        + Counted.of(rows.size(), "task") + " and "
                        + Counted.of(columns.size(), "kind") + " of models, the answer is yes for "
                        + Counted.of(yes, "cell") + " of the table, no for " + no + "; for " + some
                        + " only finitely many models are left.",
                List.of(
                        new AtlasTable(
                                new Section.Head(
                                        "The table",
                                        "Each row is a task: ● is a token that is seen, ? one that is predicted, · one"
                                                + " that is ignored. Each column is a kind of model. Open a cell for"
                                                + " the reason, the proof and the smallest change that helps; open a"
                                                + " column's number for the smallest sets of tasks that settle it."),
                                columns,
                                rows,
                                cells),
                        sets(atlas, columns)),
                provenance,
                command);
    }

    private static long count(Atlas atlas, String word) {
        return atlas.verdicts().stream()
                .filter(verdict -> verdict.word().equals(word))
                .count();
    }

    private static List<AtlasTable.Column> columns(Atlas atlas) {
        List<AtlasTable.Column> columns = new ArrayList<>();
        for (int f = 0; f < atlas.grid().families().size(); f++) {
            ModelFamily family = atlas.grid().families().get(f);
            IdentifyingSets sets = atlas.collections().get(f);
            columns.add(new AtlasTable.Column(
                    family instanceof ModelFamily.Gaussian ? "gaussian" : "categorical",
                    family.states(),
                    family.dimension(),
                    family.chain().word(),
                    covariance(family),
                    name(family),
                    family.parameters(),
                    sets.ofSize(1).stream().map(AtlasReport::marked).toList(),
                    several(sets).map(AtlasReport::marked).toList(),
                    together(sets)));
        }
        return columns;
    }

    private static java.util.stream.Stream<IdentifyingSets.Minimal> several(IdentifyingSets sets) {
        return sets.minimal().stream().filter(set -> set.tasks().tasks().size() > 1);
    }

    private static String marked(IdentifyingSets.Minimal set) {
        return (set.proved() ? "✓ " : "~ ") + set.tasks().text();
    }

    private static String together(IdentifyingSets sets) {
        if (sets.together().isEmpty()) {
            return "all tasks together: not determined";
        }
        int left = sets.together().getAsInt();
        return left == 0
                ? "all tasks together leave no continuum"
                : "all tasks together still leave " + Counted.of(left, "direction") + " free";
    }

    private static String covariance(ModelFamily family) {
        return family instanceof ModelFamily.Gaussian gaussian
                ? gaussian.covariance().word()
                : "";
    }

    /** The family in words. */
    static String name(ModelFamily family) {
        String chain = family.chain() == Chain.STATIONARY ? "any stationary chain" : "doubly stochastic chain";
        String states = Counted.of(family.states(), "state") + ", ";
        return family instanceof ModelFamily.Gaussian gaussian
                ? states + Counted.of(family.dimension(), "coordinate") + ", "
                        + gaussian.covariance().word().replace('-', ' ') + " covariance, " + chain
                : states + Counted.of(family.dimension(), "symbol") + ", " + chain;
    }

    private static AtlasTable.Row row(MaskedTask task) {
        return new AtlasTable.Row(
                task.text(),
                task.pattern(),
                words(task),
                task.targets().size(),
                task.context().size());
    }

    /** The task in words. */
    static String words(MaskedTask task) {
        String targets = positions(task.targets());
        return "Predict " + targets + (task.targets().size() > 1 ? " jointly" : "") + " from "
                + positions(task.context()) + ".";
    }

    private static String positions(List<Integer> positions) {
        String noun = positions.size() == 1 ? "token " : "tokens ";
        String last = positions.get(positions.size() - 1).toString();
        String first = positions.subList(0, positions.size() - 1).stream()
                .map(String::valueOf)
                .collect(Collectors.joining(", "));
        return noun + (first.isEmpty() ? last : first + " and " + last);
    }

    private static AtlasTable.Cell cell(
            Atlas atlas, int f, int t, AtlasTable.Column column, Optional<Map<String, Object>> certificate) {
        Verdict verdict = atlas.verdict(f, t);
        Optional<Repair> repair = atlas.repair(f, t);
        return new AtlasTable.Cell(
                verdict.word(),
                Atlas.nullity(verdict).stream().boxed().findFirst(),
                sentence(verdict),
                verdict.reason(),
                repair.map(found -> help(found, atlas.grid().tasks().get(t)))
                        .orElseGet(() -> verdict instanceof Verdict.Identifiable
                                ? ""
                                : "Nothing in this table settles it: " + column.together() + "."),
                repair.flatMap(found -> place(atlas, found, atlas.grid().tasks().get(t))),
                atlas.steps(f, t).stream()
                        .map(step ->
                                new AtlasTable.Step(atlas.grid().tasks().indexOf(step.larger()), step.addedTarget()))
                        .toList(),
                certificate.map(Exact::new));
    }

    private static String sentence(Verdict verdict) {
        return verdict.fold(
                yes ->
                        "One model. Whoever predicts perfectly here has learnt the true model: every probability in it can"
                                + " be read off the predictor, up to the names of the states.",
                locally -> "Finitely many models. No model close to the true one predicts the same, but one far from it"
                        + " may; no theorem used here excludes it.",
                no -> {
                    int free = no.exactRank().nullity();
                    return "A continuum of models. The model has "
                            + Counted.of(no.exactRank().parameters(), "free parameter")
                            + ", and there "
                            + (free == 1 ? "is one direction" : "are " + free + " independent directions")
                            + " to move them in while every prediction stays exactly the same.";
                },
                open -> "Not determined.");
    }

    private static String help(Repair repair, MaskedTask task) {
        String then = repair.proved() ? ", which leaves one model." : ", which leaves no continuum.";
        return switch (repair.kind()) {
            case LARGER_TASK -> "Train " + repair.tasks().text() + " in place of " + task.text() + then;
            case SECOND_TASK -> {
                MaskedTask other = other(repair.tasks(), task);
                yield "Train " + other.text() + " besides " + task.text() + then;
            }
            case ASSUMPTION ->
                "Assume more: with " + name(repair.family()) + " the same task"
                        + (repair.proved() ? " leaves one model." : " leaves no continuum.");
        };
    }

    private static MaskedTask other(TaskSet both, MaskedTask task) {
        return both.tasks().stream()
                .filter(candidate -> !candidate.equals(task))
                .findFirst()
                .orElse(task);
    }

    /** Where the repair stands in the table; a pair of tasks has no cell, the second one has. */
    private static Optional<Integer> place(Atlas atlas, Repair repair, MaskedTask task) {
        int column = atlas.grid().families().indexOf(repair.family());
        MaskedTask shown =
                repair.tasks().tasks().size() == 1 ? repair.tasks().tasks().get(0) : other(repair.tasks(), task);
        int row = atlas.grid().tasks().indexOf(shown);
        return column < 0 || row < 0
                ? Optional.empty()
                : Optional.of(column * atlas.grid().tasks().size() + row);
    }

    private static Section.Table sets(Atlas atlas, List<AtlasTable.Column> columns) {
        List<List<String>> rows = IntStream.range(0, columns.size())
                .mapToObj(f -> {
                    AtlasTable.Column column = columns.get(f);
                    long proved = column.alone().stream()
                            .filter(set -> set.startsWith("✓"))
                            .count();
                    return List.of(
                            column.name(),
                            String.format(
                                    Locale.ROOT,
                                    "%d of %d",
                                    proved,
                                    atlas.grid().tasks().size()),
                            shortened(column.alone()),
                            shortened(column.sets()),
                            column.together());
                })
                .toList();
        return new Section.Table(
                new Section.Head(
                        "The smallest sets of tasks",
                        "Sets no part of which is enough. ✓ a theorem says that one model is left; ~ counted exactly, no"
                                + " continuum is left. A long list is cut here; a column's number opens all of it."),
                List.of("model", "#proved alone", "one task", "several tasks trained together", "everything"),
                rows);
    }

    private static String shortened(List<String> sets) {
        if (sets.isEmpty()) {
            return "none";
        }
        String first = String.join("; ", sets.subList(0, Math.min(SETS_LISTED, sets.size())));
        return sets.size() > SETS_LISTED ? first + "; and " + (sets.size() - SETS_LISTED) + " more" : first;
    }
}

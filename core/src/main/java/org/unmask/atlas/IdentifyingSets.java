// SPDX-License-Identifier: Apache-2.0
package org.unmask.atlas;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.unmask.model.ModelFamily;
import org.unmask.parallel.Progress;
import org.unmask.parallel.Workers;
import org.unmask.task.MaskedTask;
import org.unmask.task.TaskSet;
import org.unmask.verdict.Question;
import org.unmask.verdict.Verdict;
import org.unmask.verdict.engine.VerdictEngine;

/**
 * The smallest collections of a family's tasks that leave nothing free: no part of one has nullity 0.
 *
 * @param family the family
 * @param minimal the collections, small ones first
 * @param searched the largest number of tasks in a collection that was tried
 * @param together nullity of all tasks of the grid at once, below which no collection comes; empty when undetermined
 */
public record IdentifyingSets(ModelFamily family, List<Minimal> minimal, int searched, OptionalInt together) {

    /** Triples are tried while there are no more of them. */
    private static final int MOST_TRIPLES = 2000;

    /** Copies the list. */
    public IdentifyingSets {
        minimal = List.copyOf(minimal);
    }

    /**
     * A minimal collection.
     *
     * @param tasks its tasks, in the order of the grid
     * @param proved whether a theorem says that it identifies; else only finitely many models are left
     */
    public record Minimal(TaskSet tasks, boolean proved) {}

    /**
     * The collections of a number of tasks.
     *
     * @param tasks how many
     * @return those collections, in the order of the grid
     */
    public List<Minimal> ofSize(int tasks) {
        return minimal.stream()
                .filter(found -> found.tasks().tasks().size() == tasks)
                .toList();
    }

    /**
     * Whether a collection that identifies is known.
     *
     * @return true when one is proved
     */
    public boolean identifies() {
        return minimal.stream().anyMatch(Minimal::proved);
    }

    /** For each family of a grid; its verdicts are those of {@link Atlas}. */
    static List<IdentifyingSets> of(
            AtlasGrid grid, List<Verdict> verdicts, VerdictEngine engine, Workers workers, Progress progress) {
        List<Search> searches = IntStream.range(0, grid.families().size())
                .mapToObj(f -> new Search(grid, verdicts, f))
                .toList();
        ask(searches, searches.stream().map(Search::pairs).toList(), engine, workers, progress);
        List<Verdict> all = engine.answer(
                searches.stream()
                        .map(search -> Question.generic(search.family, new TaskSet(grid.tasks())))
                        .toList(),
                workers,
                progress);
        List<List<int[]>> triples = new ArrayList<>();
        for (int f = 0; f < searches.size(); f++) {
            OptionalInt together = Atlas.nullity(all.get(f));
            triples.add(
                    together.isPresent() && together.getAsInt() > 0
                            ? List.of()
                            : searches.get(f).triples());
        }
        ask(searches, triples, engine, workers, progress);
        List<IdentifyingSets> out = new ArrayList<>();
        for (int f = 0; f < searches.size(); f++) {
            out.add(searches.get(f).result(Atlas.nullity(all.get(f))));
        }
        return out;
    }

    private static void ask(
            List<Search> searches,
            List<List<int[]>> candidates,
            VerdictEngine engine,
            Workers workers,
            Progress progress) {
        List<Question> questions = new ArrayList<>();
        for (int f = 0; f < searches.size(); f++) {
            Search search = searches.get(f);
            candidates.get(f).forEach(set -> questions.add(Question.generic(search.family, search.tasks(set))));
        }
        List<Verdict> answers = engine.answer(questions, workers, progress);
        int at = 0;
        for (int f = 0; f < searches.size(); f++) {
            for (int[] set : candidates.get(f)) {
                searches.get(f).hear(set, answers.get(at++));
            }
        }
    }

    /** The search in one family. */
    private static final class Search {

        private final ModelFamily family;
        private final List<MaskedTask> tasks;
        private final List<Integer> open = new ArrayList<>();
        private final List<Minimal> minimal = new ArrayList<>();
        private final Map<List<Integer>, Boolean> closedPairs = new HashMap<>();
        private int searched = 2;

        Search(AtlasGrid grid, List<Verdict> verdicts, int f) {
            family = grid.families().get(f);
            tasks = grid.tasks();
            for (int t = 0; t < tasks.size(); t++) {
                Verdict verdict = verdicts.get(f * tasks.size() + t);
                if (Atlas.nullity(verdict).orElse(1) == 0) {
                    hear(new int[] {t}, verdict);
                } else {
                    open.add(t);
                }
            }
        }

        TaskSet tasks(int[] set) {
            return new TaskSet(IntStream.of(set).mapToObj(tasks::get).toList());
        }

        void hear(int[] set, Verdict answer) {
            if (Atlas.nullity(answer).orElse(1) == 0) {
                minimal.add(new Minimal(tasks(set), answer instanceof Verdict.Identifiable));
                if (set.length == 2) {
                    closedPairs.put(List.of(set[0], set[1]), true);
                }
            }
        }

        /** Pairs of tasks that each leave a continuum; only these can be minimal. */
        List<int[]> pairs() {
            List<int[]> pairs = new ArrayList<>();
            for (int a = 0; a < open.size(); a++) {
                for (int b = a + 1; b < open.size(); b++) {
                    pairs.add(new int[] {open.get(a), open.get(b)});
                }
            }
            return pairs;
        }

        /** Triples no pair of which is a collection already; none where there are too many to try. */
        List<int[]> triples() {
            List<int[]> triples = new ArrayList<>();
            List<int[]> pairs =
                    pairs().stream().filter(pair -> !closed(pair[0], pair[1])).toList();
            for (int[] pair : pairs) {
                for (int c : open) {
                    if (c > pair[1] && !closed(pair[0], c) && !closed(pair[1], c)) {
                        triples.add(new int[] {pair[0], pair[1], c});
                    }
                }
            }
            if (triples.size() > MOST_TRIPLES) {
                return List.of();
            }
            searched = 3;
            return triples;
        }

        private boolean closed(int a, int b) {
            return closedPairs.containsKey(List.of(a, b));
        }

        IdentifyingSets result(OptionalInt together) {
            boolean hopeless = together.isPresent() && together.getAsInt() > 0;
            return new IdentifyingSets(family, minimal, hopeless ? tasks.size() : searched, together);
        }
    }
}

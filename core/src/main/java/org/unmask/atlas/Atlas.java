// SPDX-License-Identifier: Apache-2.0
package org.unmask.atlas;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.unmask.model.ModelFamily;
import org.unmask.parallel.Progress;
import org.unmask.parallel.Threads;
import org.unmask.task.MaskedTask;
import org.unmask.task.TaskSet;
import org.unmask.verdict.ExactRank;
import org.unmask.verdict.Question;
import org.unmask.verdict.Verdict;
import org.unmask.verdict.engine.VerdictEngine;

/**
 * The landscape of identifiability: the verdict of every task in every family, the smallest collections of tasks that leave
 * nothing free, and what one more token buys. The same grid gives the same atlas, whatever the threads.
 *
 * @param grid what was asked
 * @param verdicts verdict {@code f * tasks + t} is that of task {@code t} in family {@code f}
 * @param collections for each family, in order, its minimal collections
 */
public record Atlas(AtlasGrid grid, List<Verdict> verdicts, List<Collections> collections) {

    /** Copies the lists. */
    public Atlas {
        verdicts = List.copyOf(verdicts);
        collections = List.copyOf(collections);
    }

    /**
     * Collections of tasks with nullity 0 none of whose parts has it.
     *
     * @param family the family
     * @param singles tasks that need no other
     * @param pairs pairs of tasks, each of which leaves a continuum alone
     */
    public record Collections(ModelFamily family, List<MaskedTask> singles, List<TaskSet> pairs) {
        /** Copies the lists. */
        public Collections {
            singles = List.copyOf(singles);
            pairs = List.copyOf(pairs);
        }
    }

    /**
     * What one more position buys.
     *
     * @param larger the larger task, a representative of its class
     * @param addedTarget true when a target was added, false for a token of context
     * @param nullity its nullity
     */
    public record Step(MaskedTask larger, boolean addedTarget, int nullity) {}

    /**
     * Answers a grid.
     *
     * @param grid families and tasks
     * @param engine answers each question
     * @param threads how many questions at once
     * @param progress hears how many are answered
     * @return the atlas
     */
    public static Atlas of(AtlasGrid grid, VerdictEngine engine, Threads threads, Progress progress) {
        List<Verdict> verdicts = engine.answer(grid.questions(), threads, progress);
        List<Question> pairs = new ArrayList<>();
        List<List<TaskSet>> asked = new ArrayList<>();
        for (int f = 0; f < grid.families().size(); f++) {
            List<TaskSet> candidates = candidates(grid, verdicts, f);
            asked.add(candidates);
            for (TaskSet candidate : candidates) {
                pairs.add(Question.generic(grid.families().get(f), candidate));
            }
        }
        List<Verdict> answers = engine.answer(pairs, threads, progress);
        List<Collections> collections = new ArrayList<>();
        int at = 0;
        for (int f = 0; f < grid.families().size(); f++) {
            List<TaskSet> identifying = new ArrayList<>();
            for (TaskSet candidate : asked.get(f)) {
                if (nullity(answers.get(at++)).orElse(1) == 0) {
                    identifying.add(candidate);
                }
            }
            collections.add(new Collections(grid.families().get(f), singles(grid, verdicts, f), identifying));
        }
        return new Atlas(grid, verdicts, collections);
    }

    private static List<MaskedTask> singles(AtlasGrid grid, List<Verdict> verdicts, int family) {
        List<MaskedTask> singles = new ArrayList<>();
        for (int t = 0; t < grid.tasks().size(); t++) {
            if (nullity(verdicts.get(family * grid.tasks().size() + t)).orElse(1) == 0) {
                singles.add(grid.tasks().get(t));
            }
        }
        return singles;
    }

    /** Pairs of tasks that each leave a continuum; only these can be minimal. */
    private static List<TaskSet> candidates(AtlasGrid grid, List<Verdict> verdicts, int family) {
        List<MaskedTask> free = new ArrayList<>(grid.tasks());
        free.removeAll(singles(grid, verdicts, family));
        List<TaskSet> pairs = new ArrayList<>();
        for (int a = 0; a < free.size(); a++) {
            for (int b = a + 1; b < free.size(); b++) {
                pairs.add(TaskSet.of(free.get(a), free.get(b)));
            }
        }
        return pairs;
    }

    /**
     * The verdict of a cell.
     *
     * @param family column, from 0
     * @param task row, from 0
     * @return the verdict
     */
    public Verdict verdict(int family, int task) {
        return verdicts.get(family * grid.tasks().size() + task);
    }

    /**
     * The dimension of the continuum that a verdict leaves.
     *
     * @param verdict any verdict
     * @return 0 when it is identifiable or locally so; empty when undetermined
     */
    public static OptionalInt nullity(Verdict verdict) {
        if (verdict instanceof Verdict.Identifiable) {
            return OptionalInt.of(0);
        }
        return verdict instanceof Verdict.Undetermined
                ? OptionalInt.empty()
                : verdict.rank().map(ExactRank::nullity).map(OptionalInt::of).orElse(OptionalInt.empty());
    }

    /**
     * What one more token of context or one more target buys in a cell.
     *
     * @param family column, from 0
     * @param task row, from 0
     * @return the larger tasks of the grid, in its order
     */
    public List<Step> steps(int family, int task) {
        MaskedTask smaller = grid.tasks().get(task);
        List<Step> steps = new ArrayList<>();
        for (int t = 0; t < grid.tasks().size(); t++) {
            MaskedTask larger = grid.tasks().get(t);
            OptionalInt nullity = nullity(verdict(family, t));
            boolean target = extendsBy(smaller, larger, 1, 0);
            if (nullity.isPresent() && (target || extendsBy(smaller, larger, 0, 1))) {
                steps.add(new Step(larger, target, nullity.getAsInt()));
            }
        }
        return steps;
    }

    /** Whether the larger task, at some shift, in some direction, is the smaller one with that many positions added. */
    private static boolean extendsBy(MaskedTask smaller, MaskedTask larger, int targets, int context) {
        if (larger.targets().size() != smaller.targets().size() + targets
                || larger.context().size() != smaller.context().size() + context) {
            return false;
        }
        for (MaskedTask image : List.of(smaller.shifted(), smaller.reversed())) {
            for (int shift = 0; shift + image.window() <= larger.window(); shift++) {
                int by = shift;
                if (larger.targets()
                                .containsAll(image.targets().stream()
                                        .map(p -> p + by)
                                        .toList())
                        && larger.context()
                                .containsAll(image.context().stream()
                                        .map(p -> p + by)
                                        .toList())) {
                    return true;
                }
            }
        }
        return false;
    }
}

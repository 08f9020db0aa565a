// SPDX-License-Identifier: Apache-2.0
package org.unmask.atlas;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import org.unmask.model.ModelFamily;
import org.unmask.parallel.Progress;
import org.unmask.parallel.Threads;
import org.unmask.parallel.Workers;
import org.unmask.random.Seed;
import org.unmask.task.MaskedTask;
import org.unmask.verdict.ExactRank;
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
public record Atlas(AtlasGrid grid, List<Verdict> verdicts, List<IdentifyingSets> collections) {

    /** Copies the lists. */
    public Atlas {
        verdicts = List.copyOf(verdicts);
        collections = List.copyOf(collections);
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
     * @param workers who finds the ranks
     * @param progress hears how many are answered
     * @return the atlas
     */
    public static Atlas of(AtlasGrid grid, VerdictEngine engine, Workers workers, Progress progress) {
        List<Verdict> verdicts = engine.answer(grid.questions(), workers, progress);
        return new Atlas(grid, verdicts, IdentifyingSets.of(grid, verdicts, engine, workers, progress));
    }

    /**
     * The same atlas with twins: two models with the same predictors for each cell that leaves a continuum, where the
     * question is small.
     *
     * @param seed where the searches start from
     * @param mostParameters larger families get twins for pairs of tokens only, whose twins have a formula
     * @param threads how many searches at once
     * @param progress hears how many are done
     * @return the atlas with those verdicts
     */
    public Atlas withTwins(Seed seed, int mostParameters, Threads threads, Progress progress) {
        AtomicInteger done = new AtomicInteger();
        List<Verdict> shown = threads.map(verdicts.size(), i -> {
            Verdict verdict = verdicts.get(i);
            MaskedTask task = grid.tasks().get(i % grid.tasks().size());
            ModelFamily family = verdict.question().family();
            boolean pair = task.targets().size() + task.context().size() == 2;
            boolean small =
                    family.parameters() <= mostParameters || (pair && family instanceof ModelFamily.Categorical);
            boolean wanted = verdict instanceof Verdict.NotIdentifiable || pair;
            progress.at("twins", done.incrementAndGet(), verdicts.size());
            return small && wanted ? Twins.attached(verdict, seed.split("cell", i)) : verdict;
        });
        return new Atlas(grid, shown, collections);
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

    /**
     * The smallest change of a cell that leaves one model, or at least no continuum.
     *
     * @param family column, from 0
     * @param task row, from 0
     * @return the repair; empty when none is needed, or none is known in this grid
     */
    public Optional<Repair> repair(int family, int task) {
        return Repair.of(this, family, task);
    }

    /** Whether the larger task, at some shift, in some direction, is the smaller one with that many positions added. */
    private static boolean extendsBy(MaskedTask smaller, MaskedTask larger, int targets, int context) {
        return larger.targets().size() == smaller.targets().size() + targets
                && larger.context().size() == smaller.context().size() + context
                && contains(smaller, larger);
    }

    /** Whether a task, at some shift, in some direction, sees and predicts all that another does. */
    static boolean contains(MaskedTask smaller, MaskedTask larger) {
        for (MaskedTask image : List.of(smaller.shifted(), smaller.reversed())) {
            for (int shift = 0; shift + image.window() <= larger.window(); shift++) {
                if (holds(larger.targets(), image.targets(), shift)
                        && holds(larger.context(), image.context(), shift)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean holds(List<Integer> larger, List<Integer> smaller, int shift) {
        return smaller.stream().allMatch(position -> larger.contains(position + shift));
    }
}

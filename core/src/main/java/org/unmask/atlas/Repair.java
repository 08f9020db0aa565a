// SPDX-License-Identifier: Apache-2.0
package org.unmask.atlas;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.unmask.model.Chain;
import org.unmask.model.CovarianceShape;
import org.unmask.model.ModelFamily;
import org.unmask.task.MaskedTask;
import org.unmask.task.TaskSet;
import org.unmask.verdict.Verdict;

/**
 * The smallest change that turns a cell of an atlas, found among what the atlas has answered.
 *
 * @param kind what is changed
 * @param tasks the tasks after it
 * @param family the family after it
 * @param proved whether a theorem then says that the model is identified; else only finitely many models are left
 */
public record Repair(Kind kind, TaskSet tasks, ModelFamily family, boolean proved) {

    /** What is changed, the mildest first. */
    public enum Kind {
        /** The same task with one or more positions added. */
        LARGER_TASK,
        /** A second task trained besides. */
        SECOND_TASK,
        /** The same task, and more known of the model. */
        ASSUMPTION
    }

    /** A repair and the number of positions that it adds to what is predicted from what. */
    private record Candidate(Repair repair, int cost) {}

    /** The cheapest repair that is proved; without one, the cheapest that leaves no continuum where there was one. */
    static Optional<Repair> of(Atlas atlas, int family, int task) {
        Verdict verdict = atlas.verdict(family, task);
        if (verdict instanceof Verdict.Identifiable) {
            return Optional.empty();
        }
        List<Candidate> candidates = new ArrayList<>();
        addTasks(atlas, family, task, candidates);
        addPairs(atlas, family, task, candidates);
        addAssumptions(atlas, family, task, candidates);
        boolean open = Atlas.nullity(verdict).orElse(1) > 0;
        return candidates.stream()
                .filter(candidate -> open || candidate.repair().proved())
                .min(Comparator.<Candidate, Boolean>comparing(
                                candidate -> !candidate.repair().proved())
                        .thenComparingInt(Candidate::cost)
                        .thenComparing(candidate -> candidate.repair().kind()))
                .map(Candidate::repair);
    }

    private static void addTasks(Atlas atlas, int family, int task, List<Candidate> candidates) {
        MaskedTask given = atlas.grid().tasks().get(task);
        ModelFamily same = atlas.grid().families().get(family);
        for (int t = 0; t < atlas.grid().tasks().size(); t++) {
            Verdict answer = atlas.verdict(family, t);
            if (t == task || Atlas.nullity(answer).orElse(1) > 0) {
                continue;
            }
            boolean proved = answer instanceof Verdict.Identifiable;
            MaskedTask other = atlas.grid().tasks().get(t);
            int added = size(other) - size(given);
            if (added > 0 && Atlas.contains(given, other)) {
                candidates.add(new Candidate(new Repair(Kind.LARGER_TASK, TaskSet.of(other), same, proved), added));
            } else {
                TaskSet both = TaskSet.of(given, other);
                candidates.add(new Candidate(new Repair(Kind.SECOND_TASK, both, same, proved), size(other)));
            }
        }
    }

    private static void addPairs(Atlas atlas, int family, int task, List<Candidate> candidates) {
        MaskedTask given = atlas.grid().tasks().get(task);
        for (IdentifyingSets.Minimal pair : atlas.collections().get(family).ofSize(2)) {
            List<MaskedTask> others = new ArrayList<>(pair.tasks().tasks());
            if (others.remove(given)) {
                Repair repair = new Repair(
                        Kind.SECOND_TASK,
                        TaskSet.of(given, others.get(0)),
                        atlas.grid().families().get(family),
                        pair.proved());
                candidates.add(new Candidate(repair, size(others.get(0))));
            }
        }
    }

    /** What is assumed comes last: it is true of the world or not, and no training makes it so. */
    private static void addAssumptions(Atlas atlas, int family, int task, List<Candidate> candidates) {
        ModelFamily given = atlas.grid().families().get(family);
        for (int f = 0; f < atlas.grid().families().size(); f++) {
            Verdict answer = atlas.verdict(f, task);
            ModelFamily other = atlas.grid().families().get(f);
            if (f != family && isStricter(given, other) && Atlas.nullity(answer).orElse(1) == 0) {
                TaskSet same = TaskSet.of(atlas.grid().tasks().get(task));
                boolean proved = answer instanceof Verdict.Identifiable;
                candidates.add(new Candidate(new Repair(Kind.ASSUMPTION, same, other, proved), 100));
            }
        }
    }

    /** Whether the other family says one thing more: the covariance is known, or the chain doubly stochastic. */
    private static boolean isStricter(ModelFamily given, ModelFamily other) {
        if (given.states() != other.states() || given.dimension() != other.dimension()) {
            return false;
        }
        boolean chain = given.chain() == Chain.STATIONARY && other.chain() == Chain.DOUBLY_STOCHASTIC;
        if (given instanceof ModelFamily.Gaussian one && other instanceof ModelFamily.Gaussian two) {
            boolean known =
                    one.covariance() != CovarianceShape.IDENTITY && two.covariance() == CovarianceShape.IDENTITY;
            return chain ? one.covariance() == two.covariance() : known && one.chain() == two.chain();
        }
        return chain;
    }

    private static int size(MaskedTask task) {
        return task.targets().size() + task.context().size();
    }
}

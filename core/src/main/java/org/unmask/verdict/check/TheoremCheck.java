// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.check;

import static org.unmask.verdict.check.Matrix.dot;
import static org.unmask.verdict.check.Matrix.flat;
import static org.unmask.verdict.check.Matrix.identity;
import static org.unmask.verdict.check.Matrix.joined;
import static org.unmask.verdict.check.Matrix.map;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which powers of the chain the tasks fix together with emissions and stationary law, by the theorems (2.2) to (2.13). Their
 * preconditions are computed anew, modulo a prime: what is not zero there is not zero. At a generic point it is a point
 * without pattern, where what is not zero is not zero outside a set of measure zero; signs are looked at in the exact model.
 */
public final class TheoremCheck {

    /**
     * What was found.
     *
     * @param theorem its name
     * @param readings what each task fixes, in words
     * @param minors columns of a regular minor of the chain, and of one of the emissions
     * @param statement in words
     */
    public record Proof(String theorem, List<String> readings, List<List<Integer>> minors, String statement) {}

    private static final int MOST_STATES = 12;

    private final Family family;
    private final Optional<Model<Ratio>> exact;
    private final Model<Residue> model;
    private final List<Residue> law;
    private final Matrix<Residue> chain;
    private final Matrix<Residue> means;
    private final int k;
    private final boolean unit;
    private final boolean regular;
    private final boolean full;
    private final List<Reading> readings = new ArrayList<>();

    /**
     * What one task lets one read off.
     *
     * @param theorem the theorem's name
     * @param task the task
     * @param powers of the chain that are fixed
     */
    private record Reading(String theorem, String task, TreeSet<Integer> powers) {
        String statement() {
            return task + " fixes the powers " + powers + " of the chain by " + theorem;
        }
    }

    private TheoremCheck(Family family, Optional<Model<Ratio>> exact) {
        this.family = family;
        this.exact = exact;
        this.model = exact.map(at -> at.mapped(Residue::of)).orElseGet(() -> family.expand(RankCheck.point(family, 1)));
        this.law = model.initial();
        this.chain = model.transition();
        this.means = model.means();
        this.k = family.states();
        this.unit = family.shape().equals("identity");
        boolean positive = exact.stream().allMatch(at -> at.initial().stream().allMatch(p -> p.sign() > 0));
        this.regular = positive && chain.rank() == k;
        this.full = regular && means.rank() == k;
    }

    /**
     * Looks for a theorem.
     *
     * @param family the question
     * @param model free parameters of the model, none for a generic point
     * @return the theorem, refused where there is none
     */
    public static Proof prove(Family family, Optional<List<Ratio>> model) {
        TheoremCheck check = new TheoremCheck(family, model.map(free -> family.exact("model", free)));
        String theorem = check.theorem();
        String where = model.isPresent() ? "the model" : "a generic point";
        String statement = "the preconditions of " + theorem + " hold at " + where;
        List<List<Integer>> minors =
                List.of(check.chain.echelon().columns(), check.means.echelon().columns());
        return new Proof(theorem, map(check.readings, Reading::statement), minors, statement);
    }

    /** The powers that are fixed fix that of their common divisor, whose root is unique when it is 1, or odd with two states. */
    private String theorem() {
        family.tasks().stream().filter(task -> k > 1).forEach(this::read);
        Set<Integer> gaps = new TreeSet<>();
        family.tasks().stream().filter(task -> task.context().size() == 1).forEach(task -> gaps.addAll(gaps(task)));
        Set<Integer> powers = new TreeSet<>(readings.isEmpty() || family.gaussian() ? Set.of() : gaps);
        readings.forEach(reading -> powers.addAll(reading.powers));
        int divisor = powers.stream().reduce(0, Task::divisor);
        if (divisor == 1 || (k == 2 && divisor % 2 == 1)) {
            int itself = map(readings, reading -> reading.powers.contains(1)).indexOf(true);
            return readings.get(Math.max(0, itself)).theorem;
        }
        boolean mean = family.tasks().stream().anyMatch(task -> task.targets().size() % 2 == 1);
        if (k == 1 && (!family.gaussian() || family.log() || (unit && mean))) {
            return "single-state";
        }
        boolean odd = gaps.size() >= 2 && gaps.stream().anyMatch(gap -> gap % 2 == 1);
        boolean two = k == 2 && !family.gaussian() && family.doubly() && odd && full && primitive();
        Refusal.unless(two, "question is covered by no theorem that the checker knows");
        return "two-states-two-gaps";
    }

    private static Set<Integer> gaps(Task task) {
        Set<Integer> out = new TreeSet<>();
        task.targets().forEach(target -> task.context().forEach(seen -> out.add(Math.abs(target - seen))));
        return out;
    }

    /** What one task lets one read off. */
    private void read(Task task) {
        int context = task.context().get(0);
        List<Integer> targets = task.targets();
        if (family.log()) {
            boolean distinct = new HashSet<>(model.lookalikes()).size() == k;
            add("gaussian-densities", task, regular && distinct, gaps(task));
        } else if (task.context().size() > 1) {
            int low = Collections.min(task.context());
            int high = Collections.max(task.context());
            boolean block = high - low + 1 == task.context().size();
            boolean next = targets.contains(low - 1) || targets.contains(high + 1);
            add("next-from-block", task, block && next && !family.gaussian() && full && oneLaw(1), Set.of(1));
        } else if (family.gaussian() && targets.size() == 1) {
            int gap = Math.abs(targets.get(0) - context);
            add(gap == 1 ? "gaussian-pair" : "gaussian-pairs", task, unit && regular && simplex(), Set.of(gap));
        } else if (!family.gaussian() || targets.size() == 2) {
            for (int i = 0; i < targets.size(); i++) {
                for (int target : targets.subList(i + 1, targets.size())) {
                    readTwo(task, targets.get(i) - context, target - context);
                }
            }
        }
    }

    /** What two targets tell, these many steps from the context, in their order. */
    private void readTwo(Task task, int a, int b) {
        int g = Math.min(Math.abs(a), Math.abs(b));
        int h = b - a;
        boolean gaussian = family.gaussian();
        if (a < 0 && b > 0) {
            boolean fits = full && (gaussian ? unit && oblique(-a, b) : family.doubly() || oneLaw(-a));
            add(-a == 1 && b == 1 ? "adjacent-triple" : "gapped-triple", task, fits, List.of(-a, b));
        } else if (h == 1) {
            boolean fits = gaussian ? full && primitive() && (unit || variancesFixed()) : kruskal(g);
            add(g == 1 ? "adjacent-triple" : "gapped-triple", task, fits, List.of(1));
        } else {
            boolean fits = full && (gaussian ? primitive() && unit && noMirror() : family.doubly() || oneLaw(h));
            add("gapped-triple", task, fits, List.of(g, h));
        }
    }

    private void add(String theorem, Task task, boolean holds, Collection<Integer> powers) {
        if (holds) {
            readings.add(new Reading(theorem, task.text(), new TreeSet<>(powers)));
        }
    }

    private boolean oneLaw(int power) {
        return chain.power(power).minus(identity(k, new Residue(1))).rank() == k - 1;
    }

    /** Some power of the chain is positive throughout, in Wielandt's bound. */
    private boolean primitive() {
        Matrix<Ratio> steps = exact.map(at -> at.transition().mapped(p -> Ratio.of(p.sign())))
                .orElseGet(() -> Matrix.of(k, k, (i, j) -> Ratio.ONE));
        return flat(steps.power((k - 1) * (k - 1) + 1).rows()).stream().allMatch(ways -> ways.sign() > 0);
    }

    /** The means are affinely independent. */
    private boolean simplex() {
        return new Matrix<>(map(means.rows(), mean -> joined(mean, List.of(new Residue(1))))).rank() == k;
    }

    private boolean noMirror() {
        return k != 2 || differ(map(means.rows(), mean -> dot(mean, mean))) || differ(law);
    }

    private static boolean differ(List<?> values) {
        return new HashSet<>(values).size() > 1;
    }

    private boolean variancesFixed() {
        long moving =
                means.transposed().rows().stream().filter(TheoremCheck::differ).count();
        boolean signs = exact.stream()
                .flatMap(at -> at.means().transposed().rows().stream())
                .anyMatch(coordinates -> differ(map(coordinates, Ratio::sign)));
        boolean shared = family.shape().endsWith("shared") || exact.isEmpty() || signs;
        boolean diagonal = family.shape().startsWith("diagonal") && shared && moving == family.dimension();
        return diagonal || (family.shape().startsWith("spherical") && moving > 0);
    }

    private boolean oblique(int before, int after) {
        List<Residue> centre = means.transposed().times(law);
        Matrix<Residue> reversed =
                Matrix.of(k, k, (i, j) -> law.get(j).times(chain.at(j, i)).over(law.get(i)));
        int moved = chain.power(after).minus(reversed.power(before)).rank();
        return differ(means.times(centre)) && (family.doubly() || moved >= (exact.isEmpty() ? 1 : k - 1));
    }

    /** Kruskal's condition, the emissions being independent: k-ranks of what follows and of the posteriors. */
    private boolean kruskal(int gap) {
        Matrix<Residue> joint =
                Matrix.of(k, family.dimension(), (h, x) -> law.get(h).times(means.at(h, x)));
        Matrix<Residue> posteriors = chain.power(gap).transposed().times(joint);
        boolean few = exact.isPresent() && k <= MOST_STATES && means.rank() == k;
        return full || (few && kRank(chain.times(means)) + kRank(posteriors) >= k + 2);
    }

    /** Largest r such that any r rows are independent. */
    private int kRank(Matrix<Residue> matrix) {
        int least = k;
        for (int set = 1; set < 1 << k; set++) {
            BitSet chosen = BitSet.valueOf(new long[] {set});
            int rank = new Matrix<>(chosen.stream().mapToObj(matrix::row).toList()).rank();
            least = rank < chosen.cardinality() ? Math.min(least, rank) : least;
        }
        return least;
    }
}

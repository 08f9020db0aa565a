// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.check;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Which powers of the chain the tasks fix together with emissions and stationary law, by the theorems (2.2) to (2.8). Their
 * preconditions are computed anew, modulo a prime: what is not zero there is not zero. At a generic point it is a point
 * without pattern, where what is not zero is not zero outside a set of measure zero; signs are looked at in the exact model.
 */
final class TheoremCheck {

    private static final int MOST_STATES = 12;

    private final Family family;
    private final List<Task> tasks;
    private final Optional<Model<Ratio>> exact;
    private final Model<Residue> model;
    private final int k;
    private final boolean unit;
    private final boolean full;
    private final boolean independent;
    private final List<String> theorems = new ArrayList<>();
    private final List<String> readings = new ArrayList<>();
    private final TreeSet<Integer> powers = new TreeSet<>();
    private int chainItself = -1;

    private TheoremCheck(Family family, List<Task> tasks, Optional<Model<Ratio>> exact) {
        this.family = family;
        this.tasks = tasks;
        this.exact = exact;
        this.model = exact.map(at -> at.map(Residue::of)).orElseGet(() -> family.expand(RankCheck.point(family, 1)));
        this.k = family.states();
        this.unit = family.shape().equals("identity");
        this.independent = Linear.rank(model.means()) == k;
        boolean positive = exact.stream().allMatch(at -> at.initial().stream().allMatch(p -> p.sign() > 0));
        this.full = independent && positive && Linear.rank(model.transition()) == k;
    }

    /** What follows from a {@code theorem} document's question and model. */
    static void derive(Tree document, Family family, List<Task> tasks, Map<String, Object> out) {
        Optional<Model<Ratio>> exact = Optional.empty();
        if (document.has("model")) {
            Tree model = document.get("model");
            exact = Optional.of(family.exact(model));
            out.put("model", family.document(exact.get().map(Ratio::toString), family.symbols(model)));
        }
        TheoremCheck check = new TheoremCheck(family, tasks, exact);
        String theorem = check.theorem();
        out.put("theorem", theorem);
        out.put("readings", check.readings);
        out.put("transitionMinor", Linear.minor(check.model.transition()).columns());
        out.put("emissionMinor", Linear.minor(check.model.means()).columns());
        String where = exact.isPresent() ? "the model" : "a generic point";
        out.put("statement", "the preconditions of " + theorem + " hold at " + where);
    }

    private String theorem() {
        TreeSet<Integer> gaps = new TreeSet<>();
        boolean single = false;
        for (Task task : tasks) {
            single |= !family.gaussian()
                    || family.loss().equals("log")
                    || (unit && task.targets().size() % 2 == 1);
            if (task.context().size() == 1) {
                task.targets()
                        .forEach(target ->
                                gaps.add(Math.abs(target - task.context().get(0))));
            }
            if (k > 1) {
                read(task);
            }
        }
        powers.addAll(readings.isEmpty() || family.gaussian() ? List.of() : gaps);
        int divisor = powers.stream()
                .map(BigInteger::valueOf)
                .reduce(BigInteger.ZERO, BigInteger::gcd)
                .intValue();
        if (divisor == 1 || (k == 2 && divisor % 2 == 1)) {
            return theorems.get(Math.max(0, chainItself));
        }
        boolean two = k == 2 && !family.gaussian() && family.doublyStochastic() && gaps.size() >= 2;
        boolean odd = gaps.stream().anyMatch(gap -> gap % 2 == 1);
        boolean covered = k == 1 ? single : two && odd && full && primitive();
        Refusal.unless(covered, "question is covered by no theorem that the checker knows");
        return k == 1 ? "single-state" : "two-states-two-gaps";
    }

    /** What one task lets one read off. */
    private void read(Task task) {
        int context = task.context().get(0);
        List<Integer> targets = task.targets();
        if (task.context().size() > 1) {
            int low = Collections.min(task.context());
            int high = Collections.max(task.context());
            boolean block = high - low + 1 == task.context().size();
            boolean next = targets.contains(low - 1) || targets.contains(high + 1);
            add("next-from-block", task, block && next && !family.gaussian() && full && oneLaw(1), 1);
            return;
        }
        boolean marginals = !family.gaussian() || family.loss().equals("log");
        for (int i = 0; i < targets.size(); i++) {
            int a = targets.get(i) - context;
            boolean pair = family.gaussian() && (marginals || targets.size() == 1) && unit && simplex();
            add(Math.abs(a) == 1 ? "gaussian-pair" : "gaussian-pairs", task, pair, Math.abs(a));
            for (int j = i + 1; j < targets.size() && (marginals || targets.size() == 2); j++) {
                int b = targets.get(j) - context;
                if (a < 0 && b > 0) {
                    between(task, -a, b);
                } else {
                    outside(task, Math.min(Math.abs(a), Math.abs(b)), b - a);
                }
            }
        }
    }

    private void add(String theorem, Task task, boolean holds, Integer... fixed) {
        if (holds) {
            boolean one = Arrays.asList(fixed).contains(1);
            chainItself = one && chainItself < 0 ? theorems.size() : chainItself;
            powers.addAll(Arrays.asList(fixed));
            theorems.add(theorem);
            readings.add(task.text() + " fixes the powers " + Arrays.toString(fixed) + " of the chain by " + theorem);
        }
    }

    /** The context at an end, g steps from the nearer target and that h steps from the other. */
    private void outside(Task task, int g, int h) {
        String name = g == 1 && h == 1 ? "adjacent-triple" : "gapped-triple";
        if (family.gaussian()) {
            boolean fits = full && primitive();
            add(name, task, fits && h == 1 && (unit || variancesFixed()), 1);
            add(name, task, fits && h > 1 && unit && noMirror(), g, h);
        } else {
            add(name, task, h == 1 && (full || (independent && exact.isPresent() && kruskal(g))), 1);
            add(name, task, h > 1 && full && oneLaw(h), g, h);
        }
    }

    private void between(Task task, int g, int h) {
        boolean fits = full && (family.gaussian() ? unit && oblique(g, h) : oneLaw(g));
        add(g == 1 && h == 1 ? "adjacent-triple" : "gapped-triple", task, fits, g, h);
    }

    private boolean oneLaw(int power) {
        List<List<Residue>> identity = Linear.identity(k, new Residue(1));
        return family.doublyStochastic()
                || Linear.rank(Linear.minus(Linear.power(model.transition(), power), identity)) == k - 1;
    }

    /** Some power of the chain is positive throughout, in Wielandt's bound. */
    private boolean primitive() {
        List<List<Ratio>> steps = exact.isEmpty()
                ? Collections.nCopies(k, Collections.nCopies(k, Ratio.ONE))
                : Model.table(exact.get().transition(), p -> Ratio.of(p.sign()));
        return Linear.power(steps, (k - 1) * (k - 1) + 1).stream()
                .allMatch(row -> row.stream().allMatch(ways -> ways.sign() > 0));
    }

    /** The means are affinely independent, the chain is invertible and every state has positive probability. */
    private boolean simplex() {
        List<List<Residue>> columns = new ArrayList<>(Linear.transposed(model.means()));
        columns.add(Collections.nCopies(k, new Residue(1)));
        boolean positive = exact.stream().allMatch(at -> at.initial().stream().allMatch(p -> p.sign() > 0));
        return positive && Linear.rank(model.transition()) == k && Linear.rank(columns) == k;
    }

    private boolean noMirror() {
        List<List<Residue>> m = model.means();
        return k != 2
                || !Linear.dot(m.get(0), m.get(0)).equals(Linear.dot(m.get(1), m.get(1)))
                || !model.initial().get(0).equals(model.initial().get(1));
    }

    private boolean variancesFixed() {
        List<List<Residue>> columns = Linear.transposed(model.means());
        long moving = columns.stream()
                .filter(column -> new HashSet<>(column).size() > 1)
                .count();
        boolean signs = !family.shape().endsWith("per-state")
                || exact.isEmpty()
                || Linear.transposed(exact.get().means()).stream()
                        .anyMatch(column ->
                                column.stream().map(Ratio::sign).distinct().count() > 1);
        boolean diagonal = family.shape().startsWith("diagonal") && moving == family.dimension() && signs;
        return family.shape().startsWith("spherical") ? moving > 0 : diagonal;
    }

    private boolean oblique(int before, int after) {
        List<Residue> centre =
                Linear.product(List.of(model.initial()), model.means()).get(0);
        boolean differ = model.means().stream()
                        .map(mean -> Linear.dot(mean, centre))
                        .distinct()
                        .count()
                > 1;
        List<Residue> law = model.initial();
        List<List<Residue>> reversed = Linear.list(
                k,
                i -> Linear.list(
                        k,
                        j -> law.get(j).times(model.transition().get(j).get(i)).over(law.get(i))));
        int moved = Linear.rank(Linear.minus(Linear.power(model.transition(), after), Linear.power(reversed, before)));
        return differ && (family.doublyStochastic() || moved >= (exact.isEmpty() ? 1 : k - 1));
    }

    private boolean kruskal(int gap) {
        List<List<Residue>> joint = Linear.list(
                k,
                h -> Linear.product(
                                List.of(List.of(model.initial().get(h))),
                                List.of(model.means().get(h)))
                        .get(0));
        List<List<Residue>> posteriors =
                Linear.product(Linear.transposed(Linear.power(model.transition(), gap)), joint);
        return kRank(Linear.product(model.transition(), model.means())) + kRank(posteriors) >= k + 2;
    }

    /** Largest r such that any r rows are independent. */
    private int kRank(List<List<Residue>> rows) {
        int least = k <= MOST_STATES ? k : 0;
        for (int set = 1; set < 1 << k && least > 0; set++) {
            int chosen = set;
            int[] part =
                    IntStream.range(0, k).filter(i -> (chosen >> i & 1) == 1).toArray();
            boolean independentPart = Linear.rank(Linear.list(part.length, i -> rows.get(part[i]))) == part.length;
            least = independentPart ? least : Math.min(least, part.length - 1);
        }
        return least;
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which powers of the chain the tasks fix together with emissions and stationary law, by the theorems (2.2) to (2.13). Their
 * preconditions are computed anew, modulo a prime: what is not zero there is not zero. At a generic point it is a point
 * without pattern, where what is not zero is not zero outside a set of measure zero; signs are looked at in the exact model.
 */
final class TheoremCheck {

    private static final int MOST_STATES = 12;

    private final Family family;
    private final Optional<Model<Ratio>> exact;
    private final Model<Residue> model;
    private final int k;
    private final boolean unit;
    private final boolean regular;
    private final boolean full;
    private final List<String> theorems = new ArrayList<>();
    private final List<String> readings = new ArrayList<>();
    private final Set<Integer> powers = new TreeSet<>();

    private TheoremCheck(Family family, Optional<Model<Ratio>> exact) {
        this.family = family;
        this.exact = exact;
        this.model = exact.map(at -> at.map(Residue::of)).orElseGet(() -> family.expand(RankCheck.point(family, 1)));
        this.k = family.states();
        this.unit = family.shape().equals("identity");
        boolean positive = exact.stream().allMatch(at -> at.initial().stream().allMatch(p -> p.sign() > 0));
        this.regular = positive && Linear.rank(model.transition()) == k;
        this.full = regular && Linear.rank(model.means()) == k;
    }

    /** What follows from a {@code theorem} document's question and model. */
    static void derive(Tree document, Family family, Map<String, Object> out) {
        Optional<Model<Ratio>> exact = Optional.empty();
        if (document.has("model")) {
            exact = Optional.of(family.exact(document.get("model")));
            out.put("model", family.document(exact.get().map(Ratio::toString), document.get("model")));
        }
        TheoremCheck check = new TheoremCheck(family, exact);
        String theorem = check.theorem();
        out.put("theorem", theorem);
        out.put("readings", check.readings);
        out.put("transitionMinor", Linear.echelon(check.model.transition()).columns());
        out.put("emissionMinor", Linear.echelon(check.model.means()).columns());
        String where = exact.isPresent() ? "the model" : "a generic point";
        out.put("statement", "the preconditions of " + theorem + " hold at " + where);
    }

    private String theorem() {
        Set<Integer> gaps = new TreeSet<>();
        for (Task task : family.tasks()) {
            gaps.addAll(task.context().size() == 1 ? gaps(task) : Set.of());
            if (k > 1) {
                read(task);
            }
        }
        powers.addAll(theorems.isEmpty() || family.gaussian() ? Set.of() : gaps);
        int divisor = powers.stream().reduce(0, Task::divisor);
        if (divisor == 1 || (k == 2 && divisor % 2 == 1)) {
            int itself = Math.max(
                    0,
                    Linear.list(readings.size(), i -> readings.get(i).contains("[1"))
                            .indexOf(true));
            return theorems.get(itself);
        }
        boolean two = k == 2 && !family.gaussian() && family.doubly() && gaps.size() >= 2 && full && primitive();
        boolean mean = family.tasks().stream().anyMatch(task -> task.targets().size() % 2 == 1);
        boolean single = k == 1 && (!family.gaussian() || family.log() || (unit && mean));
        boolean covered = single || (two && gaps.stream().anyMatch(gap -> gap % 2 == 1));
        Refusal.unless(covered, "question is covered by no theorem that the checker knows");
        return single ? "single-state" : "two-states-two-gaps";
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
            boolean distinct =
                    Linear.list(k, model::emission).stream().distinct().count() == k;
            add("gaussian-densities", task, regular && distinct, gaps(task).toArray(new Integer[0]));
        } else if (task.context().size() > 1) {
            int low = Collections.min(task.context());
            int high = Collections.max(task.context());
            boolean block = high - low + 1 == task.context().size();
            boolean next = targets.contains(low - 1) || targets.contains(high + 1);
            add("next-from-block", task, block && next && !family.gaussian() && full && oneLaw(1), 1);
        } else if (family.gaussian() && targets.size() == 1) {
            int gap = Math.abs(targets.get(0) - context);
            add(gap == 1 ? "gaussian-pair" : "gaussian-pairs", task, unit && regular && simplex(), gap);
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
            boolean fits = full && (gaussian ? unit && oblique(-a, b) : oneLaw(-a));
            add(-a == 1 && b == 1 ? "adjacent-triple" : "gapped-triple", task, fits, -a, b);
        } else if (h == 1) {
            boolean fits = gaussian ? full && primitive() && (unit || variancesFixed()) : kruskal(g);
            add(g == 1 ? "adjacent-triple" : "gapped-triple", task, fits, 1);
        } else {
            boolean fits = full && (gaussian ? primitive() && unit && noMirror() : oneLaw(h));
            add("gapped-triple", task, fits, g, h);
        }
    }

    private void add(String theorem, Task task, boolean holds, Integer... fixed) {
        if (holds) {
            List<Integer> sorted = Arrays.stream(fixed).sorted().toList();
            powers.addAll(sorted);
            theorems.add(theorem);
            readings.add(task.text() + " fixes the powers " + sorted + " of the chain by " + theorem);
        }
    }

    private boolean oneLaw(int power) {
        List<List<Residue>> identity = Linear.identity(k, new Residue(1));
        return family.doubly() || Linear.rank(Linear.minus(Linear.power(model.transition(), power), identity)) == k - 1;
    }

    /** Some power of the chain is positive throughout, in Wielandt's bound. */
    private boolean primitive() {
        List<List<Ratio>> steps = exact.isEmpty()
                ? Collections.nCopies(k, Collections.nCopies(k, Ratio.ONE))
                : Model.table(exact.get().transition(), p -> Ratio.of(p.sign()));
        return Linear.power(steps, (k - 1) * (k - 1) + 1).stream()
                .allMatch(row -> row.stream().allMatch(ways -> ways.sign() > 0));
    }

    /** The means are affinely independent. */
    private boolean simplex() {
        return Linear.rank(Linear.list(k, h -> Linear.joined(model.means().get(h), List.of(new Residue(1))))) == k;
    }

    private boolean noMirror() {
        List<Residue> lengths = Linear.list(
                k, h -> Linear.dot(model.means().get(h), model.means().get(h)));
        return k != 2 || new HashSet<>(lengths).size() > 1 || new HashSet<>(model.initial()).size() > 1;
    }

    private boolean variancesFixed() {
        List<List<Residue>> columns = Linear.transposed(model.means());
        long moving = columns.stream()
                .filter(column -> new HashSet<>(column).size() > 1)
                .count();
        boolean signs = exact.stream()
                .allMatch(at -> Linear.transposed(Model.table(at.means(), Ratio::sign)).stream()
                        .anyMatch(column -> new HashSet<>(column).size() > 1));
        boolean diagonal =
                family.shape().equals("diagonal-shared") || (family.shape().equals("diagonal-per-state") && signs);
        return family.shape().startsWith("spherical") ? moving > 0 : diagonal && moving == family.dimension();
    }

    private boolean oblique(int before, int after) {
        List<Residue> law = model.initial();
        List<Residue> centre = Linear.product(List.of(law), model.means()).get(0);
        boolean differ =
                new HashSet<>(Linear.list(k, h -> Linear.dot(model.means().get(h), centre))).size() > 1;
        List<List<Residue>> back = Linear.transposed(model.transition());
        List<List<Residue>> reversed = Linear.list(
                k, i -> Linear.list(k, j -> law.get(j).times(back.get(i).get(j)).over(law.get(i))));
        int moved = Linear.rank(Linear.minus(Linear.power(model.transition(), after), Linear.power(reversed, before)));
        return differ && (family.doubly() || moved >= (exact.isEmpty() ? 1 : k - 1));
    }

    /** Kruskal's condition, the emissions being independent: k-ranks of what follows and of the posteriors. */
    private boolean kruskal(int gap) {
        List<List<Residue>> joint = Linear.list(
                k,
                h -> Linear.product(
                                List.of(List.of(model.initial().get(h))),
                                List.of(model.means().get(h)))
                        .get(0));
        List<List<Residue>> posteriors =
                Linear.product(Linear.transposed(Linear.power(model.transition(), gap)), joint);
        boolean few = exact.isPresent() && k <= MOST_STATES && Linear.rank(model.means()) == k;
        return full || (few && kRank(Linear.product(model.transition(), model.means())) + kRank(posteriors) >= k + 2);
    }

    /** Largest r such that any r rows are independent. */
    private int kRank(List<List<Residue>> rows) {
        int least = k;
        for (int set = 1; set < 1 << k; set++) {
            int chosen = set;
            List<List<Residue>> part = Linear.list(k, i -> i).stream()
                    .filter(i -> (chosen >> i & 1) == 1)
                    .map(rows::get)
                    .toList();
            least = Linear.rank(part) < part.size() ? Math.min(least, part.size() - 1) : least;
        }
        return least;
    }
}

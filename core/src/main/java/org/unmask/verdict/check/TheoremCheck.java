// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.check;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Which powers of the chain the tasks fix together with emissions and stationary law, by the theorems (2.2) to (2.6); their
 * preconditions are computed anew, at a model in exact fractions, at a generic point modulo a prime at a random point, where
 * what is not zero is not zero outside a set of measure zero.
 *
 * @param <N> fractions or residues
 */
final class TheoremCheck<N extends Num<N>> {

    private final Family family;
    private final Parameters<N> model;
    private final boolean generic;
    private final int k;
    private final boolean regular;
    private final boolean independent;

    TheoremCheck(Family family, Parameters<N> model, boolean generic) {
        this.family = family;
        this.model = model;
        this.generic = generic;
        this.k = family.states();
        boolean positive = generic || model.initial().stream().allMatch(p -> p.size() > 0);
        this.regular = positive && rank(model.transition()) == k;
        this.independent = rank(model.means()) == k;
    }

    /** Whether the theorem of this name covers the tasks here. */
    boolean covers(String theorem, List<Task> tasks) {
        if (theorem.equals("single-state")) {
            return k == 1
                    && tasks.stream()
                            .anyMatch(task -> !family.gaussian()
                                    || (family.form().equals("identity")
                                            && task.targets().size() % 2 == 1));
        }
        TreeSet<Integer> gaps = new TreeSet<>();
        tasks.stream()
                .filter(task -> task.context().size() == 1)
                .forEach(task -> task.targets()
                        .forEach(target ->
                                gaps.add(Math.abs(target - task.context().get(0)))));
        if (theorem.equals("two-states-two-gaps")) {
            return k == 2
                    && !family.gaussian()
                    && family.doublyStochastic()
                    && gaps.size() >= 2
                    && gaps.stream().anyMatch(gap -> gap % 2 == 1)
                    && regular
                    && independent
                    && primitive();
        }
        boolean known = List.of(
                        "adjacent-triple",
                        "gapped-triple",
                        "next-from-block",
                        "gaussian-pair",
                        "gaussian-odd-gap",
                        "gaussian-pairs")
                .contains(theorem);
        TreeSet<Integer> powers = new TreeSet<>();
        tasks.forEach(task -> read(task, powers));
        if (!powers.isEmpty() && !family.gaussian()) {
            powers.addAll(gaps);
        }
        int divisor = powers.stream()
                .reduce(
                        0,
                        (a, b) ->
                                BigInteger.valueOf(a).gcd(BigInteger.valueOf(b)).intValue());
        return known && (divisor == 1 || (k == 2 && divisor % 2 == 1));
    }

    private void read(Task task, Set<Integer> powers) {
        if (task.context().size() > 1) {
            block(task, powers);
            return;
        }
        int context = task.context().get(0);
        List<Integer> targets = task.targets().stream().sorted().toList();
        if (family.gaussian() && targets.size() == 1 && unit() && affinelyIndependent() && regular) {
            powers.add(Math.abs(targets.get(0) - context));
        }
        for (int i = 0; i < targets.size() && (!family.gaussian() || targets.size() == 2); i++) {
            for (int j = i + 1; j < targets.size(); j++) {
                int a = targets.get(i) - context;
                int b = targets.get(j) - context;
                if (a < 0 && b > 0) {
                    between(-a, b, powers);
                } else {
                    outside(Math.min(Math.abs(a), Math.abs(b)), b - a, powers);
                }
            }
        }
    }

    /** The context at an end, g steps from the nearer target and that h steps from the other. */
    private void outside(int g, int h, Set<Integer> powers) {
        if (family.gaussian()) {
            boolean fits = independent && regular && primitive();
            if (fits && h == 1 && (unit() || variancesFixed())) {
                powers.add(1);
            } else if (fits && unit() && noMirror()) {
                powers.add(g);
                powers.add(h);
            }
        } else if (independent && regular) {
            powers.add(h);
            if (oneLaw(h)) {
                powers.add(g);
            }
        } else if (independent && h == 1 && !generic && kruskal(g)) {
            powers.add(1);
        }
    }

    private void between(int g, int h, Set<Integer> powers) {
        if (independent && regular && (family.gaussian() ? unit() && oblique(g, h) : oneLaw(g))) {
            powers.add(g);
            powers.add(h);
        }
    }

    /** The next token, or the one before, from a block of neighbours. */
    private void block(Task task, Set<Integer> powers) {
        int low = Task.min(task.context());
        int high = Task.max(task.context());
        boolean neighbours = high - low + 1 == task.context().size()
                && (task.targets().contains(low - 1) || task.targets().contains(high + 1));
        if (neighbours && !family.gaussian() && independent && regular && oneLaw(1)) {
            powers.add(1);
        }
    }

    private boolean unit() {
        return family.form().equals("identity");
    }

    private boolean oneLaw(int power) {
        if (family.doublyStochastic() || generic) {
            return true;
        }
        List<List<N>> moved = power(model.transition(), power);
        return rank(minus(moved, identity())) == k - 1;
    }

    /** Some power of the chain is positive throughout (Wielandt's bound). */
    private boolean primitive() {
        return generic
                || power(model.transition(), (k - 1) * (k - 1) + 1).stream()
                        .allMatch(row -> row.stream().allMatch(entry -> entry.size() > 0));
    }

    private boolean affinelyIndependent() {
        List<List<N>> extended = new ArrayList<>();
        for (List<N> mean : model.means()) {
            List<N> row = new ArrayList<>(mean);
            row.add(mean.get(0).constant(Ratio.ONE));
            extended.add(row);
        }
        return rank(extended) == k;
    }

    private boolean noMirror() {
        List<List<N>> m = model.means();
        return k != 2
                || dot(m.get(0), m.get(0)).minus(dot(m.get(1), m.get(1))).size() > 0
                || model.initial().get(0).minus(model.initial().get(1)).size() > 0;
    }

    private boolean variancesFixed() {
        boolean diagonal = family.form().equals("diagonal");
        boolean some = IntStream.range(0, family.dimension()).anyMatch(this::differs);
        boolean all = IntStream.range(0, family.dimension()).allMatch(this::differs);
        boolean signs = generic
                || family.shared()
                || IntStream.range(0, family.dimension())
                        .anyMatch(i -> model.means().stream()
                                        .map(mean -> mean.get(i) instanceof Ratio mu ? mu.sign() : 0)
                                        .distinct()
                                        .count()
                                > 1);
        return family.form().equals("spherical") ? some : diagonal && all && signs;
    }

    private boolean differs(int i) {
        return model.means().stream()
                .anyMatch(mean -> mean.get(i).minus(model.means().get(0).get(i)).size() > 0);
    }

    private boolean oblique(int before, int after) {
        List<N> centre = Linear.product(List.of(model.initial()), model.means()).get(0);
        N first = dot(model.means().get(0), centre);
        if (model.means().stream()
                .noneMatch(mean -> dot(mean, centre).minus(first).size() > 0)) {
            return false;
        }
        if (family.doublyStochastic()) {
            return true;
        }
        List<List<N>> reversed = new ArrayList<>();
        for (int j = 0; j < k; j++) {
            List<N> row = new ArrayList<>();
            for (int i = 0; i < k; i++) {
                row.add(model.initial()
                        .get(i)
                        .times(model.transition().get(i).get(j))
                        .over(model.initial().get(j)));
            }
            reversed.add(row);
        }
        int moved = rank(minus(power(model.transition(), after), power(reversed, before)));
        return generic ? moved >= 1 && k >= 2 : moved == k - 1;
    }

    private boolean kruskal(int gap) {
        List<List<N>> joint = new ArrayList<>();
        for (int h = 0; h < k; h++) {
            N weight = model.initial().get(h);
            joint.add(model.means().get(h).stream().map(p -> p.times(weight)).toList());
        }
        List<List<N>> posteriors = Linear.product(transposed(power(model.transition(), gap)), joint);
        return kRank(Linear.product(model.transition(), model.means())) + kRank(posteriors) >= k + 2;
    }

    /** Largest r such that any r rows are independent. */
    private int kRank(List<List<N>> rows) {
        Refusal.unless(k <= 12, "too many states for k-ranks");
        int least = k;
        for (int mask = 1; mask < 1 << k; mask++) {
            List<List<N>> chosen = new ArrayList<>();
            for (int i = 0; i < k; i++) {
                if ((mask >> i & 1) == 1) {
                    chosen.add(rows.get(i));
                }
            }
            if (chosen.size() <= least && rank(chosen) < chosen.size()) {
                least = chosen.size() - 1;
            }
        }
        return least;
    }

    private List<List<N>> identity() {
        N one = model.means().get(0).get(0).constant(Ratio.ONE);
        return IntStream.range(0, k)
                .mapToObj(i -> IntStream.range(0, k)
                        .mapToObj(j -> i == j ? one : one.minus(one))
                        .toList())
                .toList();
    }

    private List<List<N>> transposed(List<List<N>> matrix) {
        return IntStream.range(0, matrix.get(0).size())
                .mapToObj(j -> matrix.stream().map(row -> row.get(j)).toList())
                .toList();
    }

    private static <N extends Num<N>> List<List<N>> power(List<List<N>> matrix, int exponent) {
        List<List<N>> out = matrix;
        for (int i = 1; i < exponent; i++) {
            out = Linear.product(out, matrix);
        }
        return out;
    }

    private static <N extends Num<N>> List<List<N>> minus(List<List<N>> a, List<List<N>> b) {
        return IntStream.range(0, a.size())
                .mapToObj(i -> IntStream.range(0, a.size())
                        .mapToObj(j -> a.get(i).get(j).minus(b.get(i).get(j)))
                        .toList())
                .toList();
    }

    private static <N extends Num<N>> N dot(List<N> a, List<N> b) {
        return Linear.product(List.of(a), b.stream().map(List::of).toList())
                .get(0)
                .get(0);
    }

    private static <N extends Num<N>> int rank(List<List<N>> matrix) {
        List<List<N>> copy = new ArrayList<>();
        matrix.forEach(row -> copy.add(new ArrayList<>(row)));
        return Linear.rank(copy);
    }

    /** Checks a {@code theorem} document. */
    static String check(Tree document, Family family, List<Task> tasks, String seed) {
        String theorem = document.get("theorem").text();
        boolean generic = document.get("question").get("at").text().equals("generic");
        Refusal.unless(generic != document.has("model"), "a theorem at a model names the model");
        List.of("formula", "statement", "source")
                .forEach(words -> document.get(words).text());
        List<Tree> facts = document.get("preconditions").list();
        boolean covers;
        if (generic) {
            covers = new TheoremCheck<>(family, family.expand(RankCheck.point(family, seed, 1)), true)
                    .covers(theorem, tasks);
        } else {
            Parameters<Ratio> model = Parameters.read(document.get("model"), family);
            Parameters.member("model", model, family);
            facts.forEach(fact -> minor(fact, model));
            covers = new TheoremCheck<>(family, model, false).covers(theorem, tasks);
        }
        Refusal.unless(covers, "the theorem \"" + theorem + "\" does not cover the question here");
        return "the preconditions of \"" + theorem + "\" hold" + (generic ? " at a generic point" : " at the model");
    }

    /** A minor that is named must have the determinant that is printed. */
    private static void minor(Tree fact, Parameters<Ratio> model) {
        fact.only("statement", "matrix", "rows", "columns", "determinant", "stationaryLaw", "factors", "kRanks");
        if (fact.has("stationaryLaw")) {
            Refusal.unless(fact.get("stationaryLaw").ratios().equals(model.initial()), "the law is another one");
        }
        if (!fact.has("matrix")) {
            return;
        }
        String name = fact.get("matrix").text();
        Refusal.unless(
                List.of("transition", model.covariances().isEmpty() ? "emission" : "means", "extended means")
                        .contains(name),
                "there is no matrix \"" + name + "\"");
        List<List<Ratio>> minor = new ArrayList<>();
        for (int row : fact.get("rows").integers()) {
            List<Ratio> line = new ArrayList<>();
            for (int column : fact.get("columns").integers()) {
                List<List<Ratio>> matrix = name.equals("transition") ? model.transition() : model.means();
                Refusal.unless(row >= 0 && row < matrix.size() && column >= 0, "there is no such minor");
                boolean extended = name.equals("extended means")
                        && column == matrix.get(row).size();
                Refusal.unless(extended || column < matrix.get(row).size(), "there is no such minor");
                line.add(extended ? Ratio.ONE : matrix.get(row).get(column));
            }
            minor.add(line);
        }
        Ratio determinant = Linear.invert(minor).determinant();
        Refusal.unless(determinant.equals(fact.get("determinant").ratio()), "the determinant is " + determinant);
    }
}

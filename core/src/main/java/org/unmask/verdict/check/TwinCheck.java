// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.check;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Two models that no predictor of the question tells apart (5.1). */
final class TwinCheck {

    private static final int MOST_GAP = 100;
    private static final int LONGEST = 100;
    private static final double MOST_RADIUS = 1e-9;

    private final Tree document;
    private final Family family;
    private final Map<String, Object> out;
    private final Model<Ratio> first;
    private final List<List<Ratio>> stops = new ArrayList<>();
    private final List<Ratio> last;
    private double radius;

    private TwinCheck(Tree document, Family family, Map<String, Object> out) {
        this.document = document;
        this.family = family;
        this.out = out;
        this.first = family.exact(document.get("first"));
        this.last = family.free(document.get("second"));
        stops.add(family.free(document.get("first")));
        if (document.has("path")) {
            document.get("path").list().forEach(point -> stops.add(point.ratios(family.parameters())));
        }
        stops.add(last);
    }

    /** What follows from the claims of a twin's document. */
    static void derive(Tree document, String kind, Family family, Map<String, Object> out) {
        TwinCheck twin = new TwinCheck(document, family, out);
        switch (kind) {
            case "rational-twin" -> twin.rational();
            case "enclosed-twin" -> twin.enclosed();
            case "root-twin" -> twin.root();
            default -> twin.mirror();
        }
        if (document.has("path")) {
            List<List<Ratio>> between = twin.stops.subList(1, twin.stops.size() - 1);
            out.put("path", Model.table(between, x -> twin.radius > 0 ? x.toDouble() : x.toString()));
            out.put("strides", Linear.list(between.size() + 1, twin::stride));
        }
    }

    /** The sum of the absolute changes from a stop to the next. */
    private double stride(int stop) {
        List<Ratio> step = Linear.less(stops.get(stop + 1), Ratio.ONE, stops.get(stop));
        return step.stream().mapToDouble(change -> Math.abs(change.toDouble())).sum();
    }

    private void rational() {
        Predictors.Rows<Ratio> rows = Predictors.rows(family, first);
        for (int i = 1; i < stops.size(); i++) {
            String place = i < stops.size() - 1 ? "path[" + (i - 1) + "]" : "second";
            Model<Ratio> stop = family.inside(place, family.expand(stops.get(i)));
            Refusal.unless(rows.equals(Predictors.rows(family, stop)), place + " has other predictors than first");
        }
        Model<Ratio> second = family.expand(last);
        finish(second, second.map(Ratio::toString), second.map(Ratio::toDouble), "equal predictors in exact fractions");
    }

    /**
     * The rank nowhere exceeds the generic one, and a minor of that size that is regular at the first model stays so all along
     * the tube; so the rows outside the minor stand still where those of the minor do.
     */
    private void enclosed() {
        Linear.Echelon<Interval> minor = Linear.echelon(slopes(intervals(stops.get(0))));
        List<Integer> rows = minor.rows();
        int rank = Linear.rank(slopes(RankCheck.point(family, 1)));
        Refusal.unless(rank == rows.size(), "first has rank " + rows.size() + ", a generic model " + rank);
        List<Interval> target = Predictors.rows(family, first.map(Interval::of)).values();
        Enclosure enclosure = new Enclosure(
                free -> {
                    List<Dual<Interval>> all =
                            Predictors.rows(family, family.expand(free)).values();
                    return rows.stream().map(all::get).toList();
                },
                rows.stream().map(target::get).toList(),
                minor.columns());
        List<Interval> place = Collections.nCopies(rank, Interval.ZERO);
        for (int i = 1; i < stops.size(); i++) {
            place = enclosure.follow(intervals(stops.get(i - 1)), place, intervals(stops.get(i)));
            radius = Math.max(radius, Interval.reach(place));
        }
        finish(enclosure.moved(intervals(last), place), "the second model exists, on the fibre through the first");
    }

    private <N extends Num<N>> List<List<N>> slopes(List<N> point) {
        return Predictors.rows(family, family.expand(Dual.variables(point))).values().stream()
                .map(row -> row.slopes(point.size()))
                .toList();
    }

    /** Another root of the same power of the chain: tasks whose positions are a gap apart see the power alone. */
    private void root() {
        int gap = family.tasks().stream().mapToInt(Task::gap).reduce(0, Task::divisor);
        Refusal.unless(gap >= 2 && gap <= MOST_GAP, "kind is root-twin, and the distances have the divisor " + gap);
        Linear.stationaryLaw(Linear.power(first.transition(), gap));
        int chain = family.chainRows() * (family.states() - 1);
        List<Ratio> near = Linear.joined(last.subList(0, chain), stops.get(0).subList(chain, last.size()));
        List<Interval> target = block(first.map(Interval::of), gap);
        List<Integer> dependent = Linear.list(chain, i -> i);
        isolated(new Enclosure(free -> block(family.expand(free), gap), target, dependent), near);
    }

    /** The free block of a power of the chain. */
    private <N extends Num<N>> List<N> block(Model<N> model, int gap) {
        return Linear.power(model.transition(), gap).stream()
                .limit(family.chainRows())
                .flatMap(row -> row.stream().limit(family.states() - 1L))
                .toList();
    }

    private void mirror() {
        boolean fits = family.states() == 2 && family.shape().equals("identity") && !family.doubly() && !family.log();
        for (Task task : family.tasks()) {
            int context = task.context().get(0);
            fits &= task.context().size() == 1 && task.targets().equals(List.of(context - 1, context + 1));
        }
        Refusal.unless(fits, "kind is mirror-twin, which does not apply to the question");
        List<Interval> target = Collections.nCopies(last.size(), Interval.ZERO);
        isolated(new Enclosure(this::mirrored, target, Linear.list(last.size(), i -> i)), last);
    }

    /**
     * What is zero for the mirror image of two states between two targets: {@code M2 = M - 1 w M} and {@code T2 = 1 w - T} with
     * {@code w = pi2 + pi2 T} turn the sign of both factors, and the posteriors stand still where
     * {@code log(pi2/pi) + M M' w'} is the same for both states. One entry of T2 follows from the other, as pi2 is its law.
     */
    private <N extends Num<N>> List<N> mirrored(List<N> free) {
        N one = free.get(0).constant(Ratio.ONE);
        Model<N> model = first.map(one::constant);
        Model<N> second = family.expand(free);
        List<N> law = second.initial();
        List<N> next = Linear.product(List.of(law), model.transition()).get(0);
        List<N> flow = Linear.list(2, i -> law.get(i).plus(next.get(i)));
        List<N> shift = Linear.product(List.of(flow), model.means()).get(0);
        List<N> apart = Linear.less(model.means().get(0), one, model.means().get(1));
        N odds = law.get(0)
                .over(law.get(1))
                .over(model.initial().get(0).over(model.initial().get(1)));
        N entry =
                second.transition().get(0).get(0).plus(model.transition().get(0).get(0));
        List<N> out =
                new ArrayList<>(List.of(entry.minus(flow.get(0)), odds.log().plus(Linear.dot(apart, shift))));
        Linear.minus(second.means(), model.means())
                .forEach(moved ->
                        out.addAll(Linear.list(moved.size(), j -> moved.get(j).plus(shift.get(j)))));
        return out;
    }

    private void isolated(Enclosure enclosure, List<Ratio> near) {
        Refusal.unless(stops.size() == 2, "path leads to a model that stands alone");
        finish(
                enclosure.moved(intervals(near), enclosure.solve(intervals(near))),
                "the second model solves the equations of a "
                        + document.get("kind").text());
    }

    private static List<Interval> intervals(List<Ratio> numbers) {
        return numbers.stream().map(Interval::of).toList();
    }

    /** A second model that is enclosed, and printed within a radius that is told. */
    private void finish(List<Interval> free, String how) {
        Model<Interval> second = family.inside("second", family.expand(free));
        Model<Double> printed = family.expand(last).map(Ratio::toDouble);
        radius = Math.max(radius, Interval.reach(Linear.less(free, Interval.of(Ratio.ONE), intervals(last))));
        Refusal.unless(radius <= MOST_RADIUS, "second is off by " + radius + ", expected " + MOST_RADIUS + " at most");
        finish(second, printed, printed, how + "; its free numbers are within " + radius + " of those printed");
        out.put("radius", radius);
    }

    /** The two models, how far they are apart, and a word or moment in which their processes differ. */
    private <N extends Num<N>> void finish(Model<N> second, Model<?> shown, Model<Double> rounded, String how) {
        double distance = Model.distance(first.map(Ratio::toDouble), rounded);
        Tree witness = document.get("witness");
        boolean none = witness.has("none");
        Refusal.unless(!none || distance > MOST_RADIUS, "witness is none, and the models may be the same");
        out.put("first", family.document(first.map(Ratio::toString), document.get("first")));
        out.put("second", family.document(shown, document.get("first")));
        out.put("predictorDifference", 0);
        out.put("parameterDistance", distance);
        out.put("witness", none ? Map.of("none", "the two models may be the same process") : told(witness, second));
        out.put("statement", how + "; the models differ by " + distance + " beyond relabelling");
    }

    private <N extends Num<N>> Map<String, Object> told(Tree witness, Model<N> second) {
        String kind = family.gaussian() ? "moment" : "word";
        List<List<Integer>> factors = new ArrayList<>();
        List<Tree> named = witness.get(kind).list();
        for (Tree factor : named) {
            int position = family.gaussian() ? factor.list(2).get(0).integer(1, LONGEST) : factors.size() + 1;
            while (factors.size() < position) {
                factors.add(new ArrayList<>());
            }
            factors.get(position - 1).add(coordinate(factor));
        }
        boolean fits = !factors.isEmpty() && factors.stream().allMatch(factor -> factor.size() <= 2);
        Refusal.unless(fits && factors.size() <= LONGEST, "witness has no factors or too many");
        Ratio left = new Predictors<>(family, first).moment(factors);
        N right = new Predictors<>(family, second).moment(factors);
        Refusal.unless(right.minus(right.constant(left)).size() > 0, "witness does not tell the two processes apart");
        Object value = right instanceof Interval near ? near.middle() : right.toString();
        return new TreeMap<>(
                Map.of(kind, named.stream().map(Tree::node).toList(), "first", left.toString(), "second", value));
    }

    /** A symbol, or the second of a pair of position and coordinate, both from 1. */
    private int coordinate(Tree factor) {
        List<String> symbols = family.gaussian() ? List.of() : family.symbols(document.get("first"));
        return family.gaussian()
                ? factor.list(2).get(1).integer(1, family.dimension()) - 1
                : symbols.indexOf(factor.word(symbols.toArray(new String[0])));
    }
}

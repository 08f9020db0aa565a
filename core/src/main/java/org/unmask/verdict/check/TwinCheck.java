// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.check;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/** Two models that no predictor of the question tells apart (5.1). */
final class TwinCheck {

    private static final int MOST_GAP = 100;
    private static final int LONGEST = 100;
    private static final double MOST_RADIUS = 1e-9;

    private final Tree document;
    private final Family family;
    private final List<Task> tasks;
    private final Map<String, Object> out;
    private final Model<Ratio> first;
    private final List<Interval> start;
    private final List<List<Ratio>> stops = new ArrayList<>();
    private final List<Ratio> last;

    private TwinCheck(Tree document, Family family, List<Task> tasks, Map<String, Object> out) {
        this.document = document;
        this.family = family;
        this.tasks = tasks;
        this.out = out;
        this.first = family.exact(document.get("first"));
        stops.add(family.free(document.get("first")));
        this.start = intervals(stops.get(0));
        if (document.has("path")) {
            document.get("path").list().forEach(point -> stops.add(point.ratios(start.size())));
        }
        this.last = family.free(document.get("second"));
        stops.add(last);
    }

    /** What follows from the claims of a twin's document. */
    static void derive(Tree document, String kind, Family family, List<Task> tasks, Map<String, Object> out) {
        Refusal.unless(!family.loss().equals("log"), "question.loss is log, for which no twin is known");
        TwinCheck twin = new TwinCheck(document, family, tasks, out);
        switch (kind) {
            case "rational-twin" -> twin.rational();
            case "enclosed-twin" -> twin.enclosed();
            case "root-twin" -> twin.root();
            default -> twin.mirror();
        }
    }

    private void rational() {
        List<Predictors.Row<Ratio>> rows = Predictors.rows(first, tasks);
        for (int i = 1; i < stops.size(); i++) {
            String place = i < stops.size() - 1 ? "path[" + (i - 1) + "]" : "second";
            Model<Ratio> stop = family.inside(place, family.expand(stops.get(i)));
            Refusal.unless(rows.equals(Predictors.rows(stop, tasks)), place + " has other predictors than first");
        }
        Model<Ratio> second = family.expand(last);
        finish(second, second.map(Ratio::toString), second.map(Ratio::toDouble), "equal predictors in exact fractions");
        addPath((stop, i) -> stop.get(i).toString());
    }

    /**
     * The rank nowhere exceeds the generic one, and the minor named by the proof is regular all along the tube; so the rows
     * outside the minor stand still where those of the minor do.
     */
    private void enclosed() {
        List<Predictors.Row<Interval>> wanted = Predictors.rows(family.expand(start), tasks);
        List<Integer> dependent = document.get("proof").get("dependent").indices(start.size());
        List<Integer> rows = document.get("proof").get("rows").indices(wanted.size());
        int rank = RankCheck.generic(family, tasks).rows().size();
        Refusal.unless(
                rank == rows.size() && rank == dependent.size() && rank > 0,
                "proof.rows or proof.dependent has not as many entries as the rank, " + rank);
        Enclosure enclosure = new Enclosure(
                free -> {
                    List<Predictors.Row<Dual<Interval>>> all = Predictors.rows(family.expand(free), tasks);
                    return rows.stream().map(row -> all.get(row).value()).toList();
                },
                rows.stream().map(row -> wanted.get(row).value()).toList(),
                dependent);
        List<Interval> place = Collections.nCopies(rank, Interval.ZERO);
        for (int i = 1; i < stops.size(); i++) {
            place = enclosure.follow(intervals(stops.get(i - 1)), place, intervals(stops.get(i)));
        }
        finish(moved(dependent, place), "the second model exists, on the fibre through the first");
        String minor = RankCheck.minor(family, tasks, rows, dependent);
        out.put("proof", new TreeMap<>(Map.of("rows", rows, "dependent", dependent, "minor", minor)));
        addPath((stop, i) -> stop.get(i).toDouble());
    }

    /** Another root of the same power of the chain: a task whose positions are a gap apart sees the power alone. */
    private void root() {
        int gap = document.get("proof").get("gap").integer();
        boolean fits = gap >= 2 && gap <= MOST_GAP;
        for (Task task : tasks) {
            fits = fits && task.all().stream().allMatch(position -> (position - task.first()) % gap == 0);
        }
        Refusal.unless(fits, "proof.gap is " + gap + ", expected a common divisor of all distances");
        Linear.stationaryLaw(Linear.power(first.transition(), gap));
        int chain = family.chainParameters();
        List<Integer> dependent = IntStream.range(0, chain).boxed().toList();
        List<Interval> near = new ArrayList<>(intervals(last.subList(0, chain)));
        near.addAll(start.subList(chain, start.size()));
        List<Interval> target = block(family.expand(start), gap);
        List<Interval> place = new Enclosure(free -> block(family.expand(free), gap), target, dependent).solve(near);
        IntStream.range(0, chain).forEach(i -> near.set(i, near.get(i).plus(place.get(i))));
        finish(near, "two roots of order " + gap + " of one matrix");
        out.put("proof", Map.of("gap", gap));
    }

    /** The free block of a power of the chain. */
    private <N extends Num<N>> List<N> block(Model<N> model, int gap) {
        List<N> block = new ArrayList<>();
        List<List<N>> power = Linear.power(model.transition(), gap);
        power.stream().limit(family.chainRows()).forEach(row -> block.addAll(row.subList(0, family.states() - 1)));
        return block;
    }

    /**
     * Two states between two targets: {@code M2 = M - 1 w M} and {@code T2 = 1 w - T} with {@code w = pi2 + pi2 T} turn the
     * sign of both factors, and the posteriors stand still where {@code log(pi2/pi) + M M' w'} is the same for both states.
     */
    private void mirror() {
        boolean fits = family.states() == 2 && family.shape().equals("identity") && !family.doublyStochastic();
        for (Task task : tasks) {
            int context = task.context().get(0);
            fits = fits && task.context().size() == 1 && task.targets().equals(List.of(context - 1, context + 1));
        }
        Refusal.unless(fits, "kind is mirror-twin, which does not apply to the question");
        Interval near = Interval.of(family.expand(last).initial().get(0));
        Enclosure enclosure = new Enclosure(law -> List.of(tilt(law.get(0))), List.of(Interval.ZERO), List.of(0));
        Interval law = near.plus(enclosure.solve(List.of(near)).get(0));
        Model<Interval> model = first.map(Interval::of);
        List<Interval> flow = flow(law, model);
        List<Interval> shift = Linear.product(List.of(flow), model.means()).get(0);
        List<Interval> free = new ArrayList<>();
        model.transition().forEach(row -> free.add(flow.get(0).minus(row.get(0))));
        model.means().forEach(mean -> free.addAll(Linear.less(mean, Interval.of(Ratio.ONE), shift)));
        finish(free, "the second model turns the sign of both factors");
    }

    /** {@code w = pi2 + pi2 T}. */
    private static <N extends Num<N>> List<N> flow(N law, Model<N> model) {
        List<N> both = List.of(law, law.constant(Ratio.ONE).minus(law));
        List<N> next = Linear.product(List.of(both), model.transition()).get(0);
        return Linear.list(2, i -> both.get(i).plus(next.get(i)));
    }

    /** What must be zero for posteriors to stand still, at a law of the second model. */
    private <N extends Num<N>> N tilt(N law) {
        Model<N> model = first.map(law::constant);
        List<N> shift = Linear.product(List.of(flow(law, model)), model.means()).get(0);
        N odds = law.over(law.constant(Ratio.ONE).minus(law))
                .over(model.initial().get(0).over(model.initial().get(1)));
        N slope = Linear.dot(model.means().get(0), shift)
                .minus(Linear.dot(model.means().get(1), shift));
        return odds.log().plus(slope);
    }

    private static List<Interval> intervals(List<Ratio> numbers) {
        return numbers.stream().map(Interval::of).toList();
    }

    private List<Interval> moved(List<Integer> dependent, List<Interval> place) {
        List<Interval> free = new ArrayList<>(intervals(last));
        IntStream.range(0, place.size())
                .forEach(i ->
                        free.set(dependent.get(i), free.get(dependent.get(i)).plus(place.get(i))));
        return free;
    }

    /** A second model that is enclosed, and printed within a radius that is told. */
    private void finish(List<Interval> free, String how) {
        Model<Interval> second = family.inside("second", family.expand(free));
        Model<Double> printed = family.expand(intervals(last)).map(Interval::middle);
        double radius = Math.max(
                new Distance(printed, second.map(Interval::low)).named(),
                new Distance(printed, second.map(Interval::high)).named());
        Refusal.unless(radius <= MOST_RADIUS, "second is off by " + radius + ", expected " + MOST_RADIUS + " at most");
        finish(second, printed, printed, how + "; its numbers are within " + radius + " of those printed");
        out.put("radius", radius);
    }

    /** The two models, how far they are apart, and a word or moment in which their processes differ. */
    private <N extends Num<N>> void finish(Model<N> second, Model<?> shown, Model<Double> rounded, String how) {
        List<String> symbols = family.symbols(document.get("first"));
        double distance = new Distance(first.map(Ratio::toDouble), rounded).least();
        out.put("first", family.document(first.map(Ratio::toString), symbols));
        out.put("second", family.document(shown, symbols));
        out.put("predictorDifference", 0);
        out.put("parameterDistance", distance);
        out.put("witness", document.get("witness").has("none") ? noWitness(distance) : witness(second, symbols));
        out.put("statement", how + "; the models differ by " + distance + " beyond relabelling");
    }

    private static Map<String, Object> noWitness(double distance) {
        Refusal.unless(distance > MOST_RADIUS, "witness is none, and the models may be the same up to relabelling");
        return Map.of("none", "the two models may be the same process");
    }

    private <N extends Num<N>> Map<String, Object> witness(Model<N> second, List<String> symbols) {
        List<List<Integer>> factors = new ArrayList<>();
        String kind = family.gaussian() ? "moment" : "word";
        Tree named = document.get("witness").get(kind);
        named.list().forEach(factor -> add(factor, symbols, factors));
        Refusal.unless(!factors.isEmpty() && factors.size() <= LONGEST, named.path() + " is empty or too long");
        Ratio left = Predictors.moment(first, factors);
        N right = Predictors.moment(second, factors);
        Refusal.unless(right.minus(right.constant(left)).size() > 0, "witness does not tell the two processes apart");
        Map<String, Object> witness = new LinkedHashMap<>();
        witness.put(kind, named.node());
        witness.put("first", left.toString());
        witness.put("second", right instanceof Interval value ? value.middle() : right.toString());
        return witness;
    }

    /** A symbol, or a pair of position and coordinate, both from 1, at most two at a position. */
    private void add(Tree factor, List<String> symbols, List<List<Integer>> factors) {
        boolean fits;
        if (family.gaussian()) {
            int position = factor.list(2).get(0).integer();
            int coordinate = factor.list(2).get(1).integer();
            fits = position >= 1 && position <= LONGEST && coordinate >= 1 && coordinate <= family.dimension();
            while (fits && factors.size() < position) {
                factors.add(new ArrayList<>());
            }
            fits = fits
                    && factors.get(position - 1).size() < 2
                    && factors.get(position - 1).add(coordinate - 1);
        } else {
            fits = symbols.contains(factor.text()) && factors.add(List.of(symbols.indexOf(factor.text())));
        }
        Refusal.unless(fits, factor.path() + " is " + factor.node() + ", no symbol or no position and coordinate");
    }

    /** The points between the two models, and the sums of absolute changes from each to the next. */
    private void addPath(BiFunction<List<Ratio>, Integer, Object> print) {
        if (document.has("path")) {
            List<List<Ratio>> between = stops.subList(1, stops.size() - 1);
            out.put(
                    "path",
                    between.stream()
                            .map(stop -> Linear.list(stop.size(), i -> print.apply(stop, i)))
                            .toList());
            out.put(
                    "strides",
                    Linear.list(
                            stops.size() - 1,
                            i ->
                                    Linear.list(
                                                    start.size(),
                                                    j -> stops.get(i + 1)
                                                            .get(j)
                                                            .minus(stops.get(i).get(j)))
                                            .stream()
                                            .map(change -> change.sign() < 0 ? Ratio.ZERO.minus(change) : change)
                                            .reduce(Ratio.ZERO, Num::plus)
                                            .toDouble()));
        }
    }
}

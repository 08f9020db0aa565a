// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.check;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** Two models that no predictor of the question tells apart (5.1). */
final class TwinCheck {

    /** Each printed number of an enclosed model is at most this far from the true one. */
    private static final Ratio RADIUS = Ratio.parse("0.00000000000001");

    private final Tree document;
    private final Family family;
    private final List<Task> tasks;
    private final String seed;
    private final Parameters<Ratio> first;
    private final Parameters<Ratio> second;

    TwinCheck(Tree document, Family family, List<Task> tasks, String seed) {
        this.document = document;
        this.family = family;
        this.tasks = tasks;
        this.seed = seed;
        this.first = Parameters.read(document.get("first"), family);
        this.second = Parameters.read(document.get("second"), family);
    }

    String check(String kind) {
        Refusal.unless(
                family.gaussian()
                        || Parameters.symbols(document.get("first")).equals(Parameters.symbols(document.get("second"))),
                "the two models have other symbols");
        document.get("tasks").list().forEach(task -> Task.parse(task.text()));
        Refusal.unless(
                document.get("tasks").list().stream()
                        .map(Tree::text)
                        .toList()
                        .equals(document.get("question").get("tasks").list().stream()
                                .map(Tree::text)
                                .toList()),
                "the tasks are not those of the question");
        Refusal.unless(document.get("predictorDifference").ratio().isZero(), "the predictor difference is not zero");
        Parameters.member("first", first, family);
        Ratio distance = Difference.of(first, second);
        Refusal.unless(
                distance.compareTo(Ratio.parse("0.000000001")) > 0, "the two models differ by relabelling at most");
        Ratio printed = document.get("parameterDistance").ratio();
        Refusal.unless(
                printed.minus(distance).abs().compareTo(RADIUS.times(Ratio.ONE.max(distance))) <= 0,
                "the parameter distance is " + distance.toDouble());
        String how = switch (kind) {
            case "rational-twin" -> rational();
            case "root-twin" -> root();
            default -> enclosed();
        };
        return how + "; they differ by " + distance.toDouble() + " beyond relabelling";
    }

    private String rational() {
        Refusal.unless(!document.has("proof"), "a rational twin needs no proof");
        Parameters.member("second", second, family);
        List<Predictors.Row<Ratio>> rows = Predictors.rows(first, tasks);
        Refusal.unless(rows.equals(Predictors.rows(second, tasks)), "the predictors of the two models differ");
        for (Tree point : pathPoints()) {
            Parameters<Ratio> between = family.expand(vector(point));
            Parameters.member("a point of the path", between, family);
            Refusal.unless(rows.equals(Predictors.rows(between, tasks)), "a predictor differs along the path");
        }
        witness(second);
        return "equal predictors in exact fractions";
    }

    private List<Tree> pathPoints() {
        return document.has("path") ? document.get("path").list() : List.of();
    }

    private List<Ratio> vector(Tree point) {
        List<Ratio> vector = point.ratios();
        Refusal.unless(vector.size() == family.parameters(), "a point of the path has " + vector.size() + " numbers");
        return vector;
    }

    private String enclosed() {
        Tree proof = document.get("proof").only("rows", "dependent");
        List<Integer> rows = distinct(proof.get("rows"));
        List<Integer> dependent = distinct(proof.get("dependent"));
        int rank = dependent.size();
        Refusal.unless(rows.size() == rank && rank > 0, "as many rows as dependent coordinates are expected");
        Refusal.unless(Collections.max(dependent) < family.parameters(), "there is no such coordinate");
        for (int draw = 1; draw <= 2; draw++) {
            int found = RankCheck.rank(family, tasks, RankCheck.point(family, seed, draw), List.of());
            Refusal.unless(found == rank, "the predictors have rank " + found + ", not " + rank);
        }
        List<Interval> target = new ArrayList<>();
        List<Predictors.Row<Interval>> wanted = Predictors.rows(intervals(family.free(first)), tasks);
        Refusal.unless(Collections.max(rows) < wanted.size(), "there is no such row");
        rows.forEach(row -> target.add(wanted.get(row).value()));
        Enclosure enclosure = new Enclosure(
                free -> {
                    List<Predictors.Row<Dual<Interval>>> all = Predictors.rows(family.expand(free), tasks);
                    return rows.stream().map(row -> all.get(row).value()).toList();
                },
                target,
                dependent);
        List<Ratio> at = family.free(first);
        List<Interval> place = new ArrayList<>(Collections.nCopies(rank, Interval.ZERO));
        List<List<Ratio>> stops = new ArrayList<>();
        pathPoints().forEach(point -> stops.add(vector(point)));
        stops.add(family.free(second));
        for (List<Ratio> stop : stops) {
            place = enclosure.follow(at, place, stop);
            at = stop;
            for (int i = 0; i < rank; i++) {
                Ratio limit =
                        RADIUS.times(Ratio.ONE.max(at.get(dependent.get(i)).abs()));
                Refusal.unless(
                        place.get(i).magnitude() <= limit.toDouble(),
                        "a point of the path is off by more than allowed");
            }
        }
        witness(near(at, dependent, place));
        return "a second model exists on the fibre through the first, within " + RADIUS.toDouble()
                + " of the printed one";
    }

    /** Another root of the same power of the chain: a task whose positions are a gap apart sees the power alone. */
    private String root() {
        Tree proof = document.get("proof").only("gap");
        Refusal.unless(!document.has("path"), "roots are not joined by a path");
        int gap = proof.get("gap").integer();
        Refusal.unless(gap >= 2 && gap <= 100, "the gap must be from 2 to 100");
        for (Task task : tasks) {
            for (List<Integer> part : List.of(task.targets(), task.context())) {
                Refusal.unless(
                        part.stream().allMatch(p -> (p - task.first()) % gap == 0),
                        "positions are not multiples of the gap apart");
            }
        }
        int free = family.chainParameters();
        List<Ratio> a = family.free(first);
        List<Ratio> b = family.free(second);
        Refusal.unless(
                a.subList(free, a.size()).equals(b.subList(free, b.size())), "roots share their emissions exactly");
        uniqueLaw(first.transition(), gap);
        List<Integer> dependent = IntStream.range(0, free).boxed().toList();
        List<Interval> target = power(intervals(a), gap).stream().toList();
        Enclosure enclosure = new Enclosure(point -> power(family.expand(point), gap), target, dependent);
        List<Interval> place = enclosure.solve(b);
        witness(near(b, dependent, place));
        return "the chains are two roots of order " + gap + " of one matrix, the second within " + RADIUS.toDouble()
                + " of the printed one";
    }

    /** The free block of a power of the chain. */
    private <N extends Num<N>> List<N> power(Parameters<N> model, int gap) {
        List<List<N>> power = model.transition();
        for (int i = 1; i < gap; i++) {
            power = Linear.product(power, model.transition());
        }
        List<N> out = new ArrayList<>();
        for (int i = 0; i < family.chainRows(); i++) {
            out.addAll(power.get(i).subList(0, family.states() - 1));
        }
        return out;
    }

    private static void uniqueLaw(List<List<Ratio>> transition, int gap) {
        List<List<Ratio>> power = transition;
        for (int i = 1; i < gap; i++) {
            power = Linear.product(power, transition);
        }
        Linear.stationaryLaw(power);
    }

    private List<Integer> distinct(Tree list) {
        List<Integer> out = list.integers();
        Refusal.unless(
                out.stream().distinct().count() == out.size() && out.stream().allMatch(i -> i >= 0),
                list.path() + " repeats an index");
        return out;
    }

    private Parameters<Interval> intervals(List<Ratio> free) {
        return family.expand(free.stream().map(Interval::of).toList());
    }

    /** The enclosed model: every printed number is near it, and it lies in the family. */
    private Parameters<Interval> near(List<Ratio> at, List<Integer> dependent, List<Interval> place) {
        List<Interval> free = new ArrayList<>(at.stream().map(Interval::of).toList());
        for (int i = 0; i < dependent.size(); i++) {
            int coordinate = dependent.get(i);
            free.set(coordinate, free.get(coordinate).plus(place.get(i)));
        }
        Parameters<Interval> model = family.expand(free);
        Parameters.shape("second", second, family);
        close(List.of(second.initial()), List.of(model.initial()));
        close(second.transition(), model.transition());
        close(second.means(), model.means());
        for (int h = 0; h < second.covariances().size(); h++) {
            close(second.covariances().get(h), model.covariances().get(h));
            positiveDefinite(model.covariances().get(h));
        }
        List<List<Interval>> laws = new ArrayList<>(model.transition());
        if (!family.gaussian()) {
            laws.addAll(model.means());
        }
        laws.forEach(row -> row.forEach(
                entry -> Refusal.unless(entry.low().signum() >= 0, "the second model has a negative probability")));
        return model;
    }

    private static void close(List<List<Ratio>> printed, List<List<Interval>> enclosed) {
        for (int i = 0; i < printed.size(); i++) {
            for (int j = 0; j < printed.get(i).size(); j++) {
                Ratio number = printed.get(i).get(j);
                Interval off = enclosed.get(i).get(j).minus(Interval.of(number));
                Ratio limit = RADIUS.times(Ratio.ONE.max(number.abs()));
                Interval allowed = Interval.of(limit);
                Refusal.unless(
                        off.high().compareTo(allowed.low()) <= 0
                                && off.low().compareTo(allowed.low().negate()) >= 0,
                        "a printed number is off by about " + off.middle());
            }
        }
    }

    private static void positiveDefinite(List<List<Interval>> matrix) {
        for (int size = 1; size <= matrix.size(); size++) {
            int n = size;
            List<List<Interval>> leading =
                    matrix.subList(0, n).stream().map(row -> row.subList(0, n)).toList();
            Refusal.unless(
                    Linear.invert(leading).determinant().low().signum() > 0, "a covariance is not positive definite");
        }
    }

    /** A word or moment whose probability or value differs. */
    private <N extends Num<N>> void witness(Parameters<N> other) {
        Tree witness = document.get("witness");
        List<List<Integer>> factors = new ArrayList<>();
        if (family.gaussian()) {
            for (Tree factor :
                    witness.only("moment", "first", "second").get("moment").list()) {
                List<Integer> pair = factor.integers();
                Refusal.unless(pair.size() == 2 && pair.get(0) >= 1 && pair.get(0) <= 100, "no position of a moment");
                Refusal.unless(pair.get(1) >= 1 && pair.get(1) <= family.dimension(), "no coordinate of a moment");
                while (factors.size() < pair.get(0)) {
                    factors.add(new ArrayList<>());
                }
                factors.get(pair.get(0) - 1).add(pair.get(1) - 1);
            }
            Refusal.unless(factors.stream().allMatch(f -> f.size() <= 2), "a moment of too high an order");
        } else {
            List<String> symbols = Parameters.symbols(document.get("first"));
            for (Tree symbol :
                    witness.only("word", "first", "second").get("word").list()) {
                factors.add(List.of(symbols.indexOf(symbol.text())));
            }
            Refusal.unless(!factors.contains(List.of(-1)), "the word has an unknown symbol");
        }
        Ratio left = Predictors.moment(first, factors);
        Ratio printed = witness.get("second").ratio();
        Refusal.unless(witness.get("first").ratio().equals(left), "the first value of the witness is " + left);
        N right = Predictors.moment(other, factors);
        if (right instanceof Interval enclosed) {
            close(List.of(List.of(printed)), List.of(List.of(enclosed)));
        } else {
            Refusal.unless(right.equals(printed), "the second value of the witness is " + right);
        }
        Ratio gap = left.minus(printed).abs();
        Refusal.unless(
                gap.compareTo(RADIUS.times(Ratio.of(4)).times(left.abs().max(Ratio.ONE))) > 0,
                "the witness does not differ");
    }
}

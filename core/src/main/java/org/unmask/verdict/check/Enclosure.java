// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.check;

import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * Existence by interval Newton (Krawczyk): the equations {@code F(point) = target} hold for some value of the dependent
 * coordinates near a given point, the other coordinates standing still or moving along a segment.
 *
 * <p>With {@code c} the start, {@code v} the segment, {@code Z} a box around zero in the dependent coordinates, {@code J}
 * the slopes over the box {@code c + [0,1] v + Z} and {@code Y} any matrix: when
 * {@code -Y (F(c) - target + J v [0,1]) + (1 - Y J) Z} lies inside Z, then for each point of the segment there is one
 * solution in Z, no other, and it moves continuously.
 *
 * @param equations as many as there are dependent coordinates
 * @param target their right-hand sides
 * @param dependent the coordinates that are solved for
 */
record Enclosure(UnaryOperator<List<Dual<Interval>>> equations, List<Interval> target, List<Integer> dependent) {

    private static final int TRIES = 25;
    private static final int ROUNDS = 4;

    /** The narrow box of a solution at a point, and no other near by; relative to the point. */
    List<Interval> solve(List<Interval> point) {
        return narrow(point, tube(point, point));
    }

    /** Follows the solution along a segment and gives its place at the end, relative to the end. */
    List<Interval> follow(List<Interval> from, List<Interval> place, List<Interval> to) {
        List<Interval> tube = tube(from, to);
        Refusal.unless(inside(place, tube), "path cannot be followed from one segment to the next");
        return narrow(to, tube);
    }

    /** A point moved to its place. */
    List<Interval> moved(List<Interval> point, List<Interval> place) {
        return Linear.list(point.size(), i -> {
            int at = dependent.indexOf(i);
            return at < 0 ? point.get(i) : point.get(i).plus(place.get(at));
        });
    }

    /** A box in which the solution lies, and lies alone, for each point of the segment. */
    private List<Interval> tube(List<Interval> from, List<Interval> to) {
        List<Interval> step = Linear.less(to, Interval.of(Ratio.ONE), from);
        List<Interval> box = Collections.nCopies(dependent.size(), Interval.ZERO);
        List<List<Interval>> guide = guide(from, step);
        for (int attempt = 0; attempt < TRIES; attempt++) {
            List<Interval> image = image(from, step, guide, box);
            if (inside(image, box)) {
                return box;
            }
            box = image.stream()
                    .map(entry -> entry.hull(Interval.ZERO).inflated())
                    .toList();
        }
        throw new Refusal("second is not enclosed: no solution was proved near it, or along the path to it");
    }

    private List<Interval> narrow(List<Interval> point, List<Interval> start) {
        List<Interval> none = Collections.nCopies(point.size(), Interval.ZERO);
        List<List<Interval>> guide = guide(point, none);
        List<Interval> box = start;
        for (int round = 0; round < ROUNDS; round++) {
            List<Interval> before = box;
            List<Interval> hull =
                    box.stream().map(entry -> entry.hull(Interval.ZERO)).toList();
            List<Interval> image = image(point, none, guide, hull);
            box = Linear.list(box.size(), i -> image.get(i).meet(before.get(i)));
        }
        return box;
    }

    private static boolean inside(List<Interval> image, List<Interval> box) {
        return IntStream.range(0, box.size()).allMatch(i -> image.get(i).inside(box.get(i)));
    }

    private List<Interval> image(
            List<Interval> from, List<Interval> step, List<List<Interval>> guide, List<Interval> box) {
        List<Interval> swept =
                Linear.list(from.size(), i -> from.get(i).plus(step.get(i).times(Interval.UNIT)));
        List<Dual<Interval>> values = equations.apply(
                from.stream().map(x -> new Dual<>(x, List.<Interval>of())).toList());
        List<List<Interval>> slopes = slopes(moved(swept, box));
        List<Interval> drift = Linear.list(target.size(), row -> {
            Interval along = Linear.dot(slopes.get(row), step).times(Interval.UNIT);
            return values.get(row).value().minus(target.get(row)).plus(along);
        });
        List<List<Interval>> excess =
                Linear.minus(Linear.product(guide, square(slopes)), Linear.identity(box.size(), Interval.ZERO));
        return Linear.list(
                box.size(),
                i -> Interval.ZERO.minus(Linear.dot(excess.get(i), box)).minus(Linear.dot(guide.get(i), drift)));
    }

    private List<List<Interval>> slopes(List<Interval> point) {
        return equations.apply(Dual.variables(point)).stream()
                .map(row -> row.slopes(point.size()))
                .toList();
    }

    private List<List<Interval>> square(List<List<Interval>> slopes) {
        return slopes.stream()
                .map(row -> dependent.stream().map(row::get).toList())
                .toList();
    }

    /** The inverse of the slopes half way, taken as numbers: any matrix serves, a good one converges. */
    private List<List<Interval>> guide(List<Interval> from, List<Interval> step) {
        Interval half = Interval.of(Ratio.parse("1/2"));
        List<Interval> middle =
                Linear.list(from.size(), i -> from.get(i).plus(step.get(i).times(half)));
        return Model.table(Linear.inverse(Model.table(square(slopes(middle)), Interval::thin)), Interval::thin);
    }
}

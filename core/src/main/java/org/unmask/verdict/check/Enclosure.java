// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.check;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

/**
 * Existence by interval Newton (Krawczyk): the equations {@code F(point) = target} hold for some value of the dependent
 * coordinates near a given point, the other coordinates standing still or moving along a segment.
 *
 * <p>With {@code c} the start, {@code v} the segment, {@code Z} a box around zero in the dependent coordinates, {@code J}
 * the slopes over the box {@code c + [0,1] v + Z} and {@code Y} any matrix: when
 * {@code -Y (F(c) - target + J v [0,1]) + (1 - Y J) Z} lies inside Z, then for each point of the segment there is one
 * solution in Z, no other, and it moves continuously.
 */
final class Enclosure {

    private static final int TRIES = 25;

    private final Function<List<Dual<Interval>>, List<Dual<Interval>>> equations;
    private final List<Interval> target;
    private final List<Integer> dependent;

    /**
     * Equations to solve.
     *
     * @param equations as many as there are dependent coordinates
     * @param target their right-hand sides
     * @param dependent the coordinates that are solved for
     */
    Enclosure(
            Function<List<Dual<Interval>>, List<Dual<Interval>>> equations,
            List<Interval> target,
            List<Integer> dependent) {
        this.equations = equations;
        this.target = target;
        this.dependent = dependent;
    }

    /** The solution at one point: a narrow box of the dependent coordinates, relative to it. */
    List<Interval> solve(List<Ratio> point) {
        return narrow(point, tube(point, point));
    }

    /** Follows the solution along a segment and gives its place at the end, relative to the end. */
    List<Interval> follow(List<Ratio> from, List<Interval> place, List<Ratio> to) {
        List<Interval> tube = tube(from, to);
        for (int i = 0; i < place.size(); i++) {
            Refusal.unless(
                    place.get(i).isZero() || place.get(i).inside(tube.get(i)),
                    "the path cannot be followed from one segment to the next");
        }
        return narrow(to, tube);
    }

    /** A box in which the solution lies, and lies alone, for each point of the segment. */
    private List<Interval> tube(List<Ratio> from, List<Ratio> to) {
        int n = from.size();
        List<Interval> step = new ArrayList<>();
        List<Interval> segment = new ArrayList<>();
        List<Interval> middle = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            Interval whole = Interval.of(to.get(i).minus(from.get(i)));
            step.add(whole);
            segment.add(Interval.of(from.get(i)).plus(whole.times(Interval.UNIT)));
            middle.add(Interval.of(from.get(i).plus(to.get(i)).over(Ratio.of(2))));
        }
        List<List<Interval>> guide = approximateInverse(equations.apply(Dual.variables(middle)));
        List<Interval> residual = residual(from.stream().map(Interval::of).toList());
        List<Interval> box = new ArrayList<>(Collections.nCopies(dependent.size(), Interval.ZERO));
        for (int attempt = 0; attempt < TRIES; attempt++) {
            List<Dual<Interval>> slopes = equations.apply(Dual.variables(around(segment, box)));
            List<Interval> drift = new ArrayList<>();
            for (int row = 0; row < slopes.size(); row++) {
                Interval along = Interval.ZERO;
                for (int i = 0; i < n; i++) {
                    along = along.plus(slopes.get(row).slope(i).times(step.get(i)));
                }
                drift.add(residual.get(row).plus(along.times(Interval.UNIT)));
            }
            List<Interval> image = krawczyk(guide, drift, slopes, box);
            if (allInside(image, box)) {
                return box;
            }
            for (int i = 0; i < box.size(); i++) {
                box.set(i, image.get(i).hull(Interval.ZERO).inflated());
            }
        }
        throw new Refusal("no enclosure of the second model was found");
    }

    private List<Interval> narrow(List<Ratio> point, List<Interval> start) {
        List<Interval> exact = point.stream().map(Interval::of).toList();
        List<Interval> residual = residual(exact);
        List<List<Interval>> guide = approximateInverse(equations.apply(Dual.variables(exact)));
        List<Interval> box = start;
        for (int round = 0; round < 8; round++) {
            List<Interval> hull = box.stream().map(z -> z.hull(Interval.ZERO)).toList();
            List<Dual<Interval>> slopes = equations.apply(Dual.variables(around(exact, hull)));
            List<Interval> image = krawczyk(guide, residual, slopes, hull);
            List<Interval> next = new ArrayList<>();
            for (int i = 0; i < box.size(); i++) {
                Interval meet = image.get(i).meet(box.get(i));
                Refusal.unless(meet.low().compareTo(meet.high()) <= 0, "the enclosure is empty");
                next.add(meet);
            }
            box = next;
        }
        return box;
    }

    private List<Interval> residual(List<Interval> point) {
        List<Dual<Interval>> constants =
                point.stream().map(x -> new Dual<>(x, List.<Interval>of())).toList();
        List<Dual<Interval>> values = equations.apply(constants);
        List<Interval> out = new ArrayList<>();
        for (int row = 0; row < values.size(); row++) {
            out.add(values.get(row).value().minus(target.get(row)));
        }
        return out;
    }

    private List<Interval> around(List<Interval> place, List<Interval> box) {
        List<Interval> out = new ArrayList<>(place);
        for (int i = 0; i < box.size(); i++) {
            out.set(dependent.get(i), place.get(dependent.get(i)).plus(box.get(i)));
        }
        return out;
    }

    private List<Interval> krawczyk(
            List<List<Interval>> guide, List<Interval> residual, List<Dual<Interval>> slopes, List<Interval> box) {
        int r = box.size();
        List<Interval> out = new ArrayList<>();
        for (int i = 0; i < r; i++) {
            Interval sum = Interval.ZERO;
            for (int row = 0; row < r; row++) {
                sum = sum.minus(guide.get(i).get(row).times(residual.get(row)));
            }
            for (int j = 0; j < r; j++) {
                Interval entry = Interval.of(i == j ? Ratio.ONE : Ratio.ZERO);
                for (int row = 0; row < r; row++) {
                    entry = entry.minus(
                            guide.get(i).get(row).times(slopes.get(row).slope(dependent.get(j))));
                }
                sum = sum.plus(entry.times(box.get(j)));
            }
            out.add(sum);
        }
        return out;
    }

    private static boolean allInside(List<Interval> image, List<Interval> box) {
        for (int i = 0; i < box.size(); i++) {
            if (!image.get(i).inside(box.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** The slopes' inverse in narrow intervals, taken as numbers: any matrix serves, a good one converges. */
    private List<List<Interval>> approximateInverse(List<Dual<Interval>> slopes) {
        List<List<Interval>> matrix = new ArrayList<>();
        for (Dual<Interval> row : slopes) {
            List<Interval> line = new ArrayList<>();
            for (int coordinate : dependent) {
                line.add(Interval.of(
                        Ratio.of(new java.math.BigDecimal(row.slope(coordinate).middle()))));
            }
            matrix.add(line);
        }
        return Linear.invert(matrix).matrix();
    }
}

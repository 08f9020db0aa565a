// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.check;

import static org.unmask.verdict.check.Matrix.identity;
import static org.unmask.verdict.check.Matrix.list;
import static org.unmask.verdict.check.Matrix.map;
import static org.unmask.verdict.check.Matrix.minus;

import java.util.ArrayList;
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
 * {@code (1 - Y J) Z - Y (F(c) - target + J v [0,1])} lies inside Z, then for each point of the segment there is one
 * solution in Z, no other, and it moves continuously.
 *
 * @param equations as many as there are dependent coordinates
 * @param target their right-hand sides
 * @param dependent the coordinates that are solved for
 */
record Enclosure(UnaryOperator<List<Dual<Interval>>> equations, List<Interval> target, List<Integer> dependent) {

    private static final int TRIES = 25;
    private static final int ROUNDS = 4;

    /**
     * Follows a solution from near the first stop to near the last; gives the box in which it lies at each stop but the first,
     * relative to the stop.
     */
    List<List<Interval>> places(List<List<Interval>> stops) {
        List<List<Interval>> out = new ArrayList<>();
        List<Interval> place = zeros(dependent.size());
        for (int i = 1; i < stops.size(); i++) {
            List<Interval> to = stops.get(i);
            List<Interval> tube = tube(stops.get(i - 1), minus(to, stops.get(i - 1)));
            Refusal.unless(inside(place, tube), "path cannot be followed from one segment to the next");
            List<Interval> still = zeros(to.size());
            Matrix<Interval> guide = guide(to, still);
            place = tube;
            for (int round = 0; round < ROUNDS; round++) {
                place = image(to, still, guide, map(place, Interval::toZero));
            }
            out.add(place);
        }
        return out;
    }

    private static List<Interval> zeros(int size) {
        return Collections.nCopies(size, Interval.ZERO);
    }

    private static boolean inside(List<Interval> image, List<Interval> box) {
        return IntStream.range(0, box.size()).allMatch(i -> image.get(i).inside(box.get(i)));
    }

    /** A box in which the solution lies, and lies alone, for each point of the segment. */
    private List<Interval> tube(List<Interval> from, List<Interval> step) {
        Matrix<Interval> guide = guide(from, step);
        List<Interval> box = zeros(dependent.size());
        for (int attempt = 0; attempt < TRIES; attempt++) {
            List<Interval> image = image(from, step, guide, box);
            if (inside(image, box)) {
                return box;
            }
            box = map(image, entry -> entry.toZero().inflated());
        }
        throw new Refusal("second is not enclosed: no solution was proved near it, or along the path to it");
    }

    /** Where the solutions in a box must be. */
    private List<Interval> image(List<Interval> from, List<Interval> step, Matrix<Interval> guide, List<Interval> box) {
        List<Interval> around = moved(part(from, step, Interval.UNIT), box);
        List<Interval> start = map(equations.apply(Dual.moving(from, zeros(from.size()))), Dual::value);
        List<Interval> along = map(equations.apply(Dual.moving(around, step)), Dual::slope);
        List<Interval> drift = part(minus(start, target), along, Interval.UNIT);
        Matrix<Interval> rest = identity(box.size(), Interval.ZERO).minus(guide.times(slopes(around)));
        return minus(rest.times(box), guide.times(drift));
    }

    private static List<Interval> part(List<Interval> from, List<Interval> step, Interval how) {
        return list(from.size(), i -> from.get(i).plus(step.get(i).times(how)));
    }

    /** A point moved to its place. */
    List<Interval> moved(List<Interval> point, List<Interval> place) {
        return list(point.size(), i -> {
            int at = dependent.indexOf(i);
            return at < 0 ? point.get(i) : point.get(i).plus(place.get(at));
        });
    }

    /** Slopes of the equations along the dependent coordinates. */
    private Matrix<Interval> slopes(List<Interval> point) {
        Matrix<Interval> units = identity(point.size(), Interval.ZERO);
        return Dual.slopes(point, map(dependent, units::row), equations);
    }

    /** The inverse of the slopes half way, taken as numbers: any matrix serves, a good one converges. */
    private Matrix<Interval> guide(List<Interval> from, List<Interval> step) {
        List<Interval> middle = part(from, step, Interval.UNIT.middle());
        return slopes(middle).mapped(Interval::middle).inverse().mapped(Interval::middle);
    }
}

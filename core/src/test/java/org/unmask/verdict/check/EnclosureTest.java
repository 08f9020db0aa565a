// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Solutions of equations with known ones: square roots, and a circle that is followed. */
class EnclosureTest {

    private static List<Interval> at(double... point) {
        return Arrays.stream(point).mapToObj(x -> new Interval(x, x)).toList();
    }

    /** {@code x^2 + y}, to be 2, in x. */
    private static Enclosure root() {
        UnaryOperator<List<Dual<Interval>>> equation =
                free -> List.of(free.get(0).times(free.get(0)).plus(free.get(1)));
        return new Enclosure(equation, at(2), List.of(0));
    }

    /** The width is of the order of the squared distance from where the search began. */
    private static void holds(Interval place, double exact, double width) {
        assertThat(place.low()).isLessThanOrEqualTo(exact);
        assertThat(place.high()).isGreaterThanOrEqualTo(exact);
        assertThat(place.high() - place.low()).isLessThan(width);
    }

    @Test
    void aSquareRootIsEnclosed() {
        List<List<Interval>> places = root().places(List.of(at(1.4142, 0), at(1.4142, 0)));
        assertThat(places).hasSize(1);
        holds(places.get(0).get(0), Math.sqrt(2) - 1.4142, 1e-9);
        List<Interval> moved = root().moved(at(1.4142, 0), places.get(0));
        holds(moved.get(0), Math.sqrt(2), 1e-9);
        assertThat(moved.get(1)).isEqualTo(Interval.ZERO);
    }

    /** From y = 0 to y = 1 by way of a half: the solution goes from the root of two to one. */
    @Test
    void aSolutionIsFollowedAlongItsPath() {
        List<List<Interval>> places = root().places(List.of(at(1.4142, 0), at(1.2247, 0.5), at(1, 1)));
        assertThat(places).hasSize(2);
        holds(places.get(0).get(0), Math.sqrt(1.5) - 1.2247, 1e-8);
        holds(places.get(1).get(0), 0, 1e-8);
    }

    @Test
    void whatIsNoSolutionOrCannotBeFollowedIsRefused() {
        assertThatThrownBy(() -> root().places(List.of(at(1, 2), at(1, 2)))).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> root().places(List.of(at(1.5, 3), at(1.5, 3))))
                .as("no real root at all")
                .isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> root().places(List.of(at(1.4142, 0), at(0.1, 1.99))))
                .as("one stride too long")
                .isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> root().places(List.of(at(1.4142, 0), at(-1.2247, 0.5), at(-1, 1))))
                .as("to the other branch")
                .isInstanceOf(Refusal.class);
    }

    /** On the circle and the line: {@code x^2 + y^2 = z} and {@code x = y}, in both x and y, z moving from 2 to 2.02. */
    @Test
    void severalUnknownsAreSolvedForTogether() {
        UnaryOperator<List<Dual<Interval>>> equations = free -> List.of(
                free.get(0)
                        .times(free.get(0))
                        .plus(free.get(2).times(free.get(2)))
                        .minus(free.get(1)),
                free.get(0).minus(free.get(2)));
        Enclosure enclosure = new Enclosure(equations, at(0, 0), List.of(0, 2));
        List<List<Interval>> places = enclosure.places(List.of(at(1.0001, 2, 0.9999), at(1.005, 2.02, 1.005)));
        double exact = Math.sqrt(1.01);
        List<Interval> moved = enclosure.moved(at(1.005, 2.02, 1.005), places.get(0));
        holds(moved.get(0), exact, 1e-8);
        holds(moved.get(2), exact, 1e-8);
        assertThat(moved.get(1)).isEqualTo(new Interval(2.02, 2.02));
        assertThat(places.get(0).get(0).middle().low()).isCloseTo(exact - 1.005, within(1e-8));
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.twin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.hipparchus.analysis.differentiation.Gradient;
import org.hipparchus.fraction.BigFraction;
import org.junit.jupiter.api.Test;
import org.unmask.random.Seed;
import org.unmask.verdict.Minors;

/** Elimination with complete pivoting against determinants. */
class PivotsTest {

    private static List<Gradient> rows(BigFraction[][] matrix) {
        return Arrays.stream(matrix)
                .map(row -> new Gradient(
                        7,
                        Arrays.stream(row).mapToDouble(BigFraction::doubleValue).toArray()))
                .toList();
    }

    private static double minor(BigFraction[][] matrix, List<Integer> rows, List<Integer> columns) {
        return Math.abs(Minors.determinant(Minors.select(
                        matrix,
                        rows.stream().mapToInt(i -> i).toArray(),
                        columns.stream().mapToInt(i -> i).toArray()))
                .doubleValue());
    }

    private static BigFraction[][] random(RandomGenerator random) {
        BigFraction[][] out = new BigFraction[random.nextInt(1, 6)][random.nextInt(1, 5)];
        for (BigFraction[] row : out) {
            Arrays.setAll(row, j -> new BigFraction(random.nextInt(-6, 7), random.nextInt(1, 4)));
        }
        if (out.length > 2 && random.nextBoolean()) {
            Arrays.setAll(out[1], j -> out[0][j].multiply(2).subtract(out[2][j]));
        }
        return out;
    }

    private static List<Integer> with(List<Integer> before, int more) {
        return Stream.concat(before.stream(), Stream.of(more)).sorted().toList();
    }

    /** A pivot is the quotient of the minors after and before it, and the largest such quotient. */
    @Test
    void eachPivotIsTheLargestQuotientOfMinors() {
        RandomGenerator random = new Seed(74).generator();
        for (int n = 0; n < 60; n++) {
            BigFraction[][] matrix = random(random);
            int rank = Minors.rank(matrix);
            Pivots before = Pivots.of(rows(matrix), 0);
            assertThat(before).isEqualTo(new Pivots(List.of(), List.of(), Double.POSITIVE_INFINITY));
            for (int size = 1; size <= rank; size++) {
                Pivots pivots = Pivots.of(rows(matrix), size);
                assertThat(pivots.rows()).hasSize(size).isSorted().containsAll(before.rows());
                assertThat(pivots.columns()).hasSize(size).isSorted().containsAll(before.columns());
                double below = minor(matrix, before.rows(), before.columns());
                double largest = 0;
                for (int i = 0; i < matrix.length; i++) {
                    for (int j = 0; j < matrix[0].length; j++) {
                        boolean free =
                                !before.rows().contains(i) && !before.columns().contains(j);
                        if (free) {
                            double wider = minor(matrix, with(before.rows(), i), with(before.columns(), j));
                            largest = Math.max(largest, wider / below);
                        }
                    }
                }
                assertThat(pivots.smallest()).isCloseTo(largest, within(1e-9));
                assertThat(minor(matrix, pivots.rows(), pivots.columns()) / below)
                        .isCloseTo(largest, within(1e-9));
                before = pivots;
            }
            assertThat(Pivots.of(rows(matrix), rank + 3)).isEqualTo(before);
        }
    }

    /** Of equal entries the first counts; what is 1e-10 of the largest pivot counts, what is less is rounding. */
    @Test
    void whatIsNegligibleIsLeft() {
        assertThat(Pivots.of(List.of(new Gradient(0, 1, 2), new Gradient(0, -2, 2)), 1))
                .isEqualTo(new Pivots(List.of(0), List.of(1), 2));
        assertThat(Pivots.of(List.of(new Gradient(0, 2, 0), new Gradient(0, 0, 3e-10)), 2)
                        .smallest())
                .isEqualTo(3e-10);
        assertThat(Pivots.of(List.of(new Gradient(0, 2, 0), new Gradient(0, 0, 1e-10)), 2))
                .isEqualTo(new Pivots(List.of(0), List.of(0), 2));
        assertThat(Pivots.of(List.of(new Gradient(0, 0, 0)), 2).rows()).isEmpty();
    }
}

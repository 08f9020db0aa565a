// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.theorem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.unmask.verdict.ExactModels.matrix;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.hipparchus.fraction.BigFraction;
import org.junit.jupiter.api.Test;
import org.unmask.random.Seed;
import org.unmask.verdict.Evidence;
import org.unmask.verdict.Minors;

/** Minors and ranks against determinants that are expanded by their first row. */
class ExactMinorTest {

    private static final BigInteger PRIME = BigInteger.valueOf((1L << 61) - 1);

    @Test
    void ranksAndMinorsAreThoseOfDeterminants() {
        RandomGenerator random = new Seed(61).generator();
        int singular = 0;
        for (int n = 0; n < 150; n++) {
            int rows = random.nextInt(1, 4);
            int columns = random.nextInt(rows, 5);
            BigFraction[][] matrix = new BigFraction[rows][columns];
            for (BigFraction[] row : matrix) {
                java.util.Arrays.setAll(row, j -> new BigFraction(random.nextInt(-2, 3), random.nextInt(1, 4)));
            }
            if (rows > 1 && random.nextBoolean()) {
                java.util.Arrays.setAll(matrix[rows - 1], j -> matrix[0][j].multiply(3));
            }
            int rank = Minors.rank(matrix);
            singular += rank < rows ? 1 : 0;
            assertThat(ExactMinor.rank(matrix)).isEqualTo(rank);
            Optional<Evidence> found = ExactMinor.ofAllRows("emission", matrix);
            assertThat(found.isPresent()).isEqualTo(rank == rows);
            found.ifPresent(evidence -> {
                Evidence.NonzeroMinor minor = (Evidence.NonzeroMinor) evidence;
                int[] all = IntStream.range(0, rows).toArray();
                int[] chosen =
                        minor.columns().stream().mapToInt(Integer::intValue).toArray();
                assertThat(minor.rows())
                        .containsExactly(IntStream.of(all).boxed().toArray(Integer[]::new));
                assertThat(chosen).isSorted().hasSize(rows);
                assertThat(new BigFraction(minor.numerator(), minor.denominator()))
                        .isEqualTo(Minors.determinant(Minors.select(matrix, all, chosen)));
            });
        }
        assertThat(singular).isBetween(20, 100);
    }

    @Test
    void theLargestEntryOfARowIsThePivotAndOfEqualOnesTheFirst() {
        assertThat(ExactMinor.ofAllRows("means", matrix("1 -3 2 3")))
                .contains(minor(List.of(0), List.of(1), BigInteger.valueOf(-3)));
        // Pivots in columns 3, 1, 2, which is an even order of columns; after the first one, 1 0 and then 5.
        assertThat(ExactMinor.ofAllRows("means", matrix("0 0 2; 1 0 0; 0 5 0")))
                .contains(minor(List.of(0, 1, 2), List.of(0, 1, 2), BigInteger.TEN));
        assertThat(ExactMinor.ofAllRows("means", matrix("0 2; 1 0")))
                .contains(minor(List.of(0, 1), List.of(0, 1), BigInteger.valueOf(-2)));
    }

    private static Evidence minor(List<Integer> rows, List<Integer> columns, BigInteger value) {
        return new Evidence.NonzeroMinor("means", rows, columns, value, BigInteger.ONE);
    }

    private static BigFraction[][] diagonal(int size, BigFraction first) {
        BigFraction[][] out = new BigFraction[size][size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                out[i][j] = i == j ? i == 0 ? first : new BigFraction(2) : BigFraction.ZERO;
            }
        }
        return out;
    }

    /** Up to twelve rows have a minor in full; beyond, independence modulo a prime is the evidence. */
    @Test
    void largeMatricesAreIndependentModuloAPrime() {
        assertThat(ExactMinor.ofAllRows("transition", diagonal(12, BigFraction.ONE)))
                .hasValueSatisfying(evidence -> assertThat(evidence)
                        .isInstanceOfSatisfying(
                                Evidence.NonzeroMinor.class,
                                minor -> assertThat(minor.numerator()).isEqualTo(BigInteger.valueOf(1 << 11))));
        assertThat(ExactMinor.ofAllRows("transition", diagonal(13, BigFraction.ONE)))
                .contains(new Evidence.OfQuestion(
                        "the 13 rows of the transition matrix are independent modulo " + PRIME + ", and so they are"));
        assertThat(ExactMinor.ofAllRows("transition", diagonal(13, new BigFraction(1, 7))))
                .isPresent();
        assertThat(ExactMinor.ofAllRows("transition", diagonal(13, BigFraction.ZERO)))
                .isEmpty();
        assertThat(ExactMinor.ofAllRows("transition", diagonal(13, new BigFraction(PRIME))))
                .as("independent, but not modulo the prime: nothing is claimed")
                .isEmpty();
        assertThat(ExactMinor.ofAllRows("transition", diagonal(13, new BigFraction(BigInteger.ONE, PRIME))))
                .as("the prime divides a denominator: nothing is claimed")
                .isEmpty();
    }
}

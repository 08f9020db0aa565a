// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.unmask.verdict.ExactModels.matrix;

import java.math.BigInteger;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.hipparchus.fraction.BigFraction;
import org.junit.jupiter.api.Test;
import org.unmask.random.Seed;

/** Stochastic matrices of known rank, blurred: the rank is read back by minors, and what was clear is left alone. */
class SingularReadingTest {

    private static final BigFraction BLUR = power(15);

    private static BigFraction power(int digits) {
        return new BigFraction(BigInteger.ONE, BigInteger.TEN.pow(digits));
    }

    private static BigFraction[] law(RandomGenerator random, int width) {
        BigFraction[] out = new BigFraction[width];
        BigFraction sum = BigFraction.ZERO;
        for (int j = 0; j < width; j++) {
            out[j] = new BigFraction(random.nextInt(1, 9));
            sum = sum.add(out[j]);
        }
        for (int j = 0; j < width; j++) {
            out[j] = out[j].divide(sum);
        }
        return out;
    }

    /** Mixtures of some laws. */
    private static BigFraction[][] mixtures(RandomGenerator random, int rows, int width, int rank) {
        BigFraction[][] laws = new BigFraction[rank][];
        java.util.Arrays.setAll(laws, r -> law(random, width));
        BigFraction[][] out = new BigFraction[rows][width];
        for (BigFraction[] row : out) {
            BigFraction[] shares = law(random, rank);
            for (int j = 0; j < width; j++) {
                row[j] = BigFraction.ZERO;
                for (int r = 0; r < rank; r++) {
                    row[j] = row[j].add(shares[r].multiply(laws[r][j]));
                }
            }
        }
        return out;
    }

    private static BigFraction[][] copy(BigFraction[][] rows) {
        return java.util.Arrays.stream(rows).map(BigFraction[]::clone).toArray(BigFraction[][]::new);
    }

    private static void blur(RandomGenerator random, BigFraction[][] rows, BigFraction size) {
        for (BigFraction[] row : rows) {
            for (int j = 0; j + 1 < row.length; j++) {
                BigFraction shift = size.multiply(random.nextInt(-9, 10)).divide(10);
                row[j] = row[j].add(shift);
                row[j + 1] = row[j + 1].subtract(shift);
            }
        }
    }

    private static BigFraction[][] completed(BigFraction[][] rows) {
        BigFraction[][] out = new BigFraction[rows.length][rows[0].length + 1];
        for (int i = 0; i < rows.length; i++) {
            BigFraction rest = BigFraction.ONE;
            for (int j = 0; j < rows[0].length; j++) {
                out[i][j] = rows[i][j];
                rest = rest.subtract(rows[i][j]);
            }
            out[i][rows[0].length] = rest;
        }
        return out;
    }

    private static double distance(BigFraction[][] a, BigFraction[][] b) {
        double worst = 0;
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < a[0].length; j++) {
                worst = Math.max(worst, a[i][j].subtract(b[i][j]).abs().doubleValue());
            }
        }
        return worst;
    }

    @Test
    void aBlurredRankIsReadBack() {
        RandomGenerator random = new Seed(91).generator();
        int read = 0;
        for (int n = 0; n < 80; n++) {
            int rows = random.nextInt(2, 6);
            int width = random.nextInt(2, 6);
            int rank = random.nextInt(1, Math.min(rows, width) + 1);
            BigFraction[][] exact = mixtures(random, rows, width, rank);
            int known = Minors.rank(exact);
            assertThat(SingularReading.of("matrix", exact, false))
                    .as("already singular")
                    .isEmpty();
            BigFraction[][] blurred = copy(exact);
            blur(random, blurred, BLUR);
            if (Minors.rank(blurred) > known) {
                BigFraction[][] kept = copy(blurred);
                SingularReading.Read found =
                        SingularReading.of("matrix", blurred, false).orElseThrow();
                BigFraction[][] all = completed(found.rows());
                read++;
                assertThat(Minors.rank(all)).isEqualTo(known);
                assertThat(distance(all, blurred)).isLessThan(1e-12);
                assertThat(found.remark())
                        .isEqualTo("the matrix has rank " + known + " to 13 digits and is read as having it exactly");
                assertThat(blurred).as("not modified").isDeepEqualTo(kept);
            }
        }
        assertThat(read).isBetween(20, 79);
    }

    /** A square of laws whose rows and columns sum to one, of rank two. */
    @Test
    void columnsKeepTheirSums() {
        BigFraction[][] even = matrix("2/5 7/20 1/4; 7/20 27/80 5/16; 1/4 5/16 7/16");
        assertThat(Minors.rank(even)).isEqualTo(2);
        BigFraction[][] blurred = copy(even);
        BigFraction shift = BLUR.multiply(3);
        blurred[0][0] = blurred[0][0].add(shift);
        blurred[0][2] = blurred[0][2].subtract(shift);
        blurred[2][0] = blurred[2][0].subtract(shift);
        blurred[2][2] = blurred[2][2].add(shift);
        assertThat(Minors.rank(blurred)).isEqualTo(3);
        BigFraction[][] all = completed(
                SingularReading.of("chain", blurred, true).orElseThrow().rows());
        assertThat(Minors.rank(all)).isEqualTo(2);
        assertThat(distance(all, even)).isLessThan(1e-13);
        for (int j = 0; j < 3; j++) {
            assertThat(all[0][j].add(all[1][j]).add(all[2][j])).isEqualTo(BigFraction.ONE);
        }
        BigFraction[][] rowsOnly = completed(
                SingularReading.of("chain", blurred, false).orElseThrow().rows());
        assertThat(rowsOnly[2])
                .as("the last row is what the others are compared with")
                .isEqualTo(blurred[2]);
    }

    /** Differences of rows from the last: a on the diagonal of an otherwise equal matrix, then b. */
    private static BigFraction[][] apart(BigFraction a, BigFraction b) {
        BigFraction third = new BigFraction(1, 3);
        BigFraction[][] out = new BigFraction[3][];
        java.util.Arrays.setAll(out, i -> new BigFraction[] {third, third, third});
        out[0][0] = third.add(a);
        out[0][2] = third.subtract(a);
        out[1][1] = third.add(b);
        out[1][2] = third.subtract(b);
        return out;
    }

    private static Optional<SingularReading.Read> read(BigFraction a, BigFraction b) {
        return SingularReading.of("matrix", apart(a, b), false);
    }

    /** Below 1e-13 beside what is above 1e-8: rounding. In between nobody knows. */
    @Test
    void theGapMustBeClear() {
        assertThat(read(power(1), power(14))).isPresent();
        assertThat(read(power(14), power(1))).isPresent();
        assertThat(read(power(7), power(14))).isPresent();
        assertThat(read(power(9), power(14))).isEmpty();
        assertThat(read(power(1), power(12))).isEmpty();
        assertThat(read(power(1), power(9))).isEmpty();
        assertThat(read(power(1), power(7))).isEmpty();
        assertThat(read(power(14), power(15))).isPresent();
        assertThat(read(power(1).negate(), power(14).negate())).isPresent();
        assertThat(read(power(1), BigFraction.ZERO)).as("nothing to take off").isEmpty();
        BigFraction[][] rows = read(power(1), power(14)).orElseThrow().rows();
        assertThat(rows)
                .isDeepEqualTo(Minors.select(apart(power(1), BigFraction.ZERO), new int[] {0, 1, 2}, new int[] {0, 1}));
    }

    /** What is largest stays as it is, and what is left is taken off the entry that is in no pivot's row or column. */
    @Test
    void theLargestDifferenceIsLeftAlone() {
        BigFraction[][] rows = matrix("3/10 3/10 2/5; 1/2 1/5 3/10; 2/5 1/4 7/20");
        rows[0][0] = rows[0][0].add(power(15));
        rows[0][2] = rows[0][2].subtract(power(15));
        BigFraction[][] read =
                SingularReading.of("matrix", rows, false).orElseThrow().rows();
        assertThat(Minors.rank(completed(read))).isEqualTo(2);
        BigFraction moved = rows[0][1].subtract(read[0][1]);
        assertThat(moved.abs().doubleValue()).isBetween(1e-17, 1e-15);
        assertThat(read[0][0]).isEqualTo(rows[0][0]);
        assertThat(read[1]).isEqualTo(java.util.Arrays.copyOf(rows[1], 2));
        assertThat(read[2]).isEqualTo(java.util.Arrays.copyOf(rows[2], 2));
    }

    /** Twenty-nine differences of twenty-nine entries at rank 24 are work for 20,184 multiplications; at 23 they are not. */
    @Test
    void largeMatricesAreLeftAlone() {
        for (int rank : new int[] {23, 24}) {
            int k = 30;
            BigFraction[][] rows = new BigFraction[k][k];
            for (int i = 0; i < k; i++) {
                for (int j = 0; j < k; j++) {
                    BigFraction more =
                            i != j || i == k - 1 ? BigFraction.ZERO : i < rank ? new BigFraction(1, 100) : power(15);
                    rows[i][j] = new BigFraction(1, k).add(more);
                }
                rows[i][k - 1] = rows[i][k - 1].subtract(rows[i][i].subtract(new BigFraction(1, k)));
            }
            assertThat(SingularReading.of("matrix", rows, false).isPresent()).isEqualTo(rank == 23);
        }
    }

    @Test
    void oneRowOrOneColumnHasNothingToTakeOff() {
        assertThat(SingularReading.of("matrix", matrix("1/2 1/2"), false)).isEmpty();
        assertThat(SingularReading.of("matrix", matrix("1; 1"), false)).isEmpty();
    }
}

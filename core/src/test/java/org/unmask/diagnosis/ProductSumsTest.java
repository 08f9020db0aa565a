// SPDX-License-Identifier: Apache-2.0
package org.unmask.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.unmask.matrix.Matrix;
import org.unmask.matrix.SymmetricEigen;

class ProductSumsTest {

    private static final int FIRST = 5;
    private static final int LAST = 3;
    private static final int SIZE = FIRST + LAST;

    @Test
    void agreesWithLeastSquaresAndThePseudoinverse() {
        for (int seed = 0; seed < 60; seed++) {
            double[][] rows = rows(seed, 20 + seed % 9, seed % 3 == 0, seed % 2 == 0);
            ProductSums sums = new ProductSums(SIZE);
            for (double[] row : rows) {
                System.arraycopy(row, 0, sums.next(), 0, SIZE);
                sums.added();
            }
            ProductSums.Square found = sums.unexplained(FIRST);

            Matrix all = Matrix.ofRows(rows);
            Matrix products = all.transpose().times(all);
            int[] first = IntStream.range(0, FIRST).toArray();
            int[] last = IntStream.range(FIRST, SIZE).toArray();
            Matrix cross = products.selectRows(first).selectColumns(last);
            Matrix slope = cross.times(pseudoinverse(products.selectRows(last).selectColumns(last)));
            Matrix variance = products.selectRows(first).selectColumns(first).minus(slope.times(cross.transpose()));
            double[] total = IntStream.range(0, SIZE)
                    .mapToDouble(
                            a -> Arrays.stream(rows).mapToDouble(row -> row[a]).sum())
                    .toArray();
            double[] explained = slope.times(Arrays.copyOfRange(total, FIRST, SIZE));
            double[] left = IntStream.range(0, FIRST)
                    .mapToDouble(a -> total[a] - explained[a])
                    .toArray();
            double[] weighted = pseudoinverse(variance).times(left);
            double expected = IntStream.range(0, FIRST)
                    .mapToDouble(a -> left[a] * weighted[a])
                    .sum();
            assertThat(found.value()).isCloseTo(expected, within(1e-9 * (1 + expected)));
            assertThat(found.rank()).isEqualTo(seed % 3 == 0 ? FIRST - 1 : FIRST);
        }
    }

    @Test
    void hasNoRankWhereNothingIsLeft() {
        ProductSums sums = new ProductSums(4);
        SplittableRandom random = new SplittableRandom(1);
        for (int n = 0; n < 30; n++) {
            double one = random.nextDouble();
            double two = random.nextDouble();
            double[] row = sums.next();
            row[0] = one + two;
            row[1] = one - two;
            row[2] = one;
            row[3] = two;
            sums.added();
        }
        assertThat(sums.unexplained(2).rank()).isZero();
        assertThat(new ProductSums(3).unexplained(2).rank()).isZero();
    }

    /** Numbers about a mean; some rows mostly zeros, and the fifth number a sum of others where wanted. */
    private static double[][] rows(int seed, int count, boolean dependent, boolean sparse) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] out = new double[count][SIZE];
        for (double[] row : out) {
            boolean zeros = sparse && random.nextInt(2) == 0;
            for (int a = 0; a < SIZE; a++) {
                row[a] = zeros && random.nextInt(4) > 0 ? 0 : random.nextDouble() - 0.3;
            }
            if (dependent) {
                row[4] = row[0] - 2 * row[1];
            }
        }
        return out;
    }

    private static Matrix pseudoinverse(Matrix matrix) {
        SymmetricEigen eigen = SymmetricEigen.of(matrix);
        double[] values = eigen.values().toArray();
        double[] inverted =
                Arrays.stream(values).map(v -> v > 1e-9 * values[0] ? 1 / v : 0).toArray();
        return eigen.vectors()
                .times(Matrix.diagonal(inverted))
                .times(eigen.vectors().transpose());
    }
}

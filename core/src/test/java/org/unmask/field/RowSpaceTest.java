// SPDX-License-Identifier: Apache-2.0
package org.unmask.field;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.unmask.random.Seed;

class RowSpaceTest {

    private final RandomGenerator random = new Seed(5).generator();
    private final PrimeField field = PrimeField.random(random);

    @Test
    void spansOfKnownRank() {
        for (int trial = 0; trial < 50; trial++) {
            int columns = 1 + random.nextInt(8);
            int rank = random.nextInt(columns + 1);
            long[][] basis = new long[rank][columns];
            for (long[] row : basis) {
                java.util.Arrays.setAll(row, j -> random.nextInt(3) == 0 ? 0 : field.draw(random));
            }
            RowSpace space = new RowSpace(field, columns);
            RowSpace twice = new RowSpace(field, columns);
            for (long[] row : basis) {
                twice.add(row.clone());
                space.add(row.clone());
            }
            int found = space.rank();
            for (int mix = 0; mix < 5; mix++) {
                assertThat(space.contains(mixture(basis, columns))).isTrue();
                assertThat(space.add(mixture(basis, columns))).isFalse();
            }
            assertThat(space.rank()).isEqualTo(found).isEqualTo(twice.rank()).isLessThanOrEqualTo(rank);
            assertThat(space.full()).isEqualTo(found == columns);
            assertThat(space.nullVectors()).hasSize(columns - found);
            for (long[] vector : space.nullVectors()) {
                assertThat(vector).isNotEqualTo(new long[columns]);
                for (long[] row : basis) {
                    assertThat(dot(row, vector)).isZero();
                }
            }
            if (found < columns) {
                long[] fresh = new long[columns];
                java.util.Arrays.setAll(fresh, j -> field.draw(random));
                assertThat(space.contains(fresh)).isFalse();
                assertThat(space.add(fresh)).isTrue();
            }
        }
    }

    private long[] mixture(long[][] basis, int columns) {
        long[] out = new long[columns];
        for (long[] row : basis) {
            long factor = field.draw(random);
            for (int j = 0; j < columns; j++) {
                out[j] = field.add(out[j], field.multiply(factor, row[j]));
            }
        }
        return out;
    }

    private long dot(long[] a, long[] b) {
        long sum = 0;
        for (int j = 0; j < a.length; j++) {
            sum = field.add(sum, field.multiply(a[j], b[j]));
        }
        return sum;
    }
}

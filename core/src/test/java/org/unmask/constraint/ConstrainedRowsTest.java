// SPDX-License-Identifier: Apache-2.0
package org.unmask.constraint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.unmask.matrix.Matrix;
import org.unmask.matrix.StochasticMatrix;
import org.unmask.random.Seed;
import org.unmask.testkit.RandomModels;

class ConstrainedRowsTest {

    /** Zeros, a fixed entry, ties within a row and across rows. */
    private static Pattern mixed() {
        return Pattern.free(3, 4)
                .withFixed(0, 0, 0.25)
                .withFixed(1, 3, 0)
                .withTied(0, 1, "a")
                .withTied(1, 1, "a")
                .withTied(1, 2, "a")
                .withTied(2, 0, "b")
                .withTied(2, 3, "b");
    }

    private static double value(double[] counts, StochasticMatrix at) {
        double sum = 0;
        for (int n = 0; n < counts.length; n++) {
            double p = at.get(n / at.columns(), n % at.columns());
            sum += p > 0 ? counts[n] * Math.log(p) : 0;
        }
        return sum;
    }

    private static void assertWithin(StochasticMatrix found) {
        assertThat(found.get(0, 0)).isEqualTo(0.25);
        assertThat(found.get(1, 3)).isZero();
        assertThat(found.get(1, 1)).isEqualTo(found.get(0, 1));
        assertThat(found.get(1, 2)).isEqualTo(found.get(0, 1));
        assertThat(found.get(2, 3)).isEqualTo(found.get(2, 0));
        for (int i = 0; i < found.rows(); i++) {
            double sum = 0;
            for (double p : found.row(i)) {
                sum += p;
            }
            assertThat(sum).isCloseTo(1, within(1e-14));
        }
    }

    @Test
    void theMaximiserIsWithinThePatternAndNoOtherPointWithinIsBetter() {
        ConstrainedRows rows = ConstrainedRows.of("matrix", mixed());
        for (int seed = 1; seed <= 50; seed++) {
            RandomGenerator random = new Seed(seed).generator();
            double[] counts = random.doubles(12, 0, 30).toArray();
            counts[0] = 0;
            counts[7] = 0;
            StochasticMatrix current = rows.nearest(random.doubles(12).toArray());
            StochasticMatrix found = rows.maximized(counts, current);
            assertWithin(current);
            assertWithin(found);
            for (int trial = 0; trial < 20; trial++) {
                double share = Math.pow(10, -random.nextInt(5));
                StochasticMatrix other = rows.nearest(random.doubles(12).toArray());
                StochasticMatrix near = StochasticMatrix.of(
                        "mixture",
                        found.matrix().scale(1 - share).plus(other.matrix().scale(share)));
                assertThat(value(counts, near)).as("seed " + seed).isLessThanOrEqualTo(value(counts, found) + 1e-9);
            }
        }
    }

    @Test
    void withoutAPatternRowsAreCountsScaledToOne() {
        RandomGenerator random = new Seed(1).generator();
        double[] counts = random.doubles(12, 0, 30).toArray();
        ConstrainedRows rows = ConstrainedRows.of("matrix", Pattern.free(3, 4));
        StochasticMatrix expected = StochasticMatrix.normalized("matrix", Matrix.of(3, 4, counts));
        StochasticMatrix found = rows.maximized(counts, RandomModels.stochastic(random, 3, 4));
        assertThat(found.matrix().minus(expected.matrix()).maxAbs()).isLessThan(1e-15);
        assertThat(rows.parameters()).isEqualTo(9);
        assertThat(ConstrainedRows.of("matrix", mixed()).parameters()).isEqualTo(4);
    }

    @Test
    void whatIsWithinStaysAndRowsWithoutCountsStay() {
        ConstrainedRows rows = ConstrainedRows.of("matrix", mixed());
        StochasticMatrix within =
                rows.nearest(new Seed(3).generator().doubles(12).toArray());
        StochasticMatrix again = rows.nearest(within.matrix().toArray());
        assertThat(again.matrix().minus(within.matrix()).maxAbs()).isLessThan(1e-10);
        assertThat(rows.maximized(new double[12], within)).isEqualTo(within);
    }

    @Test
    void rowsThatShareAllTheirLabelsAreOneRow() {
        Pattern pattern = Pattern.free(2, 3);
        for (int j = 0; j < 3; j++) {
            pattern = pattern.withTied(0, j, "s" + j).withTied(1, j, "s" + j);
        }
        ConstrainedRows rows = ConstrainedRows.of("matrix", pattern);
        StochasticMatrix found =
                rows.maximized(new double[] {1, 2, 3, 5, 1, 0}, rows.nearest(new double[] {1, 1, 1, 1, 1, 1}));
        assertThat(found.row(0)).containsExactly(found.row(1));
        assertThat(found.row(0)).containsExactly(new double[] {0.5, 0.25, 0.25}, within(1e-10));
        assertThat(rows.parameters()).isEqualTo(2);
    }

    @Test
    void refusesWhatNoRowCanMeet() {
        assertThatThrownBy(() -> ConstrainedRows.of(
                        "transition matrix",
                        Pattern.free(2, 2).withFixed(1, 0, 0.7).withFixed(1, 1, 0.2)))
                .hasMessageContaining("row 2 of the transition matrix")
                .hasMessageContaining("expected 1");
        assertThatThrownBy(() -> ConstrainedRows.of(
                        "transition matrix", Pattern.free(2, 2).withFixed(0, 0, 1.0)))
                .hasMessageContaining("row 1")
                .hasMessageContaining("less than 1");
        assertThatThrownBy(() -> ConstrainedRows.of(
                        "transition matrix", Pattern.free(2, 2).withFixed(0, 1, 1.5)))
                .hasMessage("entry 2 of row 1 of the transition matrix is 1.5, expected a probability");
        Pattern contradiction = Pattern.free(2, 3)
                .withTied(0, 0, "a")
                .withTied(0, 1, "a")
                .withFixed(0, 2, 0)
                .withTied(1, 0, "a")
                .withTied(1, 1, "a")
                .withTied(1, 2, "a");
        assertThatThrownBy(() -> ConstrainedRows.of("emission matrix", contradiction))
                .hasMessageContaining("of the emission matrix cannot sum to 1");
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.unmask.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.unmask.matrix.Assignment;
import org.unmask.matrix.Matrix;
import org.unmask.matrix.Permutation;
import org.unmask.matrix.Tensor3;
import org.unmask.random.Seed;

class CpDecompositionTest {

    private static Matrix random(RandomGenerator random, int rows, int columns) {
        return Matrix.generate(rows, columns, (i, j) -> random.nextGaussian());
    }

    @Test
    void exactTensorsGiveTheirFactorsBack() {
        int[][] shapes = {
            {5, 5, 5, 3},
            {4, 6, 5, 4},
            {3, 3, 8, 3},
            {6, 6, 2, 5},
            {2, 7, 6, 5},
            {5, 2, 9, 4},
            {1, 1, 1, 1},
            {3, 4, 2, 1}
        };
        for (int seed = 0; seed < 40; seed++) {
            RandomGenerator random = new Seed(seed).generator();
            int[] shape = shapes[seed % shapes.length];
            Matrix a = random(random, shape[0], shape[3]);
            Matrix b = random(random, shape[1], shape[3]);
            Matrix c = random(random, shape[2], shape[3]);
            Decomposition.Factors found = factors(Tensor3.ofFactors(a, b, c), shape[3], seed);
            double worst = worstAngle(found, a, b, c);
            assertThat(worst).as("seed %d", seed).isLessThan(1e-9);
            assertThat(found.residual()).isLessThan(1e-13);
            assertThat(found.conditioning().singularValues()).hasSize(3);
            assertThat(found.conditioning().worst()).isGreaterThanOrEqualTo(1 - 1e-12);
        }
    }

    @Test
    void aLargeExactTensorIsSketchedAndLosesNothing() {
        RandomGenerator random = new Seed(1).generator();
        Matrix a = random(random, 50, 10);
        Matrix b = random(random, 50, 10);
        Matrix c = random(random, 50, 10);
        Decomposition.Factors found = factors(Tensor3.ofFactors(a, b, c), 10, 7);
        assertThat(worstAngle(found, a, b, c)).isLessThan(1e-10);
        assertThat(found.residual()).isLessThan(1e-14);
        assertThat(found.conditioning().kRanks()).containsExactly(10, 10, 10);
        assertThat(worstAngle(found, b, a, c)).as("other factors").isGreaterThan(0.1);
    }

    @Test
    void noiseMovesTheFactorsByItsOwnSize() {
        for (int n : new int[] {8, 40}) {
            RandomGenerator random = new Seed(n).generator();
            Matrix a = random(random, n, 4);
            Matrix b = random(random, n, 4);
            Matrix c = random(random, n, 4);
            double[] entries = Tensor3.ofFactors(a, b, c).toArray();
            for (int i = 0; i < entries.length; i++) {
                entries[i] += 1e-3 * random.nextGaussian();
            }
            Decomposition.Factors found = factors(Tensor3.of(n, n, n, entries), 4, 3);
            assertThat(worstAngle(found, a, b, c)).isLessThan(5e-3).isGreaterThan(1e-6);
            assertThat(found.residual()).isLessThan(1e-3);
        }
    }

    @Test
    void missingRankIsShownBySingularValues() {
        RandomGenerator random = new Seed(2).generator();
        Matrix a = random(random, 5, 3);
        Matrix b = random(random, 5, 3);
        Matrix c = random(random, 5, 3);
        Decomposition found = CpDecomposition.of(Tensor3.ofFactors(a, b, c), 4, new Seed(1));
        assertThat(found).isInstanceOfSatisfying(Decomposition.RankTooSmall.class, failed -> {
            assertThat(failed.rank()).isEqualTo(4);
            assertThat(failed.singularValues().get(0, 3)).isLessThan(1e-13);
            assertThat(failed.singularValues().get(0, 2)).isGreaterThan(1e-3);
        });
        assertThat(CpDecomposition.of(Tensor3.ofFactors(a, b, c), 3, new Seed(1)))
                .isInstanceOf(Decomposition.Factors.class);
        Matrix flat = Matrix.generate(5, 3, (i, j) -> i + 1.0);
        assertThat(CpDecomposition.of(Tensor3.ofFactors(a, b, flat), 3, new Seed(1)))
                .isInstanceOfSatisfying(
                        Decomposition.RankTooSmall.class,
                        failed -> assertThat(failed.mode()).isEqualTo(2));
        assertThat(CpDecomposition.of(Tensor3.ofFactors(a, b, c), 6, new Seed(1)))
                .isInstanceOf(Decomposition.RankTooSmall.class);
    }

    @Test
    void rotationsHaveNoRealTerms() {
        Tensor3 rotation = Tensor3.of(2, 2, 2, 1, 0, 0, -1, 0, 1, 1, 0);
        assertThat(CpDecomposition.of(rotation, 2, new Seed(1)))
                .isInstanceOfSatisfying(
                        Decomposition.ComplexSpectrum.class,
                        failed -> assertThat(failed.imaginary().maxAbs())
                                .isGreaterThan(1e-3 * failed.real().maxAbs()));
    }

    @Test
    void badInputIsNamed() {
        assertThat(CpDecomposition.of(Tensor3.of(1, 1, 1, Double.NaN), 1, new Seed(1)))
                .isInstanceOf(Decomposition.NotFinite.class);
        assertThatThrownBy(() -> CpDecomposition.of(Tensor3.of(1, 1, 1, 1), 0, new Seed(1)))
                .hasMessage("number of terms is 0, expected at least 1");
    }

    @Test
    void kRankCountsTheSmallestDependentSet() {
        Matrix two = Matrix.ofRows(new double[] {1, 0, 1, 2}, new double[] {0, 1, 1, 0}, new double[] {0, 0, 0, 0});
        assertThat(KRank.of(two)).isEqualTo(1);
        assertThat(KRank.of(two.selectColumns(0, 1, 2))).isEqualTo(2);
        assertThat(KRank.of(two.selectColumns(0, 1))).isEqualTo(2);
        assertThat(KRank.of(Matrix.zero(2, 2))).isZero();
        Matrix three =
                Matrix.ofRows(new double[] {1, 0, 0, 1, 1}, new double[] {0, 1, 0, 1, 2}, new double[] {0, 0, 1, 1, 4});
        assertThat(KRank.of(three)).isEqualTo(3);
    }

    @Test
    void theSeedDoesNotMatterButForRounding() {
        RandomGenerator random = new Seed(5).generator();
        Tensor3 tensor = Tensor3.ofFactors(random(random, 6, 3), random(random, 6, 3), random(random, 6, 3));
        Decomposition.Factors one = factors(tensor, 3, 1);
        assertThat(factors(tensor, 3, 1)).isEqualTo(one);
        assertThat(worstAngle(factors(tensor, 3, 2), one.first(), one.second(), one.third()))
                .isLessThan(1e-11);
    }

    static Decomposition.Factors factors(Tensor3 tensor, int rank, long seed) {
        Decomposition found = CpDecomposition.of(tensor, rank, new Seed(seed));
        assertThat(found).isInstanceOf(Decomposition.Factors.class);
        return (Decomposition.Factors) found;
    }

    /** The largest distance of unit columns, matched as best they can be, over the three factors; signs are free. */
    private static double worstAngle(Decomposition.Factors found, Matrix... truth) {
        Matrix[] factors = {found.first(), found.second(), found.third()};
        int k = truth[0].columns();
        Matrix cost = Matrix.generate(k, k, (i, j) -> {
            double worst = 0;
            for (int mode = 0; mode < 3; mode++) {
                worst = Math.max(worst, distance(factors[mode].column(i), truth[mode].column(j)));
            }
            return worst;
        });
        Permutation match = Assignment.minimumCost(cost);
        double worst = 0;
        for (int i = 0; i < k; i++) {
            worst = Math.max(worst, cost.get(i, match.get(i)));
        }
        return worst;
    }

    private static double distance(double[] x, double[] y) {
        double xx = 0;
        double yy = 0;
        double xy = 0;
        for (int i = 0; i < x.length; i++) {
            xx += x[i] * x[i];
            yy += y[i] * y[i];
            xy += x[i] * y[i];
        }
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            double difference = x[i] / Math.sqrt(xx) - Math.signum(xy) * y[i] / Math.sqrt(yy);
            sum += difference * difference;
        }
        return Math.sqrt(sum);
    }
}

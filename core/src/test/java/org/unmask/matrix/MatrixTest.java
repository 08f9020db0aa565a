// SPDX-License-Identifier: Apache-2.0
package org.unmask.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.unmask.random.Seed;

class MatrixTest {

    private static Matrix random(long seed, int rows, int columns) {
        RandomGenerator random = new Seed(seed).generator();
        return Matrix.generate(rows, columns, (i, j) -> random.nextGaussian());
    }

    @Test
    void keepsNeitherTheArrayGivenNorHandsOutItsOwn() {
        double[] given = {1, 2, 3, 4};
        Matrix matrix = Matrix.of(2, 2, given);
        given[0] = 9;
        matrix.toArray()[1] = 9;
        matrix.row(1)[0] = 9;
        matrix.toRows()[1][1] = 9;
        assertThat(matrix).isEqualTo(Matrix.ofRows(new double[] {1, 2}, new double[] {3, 4}));
        assertThat(matrix).hasSameHashCodeAs(Matrix.of(2, 2, 1, 2, 3, 4));
        assertThat(matrix).isNotEqualTo(Matrix.of(1, 4, 1, 2, 3, 4)).isNotEqualTo("matrix");
        assertThat(matrix).hasToString("[1.0, 2.0]\n[3.0, 4.0]");
    }

    @Test
    void productsAgreeWithTheirTransposes() {
        for (int seed = 0; seed < 50; seed++) {
            Matrix a = random(seed, 3, 4);
            Matrix b = random(seed + 1000, 4, 2);
            assertThat(a.times(b)
                            .transpose()
                            .minus(b.transpose().times(a.transpose()))
                            .maxAbs())
                    .isLessThan(1e-14);
            double[] v = b.column(1);
            assertThat(a.times(v)).containsExactly(a.times(b).column(1), within(1e-14));
            assertThat(a.transpose().leftTimes(v)).containsExactly(a.times(v), within(1e-14));
        }
    }

    @Test
    void arithmeticIsEntrywise() {
        Matrix a = random(1, 2, 3);
        assertThat(a.plus(a).minus(a.scale(2)).maxAbs()).isZero();
        assertThat(a.map(Math::abs).maxAbs()).isEqualTo(a.maxAbs());
        assertThat(a.selectRows(1, 0).selectRows(1, 0)).isEqualTo(a);
        assertThat(a.selectColumns(2).column(0)).isEqualTo(a.column(2));
        assertThat(Matrix.diagonal(3, 4).frobeniusNorm()).isEqualTo(5);
        assertThat(a.times(Matrix.identity(3))).isEqualTo(a);
        assertThat(a.times(Matrix.zero(3, 1)).maxAbs()).isZero();
    }

    @Test
    void wrongShapesAreNamed() {
        assertThatThrownBy(() -> Matrix.of(2, 2, 1, 2, 3)).hasMessage("a 2 x 2 matrix has 4 entries, found 3");
        assertThatThrownBy(Matrix::ofRows).hasMessage("a matrix needs at least one row, found none");
        assertThatThrownBy(() -> Matrix.ofRows(new double[] {1, 2}, new double[] {3}))
                .hasMessage("row 2 has 1 entries, expected 2 as in row 1");
        Matrix a = Matrix.zero(2, 3);
        assertThatThrownBy(() -> a.times(a)).hasMessage("cannot multiply a 2 x 3 matrix by a 2 x 3 one");
        assertThatThrownBy(() -> a.plus(a.transpose())).hasMessage("shapes differ: 2 x 3 and 3 x 2");
        assertThatThrownBy(() -> a.times(new double[2])).hasMessage("a vector of length 3 is expected, found 2");
        assertThatThrownBy(() -> a.get(2, 0)).hasMessage("entry (2, 0) of a 2 x 3 matrix");
        assertThatThrownBy(() -> a.get(0, -1)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void singularValuesRebuildTheMatrix() {
        for (int seed = 0; seed < 30; seed++) {
            Matrix a = random(seed, 2 + seed % 4, 2 + seed % 3);
            Svd svd = Svd.of(a);
            int r = Math.min(a.rows(), a.columns());
            Matrix diagonal = Matrix.generate(r, r, (i, j) -> i == j ? svd.value(i) : 0);
            Matrix rebuilt = svd.left().times(diagonal).times(svd.right().transpose());
            assertThat(rebuilt.minus(a).maxAbs()).isLessThan(1e-13);
            Matrix inverse = svd.pseudoInverse(r);
            assertThat(a.times(inverse).times(a).minus(a).maxAbs()).isLessThan(1e-11);
            assertThat(svd.condition(r)).isEqualTo(svd.value(0) / svd.value(r - 1));
            assertThat(svd.condition(r + 1)).isInfinite();
        }
    }

    @Test
    void eigenvectorsSatisfyTheirEquation() {
        for (int seed = 0; seed < 30; seed++) {
            Matrix a = random(seed, 4, 4);
            Eigen eigen = Eigen.of(a);
            for (int h = 0; h < 4; h++) {
                double[] re = a.times(eigen.realVectors().column(h));
                double[] im = a.times(eigen.imaginaryVectors().column(h));
                double x = eigen.real().get(0, h);
                double y = eigen.imaginary().get(0, h);
                for (int i = 0; i < 4; i++) {
                    double vr = eigen.realVectors().get(i, h);
                    double vi = eigen.imaginaryVectors().get(i, h);
                    assertThat(re[i]).isCloseTo(x * vr - y * vi, within(1e-10));
                    assertThat(im[i]).isCloseTo(x * vi + y * vr, within(1e-10));
                }
            }
        }
        assertThat(Eigen.of(Matrix.ofRows(new double[] {0, 1}, new double[] {-1, 0}))
                        .largestImaginaryPart())
                .isCloseTo(1, within(1e-12));
    }

    @Test
    void symmetricSpectrumDescends() {
        Matrix root = random(5, 4, 4);
        Matrix a = root.times(root.transpose());
        SymmetricEigen eigen = SymmetricEigen.of(a);
        Matrix diagonal = Matrix.diagonal(eigen.values().row(0));
        assertThat(eigen.vectors()
                        .times(diagonal)
                        .times(eigen.vectors().transpose())
                        .minus(a)
                        .maxAbs())
                .isLessThan(1e-12);
        assertThat(eigen.values().get(0, 0)).isGreaterThan(eigen.values().get(0, 3));
        assertThatThrownBy(() -> SymmetricEigen.of(root)).hasMessageContaining("a symmetric matrix is expected");
    }

    @Test
    void linearSystemsAreSolvedOrSaidToBeSingular() {
        Matrix a = random(3, 3, 3);
        Matrix b = random(4, 3, 2);
        assertThat(a.times(LinearSystem.solve(a, b).orElseThrow()).minus(b).maxAbs())
                .isLessThan(1e-12);
        assertThat(a.times(LinearSystem.inverse(a).orElseThrow())
                        .minus(Matrix.identity(3))
                        .maxAbs())
                .isLessThan(1e-12);
        Matrix singular = Matrix.ofRows(new double[] {1, 2}, new double[] {2, 4});
        assertThat(LinearSystem.inverse(singular)).isEmpty();
        assertThat(LinearSystem.determinant(singular)).isZero();
        assertThat(LinearSystem.determinant(Matrix.diagonal(2, 3))).isEqualTo(6);
        Matrix tall = random(6, 5, 2);
        Matrix x = LinearSystem.leastSquares(tall, random(7, 5, 1)).orElseThrow();
        Matrix rest = tall.times(x).minus(random(7, 5, 1));
        assertThat(tall.transpose().times(rest).maxAbs()).isLessThan(1e-12);
        assertThat(LinearSystem.leastSquares(Matrix.zero(3, 2), Matrix.zero(3, 1)))
                .isEmpty();
        Matrix spd = tall.transpose().times(tall);
        Matrix l = LinearSystem.cholesky(spd).orElseThrow();
        assertThat(l.times(l.transpose()).minus(spd).maxAbs()).isLessThan(1e-12);
        assertThat(LinearSystem.cholesky(Matrix.diagonal(1, -1))).isEmpty();
    }
}

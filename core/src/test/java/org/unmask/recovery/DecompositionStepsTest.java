// SPDX-License-Identifier: Apache-2.0
package org.unmask.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.unmask.matrix.Matrix;
import org.unmask.matrix.Tensor3;
import org.unmask.random.Seed;

/** Each step of a decomposition by itself: what refines afterwards would hide a step that does nothing. */
class DecompositionStepsTest {

    private static final int K = 3;

    private static Matrix factor(int rows, String name, int seed) {
        var random = new Seed(seed).split(name).generator();
        return Matrix.generate(rows, K, (r, c) -> random.nextGaussian() + (r == c ? 2 : 0));
    }

    private static Tensor3 tensor(int seed) {
        return Tensor3.ofFactors(factor(K, "a", seed), factor(K, "b", seed), factor(5, "c", seed));
    }

    /** How far the columns of one matrix are from those of another, up to scale and order. */
    private static double apart(Matrix found, Matrix wanted) {
        double worst = 0;
        for (int h = 0; h < K; h++) {
            double nearest = Double.POSITIVE_INFINITY;
            for (int g = 0; g < K; g++) {
                double dot = 0;
                double one = 0;
                double other = 0;
                for (int r = 0; r < wanted.rows(); r++) {
                    dot += wanted.get(r, h) * found.get(r, g);
                    one += wanted.get(r, h) * wanted.get(r, h);
                    other += found.get(r, g) * found.get(r, g);
                }
                nearest = Math.min(nearest, Math.sqrt(Math.max(0, 1 - dot * dot / (one * other))));
            }
            worst = Math.max(worst, nearest);
        }
        return worst;
    }

    private static Tensor3 noisy(Tensor3 tensor, double size, int seed) {
        var random = new Seed(seed).split("noise").generator();
        double[] entries = tensor.toArray();
        double norm = tensor.frobeniusNorm();
        for (int i = 0; i < entries.length; i++) {
            entries[i] += size * norm / Math.sqrt(entries.length) * random.nextGaussian();
        }
        return Tensor3.of(tensor.first(), tensor.second(), tensor.third(), entries);
    }

    @Test
    void slicesThatCommuteAreDiagonalisedTogether() {
        for (int seed = 0; seed < 50; seed++) {
            JointDiagonalization.Result found = JointDiagonalization.of(tensor(seed), new Seed(seed).generator());
            Matrix wanted = factor(K, "a", seed);
            assertThat(apart(found.vectors().orElseThrow(), wanted))
                    .as("seed %d", seed)
                    .isLessThan(1e-6);
            assertThat(apart(factor(K, "a", seed + 1), wanted)).as("another").isGreaterThan(1e-3);
            assertThat(found.gap()).isPositive();
        }
    }

    /** With noise all slices together do better than the one mixture that Jennrich's method takes. */
    @Test
    void manySlicesBeatOne() {
        double[] ratios = new double[60];
        for (int seed = 0; seed < ratios.length; seed++) {
            Tensor3 data = noisy(
                    Tensor3.ofFactors(factor(K, "a", seed), factor(K, "b", seed), factor(40, "c", seed)), 1e-4, seed);
            Tensor3 two = Tensor3.generate(K, K, 2, data::get);
            Matrix wanted = factor(K, "a", seed);
            double many = apart(
                    JointDiagonalization.of(data, new Seed(seed).generator())
                            .vectors()
                            .orElseThrow(),
                    wanted);
            double few = JointDiagonalization.of(two, new Seed(seed).generator())
                    .vectors()
                    .map(vectors -> apart(vectors, wanted))
                    .orElse(1.0);
            ratios[seed] = few / many;
        }
        Arrays.sort(ratios);
        assertThat(ratios[ratios.length / 2]).isGreaterThan(2);
    }

    @Test
    void rotationsHaveNoRealSpectrum() {
        Matrix turn = Matrix.ofRows(new double[] {0, -1}, new double[] {1, 0});
        Tensor3 core = Tensor3.generate(2, 2, 2, (a, b, c) -> c == 0 ? (a == b ? 1 : 0) : turn.get(a, b));
        assertThat(JointDiagonalization.of(core, new Seed(1).generator()).vectors())
                .isEmpty();
    }

    @Test
    void sweepsLowerTheResidual() {
        double[] left = new double[20];
        for (int seed = 0; seed < left.length; seed++) {
            Tensor3 data = tensor(seed);
            Matrix[] start = {factor(K, "a", seed), factor(K, "b", seed), factor(5, "c", seed)};
            var random = new Seed(seed).split("start").generator();
            for (int mode = 0; mode < 3; mode++) {
                Matrix exact = start[mode];
                start[mode] =
                        Matrix.generate(exact.rows(), K, (r, c) -> exact.get(r, c) + 1e-3 * random.nextGaussian());
            }
            double before = residual(data, start);
            Matrix[] refined = AlternatingLeastSquares.refine(data, start);
            left[seed] = residual(data, refined);
            assertThat(left[seed]).as("seed %d", seed).isLessThan(0.1 * before);
        }
        Arrays.sort(left);
        assertThat(left[left.length / 2]).as("median").isLessThan(1e-8);
    }

    /** Least squares ends where no small move lowers the residual. */
    @Test
    void withNoiseTheRefinedFactorsAreStationary() {
        Tensor3 data = noisy(tensor(3), 1e-2, 3);
        Matrix[] refined = AlternatingLeastSquares.refine(
                data, new Matrix[] {factor(K, "a", 3), factor(K, "b", 3), factor(5, "c", 3)});
        double least = residual(data, refined);
        assertThat(least).isLessThan(residual(data, new Matrix[] {
            factor(K, "a", 3), factor(K, "b", 3), factor(5, "c", 3)
        }));
        for (int mode = 0; mode < 3; mode++) {
            for (double step : new double[] {-1e-2, 1e-2}) {
                Matrix[] moved = refined.clone();
                Matrix kept = refined[mode];
                moved[mode] = Matrix.generate(kept.rows(), K, (r, c) -> kept.get(r, c) + (r == 1 && c == 2 ? step : 0));
                assertThat(residual(data, moved)).isGreaterThan(least);
            }
        }
    }

    private static double residual(Tensor3 data, Matrix[] factors) {
        double[] model = Tensor3.ofFactors(factors[0], factors[1], factors[2]).toArray();
        double[] entries = data.toArray();
        double sum = 0;
        for (int i = 0; i < entries.length; i++) {
            sum += (entries[i] - model[i]) * (entries[i] - model[i]);
        }
        return Math.sqrt(sum) / data.frobeniusNorm();
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.twin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.unmask.matrix.Matrix;
import org.unmask.model.Chain;
import org.unmask.model.ModelFamily;
import org.unmask.model.Parameterization;
import org.unmask.random.Seed;
import org.unmask.task.Loss;
import org.unmask.task.TaskSet;

/** Roots of chains whose eigenvectors are known, all of them counted. */
class ChainRootsTest {

    private static void areAll(List<Matrix> found, List<Matrix> expected) {
        assertThat(found).hasSameSizeAs(expected);
        for (Matrix root : expected) {
            assertThat(found)
                    .anySatisfy(other -> assertThat(other.minus(root).maxAbs()).isLessThan(1e-12));
        }
    }

    private static boolean stochastic(Matrix matrix) {
        for (double entry : matrix.toArray()) {
            if (entry < 0) {
                return false;
            }
        }
        return true;
    }

    /** Shifts of three states: eigenvalues 1 and a conjugate pair, {@code 1/3 + 2/3 r cos(a + 2 pi (j - i) / 3)}. */
    private static Matrix turning(double radius, double angle) {
        return Matrix.generate(3, 3, (i, j) -> (1 + 2 * radius * Math.cos(angle + 2 * Math.PI * (j - i) / 3)) / 3);
    }

    @Test
    void aConjugatePairIsTurnedByEveryRootOfOne() {
        for (int gap = 2; gap <= 7; gap++) {
            for (double radius : new double[] {0.4, 0.55}) {
                List<Matrix> expected = new ArrayList<>();
                for (int n = 1; n < gap; n++) {
                    Matrix root = turning(radius, 0.3 + 2 * Math.PI * n / gap);
                    if (stochastic(root)) {
                        expected.add(root);
                    }
                }
                areAll(ChainRoots.of(turning(radius, 0.3), gap), expected);
                assertThat(radius > 0.5 || expected.size() == gap - 1).isTrue();
            }
        }
    }

    /** Four states as two independent pairs: eigenvalues 1, a, b, a b on the same vectors. */
    private static Matrix flips(double a, double b, double ab) {
        double[] signs = {1, a, b, ab};
        return Matrix.generate(4, 4, (i, j) -> {
            double sum = 0;
            for (int h = 0; h < 4; h++) {
                sum += signs[h] * (Integer.bitCount(h & (i ^ j)) % 2 == 0 ? 1 : -1);
            }
            return sum / 4;
        });
    }

    @Test
    void realEigenvaluesTurnTheirSignsAtEvenGaps() {
        assertThat(turned(0.4, 0.3, 0.2)).hasSize(7);
        assertThat(turned(0.85, 0.3, 0.2)).hasSizeBetween(1, 6);
        for (int gap : new int[] {2, 4, 6}) {
            areAll(ChainRoots.of(flips(0.4, 0.3, 0.2), gap), turned(0.4, 0.3, 0.2));
            areAll(ChainRoots.of(flips(0.85, 0.3, 0.2), gap), turned(0.85, 0.3, 0.2));
        }
        for (int gap : new int[] {3, 5}) {
            assertThat(ChainRoots.of(flips(0.4, 0.3, 0.2), gap)).isEmpty();
        }
    }

    /** All stochastic matrices with the same square but the given one. */
    private static List<Matrix> turned(double a, double b, double ab) {
        List<Matrix> out = new ArrayList<>();
        for (int mask = 1; mask < 8; mask++) {
            Matrix root = flips((mask & 1) == 0 ? a : -a, (mask & 2) == 0 ? b : -b, (mask & 4) == 0 ? ab : -ab);
            if (stochastic(root)) {
                out.add(root);
            }
        }
        return out;
    }

    private static Matrix shifting(double... law) {
        return Matrix.generate(5, 5, (i, j) -> law[(j - i + 5) % 5]);
    }

    /** Shifts of five states have two conjugate pairs: {@code gap^2} choices, as long as the power remembers them. */
    @Test
    void tooManyChoicesHaveNoAnswer() {
        assertThat(ChainRoots.of(shifting(0.4, 0.25, 0.15, 0.12, 0.08), 6)).isNotEmpty();
        assertThat(ChainRoots.of(shifting(0.04, 0.92, 0.02, 0.01, 0.01), 65)).isEmpty();
    }

    /** Where eigenvalues of the power coincide the roots need not be finitely many. */
    @Test
    void coincidingEigenvaluesHaveNoAnswer() {
        assertThat(ChainRoots.of(flips(0.4, 0.4, 0.2), 2)).isEmpty();
        assertThat(ChainRoots.of(flips(0.4, -0.4, 0.2), 2)).isEmpty();
        assertThat(ChainRoots.of(Matrix.identity(2), 2)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "x2|x1; 1",
                "x4|x1; 3",
                "x7,x4|x1; 3",
                "x1,x5|x3; 2",
                "x9|x1 & x7|x1; 2",
                "x2|x8 & x20|x11; 3",
                "x7|x1 & x5|x3; 2",
                "x5|x2,x8 & x2|x1; 1"
            })
    void aGapDividesAllDistances(String tasks, int gap) {
        assertThat(ChainRoots.gap(TaskSet.parse(tasks, Loss.SQUARED))).isEqualTo(gap);
    }

    @Test
    void aModelWithAnotherChainKeepsItsEmissions() {
        for (Chain chain : Chain.values()) {
            ExactModel base = NicePoint.of(new ModelFamily.Categorical(3, 2, chain), new Seed(2));
            double[] free = ChainRoots.with(base, turning(0.4, 0.3));
            double[] before = Parameterization.of(base.family()).toVector(base.toHmm());
            double[] read = Parameterization.of(base.family())
                    .toVector(Parameterization.of(base.family()).toModel(free, base.alphabet()));
            int moved = chain == Chain.DOUBLY_STOCHASTIC ? 4 : 6;
            for (int i = 0; i < free.length; i++) {
                double expected = i < moved ? turning(0.4, 0.3).get(i / 2, i % 2) : before[i];
                assertThat(free[i]).isCloseTo(expected, within(1e-15));
                assertThat(read[i]).isCloseTo(expected, within(1e-15));
            }
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.twin;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.hipparchus.fraction.BigFraction;
import org.junit.jupiter.api.Test;
import org.unmask.model.Chain;
import org.unmask.model.CovarianceShape;
import org.unmask.model.FieldModel;
import org.unmask.model.ModelFamily;
import org.unmask.random.Seed;
import org.unmask.verdict.Minors;

/** What is promised of the points: denominators, ranges, distinct means, chance. */
class NicePointTest {

    private static final int SEEDS = 60;

    private static FieldModel<BigFraction> point(ModelFamily family, int seed) {
        return NicePoint.of(family, new Seed(seed)).expand();
    }

    private static BigInteger times(BigFraction value, int scale) {
        BigFraction scaled = value.multiply(scale);
        assertThat(scaled.getDenominator()).isEqualTo(BigInteger.ONE);
        return scaled.getNumerator();
    }

    /** A quarter of the weight on the identity, a half on permutations, a quarter on all alike. */
    @Test
    void chainsAreMeansOfPermutations() {
        int k = 4;
        Set<Integer> corners = new HashSet<>();
        for (int seed = 0; seed < SEEDS; seed++) {
            BigFraction[][] chain = point(new ModelFamily.Categorical(k, 2, Chain.DOUBLY_STOCHASTIC), seed)
                    .transition();
            for (int i = 0; i < k; i++) {
                for (int j = 0; j < k; j++) {
                    int count = times(chain[i][j], 4 * k).intValueExact();
                    assertThat(count).isBetween(i == j ? k + 1 : 1, i == j ? 3 * k + 1 : 2 * k + 1);
                }
            }
            corners.add(times(chain[0][k - 1], 4 * k).intValueExact());
            corners.add(times(chain[k - 1][0], 4 * k).intValueExact());
            corners.add(-times(chain[0][0], 4 * k).intValueExact());
        }
        assertThat(corners).hasSizeGreaterThan(8);
    }

    private static List<BigFraction> shares(BigFraction[] law, int favoured, int favour) {
        for (int sum = law.length; sum <= 5 * law.length + favour; sum++) {
            BigFraction all = new BigFraction(sum);
            List<BigFraction> counts =
                    Arrays.stream(law).map(share -> share.multiply(all)).toList();
            boolean small = IntStream.range(0, law.length).allMatch(j -> {
                BigFraction count = counts.get(j).subtract(j == favoured ? favour : 0);
                return count.getDenominator().equals(BigInteger.ONE)
                        && count.compareTo(BigFraction.ONE) >= 0
                        && count.compareTo(new BigFraction(5)) <= 0;
            });
            if (small) {
                return counts;
            }
        }
        return List.of();
    }

    /** Numbers from one to five, the diagonal with three more in chains and the number of symbols more in emissions. */
    @Test
    void lawsAreSmallNumbersWithAStrongDiagonal() {
        Set<BigFraction> entries = new HashSet<>();
        for (int seed = 0; seed < SEEDS; seed++) {
            FieldModel<BigFraction> all = point(new ModelFamily.Categorical(3, 2, Chain.STATIONARY), seed);
            for (int i = 0; i < 3; i++) {
                assertThat(shares(all.transition()[i], i, 3)).hasSize(3);
                assertThat(shares(all.means()[i], i % 2, 2)).hasSize(2);
                entries.addAll(List.of(all.means()[i]));
            }
        }
        assertThat(entries).hasSizeGreaterThan(20);
    }

    @Test
    void meansAreDistinctHalvesAndCovariancesDefinite() {
        Set<BigInteger> means = new HashSet<>();
        Set<BigInteger> variances = new HashSet<>();
        Set<BigInteger> others = new HashSet<>();
        for (int seed = 0; seed < SEEDS; seed++) {
            FieldModel<BigFraction> line =
                    point(new ModelFamily.Gaussian(5, 1, CovarianceShape.IDENTITY, Chain.STATIONARY), seed);
            Set<BigInteger> here = new HashSet<>();
            for (BigFraction[] mean : line.means()) {
                here.add(times(mean[0], 2));
            }
            assertThat(here).hasSize(5);
            means.addAll(here);
            FieldModel<BigFraction> space =
                    point(new ModelFamily.Gaussian(2, 3, CovarianceShape.FULL_PER_STATE, Chain.STATIONARY), seed);
            for (BigFraction[][] spread : space.spreads()) {
                assertThat(Minors.determinant(spread)).isGreaterThan(BigFraction.ZERO);
                for (int i = 0; i < 3; i++) {
                    variances.add(times(spread[i][i], 4));
                    others.add(times(spread[i][(i + 1) % 3], 12));
                }
            }
        }
        assertThat(means).containsExactlyInAnyOrder(numbers(-5, 5));
        assertThat(variances).containsExactlyInAnyOrder(numbers(4, 8));
        assertThat(others).containsExactlyInAnyOrder(numbers(-2, 2));
    }

    /** Three states need four halves each way to have room. */
    @Test
    void fewStatesHaveMeansBetweenMinusTwoAndTwo() {
        Set<BigInteger> means = new HashSet<>();
        for (int seed = 0; seed < SEEDS; seed++) {
            for (BigFraction[] mean : point(
                            new ModelFamily.Gaussian(3, 1, CovarianceShape.IDENTITY, Chain.STATIONARY), seed)
                    .means()) {
                means.add(times(mean[0], 2));
            }
        }
        assertThat(means).containsExactlyInAnyOrder(numbers(-4, 4));
    }

    private static BigInteger[] numbers(int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(BigInteger::valueOf).toArray(BigInteger[]::new);
    }

    @Test
    void aSeedIsAPoint() {
        ModelFamily family = new ModelFamily.Gaussian(3, 2, CovarianceShape.FULL_PER_STATE, Chain.DOUBLY_STOCHASTIC);
        assertThat(NicePoint.of(family, new Seed(1))).isEqualTo(NicePoint.of(family, new Seed(1)));
        assertThat(NicePoint.of(family, new Seed(1))).isNotEqualTo(NicePoint.of(family, new Seed(2)));
    }
}

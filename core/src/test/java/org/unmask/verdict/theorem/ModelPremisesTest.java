// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.theorem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.unmask.model.Chain.DOUBLY_STOCHASTIC;
import static org.unmask.model.Chain.STATIONARY;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.hipparchus.fraction.BigFraction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.unmask.model.Chain;
import org.unmask.model.CovarianceShape;
import org.unmask.random.Seed;
import org.unmask.verdict.Evidence;
import org.unmask.verdict.ExactModels;

/** Each premise at models where it just holds, and at their neighbours where it just does not. */
class ModelPremisesTest {

    private static final String TWO = "3/4 1/4; 1/2 1/2";
    private static final String EVEN = "3/4 1/4; 1/4 3/4";
    private static final String THREE = "1/2 1/4 1/4; 1/8 1/2 3/8; 1/4 1/8 5/8";

    private static ModelPremises symbols(Chain chain, String transition, String emission) {
        return new ModelPremises(ExactModels.categorical(chain, transition, emission));
    }

    private static ModelPremises points(Chain chain, String transition, String means) {
        return new ModelPremises(ExactModels.gaussian(chain, CovarianceShape.IDENTITY, transition, means, ""));
    }

    private static String emissionNamingStates(int k) {
        return IntStream.range(0, k)
                .mapToObj(i ->
                        IntStream.range(0, k).mapToObj(j -> i == j ? "1" : "0").collect(Collectors.joining(" ")))
                .collect(Collectors.joining(";"));
    }

    private static ModelPremises chain(int k, String transition) {
        return symbols(STATIONARY, transition, emissionNamingStates(k));
    }

    @Test
    void emissionsAreIndependentLinearlyOrWithAColumnOfOnes() {
        assertThat(symbols(STATIONARY, TWO, "1/2 1/2; 1/3 2/3").independentEmissions())
                .hasValueSatisfying(minor -> assertThat(minor.statement()).contains("emission"));
        assertThat(symbols(STATIONARY, TWO, "1/2 1/2; 1/2 1/2").independentEmissions())
                .isEmpty();
        assertThat(points(STATIONARY, TWO, "1 2; 2 5").independentEmissions())
                .hasValueSatisfying(minor -> assertThat(minor.statement()).contains("means"));
        assertThat(points(STATIONARY, TWO, "1 2; 2 4").independentEmissions()).isEmpty();
        assertThat(points(STATIONARY, TWO, "1 2; 2 4").affinelyIndependentMeans())
                .hasValueSatisfying(minor -> assertThat(minor.statement()).contains("extended means"));
        assertThat(points(STATIONARY, THREE, "1; 2; 3").affinelyIndependentMeans())
                .isEmpty();
        assertThat(points(STATIONARY, THREE, "1 0; 2 0; 3 1").affinelyIndependentMeans())
                .isPresent();
        assertThat(points(STATIONARY, THREE, "1 0; 2 0; 3 0").affinelyIndependentMeans())
                .isEmpty();
    }

    @Test
    void lawsDifferInTheirMeansOrInTheirSpreads() {
        CovarianceShape perState = CovarianceShape.SPHERICAL_PER_STATE;
        assertThat(symbols(STATIONARY, TWO, "1/2 1/2; 1/3 2/3").distinctEmissions())
                .isPresent();
        assertThat(symbols(STATIONARY, TWO, "1/2 1/2; 1/2 1/2").distinctEmissions())
                .isEmpty();
        assertThat(new ModelPremises(ExactModels.gaussian(STATIONARY, perState, TWO, "1; 1", "1 2"))
                        .distinctEmissions())
                .isPresent();
        assertThat(new ModelPremises(ExactModels.gaussian(STATIONARY, perState, TWO, "1; 1", "2 2"))
                        .distinctEmissions())
                .isEmpty();
    }

    @Test
    void theLawIsWrittenOverOneDenominator() {
        // The law is 8/27, 1/3, 10/27.
        assertThat(chain(3, "0 1/2 1/2; 1/3 0 2/3; 1/2 1/2 0").positiveLaw())
                .contains(new Evidence.PositiveLaw(
                        List.of(BigInteger.valueOf(8), BigInteger.valueOf(9), BigInteger.TEN), BigInteger.valueOf(27)));
        assertThat(chain(2, "1/2 1/2; 0 1").positiveLaw()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "3/4 1/4; 1/2 1/2, 1/2 1/2; 1 0, true",
        "3/4 1/4; 1/2 1/2, 1 0; 1 0, false",
        // The first state is never seen again: what it alone emits has no probability.
        "1/2 1/2; 0 1, 1/2 1/2; 1 0, false",
        "1/2 1/2; 0 1, 1 0; 1/2 1/2, true",
    })
    void aSymbolNeedsAStateThatIsSeen(String transition, String emission, boolean holds) {
        assertThat(symbols(STATIONARY, transition, emission).positiveTokens().isPresent())
                .isEqualTo(holds);
    }

    /** One to three entries a row, with one closed class: without it there is no model at all. */
    private static Optional<ModelPremises> sparse(RandomGenerator random, BigFraction[][] rows) {
        int k = rows.length;
        for (BigFraction[] row : rows) {
            Arrays.fill(row, BigFraction.ZERO);
            for (int n = random.nextInt(1, 3); n > 0; n--) {
                row[random.nextInt(k)] = BigFraction.ONE;
            }
            BigFraction sum = Arrays.stream(row).reduce(BigFraction.ZERO, BigFraction::add);
            Arrays.setAll(row, j -> row[j].divide(sum));
        }
        String text = Arrays.stream(rows)
                .map(row -> Arrays.stream(row)
                        .map(entry -> entry.getNumerator() + "/" + entry.getDenominator())
                        .collect(Collectors.joining(" ")))
                .collect(Collectors.joining(";"));
        BigFraction[][] step = power(rows, 1);
        return fixedLaws(step) == 1 ? Optional.of(chain(k, text)) : Optional.empty();
    }

    private static BigFraction[][] power(BigFraction[][] rows, int exponent) {
        int k = rows.length;
        BigFraction[][] out = rows;
        for (int n = 1; n < exponent; n++) {
            BigFraction[][] last = out;
            out = new BigFraction[k][k];
            for (int i = 0; i < k; i++) {
                for (int j = 0; j < k; j++) {
                    out[i][j] = BigFraction.ZERO;
                    for (int m = 0; m < k; m++) {
                        out[i][j] = out[i][j].add(last[i][m].multiply(rows[m][j]));
                    }
                }
            }
        }
        return out;
    }

    /** Dimension of the laws that a stochastic matrix leaves as they are. */
    private static int fixedLaws(BigFraction[][] rows) {
        int k = rows.length;
        BigFraction[][] moved = new BigFraction[k][k];
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                moved[i][j] = i == j ? rows[i][j].subtract(BigFraction.ONE) : rows[i][j];
            }
        }
        return k - ExactMinor.rank(moved);
    }

    /** By linear algebra on the numbers, where the premises look at which of them are zero. */
    @Test
    void powersHaveOneLawAndAreAllPositiveWhereTheNumbersSaySo() {
        RandomGenerator random = new Seed(109).generator();
        int several = 0;
        int primitive = 0;
        int models = 0;
        while (models < 120) {
            int k = random.nextInt(2, 5);
            BigFraction[][] rows = new BigFraction[k][k];
            Optional<ModelPremises> premises = sparse(random, rows);
            if (premises.isEmpty()) {
                continue;
            }
            models++;
            for (int power = 1; power <= 4; power++) {
                int laws = fixedLaws(power(rows, power));
                several += laws > 1 ? 1 : 0;
                assertThat(premises.get().uniqueLawOfPower(power).isPresent())
                        .as("%s to the power %d", Arrays.deepToString(rows), power)
                        .isEqualTo(laws == 1);
            }
            boolean positive = Arrays.stream(power(rows, (k - 1) * (k - 1) + 1))
                    .flatMap(Arrays::stream)
                    .noneMatch(BigFraction::isZero);
            primitive += positive ? 1 : 0;
            assertThat(premises.get().primitiveChain().isPresent())
                    .as(Arrays.deepToString(rows))
                    .isEqualTo(positive);
        }
        assertThat(several).isGreaterThan(20);
        assertThat(primitive).isBetween(15, 100);
    }

    /** Wielandt's chains are positive from the power (k-1)^2 + 1 on and no earlier. */
    @Test
    void theSlowestPrimitiveChainsArePrimitive() {
        assertThat(chain(2, "0 1; 1/2 1/2").primitiveChain()).isPresent();
        assertThat(chain(3, "0 1 0; 0 0 1; 1/2 1/2 0").primitiveChain()).isPresent();
        assertThat(chain(4, "0 1 0 0; 0 0 1 0; 0 0 0 1; 1/2 1/2 0 0").primitiveChain())
                .isPresent();
        assertThat(chain(2, "0 1; 1 0").primitiveChain()).isEmpty();
        assertThat(chain(3, "0 1 0; 1/2 0 1/2; 0 1 0").primitiveChain()).isEmpty();
    }

    @Test
    void entriesThatRoundingMayHaveLeftCountAsZeros() {
        assertThat(chain(2, "0 1; 1/1000000000000000 999999999999999/1000000000000000")
                        .primitiveChain())
                .isEmpty();
        assertThat(chain(2, "0 1; 1/500000000000000 499999999999999/500000000000000")
                        .primitiveChain())
                .isPresent();
    }

    /** Doubly stochastic chains have the uniform law; else the two powers must tell the laws apart. */
    @Test
    void theCentroidIsObliqueWhereItsProductsWithTheMeansDiffer() {
        assertThat(points(DOUBLY_STOCHASTIC, EVEN, "1 0; 0 2").obliqueCentroid(1, 1))
                .isPresent();
        assertThat(points(DOUBLY_STOCHASTIC, EVEN, "2 0; 0 2").obliqueCentroid(1, 1))
                .isEmpty();
        // Products 1/3 * (2 * 9 + 1 * 0) = 6 and 1/3 * (2 * 0 + 1 * 18) = 6 of the law (2, 1) / 3.
        assertThat(points(STATIONARY, TWO, "3 0 0; 0 3 3").obliqueCentroid(1, 2))
                .isEmpty();
        assertThat(points(STATIONARY, TWO, "3 0 0; 0 3 2").obliqueCentroid(1, 2))
                .isPresent();
    }

    @Test
    void theCentroidNeedsPowersThatMoveOneLawAlikeOnly() {
        String means = "1 0; 0 2";
        assertThat(points(STATIONARY, TWO, means).obliqueCentroid(1, 1))
                .as("two states are reversible, so equal gaps move every law alike")
                .isEmpty();
        assertThat(points(STATIONARY, TWO, means).obliqueCentroid(2, 1)).isPresent();
        assertThat(points(STATIONARY, TWO, means).obliqueCentroid(2, 2)).isEmpty();
        assertThat(points(STATIONARY, TWO, means).obliqueCentroid(15, 17)).isPresent();
        assertThat(points(STATIONARY, TWO, means).obliqueCentroid(16, 17))
                .as("powers too high to be taken exactly")
                .isEmpty();
        String spread = "1 0 0; 0 2 0; 0 0 3";
        assertThat(points(STATIONARY, THREE, spread).obliqueCentroid(1, 1)).isPresent();
        assertThat(points(STATIONARY, "1/2 1/4 1/4; 1/4 1/2 1/4; 1/4 1/4 1/2", spread)
                        .obliqueCentroid(1, 1))
                .as("reversible")
                .isEmpty();
        assertThat(points(STATIONARY, "1/2 1/2; 0 1", means).obliqueCentroid(1, 2))
                .as("the chain cannot be reversed at a state that is never seen")
                .isEmpty();
    }

    @Test
    void twoStatesMirrorEachOtherWhenLengthsAndLawAreEqual() {
        assertThat(points(STATIONARY, EVEN, "3 4; 5 0").noMirror()).isEmpty();
        assertThat(points(STATIONARY, EVEN, "3 4; 5 1").noMirror()).isPresent();
        assertThat(points(STATIONARY, TWO, "3 4; 5 0").noMirror()).isPresent();
        assertThat(points(STATIONARY, THREE, "1 0 0; 0 1 0; 0 0 1").noMirror()).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "IDENTITY, 1 2; 1 2, , false",
        "IDENTITY, 1 2; 1 3, , true",
        "SPHERICAL_SHARED, 1 2; 1 3, 2, true",
        "SPHERICAL_PER_STATE, 1 2; 1 2, 2 3, false",
        "DIAGONAL_SHARED, 1 2; 1 3, 2 3, false",
        "DIAGONAL_SHARED, 1 2; 2 3, 2 3, true",
        "DIAGONAL_PER_STATE, 1 2; 2 3, 2 3 4 5, false",
        "DIAGONAL_PER_STATE, 1 -2; 2 3, 2 3 4 5, true",
        "DIAGONAL_PER_STATE, 1 -2; 1 3, 2 3 4 5, false",
        "FULL_SHARED, 1 -2; -2 3, 2 0 2, false",
    })
    void variancesAreFixedWhereTheMeansDifferEnough(
            CovarianceShape shape, String means, String spreads, boolean holds) {
        ModelPremises premises =
                new ModelPremises(ExactModels.gaussian(STATIONARY, shape, TWO, means, spreads == null ? "" : spreads));
        Optional<Evidence> fixed = premises.variancesFixedByPosteriors();
        assertThat(fixed.isPresent()).isEqualTo(holds);
        fixed.ifPresent(fact -> assertThat(fact.statement().contains("change sign"))
                .isEqualTo(shape == CovarianceShape.DIAGONAL_PER_STATE));
    }

    @Test
    void symbolsHaveNoVariances() {
        assertThat(chain(2, TWO).variancesFixedByPosteriors()).isEmpty();
    }

    /** Any three rows of the chain are independent, of any power; the fourth is a combination of the others. */
    private static final String RANK_THREE = "1/2 1/4 1/8 1/8; 1/8 1/2 1/4 1/8; 1/8 1/8 1/2 1/4; 1/4 7/24 7/24 1/6";

    /** With four states k-ranks of 4 + 3 + 3 are just enough, 4 + 2 + 3 one too few. */
    @Test
    void kruskalsSumDecidesWhereTheChainIsSingular() {
        ModelPremises singular = chain(4, RANK_THREE);
        assertThat(singular.invertibleChain()).isEmpty();
        for (int gap : new int[] {1, 2, 32}) {
            assertThat(singular.kruskalWithSingularChain(gap))
                    .hasValueSatisfying(evidence -> assertThat(evidence.get(1))
                            .isEqualTo(new Evidence.KruskalRanks(
                                    List.of("emissions", "emissions one step on", "posteriors"), List.of(4, 3, 3), 4)));
        }
        assertThat(singular.kruskalWithSingularChain(33)).isEmpty();
        assertThat(chain(3, THREE).kruskalWithSingularChain(1))
                .hasValueSatisfying(evidence ->
                        assertThat(evidence.get(1).statement()).contains("[3, 3, 3], in sum 9 >= 2k + 2 = 8"));
        assertThat(chain(4, "1/4 0 1/4 1/2; 3/4 0 0 1/4; 0 3/4 1/4 0; 1/2 0 1/8 3/8")
                        .kruskalWithSingularChain(1))
                .as("the fourth row lies between the first two")
                .isEmpty();
        assertThat(symbols(STATIONARY, RANK_THREE, "1 0 0 0; 0 1 0 0; 0 0 1 0; 0 0 1 0")
                        .kruskalWithSingularChain(1))
                .as("two states emit alike")
                .isEmpty();
    }

    @Test
    void thePosteriorsOfADistantContextMayBeDependent() {
        ModelPremises fading = chain(4, "1/4 0 0 3/4; 0 0 1/4 3/4; 1/4 1/4 0 1/2; 0 1/2 1/4 1/4");
        assertThat(fading.kruskalWithSingularChain(1)).isPresent();
        assertThat(fading.kruskalWithSingularChain(2)).isEmpty();
    }
}

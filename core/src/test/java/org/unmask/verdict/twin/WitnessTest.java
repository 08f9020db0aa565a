// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.twin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.unmask.verdict.ExactModels.categorical;
import static org.unmask.verdict.ExactModels.gaussian;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.hipparchus.fraction.BigFraction;
import org.hipparchus.fraction.BigFractionField;
import org.hipparchus.util.Binary64;
import org.hipparchus.util.Binary64Field;
import org.junit.jupiter.api.Test;
import org.unmask.model.Chain;
import org.unmask.model.CovarianceShape;
import org.unmask.model.FieldModel;
import org.unmask.model.Parameterization;
import org.unmask.verdict.RationalModel;

/** Words and moments against sums over all paths, and the first place where two processes differ. */
class WitnessTest {

    private static final String TWO = "3/4 1/4; 1/2 1/2";
    private static final RationalModel SYMBOLS =
            categorical(Chain.STATIONARY, "1/2 1/4 1/4; 1/8 1/2 3/8; 1/3 1/3 1/3", "1/2 1/2; 1/8 7/8; 1/4 3/4");
    private static final RationalModel POINTS =
            gaussian(Chain.STATIONARY, CovarianceShape.FULL_PER_STATE, TWO, "1 -1; 1/2 2", "2 1/2 1 3 -1 2");

    private static BigFraction moment(FieldModel<BigFraction> model, int state, List<Integer> factors) {
        BigFraction[] mean = model.means()[state];
        return switch (factors.size()) {
            case 0 -> BigFraction.ONE;
            case 1 -> mean[factors.get(0)];
            default ->
                mean[factors.get(0)]
                        .multiply(mean[factors.get(1)])
                        .add(model.spreads()[state][factors.get(0)][factors.get(1)]);
        };
    }

    private static BigFraction overPaths(FieldModel<BigFraction> model, List<List<Integer>> factors) {
        BigFraction sum = BigFraction.ZERO;
        for (int[] path : Combinations.of(model.initial().length, factors.size())) {
            BigFraction product = model.initial()[path[0]];
            for (int t = 0; t < path.length; t++) {
                product = t == 0 ? product : product.multiply(model.transition()[path[t - 1]][path[t]]);
                product = product.multiply(moment(model, path[t], factors.get(t)));
            }
            sum = sum.add(product);
        }
        return sum;
    }

    private static void isTheSum(RationalModel model, List<List<Integer>> factors) {
        assertThat(new Witness(factors).value(BigFractionField.getInstance(), model.expand()))
                .isEqualTo(overPaths(model.expand(), factors));
    }

    @Test
    void valuesAreSumsOverAllPaths() {
        isTheSum(SYMBOLS, List.of(List.of(0)));
        isTheSum(SYMBOLS, List.of(List.of(1), List.of(0)));
        isTheSum(SYMBOLS, List.of(List.of(0), List.of(1), List.of(1)));
        isTheSum(POINTS, List.of(List.of(0)));
        isTheSum(POINTS, List.of(List.of(1, 1), List.of(), List.of(0)));
        isTheSum(POINTS, List.of(List.of(0, 1), List.of(1)));
    }

    private static FieldModel<Binary64> doubles(RationalModel model) {
        Binary64[] free =
                model.free().stream().map(x -> new Binary64(x.doubleValue())).toArray(Binary64[]::new);
        return Parameterization.of(model.family()).expand(Binary64Field.getInstance(), free);
    }

    private static Optional<Witness> found(RationalModel first, RationalModel second) {
        return Witness.find(Binary64Field.getInstance(), doubles(first), doubles(second));
    }

    private static double apart(RationalModel first, RationalModel second, Witness witness) {
        return witness.value(BigFractionField.getInstance(), first.expand())
                .subtract(witness.value(BigFractionField.getInstance(), second.expand()))
                .abs()
                .doubleValue();
    }

    private static RationalModel coins(String transition, String emission) {
        return categorical(Chain.DOUBLY_STOCHASTIC, transition, emission);
    }

    /** Contrast of the coins times c, eigenvalue of the chain over c^2: words of one and two letters agree. */
    @Test
    void theShortestWordsThatDifferAreFound() {
        RationalModel first = coins("3/4 1/4; 1/4 3/4", "3/4 1/4; 1/4 3/4");
        RationalModel second = coins("17/18 1/18; 1/18 17/18", "11/16 5/16; 5/16 11/16");
        Witness witness = found(first, second).orElseThrow();
        assertThat(witness.factors()).hasSize(3);
        assertThat(apart(first, second, witness)).isGreaterThan(1e-4);
        assertThat(found(first, coins("3/4 1/4; 1/4 3/4", "5/8 3/8; 1/4 3/4")))
                .contains(new Witness(List.of(List.of(0))));
        assertThat(found(first, coins("3/4 1/4; 1/4 3/4", "1/4 3/4; 3/4 1/4")))
                .as("relabelled")
                .isEmpty();
        assertThat(found(first, first)).isEmpty();
    }

    /** Of words of one length one that differs clearly, four times as much as those before it. */
    @Test
    void aLaterWordMustDifferMuchMore() {
        RationalModel first = categorical(Chain.DOUBLY_STOCHASTIC, "1", "1/2 1/4 1/8 1/8");
        RationalModel second = categorical(Chain.DOUBLY_STOCHASTIC, "1", "9/16 1/16 1/4 1/8");
        assertThat(found(first, second)).contains(new Witness(List.of(List.of(0))));
        RationalModel third = categorical(Chain.DOUBLY_STOCHASTIC, "1", "17/32 1/16 9/32 1/8");
        assertThat(found(first, third)).contains(new Witness(List.of(List.of(1))));
    }

    /** A difference of 4e-13 may be rounding; one below 1e-4 is kept while longer words differ no more clearly. */
    @Test
    void smallDifferencesAreCompared() {
        RationalModel first = categorical(Chain.DOUBLY_STOCHASTIC, "1", "1/2 1/2");
        RationalModel close =
                categorical(Chain.DOUBLY_STOCHASTIC, "1", "2500000000001/5000000000000 2499999999999/5000000000000");
        RationalModel closer =
                categorical(Chain.DOUBLY_STOCHASTIC, "1", "5000000000001/10000000000000 4999999999999/10000000000000");
        assertThat(found(first, closer)).isEmpty();
        assertThat(found(first, close)).isEmpty();
        RationalModel near = categorical(Chain.DOUBLY_STOCHASTIC, "1", "500001/1000000 499999/1000000");
        Witness witness = found(first, near).orElseThrow();
        assertThat(witness.factors()).hasSize(1);
    }

    @Test
    void momentsOfPointsAreFound() {
        RationalModel first =
                gaussian(Chain.STATIONARY, CovarianceShape.FULL_PER_STATE, TWO, "1 -1; 1/2 2", "2 0 1 2 0 1");
        RationalModel tilted =
                gaussian(Chain.STATIONARY, CovarianceShape.FULL_PER_STATE, TWO, "1 -1; 1/2 2", "2 1/4 1 2 1/4 1");
        assertThat(found(first, tilted)).contains(new Witness(List.of(List.of(0, 1))));
        RationalModel wider =
                gaussian(Chain.STATIONARY, CovarianceShape.FULL_PER_STATE, TWO, "1 -1; 1/2 2", "2 0 3/2 2 0 3/2");
        assertThat(found(first, wider)).contains(new Witness(List.of(List.of(1, 1))));
        RationalModel moved =
                gaussian(Chain.STATIONARY, CovarianceShape.FULL_PER_STATE, TWO, "1 -1; 1/2 -2", "2 0 1 2 0 1");
        assertThat(found(first, moved)).contains(new Witness(List.of(List.of(1))));
        assertThat(found(first, first)).isEmpty();
        RationalModel calm = gaussian(
                Chain.STATIONARY, CovarianceShape.FULL_PER_STATE, "7/8 1/8; 1/4 3/4", "1 -1; 1/2 2", "2 0 1 2 0 1");
        Witness pair = found(first, calm).orElseThrow();
        assertThat(pair.factors()).hasSize(2).doesNotContain(List.of());
        assertThat(apart(first, calm, pair)).isGreaterThan(1e-4);
    }

    /** Tokens two apart: the witness skips the one between, and never ends on a token that it does not look at. */
    @Test
    void aMomentMaySkipATokenButEndsOnOne() {
        RationalModel first =
                gaussian(Chain.DOUBLY_STOCHASTIC, CovarianceShape.IDENTITY, "1/4 3/4; 3/4 1/4", "1; -1", "");
        RationalModel second =
                gaussian(Chain.DOUBLY_STOCHASTIC, CovarianceShape.IDENTITY, "3/4 1/4; 1/4 3/4", "1; -1", "");
        assertThat(found(first, second)).contains(new Witness(List.of(List.of(0), List.of(0))));
        assertThat(Arrays.asList(0.5, -0.5))
                .zipSatisfy(
                        List.of(second, first),
                        (expected, model) -> assertThat(new Witness(List.of(List.of(0), List.of(0)))
                                        .value(Binary64Field.getInstance(), doubles(model))
                                        .getReal())
                                .isCloseTo(expected, within(1e-15)));
    }
}

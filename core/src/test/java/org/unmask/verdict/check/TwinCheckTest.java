// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.unmask.model.Chain;
import org.unmask.model.CovarianceShape;
import org.unmask.model.ModelFamily;
import org.unmask.task.Loss;
import org.unmask.task.TaskSet;
import org.unmask.verdict.ExactModels;

/** Twins that are known by hand, and each with one number or guard spoilt. */
class TwinCheckTest {

    private static final ModelFamily COINS = new ModelFamily.Categorical(2, 2, Chain.DOUBLY_STOCHASTIC);
    private static final ModelFamily LINE =
            new ModelFamily.Gaussian(2, 1, CovarianceShape.IDENTITY, Chain.DOUBLY_STOCHASTIC);
    private static final List<List<Integer>> THREE = List.of(List.of(0), List.of(0), List.of(0));
    private static final List<List<Integer>> TWO = List.of(List.of(0), List.of(0));

    private static Family asked(ModelFamily family, String tasks) {
        return Asked.family(family, TaskSet.parse(tasks, Loss.SQUARED));
    }

    private static List<List<Ratio>> stops(String text) {
        return Arrays.stream(ExactModels.matrix(text))
                .map(row -> Matrix.map(List.of(row), Asked::ratio))
                .toList();
    }

    private static List<Ratio> doubles(double... values) {
        return Arrays.stream(values).mapToObj(Ratio::of).toList();
    }

    private static void refused(
            Family family,
            List<List<Ratio>> stops,
            List<List<Integer>> witness,
            Function<TwinCheck, TwinCheck.Proof> how,
            String words) {
        assertThatThrownBy(() -> how.apply(new TwinCheck(family, stops, witness)))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining(words);
    }

    /** Contrast of the coins times c, eigenvalue of the chain over c^2: pairs stay, triples do not. */
    @Test
    void aTwinInFractionsIsProved() {
        Family family = asked(COINS, "x2|x1");
        TwinCheck.Proof proof = new TwinCheck(family, stops("3/4 3/4 1/4; 17/18 11/16 5/16"), THREE).rational();
        assertThat(proof.radius()).isZero();
        // (1 + 2 c^2 l + c^2 l^2) / 8 with c = 1/2 and l = 1/2, then c = 3/8 and l = 8/9.
        assertThat(proof.witness()).extracting(Object::toString).containsExactly("21/128", "49/288");
        assertThat(new TwinCheck(family, stops("3/4 3/4 1/4; 81/98 23/32 9/32; 17/18 11/16 5/16"), THREE)
                        .rational()
                        .statement())
                .isEqualTo("equal predictors in exact fractions");
        assertThat(new TwinCheck(family, stops("3/4 3/4 1/4; 17/18 11/16 5/16"), List.of())
                        .rational()
                        .witness())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "3/4 3/4 1/4; 16/18 11/16 5/16 | second has other predictors",
                "3/4 3/4 1/4; 17/18 12/16 5/16 | second has other predictors",
                "3/4 3/4 1/4; 81/98 23/32 10/32; 17/18 11/16 5/16 | path[0] has other predictors",
                "3/4 3/4 1/4; 81/98 23/32 9/32; 80/98 23/32 9/32; 17/18 11/16 5/16 | path[1] has other predictors",
                "3/4 3/4 1/4; 19/18 11/16 5/16 | second has a negative probability",
                "3/4 3/4 1/4; 9/8 23/32 9/32; 17/18 11/16 5/16 | path[0] has a negative probability",
                "5/4 3/4 1/4; 17/18 11/16 5/16 | first has a negative probability",
                "3/4 3/4 1/4; 3/4 1/4 3/4 | does not tell",
            })
    void aSpoiltStopIsRefused(String stops, String words) {
        refused(asked(COINS, "x2|x1"), stops(stops), THREE, TwinCheck::rational, words);
    }

    @Test
    void aWitnessMustTellAndModelsWithoutOneMustDiffer() {
        Family family = asked(COINS, "x2|x1");
        List<List<Ratio>> twin = stops("3/4 3/4 1/4; 17/18 11/16 5/16");
        refused(family, twin, TWO, TwinCheck::rational, "does not tell the two processes apart");
        refused(family, twin, List.of(List.of(0, 0, 0)), TwinCheck::rational, "more than two factors");
        refused(family, stops("3/4 3/4 1/4; 3/4 1/4 3/4"), List.of(), TwinCheck::rational, "the same but for labels");
        refused(family, stops("3/4 3/4 1/4; 3/4 3/4 1/4"), List.of(), TwinCheck::rational, "the same but for labels");
    }

    @Test
    void aTwinOnThePathIsEnclosed() {
        Family family = asked(COINS, "x2|x1");
        List<Ratio> first = doubles(0.75, 0.75, 0.25);
        double stay = 0.751003008020048;
        List<List<Ratio>> stops = List.of(first, doubles(stay, 0.7495, 0.2505));
        TwinCheck.Proof proof = new TwinCheck(family, stops, THREE).enclosed();
        assertThat(proof.radius()).isPositive().isLessThan(1e-9);
        assertThat(proof.statement()).contains("on the fibre through the first").contains("within " + proof.radius());
        assertThat(proof.witness().get(0)).hasToString("21/128");
        refused(family, stops, TWO, TwinCheck::enclosed, "does not tell");
        refused(family, stops, List.of(), TwinCheck::enclosed, "does not tell");
        refused(
                family,
                List.of(first, doubles(stay + 1e-6, 0.7495, 0.2505)),
                THREE,
                TwinCheck::enclosed,
                "second is off by");
        refused(
                family,
                List.of(doubles(0.75, 0.5, 0.5), doubles(0.75, 0.5, 0.5)),
                THREE,
                TwinCheck::enclosed,
                "first has rank 1, a generic model 2");
    }

    /** T and 2 J / k - T have one square. */
    @Test
    void anotherRootIsProved() {
        List<List<Ratio>> stops = stops("3/4 1 -1; 1/4 1 -1");
        Family two = asked(LINE, "x3|x1 & x5|x1");
        TwinCheck.Proof proof = new TwinCheck(two, stops, TWO).root();
        assertThat(proof.radius()).isLessThan(1e-12);
        assertThat(proof.statement()).contains("root-twin");
        refused(asked(LINE, "x3|x1 & x4|x1"), stops, TWO, TwinCheck::root, "have the divisor 1");
        refused(asked(LINE, "x102|x1"), stops, TWO, TwinCheck::root, "have the divisor 101");
        refused(two, stops("3/4 1 -1; 1/2 1 -1; 1/4 1 -1"), TWO, TwinCheck::root, "stands alone");
        refused(two, stops("3/4 1 -1; 26/100 1 -1"), TWO, TwinCheck::root, "second is off by");
        refused(two, stops("3/4 1 -1; 1/4 101/100 -1"), TWO, TwinCheck::root, "second is off by");
        refused(two, stops("3/4 1 -1; 3/4 1 -1"), TWO, TwinCheck::root, "does not tell");
        refused(two, stops, List.of(), TwinCheck::root, "does not tell");
        refused(two, stops, List.of(List.of(0), List.of(), List.of(0)), TwinCheck::root, "does not tell");
        refused(two, stops("0 1 -1; 1 1 -1"), TWO, TwinCheck::root, "singular");
        Family three = asked(LINE, "x4|x1");
        refused(three, stops, TWO, TwinCheck::root, "");
    }

    private static final double[] MIRROR = {
        0.606135326325852,
        0.30613532632585194,
        1.0295699452460516,
        -0.5387729347348296,
        -0.6704300547539483,
        -0.3387729347348296
    };

    /** The example of the notebook: means (1, 0.3) and (-0.7, 0.5). */
    @Test
    void theMirrorImageIsProved() {
        ModelFamily plane = new ModelFamily.Gaussian(2, 2, CovarianceShape.IDENTITY, Chain.STATIONARY);
        Family family = asked(plane, "x1,x3|x2");
        List<Ratio> first = stops("1/5 1/2 1 3/10 -7/10 1/2").get(0);
        List<List<Ratio>> stops = List.of(first, doubles(MIRROR));
        List<List<Integer>> mean = List.of(List.of(0));
        TwinCheck.Proof proof = new TwinCheck(family, stops, mean).mirror();
        assertThat(proof.radius()).isLessThan(1e-12);
        assertThat(proof.statement()).contains("mirror-twin");
        assertThat(((Interval) proof.witness().get(1)).low()).isCloseTo(0.07304145203740642, within(1e-12));
        for (int at = 0; at < MIRROR.length; at++) {
            double[] moved = MIRROR.clone();
            moved[at] += 1e-6;
            refused(family, List.of(first, doubles(moved)), mean, TwinCheck::mirror, "second is off by");
        }
        refused(family, List.of(first, first, doubles(MIRROR)), mean, TwinCheck::mirror, "stands alone");
        for (String other : List.of("x1,x4|x2", "x1,x2|x3", "x2|x1", "x1,x3|x2 & x2|x1")) {
            refused(asked(plane, other), stops, mean, TwinCheck::mirror, "does not apply");
        }
        Family logs = Asked.family(plane, TaskSet.parse("x1,x3|x2", Loss.LOG));
        refused(logs, stops, mean, TwinCheck::mirror, "does not apply");
    }
}

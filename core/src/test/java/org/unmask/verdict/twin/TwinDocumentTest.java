// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.twin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.unmask.verdict.CoinTrees.coin;
import static org.unmask.verdict.CoinTrees.map;
import static org.unmask.verdict.ExactModels.categorical;
import static org.unmask.verdict.ExactModels.gaussian;

import java.util.List;
import java.util.Map;
import org.hipparchus.fraction.BigFraction;
import org.junit.jupiter.api.Test;
import org.unmask.model.Alphabet;
import org.unmask.model.Chain;
import org.unmask.model.CovarianceShape;
import org.unmask.task.Loss;
import org.unmask.task.TaskSet;
import org.unmask.verdict.Question;
import org.unmask.verdict.RationalModel;

/** Claims of small twins, all their fields by hand. */
class TwinDocumentTest {

    private static final ExactModel COINS = coins("3/4 1/4; 1/4 3/4", "3/4 1/4; 1/4 3/4");
    private static final ExactModel TWIN = coins("17/18 1/18; 1/18 17/18", "11/16 5/16; 5/16 11/16");
    private static final ExactModel BETWEEN = coins("81/98 17/98; 17/98 81/98", "23/32 9/32; 9/32 23/32");

    private static ExactModel coins(String transition, String emission) {
        RationalModel model = categorical(Chain.DOUBLY_STOCHASTIC, transition, emission);
        return new ExactModel(model.family(), model.free(), Alphabet.of("a", "b"));
    }

    private static TwinDocument document(ExactModel first, String tasks) {
        return new TwinDocument(Question.generic(first.family(), TaskSet.parse(tasks, Loss.SQUARED)), first);
    }

    private static final Map<String, Object> FIRST = coin("1/2", "3/4", "1/4", "3/4", "1/4");
    private static final Map<String, Object> ASKED = map(
            "family",
            "categorical",
            "states",
            2,
            "dimension",
            2,
            "transition",
            "doubly-stochastic",
            "tasks",
            List.of("x2|x1", "x1|x2"));

    /** Words of one and two letters agree; of the words of three, the first that differs enough. */
    @Test
    void aTwinInFractions() {
        Map<String, Object> expected = map(
                "format",
                "unmask-certificate",
                "version",
                1,
                "kind",
                "rational-twin",
                "question",
                ASKED,
                "first",
                FIRST,
                "witness",
                map("word", List.of("a", "a", "a")),
                "second",
                coin("1/2", "17/18", "1/18", "11/16", "5/16"));
        TwinDocument document = document(COINS, "x2|x1 & x1|x2");
        assertThat(document.rational(TWIN, List.of(), false)).hasValueSatisfying(found -> {
            assertThat(found).isEqualTo(expected);
            assertThat(found.keySet()).containsExactlyElementsOf(expected.keySet());
        });
        expected.put("path", List.of(List.of("81/98", "23/32", "9/32")));
        assertThat(document.rational(TWIN, List.of(BETWEEN), false)).contains(expected);
    }

    @Test
    void modelsThatMayBeOneProcessHaveNoWitness() {
        TwinDocument document = document(COINS, "x2|x1 & x1|x2");
        ExactModel relabelled = coins("3/4 1/4; 1/4 3/4", "1/4 3/4; 3/4 1/4");
        assertThat(document.rational(relabelled, List.of(), false)).isEmpty();
        assertThat(document.rational(relabelled, List.of(), true).orElseThrow())
                .containsEntry("witness", map("none", "the two models may be the same process"));
        assertThat(document.rational(TWIN, List.of(), true).orElseThrow())
                .containsEntry("witness", map("word", List.of("a", "a", "a")));
    }

    @Test
    void aTwinInDoubles() {
        double[] second = {0.875, 0.75, 0.25};
        TwinDocument document = document(COINS, "x2|x1 & x1|x2");
        Map<String, Object> expected = map(
                "format",
                "unmask-certificate",
                "version",
                1,
                "kind",
                "enclosed-twin",
                "question",
                ASKED,
                "first",
                FIRST,
                "witness",
                map("word", List.of("a", "a")),
                "second",
                coin(0.5, 0.875, 0.125, 0.75, 0.25));
        assertThat(document.enclosed(FoundTwin.Kind.ENCLOSED_TWIN, second, List.of()))
                .contains(expected);
        expected.put("kind", "root-twin");
        expected.put("path", List.of(List.of(0.8, 0.75, 0.25)));
        assertThat(document.enclosed(FoundTwin.Kind.ROOT_TWIN, second, List.of(new double[] {0.8, 0.75, 0.25})))
                .contains(expected);
        assertThat(document.enclosed(FoundTwin.Kind.ENCLOSED_TWIN, new double[] {0.75, 0.25, 0.75}, List.of()))
                .as("a relabelling")
                .isEmpty();
    }

    /** Points have covariances, a loss, and moments with positions and coordinates from one. */
    @Test
    void aTwinOfPoints() {
        RationalModel model =
                gaussian(Chain.STATIONARY, CovarianceShape.FULL_SHARED, "1/2 1/2; 1/4 3/4", "1 2; -1 0", "2 1/3 1");
        ExactModel first = new ExactModel(model.family(), model.free(), Alphabet.numbered(2));
        List<Object> covariance = List.of(List.of("2", "1/3"), List.of("1/3", "1"));
        Map<String, Object> asked = map(
                "family",
                "gaussian",
                "states",
                2,
                "dimension",
                2,
                "transition",
                "stationary",
                "covariance",
                "full-shared",
                "loss",
                "squared",
                "tasks",
                List.of("x3|x1"));
        Map<String, Object> points = map(
                "format",
                "unmask-model",
                "version",
                1,
                "family",
                "gaussian",
                "states",
                2,
                "dimension",
                2,
                "initial",
                List.of("1/3", "2/3"),
                "transition",
                List.of(List.of("1/2", "1/2"), List.of("1/4", "3/4")),
                "means",
                List.of(List.of("1", "2"), List.of("-1", "0")),
                "covariance",
                map("shape", "full-shared", "values", List.of(covariance, covariance)));
        List<BigFraction> tilted = new java.util.ArrayList<>(first.free());
        tilted.set(7, BigFraction.ZERO);
        Map<String, Object> found = document(first, "x3|x1")
                .rational(first.at(tilted), List.of(), false)
                .orElseThrow();
        assertThat(found).containsEntry("question", asked).containsEntry("first", points);
        assertThat(found).containsEntry("witness", map("moment", List.of(List.of(1, 1), List.of(1, 2))));
        assertThat(Documents.model(first)).isEqualTo(points);
        List<BigFraction> calmer = new java.util.ArrayList<>(first.free());
        calmer.set(0, new BigFraction(5, 8));
        calmer.set(1, new BigFraction(3, 16));
        assertThat(document(first, "x3|x1")
                        .rational(first.at(calmer), List.of(), false)
                        .orElseThrow()
                        .get("witness"))
                .isEqualTo(map("moment", List.of(List.of(1, 2), List.of(1, 2), List.of(2, 2), List.of(2, 2))));
    }

    @Test
    void kindsHaveWords() {
        assertThat(FoundTwin.Kind.values())
                .extracting(FoundTwin.Kind::word)
                .containsExactly("rational-twin", "enclosed-twin", "root-twin", "mirror-twin");
    }
}

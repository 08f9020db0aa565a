// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.unmask.verdict.CoinTrees.map;
import static org.unmask.verdict.document.CoinDocuments.PAIR;
import static org.unmask.verdict.document.CoinDocuments.completed;
import static org.unmask.verdict.document.CoinDocuments.first;
import static org.unmask.verdict.document.CoinDocuments.part;
import static org.unmask.verdict.document.CoinDocuments.rank;
import static org.unmask.verdict.document.CoinDocuments.refuses;
import static org.unmask.verdict.document.CoinDocuments.root;
import static org.unmask.verdict.document.CoinDocuments.slid;
import static org.unmask.verdict.document.CoinDocuments.theorem;
import static org.unmask.verdict.document.CoinDocuments.twin;
import static org.unmask.verdict.document.CoinDocuments.verdict;
import static org.unmask.verdict.document.CoinDocuments.with;
import static org.unmask.verdict.document.CoinDocuments.without;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.unmask.random.Seed;

/** Small certificates of every kind, all their fields by hand, and each with every leaf changed in turn. */
class CoinDocumentsTest {

    @Test
    void aTwinHasTheFieldsThatFollow() {
        Map<String, Object> document = without("digests", completed(slid()));
        double apart = 17.0 / 18 - 3.0 / 4;
        Map<String, Object> expected = slid();
        expected.put("tasks", PAIR);
        expected.put("parameters", 3);
        expected.put("predictorDifference", 0);
        expected.put("parameterDistance", document.get("parameterDistance"));
        expected.put("strides", document.get("strides"));
        expected.put("witness", map("first", "21/128", "second", "49/288", "word", List.of("a", "a", "a")));
        expected.put(
                "statement",
                "equal predictors in exact fractions; the models differ by " + document.get("parameterDistance")
                        + " beyond relabelling");
        assertThat(document).isEqualTo(expected);
        assertThat((Double) document.get("parameterDistance")).isCloseTo(apart, within(1e-15));
        List<?> strides = (List<?>) part(document, "strides");
        assertThat((Double) strides.get(0)).isCloseTo(81.0 / 98 - 0.75 + 2.0 / 32, within(1e-15));
        assertThat((Double) strides.get(1)).isCloseTo(17.0 / 18 - 81.0 / 98 + 2.0 / 32, within(1e-15));
        assertThat(completed(twin())).doesNotContainKeys("path", "strides", "radius");
    }

    @Test
    void anotherRootHasTheFieldsThatFollow() {
        Map<String, Object> document = without("digests", completed(root()));
        Map<String, Object> expected = root();
        double second = (Double) part(document, "witness", "second");
        expected.put("tasks", List.of("x3|x1"));
        expected.put("parameters", 3);
        expected.put("predictorDifference", 0);
        expected.put("parameterDistance", 0.5);
        expected.put("radius", document.get("radius"));
        expected.put("witness", map("first", "1/2", "second", second, "moment", List.of(List.of(1, 1), List.of(2, 1))));
        expected.put(
                "statement",
                "the second model solves the equations of a root-twin; its free numbers are within "
                        + document.get("radius") + " of those printed; the models differ by 0.5 beyond relabelling");
        assertThat(document).isEqualTo(expected);
        assertThat(second).isCloseTo(-0.5, within(1e-14));
        assertThat((Double) document.get("radius")).isBetween(0.0, 1e-14);
    }

    @Test
    void ranksAndTheoremsHaveTheFieldsThatFollow() {
        for (boolean at : List.of(false, true)) {
            Map<String, Object> rank = without("digests", completed(rank(at)));
            Map<String, Object> expected = rank(at);
            expected.put("tasks", PAIR);
            expected.put("parameters", 3);
            expected.put("rank", 2);
            expected.put("nullity", 1);
            expected.put("prime", "2305843009213693951");
            expected.put("rows", rank.get("rows"));
            expected.put("columns", rank.get("columns"));
            expected.put(
                    "statement",
                    "the rank is 2 of 3, modulo 2^61 - 1 at " + (at ? "the model" : "two points without pattern"));
            assertThat(rank).isEqualTo(expected);
            Map<String, Object> theorem = without("digests", completed(theorem(at)));
            Map<String, Object> wanted = theorem(at);
            wanted.put("tasks", PAIR);
            wanted.put("parameters", 3);
            wanted.put("theorem", "gaussian-pair");
            wanted.put("readings", List.of("x2|x1 fixes the powers [1] of the chain by gaussian-pair"));
            wanted.put("transitionMinor", theorem.get("transitionMinor"));
            wanted.put("emissionMinor", List.of(0));
            wanted.put(
                    "statement",
                    "the preconditions of gaussian-pair hold at " + (at ? "the model" : "a generic point"));
            assertThat(theorem).isEqualTo(wanted);
            assertThat((List<?>) theorem.get("transitionMinor")).hasSize(2);
        }
    }

    private static List<Map<String, Object>> documents() {
        List<Map<String, Object>> out = new ArrayList<>();
        for (Map<String, Object> claims : List.of(slid(), root(), rank(true), theorem(true))) {
            out.add(completed(claims));
        }
        out.add(completed(verdict(rank(true), "model")));
        return out;
    }

    /** With the digests of before, and with digests made anew: no leaf has a second value. */
    @Test
    void noLeafHasASecondValue() {
        // Names of symbols that stand once, and means in a theorem's model, are claims: others make another true
        // document.
        Set<String> free = Set.of(".symbols.0", ".symbols.1", ".means.0.0", ".means.1.0");
        for (Map<String, Object> document : documents()) {
            assertThat(CertificateChecker.check(document).accepted()).isTrue();
            for (Leaves.Change change : Leaves.all(without("digests", document), new Seed(5).generator())) {
                Map<String, Object> old = new LinkedHashMap<>(change.document());
                old.put("digests", document.get("digests"));
                String field = change.place().split("\\.")[1];
                assertThat(CertificateChecker.check(old))
                        .as(document.get("kind") + change.place())
                        .satisfies(result -> assertThat(result.accepted()).isFalse())
                        .satisfies(result -> assertThat(result.statement()).contains(field));
                boolean claimed =
                        document.containsKey("second") || free.stream().noneMatch(change.place()::endsWith);
                if (claimed && !document.containsKey("verdict")) {
                    assertThat(CertificateChecker.check(CertificateChecker.sealed(change.document()))
                                    .accepted())
                            .as(document.get("kind") + change.place())
                            .isFalse();
                }
            }
        }
    }

    @Test
    void spoiltClaimsAreRefusedByName() {
        refuses(with(twin(), "kind", "other-twin"), "kind is other-twin");
        refuses(with(twin(), "witness", map("word", List.of("a", "c"))), "witness.word[1] is c, no symbol of first");
        refuses(with(twin(), "witness", map("word", List.of())), "no factors or too many");
        refuses(with(root(), "witness", map("moment", List.of(List.of(1, 1), List.of(3, 1)))), "does not tell");
        refuses(with(root(), "witness", map("moment", List.of(List.of(0, 1)))), "witness.moment[0][0] is 0");
        refuses(with(root(), "witness", map("moment", List.of(List.of(101, 1)))), "witness.moment[0][0] is 101");
        refuses(with(root(), "witness", map("moment", List.of(List.of(1, 2)))), "witness.moment[0][1] is 2");
        refuses(with(root(), "witness", map("moment", List.of(List.of(1, 1, 1)))), "has 3 entries, expected 2");
        refuses(with(twin(), "path", List.of(List.of("81/98", "23/32"))), "path[0] has 2 entries, expected 3");
        refuses(with(twin(), "second", first()), "does not tell");
        refuses(with(with(twin(), "second", first()), "witness", map("none", "so")), "the same but for labels");
        refuses(without("first", twin()), "has no field \"first\"");
        refuses(without("witness", twin()), "has no field \"witness\"");
    }

    /** A pair of tokens tells no twin under a pair from the first model; the answer is of a kind of its own. */
    @Test
    void twinsThatMayBeOneProcessAreToldFromThoseThatAreNone() {
        CheckResult blurred = CertificateChecker.completed(with(twin(), "witness", map("word", List.of("a", "a"))));
        assertThat(blurred).isEqualTo(new CheckResult.Indistinct("witness does not tell the two processes apart"));
        assertThat(blurred.accepted()).isFalse();
        assertThat(CertificateChecker.completed(with(root(), "witness", map("none", "so"))))
                .isInstanceOf(CheckResult.Indistinct.class);
        assertThat(CertificateChecker.completed(with(twin(), "witness", map("word", List.of()))))
                .isInstanceOf(CheckResult.Refused.class);
    }

    /** Words of up to a hundred symbols are read, longer ones are not. */
    @Test
    void longWordsAreReadUpToAHundredSymbols() {
        List<String> hundred = java.util.Collections.nCopies(100, "a");
        assertThat(completed(with(twin(), "witness", map("word", hundred)))).containsKey("witness");
        refuses(with(twin(), "witness", map("word", java.util.Collections.nCopies(101, "a"))), "too many");
    }

    @Test
    void aTwinWithoutWitnessSaysSo() {
        Map<String, Object> document = completed(with(twin(), "witness", map("none", "so")));
        assertThat(document).containsEntry("witness", Map.of("none", "the two models may be the same process"));
    }

    @Test
    void provenanceAndDigestsAreTakenAsTheyAre() {
        Map<String, Object> sourced = with(twin(), "provenance", map("seed", 3));
        Map<String, Object> document = completed(sourced);
        assertThat(document).containsEntry("provenance", map("seed", 3));
        assertThat(CertificateChecker.check(document).accepted()).isTrue();
        assertThat(CertificateChecker.check(without("digests", document)).statement())
                .isEqualTo("the document has no field \"digests\"");
        Map<String, Object> more = new LinkedHashMap<>(document);
        more.put("remark", "true, too");
        assertThat(CertificateChecker.check(CertificateChecker.sealed(more)).statement())
                .contains("unknown field remark");
    }
}

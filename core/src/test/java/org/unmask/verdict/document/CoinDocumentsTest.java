// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.unmask.verdict.CoinTrees.coin;
import static org.unmask.verdict.CoinTrees.even;
import static org.unmask.verdict.CoinTrees.map;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.unmask.random.Seed;

/** Small documents of every kind, all their fields by hand, and each with every leaf changed in turn. */
class CoinDocumentsTest {

    private static final List<String> PAIR = List.of("x2|x1");

    private static Map<String, Object> coins(String family) {
        return map("family", family, "states", 2, "dimension", 2, "transition", "doubly-stochastic", "tasks", PAIR);
    }

    private static Map<String, Object> line(String tasks) {
        return map(
                "family",
                "gaussian",
                "states",
                2,
                "dimension",
                1,
                "transition",
                "doubly-stochastic",
                "covariance",
                "identity",
                "loss",
                "squared",
                "tasks",
                List.of(tasks));
    }

    private static Map<String, Object> first() {
        return coin("1/2", "3/4", "1/4", "3/4", "1/4");
    }

    private static Map<String, Object> points(
            Object half, Object stay, Object leave, Object up, Object down, Object one) {
        return map(
                "format",
                "unmask-model",
                "version",
                1,
                "family",
                "gaussian",
                "states",
                2,
                "dimension",
                1,
                "initial",
                List.of(half, half),
                "transition",
                even(stay, leave),
                "means",
                List.of(List.of(up), List.of(down)),
                "covariance",
                map("shape", "identity", "values", List.of(List.of(List.of(one)), List.of(List.of(one)))));
    }

    private static Map<String, Object> begun(String kind, Map<String, Object> question) {
        return map("format", "unmask-certificate", "version", 1, "kind", kind, "question", question);
    }

    private static Map<String, Object> twin() {
        Map<String, Object> claims = begun("rational-twin", coins("categorical"));
        claims.put("first", first());
        claims.put("second", coin("1/2", "17/18", "1/18", "11/16", "5/16"));
        claims.put("witness", map("word", List.of("a", "a", "a")));
        return claims;
    }

    private static Map<String, Object> slid() {
        Map<String, Object> claims = twin();
        claims.put("path", List.of(List.of("81/98", "23/32", "9/32")));
        return claims;
    }

    private static Map<String, Object> root() {
        Map<String, Object> claims = begun("root-twin", line("x3|x1"));
        claims.put("first", points("1/2", "3/4", "1/4", "1", "-1", "1"));
        claims.put("second", points(0.5, 0.25, 0.75, 1.0, -1.0, 1.0));
        claims.put("witness", map("moment", List.of(List.of(1, 1), List.of(2, 1))));
        return claims;
    }

    private static Map<String, Object> rank(boolean at) {
        Map<String, Object> claims = begun("exact-rank", coins("categorical"));
        if (at) {
            claims.put("model", first());
        }
        return claims;
    }

    private static Map<String, Object> theorem(boolean at) {
        Map<String, Object> claims = begun("theorem", line("x2|x1"));
        if (at) {
            claims.put("model", points("1/2", "3/4", "1/4", "1", "-1", "1"));
        }
        return claims;
    }

    private static Map<String, Object> completed(Map<String, Object> claims) {
        CheckResult result = CertificateChecker.completed(claims);
        assertThat(result.accepted()).as(result.statement()).isTrue();
        return ((CheckResult.Accepted) result).document();
    }

    private static void refuses(Map<String, Object> claims, String words) {
        CheckResult result = CertificateChecker.completed(claims);
        assertThat(result.accepted()).as(words).isFalse();
        assertThat(result.statement()).contains(words);
    }

    private static Map<String, Object> without(String field, Map<String, Object> document) {
        Map<String, Object> out = new LinkedHashMap<>(document);
        assertThat(out.remove(field)).as(field).isNotNull();
        return out;
    }

    private static Object part(Map<String, Object> document, String... keys) {
        Object node = document;
        for (String key : keys) {
            node = Objects.requireNonNull(((Map<?, ?>) node).get(key), key);
        }
        return node;
    }

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

    private static Map<String, Object> with(Map<String, Object> claims, String field, Object value) {
        Map<String, Object> out = new LinkedHashMap<>(claims);
        out.put(field, value);
        return out;
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

    private static Map<String, Object> verdict(Map<String, Object> certificate, String at) {
        return map("verdict", "not-identifiable", "at", at, "certificate", completed(certificate));
    }

    @Test
    void aVerdictsWordAndCountsFollow() {
        Map<String, Object> not = completed(verdict(rank(true), "model"));
        assertThat(not)
                .containsEntry("verdict", "not-identifiable")
                .containsEntry("rank", 2)
                .containsEntry("nullity", 1)
                .containsEntry("parameters", 3)
                .containsEntry("upTo", "relabelling")
                .containsEntry("question", coins("categorical"));
        assertThat((Double) not.get("errorProbability")).isBetween(1e-40, 1e-20);
        Map<String, Object> local = verdict(root(), "generic");
        assertThat(completed(local))
                .containsEntry("verdict", "locally-identifiable")
                .containsEntry("rank", 3)
                .containsEntry("nullity", 0)
                .containsEntry("errorProbability", 0.0);
        Map<String, Object> twin = completed(verdict(twin(), "model"));
        assertThat(twin).containsEntry("rank", 2).containsEntry("verdict", "not-identifiable");
        Map<String, Object> proved = with(verdict(theorem(false), "generic"), "theorem", map("name", "gaussian-pair"));
        assertThat(completed(proved)).containsEntry("verdict", "identifiable").doesNotContainKey("rank");
        assertThat(completed(with(proved, "rank", 0))).containsEntry("rank", 3).containsEntry("nullity", 0);
        Map<String, Object> atModel = with(verdict(theorem(true), "model"), "theorem", map("name", "gaussian-pair"));
        assertThat(completed(with(atModel, "rank", 0))).containsEntry("rank", 3);
        refuses(with(proved, "theorem", map("name", "gaussian-pairs")), "theorem.name is gaussian-pairs");
        refuses(verdict(rank(true), "generic"), "at is generic, and the certificate is not");
        refuses(verdict(rank(false), "model"), "at is model, and the certificate is not");
        refuses(verdict(rank(true), "elsewhere"), "at is elsewhere");
    }

    /** Points that were reached span the boxes; each must be as near to the model's predictors as is printed. */
    @Test
    void boxesSpanTheModelAndThePointsThatWereReached() {
        Map<String, Object> claims = verdict(rank(true), "model");
        claims.put("reached", map("points", List.of(List.of(17.0 / 18, 0.6875, 0.3125))));
        claims.put("boxes", List.of());
        Map<String, Object> document = completed(claims);
        List<?> boxes = (List<?>) part(document, "boxes");
        assertThat(boxes).hasSize(8);
        assertThat(boxes.get(0))
                .isEqualTo(map("entry", "transition[1,1]", "value", 0.75, "low", 0.75, "high", 17.0 / 18));
        assertThat(boxes.get(6)).isEqualTo(map("entry", "emission[2,1]", "value", 0.25, "low", 0.25, "high", 0.3125));
        assertThat(boxes.get(7)).isEqualTo(map("entry", "emission[2,2]", "value", 0.75, "low", 0.6875, "high", 0.75));
        assertThat((Double) part(document, "reached", "difference")).isBetween(0.0, 1e-13);
        assertThat(CertificateChecker.check(document).accepted()).isTrue();
        refuses(without("boxes", claims), "boxes and reached belong together");
        refuses(without("reached", claims), "boxes and reached belong together");
        refuses(
                with(claims, "reached", map("points", List.of(List.of(0.9, 0.6875, 0.3125)))),
                "predictors that differ by");
        refuses(with(claims, "reached", map("points", List.of(List.of(1.1, 0.6875, 0.3125)))), "negative probability");
        for (Leaves.Change change : Leaves.all(map("boxes", boxes), new Seed(6).generator())) {
            Map<String, Object> changed = with(without("digests", document), "boxes", part(change.document(), "boxes"));
            assertThat(CertificateChecker.check(CertificateChecker.sealed(changed))
                            .accepted())
                    .as(change.place())
                    .isFalse();
        }
    }

    @Test
    void solutionsAreCountedAndNoneIsAnotherRelabelled() {
        Map<String, Object> claims = verdict(root(), "generic");
        Map<String, Object> one = points(0.5, 0.75, 0.25, 1.0, -1.0, 1.0);
        Map<String, Object> other = points(0.5, 0.25, 0.75, 1.0, -1.0, 1.0);
        claims.put("solutions", map("models", List.of(one, other), "starts", 7));
        Map<String, Object> document = completed(claims);
        Map<?, ?> solutions = (Map<?, ?>) part(document, "solutions");
        assertThat(solutions.get("count")).isEqualTo(2);
        assertThat(solutions.get("starts")).isEqualTo(7);
        assertThat(solutions.get("models")).isEqualTo(List.of(one, other));
        assertThat((Double) solutions.get("difference")).isBetween(0.0, 1e-12);
        assertThat(CertificateChecker.check(document).accepted()).isTrue();
        Map<String, Object> relabelled = points(0.5, 0.75, 0.25, -1.0, 1.0, 1.0);
        refuses(
                with(claims, "solutions", map("models", List.of(one, relabelled))),
                "solutions.models[1] is one of those before, relabelled");
        Map<String, Object> far = points(0.5, 0.25, 0.75, 1.5, -1.0, 1.0);
        refuses(with(claims, "solutions", map("models", List.of(one, far))), "predictors that differ by");
        Map<String, Object> atModel = verdict(root(), "model");
        atModel.put("solutions", map("models", List.of(far)));
        refuses(atModel, "predictors that differ by");
    }

    /** What follows from nothing has its digest: words beside the certificate, names of symbols inside it. */
    @Test
    void bothGuardsAreNeeded() {
        Map<String, Object> document = completed(with(verdict(rank(true), "model"), "reason", "so"));
        assertThat(CertificateChecker.check(document).accepted()).isTrue();
        assertThat(CertificateChecker.check(with(document, "reason", "not so")).statement())
                .contains("reason was changed");
        Map<String, Object> certificate = completed(rank(true));
        Map<String, Object> renamed = with(certificate, "model", with(first(), "symbols", List.of("a", "c")));
        Map<String, Object> outer = CertificateChecker.sealed(with(document, "certificate", renamed));
        assertThat(CertificateChecker.check(outer).statement()).contains("certificate.model was changed");
    }

    @Test
    void boxesOfPointsNameTheirCovariances() {
        Map<String, Object> claims = verdict(root(), "model");
        claims.put("reached", map("points", List.of(List.of(0.25, 1.0, -1.0))));
        claims.put("boxes", List.of());
        List<?> boxes = (List<?>) part(completed(claims), "boxes");
        assertThat(boxes).hasSize(8);
        assertThat(boxes.get(4)).isEqualTo(map("entry", "means[1,1]", "value", 1.0, "low", 1.0, "high", 1.0));
        assertThat(boxes.get(7)).isEqualTo(map("entry", "covariance 2 [1,1]", "value", 1.0, "low", 1.0, "high", 1.0));
    }
}

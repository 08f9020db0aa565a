// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.unmask.verdict.CoinTrees.coin;
import static org.unmask.verdict.CoinTrees.even;
import static org.unmask.verdict.CoinTrees.map;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Small documents of every kind, all their fields by hand. */
final class CoinDocuments {

    static final List<String> PAIR = List.of("x2|x1");

    private CoinDocuments() {}

    static Map<String, Object> coins(String family) {
        return map("family", family, "states", 2, "dimension", 2, "transition", "doubly-stochastic", "tasks", PAIR);
    }

    static Map<String, Object> line(String tasks) {
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

    static Map<String, Object> first() {
        return coin("1/2", "3/4", "1/4", "3/4", "1/4");
    }

    static Map<String, Object> points(Object half, Object stay, Object leave, Object up, Object down, Object one) {
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

    static Map<String, Object> begun(String kind, Map<String, Object> question) {
        return map("format", "unmask-certificate", "version", 1, "kind", kind, "question", question);
    }

    static Map<String, Object> twin() {
        Map<String, Object> claims = begun("rational-twin", coins("categorical"));
        claims.put("first", first());
        claims.put("second", coin("1/2", "17/18", "1/18", "11/16", "5/16"));
        claims.put("witness", map("word", List.of("a", "a", "a")));
        return claims;
    }

    static Map<String, Object> slid() {
        Map<String, Object> claims = twin();
        claims.put("path", List.of(List.of("81/98", "23/32", "9/32")));
        return claims;
    }

    static Map<String, Object> root() {
        Map<String, Object> claims = begun("root-twin", line("x3|x1"));
        claims.put("first", points("1/2", "3/4", "1/4", "1", "-1", "1"));
        claims.put("second", points(0.5, 0.25, 0.75, 1.0, -1.0, 1.0));
        claims.put("witness", map("moment", List.of(List.of(1, 1), List.of(2, 1))));
        return claims;
    }

    static Map<String, Object> rank(boolean at) {
        Map<String, Object> claims = begun("exact-rank", coins("categorical"));
        if (at) {
            claims.put("model", first());
        }
        return claims;
    }

    static Map<String, Object> theorem(boolean at) {
        Map<String, Object> claims = begun("theorem", line("x2|x1"));
        if (at) {
            claims.put("model", points("1/2", "3/4", "1/4", "1", "-1", "1"));
        }
        return claims;
    }

    static Map<String, Object> completed(Map<String, Object> claims) {
        CheckResult result = CertificateChecker.completed(claims);
        assertThat(result.accepted()).as(result.statement()).isTrue();
        return ((CheckResult.Accepted) result).document();
    }

    static void refuses(Map<String, Object> claims, String words) {
        CheckResult result = CertificateChecker.completed(claims);
        assertThat(result.accepted()).as(words).isFalse();
        assertThat(result.statement()).contains(words);
    }

    static Map<String, Object> without(String field, Map<String, Object> document) {
        Map<String, Object> out = new LinkedHashMap<>(document);
        assertThat(out.remove(field)).as(field).isNotNull();
        return out;
    }

    static Object part(Map<String, Object> document, String... keys) {
        Object node = document;
        for (String key : keys) {
            node = Objects.requireNonNull(((Map<?, ?>) node).get(key), key);
        }
        return node;
    }

    static Map<String, Object> with(Map<String, Object> claims, String field, Object value) {
        Map<String, Object> out = new LinkedHashMap<>(claims);
        out.put(field, value);
        return out;
    }

    static Map<String, Object> verdict(Map<String, Object> certificate, String at) {
        return map("verdict", "not-identifiable", "at", at, "certificate", completed(certificate));
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.unmask.verdict.CoinTrees.map;
import static org.unmask.verdict.document.CoinDocuments.coins;
import static org.unmask.verdict.document.CoinDocuments.completed;
import static org.unmask.verdict.document.CoinDocuments.first;
import static org.unmask.verdict.document.CoinDocuments.part;
import static org.unmask.verdict.document.CoinDocuments.points;
import static org.unmask.verdict.document.CoinDocuments.rank;
import static org.unmask.verdict.document.CoinDocuments.refuses;
import static org.unmask.verdict.document.CoinDocuments.root;
import static org.unmask.verdict.document.CoinDocuments.theorem;
import static org.unmask.verdict.document.CoinDocuments.twin;
import static org.unmask.verdict.document.CoinDocuments.verdict;
import static org.unmask.verdict.document.CoinDocuments.with;
import static org.unmask.verdict.document.CoinDocuments.without;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.unmask.random.Seed;

/** Verdicts around small certificates: what follows in them, the boxes of a slide and the solutions of a search. */
class CoinVerdictsTest {

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

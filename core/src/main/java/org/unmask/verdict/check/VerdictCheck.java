// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.check;

import java.util.List;
import java.util.Map;

/** The document of a verdict, beside the certificate inside it, which was accepted before. */
final class VerdictCheck {

    private VerdictCheck() {}

    /** Refuses counts and words that do not follow from the certificate. */
    static void check(Tree verdict, Map<String, Object> certificate) {
        Family family = Family.read(verdict.get("question"));
        verdict.get("question").mustEqual(certificate.get("question"));
        verdict.get("upTo").mustEqual("relabelling");
        verdict.get("parameters").mustEqual(family.parameters());
        boolean theorem = certificate.containsKey("theorem");
        if (theorem || certificate.containsKey("rank")) {
            verdict.get("at").mustEqual(certificate.containsKey("model") ? "model" : "generic");
        }
        if (theorem) {
            verdict.get("theorem").get("name").mustEqual(certificate.get("theorem"));
            verdict.get("verdict").mustEqual("identifiable");
            return;
        }
        int rank = rank(verdict, certificate, family);
        verdict.get("rank").mustEqual(rank);
        verdict.get("nullity").mustEqual(family.parameters() - rank);
        verdict.get("verdict").mustEqual(rank < family.parameters() ? "not-identifiable" : "locally-identifiable");
    }

    private static int rank(Tree verdict, Map<String, Object> certificate, Family family) {
        List<Task> tasks = verdict.get("question").get("tasks").list().stream()
                .map(Task::parse)
                .toList();
        if (certificate.get("rank") instanceof Integer rank) {
            return rank;
        }
        if (verdict.get("at").text().equals("generic")) {
            return RankCheck.generic(family, tasks).rows().size();
        }
        return RankCheck.at(family, tasks, new Tree("certificate.first", certificate.get("first")))
                .rows()
                .size();
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.check;

import java.util.List;
import java.util.Map;

/**
 * Verifies certificates and twins (5.5). The document is a plain tree: maps with text keys, lists, texts, numbers whose
 * {@code toString} is a decimal. Every field must be one that this version knows, and every claim is computed anew; a
 * digest over the whole guards the parts that are for people, such as names of symbols.
 */
public final class CertificateChecker {

    private CertificateChecker() {}

    /**
     * Verifies a document.
     *
     * @param document the parsed document; not modified
     * @return accepted with what was verified, or refused with the first thing that failed
     */
    public static CheckResult check(Map<String, ?> document) {
        Tree tree = new Tree("document", document);
        try {
            tree.get("format").is("unmask-certificate");
            tree.get("version").is(1);
            String digest = tree.digest();
            Refusal.unless(tree.get("digest").text().equals(digest), "the digest does not match the content");
            return new CheckResult.Accepted(content(tree, digest));
        } catch (Refusal refusal) {
            return new CheckResult.Refused(String.valueOf(refusal.getMessage()));
        }
    }

    /**
     * The digest that a document must carry in its field {@code digest}.
     *
     * @param document the document, with or without a digest
     * @return SHA-256 of the rest, in hexadecimal
     */
    public static String digest(Map<String, ?> document) {
        return new Tree("document", document).digest();
    }

    private static String content(Tree tree, String seed) {
        Tree question = tree.get("question");
        Family family = Family.read(question);
        String at = question.get("at").text();
        Refusal.unless(at.equals("generic") || at.equals("model"), "at is generic or model");
        List<Task> tasks = question.get("tasks").list().stream()
                .map(task -> Task.parse(task.text()))
                .toList();
        Refusal.unless(!tasks.isEmpty(), "a question has a task");
        String kind = tree.get("kind").text();
        switch (kind) {
            case "rational-twin", "enclosed-twin", "root-twin" -> {
                tree.only(
                        "format",
                        "version",
                        "kind",
                        "question",
                        "first",
                        "second",
                        "tasks",
                        "predictorDifference",
                        "parameterDistance",
                        "witness",
                        "proof",
                        "path",
                        "provenance",
                        "digest");
                return new TwinCheck(tree, family, tasks, seed).check(kind);
            }
            case "exact-rank" -> {
                tree.only(
                        "format",
                        "version",
                        "kind",
                        "question",
                        "parameters",
                        "rank",
                        "nullity",
                        "prime",
                        "seed",
                        "model",
                        "rows",
                        "columns",
                        "errorProbability",
                        "provenance",
                        "digest");
                return RankCheck.check(tree, family, tasks);
            }
            case "theorem" -> {
                tree.only(
                        "format",
                        "version",
                        "kind",
                        "question",
                        "theorem",
                        "formula",
                        "statement",
                        "source",
                        "preconditions",
                        "model",
                        "provenance",
                        "digest");
                return TheoremCheck.check(tree, family, tasks, seed);
            }
            default -> throw new Refusal("a certificate of kind \"" + kind + "\" is not known");
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.check;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Verifies certificates, twins and the documents of verdicts (5.5). The document is a plain tree: maps with text keys, lists,
 * texts, numbers. It is computed anew from its claims and must be the same in every field. Digests, one for each field,
 * stand before this as a guard that names the field at once; they also vouch for words for people and for the provenance,
 * which follow from nothing.
 */
public final class CertificateChecker {

    private static final String DIGESTS = "digests";
    private static final String PROVENANCE = "provenance";

    private CertificateChecker() {}

    /**
     * Verifies a document.
     *
     * @param document the parsed document of a certificate, a twin or a verdict; not modified
     * @return accepted with what was verified, or refused with the first field that failed
     */
    public static CheckResult check(Map<String, ?> document) {
        Tree tree = new Tree("", document);
        try {
            boolean verdict = tree.has("verdict");
            Tree certificate = verdict ? tree.get("certificate") : tree;
            guard(certificate);
            guard(tree);
            Map<String, Object> expected = derived(certificate);
            certificate.mustEqual(expected);
            if (verdict) {
                VerdictCheck.check(tree, expected);
            }
            return new CheckResult.Accepted(String.valueOf(expected.get("statement")), expected);
        } catch (Refusal refusal) {
            return new CheckResult.Refused(String.valueOf(refusal.getMessage()));
        }
    }

    /**
     * Adds to claims all that follows from them, and the digests.
     *
     * @param claims format, kind, question and what the kind claims; not modified
     * @return accepted with the document, or refused with the first claim that failed
     */
    public static CheckResult completed(Map<String, ?> claims) {
        try {
            Map<String, Object> document = sealed(derived(new Tree("", claims)));
            // Numbers that were enclosed have been written to the last digit: that must change nothing any more.
            return document.containsKey("proof")
                    ? check(document)
                    : new CheckResult.Accepted(String.valueOf(document.get("statement")), document);
        } catch (Refusal refusal) {
            return new CheckResult.Refused(String.valueOf(refusal.getMessage()));
        }
    }

    /**
     * A document with its digests made anew.
     *
     * @param document the document, with or without digests; not modified
     * @return the same fields, and the digests at the end
     */
    public static Map<String, Object> sealed(Map<String, ?> document) {
        Map<String, Object> out = new LinkedHashMap<>(document);
        out.remove(DIGESTS);
        out.put(DIGESTS, digests(out));
        return Collections.unmodifiableMap(out);
    }

    private static Map<String, Object> digests(Map<?, ?> document) {
        Map<String, Object> out = new LinkedHashMap<>();
        document.forEach((field, value) -> out.put(String.valueOf(field), new Tree(field + "", value).digest()));
        out.remove(DIGESTS);
        return out;
    }

    /** Refuses a field that is not the one that was written. */
    private static void guard(Tree tree) {
        Tree written = tree.get(DIGESTS);
        Map<String, Object> found = digests(tree.node() instanceof Map<?, ?> map ? map : Map.of());
        found.forEach((field, digest) -> Refusal.unless(
                written.get(field).text().equals(digest), tree.get(field).path() + " was changed, or its digest was"));
        written.mustEqual(found);
    }

    private static Map<String, Object> derived(Tree tree) {
        Tree question = tree.get("question");
        Family family = Family.read(question);
        List<Task> tasks =
                question.get("tasks").list().stream().map(Task::parse).toList();
        Refusal.unless(!tasks.isEmpty(), "question.tasks is empty");
        String kind = tree.get("kind").text();
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("format", "unmask-certificate");
        out.put("version", 1);
        out.put("kind", kind);
        out.put("question", family.document(tasks));
        out.put("tasks", tasks.stream().map(Task::text).toList());
        out.put("parameters", family.parameters());
        switch (kind) {
            case "rational-twin", "enclosed-twin", "root-twin", "mirror-twin" ->
                TwinCheck.derive(tree, kind, family, tasks, out);
            case "exact-rank" -> RankCheck.derive(tree, family, tasks, out);
            case "theorem" -> TheoremCheck.derive(tree, family, tasks, out);
            default -> throw new Refusal("kind is \"" + kind + "\", which is not known");
        }
        for (String field : List.of(PROVENANCE, DIGESTS)) {
            if (tree.has(field)) {
                out.put(field, tree.get(field).node());
            }
        }
        return out;
    }
}

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
            Tree certificate = tree.has("verdict") ? tree.get("certificate") : tree;
            guard(certificate);
            guard(tree);
            Map<String, Object> expected = derived(certificate);
            certificate.mustEqual(expected);
            if (tree.has("verdict")) {
                VerdictCheck.derived(tree, certificate)
                        .forEach((field, value) -> tree.get(field).mustEqual(value));
            }
            return new CheckResult.Accepted(String.valueOf(expected.get("statement")), expected);
        } catch (Refusal refusal) {
            return new CheckResult.Refused(String.valueOf(refusal.getMessage()));
        }
    }

    /**
     * Adds to claims all that follows from them, and the digests.
     *
     * @param claims of a certificate: format, kind, question and what the kind claims; of a verdict: its document with the
     *     certificate inside it; not modified
     * @return accepted with the document, or refused with the first claim that failed
     */
    public static CheckResult completed(Map<String, ?> claims) {
        Tree tree = new Tree("", claims);
        try {
            Map<String, Object> document = new LinkedHashMap<>(tree.has("verdict") ? claims : derived(tree));
            document.putAll(tree.has("verdict") ? VerdictCheck.derived(tree, tree.get("certificate")) : Map.of());
            // What was enclosed has been written to the last digit: that must change nothing any more.
            return document.containsKey("radius")
                    ? check(sealed(document))
                    : new CheckResult.Accepted(String.valueOf(document.get("statement")), sealed(document));
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
        out.put(DIGESTS, digests(document));
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
        digests(tree.fields())
                .forEach((field, digest) -> Refusal.unless(
                        digest.equals(written.get(field).node()),
                        tree.get(field).path() + " was changed, or its digest was"));
        written.mustEqual(digests(tree.fields()));
    }

    private static Map<String, Object> derived(Tree tree) {
        Family family = Family.read(tree.get("question"));
        String kind = tree.get("kind")
                .word("rational-twin", "enclosed-twin", "root-twin", "mirror-twin", "exact-rank", "theorem");
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("format", "unmask-certificate");
        out.put("version", 1);
        out.put("kind", kind);
        out.put("question", tree.get("question").fields());
        out.put("tasks", family.tasks().stream().map(Task::text).toList());
        out.put("parameters", family.parameters());
        switch (kind) {
            case "exact-rank" -> RankCheck.derive(tree, family, out);
            case "theorem" -> TheoremCheck.derive(tree, family, out);
            default -> TwinCheck.derive(tree, kind, family, out);
        }
        for (String field : List.of("provenance", DIGESTS)) {
            if (tree.has(field)) {
                out.put(field, tree.get(field).fields());
            }
        }
        return out;
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.document;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.unmask.verdict.check.Refusal;

/**
 * Verifies certificates, twins and the documents of verdicts (5.5). The document is a plain tree: maps with text keys, lists,
 * texts, numbers. It is computed anew from its claims and must be the same in every field. Digests, one for each field,
 * stand before this as a guard that names the field at once; they also vouch for words for people and for the provenance,
 * which follow from nothing.
 */
public final class CertificateChecker {

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
            Digests.guard(certificate);
            Digests.guard(tree);
            Map<String, Object> expected = derived(certificate);
            certificate.mustEqual(expected);
            if (tree.has("verdict")) {
                VerdictFields.of(tree, certificate)
                        .forEach((field, value) -> tree.get(field).mustEqual(value));
            }
            return new CheckResult.Accepted(String.valueOf(expected.get("statement")), expected);
        } catch (Refusal refusal) {
            return refused(refusal);
        }
    }

    /**
     * Adds to claims all that follows from them, and the digests.
     *
     * @param claims of a certificate: kind, question and what the kind claims; of a verdict: its document with the
     *     certificate inside it; not modified
     * @return accepted with the document, or refused with the first claim that failed
     */
    public static CheckResult completed(Map<String, ?> claims) {
        Tree tree = new Tree("", claims);
        try {
            Map<String, Object> document = new LinkedHashMap<>(tree.has("verdict") ? claims : derived(tree));
            document.putAll(tree.has("verdict") ? VerdictFields.of(tree, tree.get("certificate")) : Map.of());
            // What was enclosed has been written to the last digit: that must change nothing any more.
            return document.containsKey("radius")
                    ? check(sealed(document))
                    : new CheckResult.Accepted(String.valueOf(document.get("statement")), sealed(document));
        } catch (Refusal refusal) {
            return refused(refusal);
        }
    }

    private static CheckResult refused(Refusal refusal) {
        String statement = String.valueOf(refusal.getMessage());
        boolean proved = refusal instanceof Refusal.Indistinct;
        return proved ? new CheckResult.Indistinct(statement) : new CheckResult.Refused(statement);
    }

    /**
     * A document with its digests made anew.
     *
     * @param document the document, with or without digests; not modified
     * @return the same fields, and the digests at the end
     */
    public static Map<String, Object> sealed(Map<String, ?> document) {
        return Digests.sealed(document);
    }

    /** All that a certificate must hold; where it comes from and its digests are taken as they are. */
    private static Map<String, Object> derived(Tree certificate) {
        Map<String, Object> out = CertificateFields.of(certificate);
        for (String field : List.of("provenance", Digests.FIELD)) {
            if (certificate.has(field)) {
                out.put(field, certificate.get(field).fields());
            }
        }
        return out;
    }
}

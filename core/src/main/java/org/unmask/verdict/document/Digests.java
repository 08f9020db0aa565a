// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.document;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.unmask.verdict.check.Refusal;

/** A digest for each field of a document: a guard against accidents, which names the field; anybody can make it anew. */
final class Digests {

    static final String FIELD = "digests";

    private Digests() {}

    /** The same fields, and their digests at the end. */
    static Map<String, Object> sealed(Map<String, ?> document) {
        Map<String, Object> out = new LinkedHashMap<>(document);
        out.put(FIELD, of(document));
        return Collections.unmodifiableMap(out);
    }

    /** Refuses a field that is not the one that was written. */
    static void guard(Tree tree) {
        Tree written = tree.get(FIELD);
        of(tree.fields())
                .forEach((field, digest) -> Refusal.unless(
                        digest.equals(written.get(field).node()),
                        tree.get(field).path() + " was changed, or its digest was"));
        written.mustEqual(of(tree.fields()));
    }

    private static Map<String, Object> of(Map<?, ?> document) {
        Map<String, Object> out = new LinkedHashMap<>();
        document.forEach((field, value) -> out.put(String.valueOf(field), digest(field + canonical(value))));
        out.remove(FIELD);
        return out;
    }

    /** SHA-256, shortened. */
    private static String digest(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** One spelling for equal content: keys in order, numbers by value, texts with their length. */
    static String canonical(@Nullable Object node) {
        if (node instanceof Map<?, ?> map) {
            Map<String, String> sorted = new TreeMap<>();
            map.forEach((key, value) -> sorted.put(canonical(key), canonical(value)));
            return sorted.toString();
        } else if (node instanceof List<?> list) {
            return list.stream().map(Digests::canonical).toList().toString();
        } else if (node instanceof Number number && Double.isFinite(number.doubleValue())) {
            BigDecimal plain = new BigDecimal(number.toString()).stripTrailingZeros();
            return "#" + plain.unscaledValue() + "e" + -plain.scale();
        }
        return node instanceof String text ? text.length() + "\"" + text + "\"" : "!" + node;
    }
}

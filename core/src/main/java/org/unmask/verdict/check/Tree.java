// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.check;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A place in a document; every reading refuses what is not of the kind expected, and names the place. */
record Tree(String path, @Nullable Object node) {

    /** The fields of an object; none of anything else. */
    Map<?, ?> fields() {
        return node instanceof Map<?, ?> map ? map : Map.of();
    }

    boolean has(String key) {
        return fields().containsKey(key);
    }

    Tree get(String key) {
        Refusal.unless(has(key), (path.isEmpty() ? "the document" : path) + " has no field \"" + key + "\"");
        return new Tree(path.isEmpty() ? key : path + "." + key, fields().get(key));
    }

    List<Tree> list() {
        List<?> list = node instanceof List<?> entries ? entries : refused("a list");
        return Linear.list(list.size(), i -> new Tree(path + "[" + i + "]", list.get(i)));
    }

    List<Tree> list(int size) {
        Refusal.unless(list().size() == size, path + " has " + list().size() + " entries, expected " + size);
        return list();
    }

    String text() {
        return node instanceof String text ? text : refused("a text");
    }

    /** A text that is one of these. */
    String word(String... known) {
        return List.of(known).contains(text()) ? text() : refused("one of " + List.of(known));
    }

    int integer(int least, int most) {
        boolean fits = node instanceof Integer number && number >= least && number <= most;
        return fits && node instanceof Integer number ? number : refused("a number from " + least + " to " + most);
    }

    /** A double in full, or a text that holds a fraction. */
    Ratio ratio() {
        return node instanceof Number number ? Ratio.of(number.doubleValue()) : Ratio.parse(text());
    }

    List<Ratio> ratios(int size) {
        return list(size).stream().map(Tree::ratio).toList();
    }

    List<List<Ratio>> table(int rows, int columns) {
        return list(rows).stream().map(row -> row.ratios(columns)).toList();
    }

    /** Never returns, so that it may stand in the place of any value. */
    @SuppressWarnings("TypeParameterUnusedInFormals")
    private <T> T refused(String expected) {
        throw new Refusal(path + " is " + node + ", expected " + expected);
    }

    /** Refuses the first place where the document is not what was computed anew. */
    void mustEqual(@Nullable Object expected) {
        if (expected instanceof Map<?, ?> map && node instanceof Map<?, ?>) {
            map.forEach((key, value) -> get(String.valueOf(key)).mustEqual(value));
            fields().keySet()
                    .forEach(key -> Refusal.unless(map.containsKey(key), path + " has an unknown field " + key));
        } else if (expected instanceof List<?> entries && node instanceof List<?>) {
            List<Tree> found = list(entries.size());
            Linear.list(entries.size(), i -> i).forEach(i -> found.get(i).mustEqual(entries.get(i)));
        } else if (!canonical(node).equals(canonical(expected))) {
            refused(String.valueOf(expected));
        }
    }

    /** SHA-256 of this part, shortened. */
    String digest() {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            byte[] hash = sha.digest((path + canonical(node)).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** One spelling for equal content: keys in order, numbers by value, texts with their length. */
    private static String canonical(@Nullable Object node) {
        if (node instanceof Map<?, ?> map) {
            Map<String, String> sorted = new TreeMap<>();
            map.forEach((key, value) -> sorted.put(canonical(key), canonical(value)));
            return sorted.toString();
        } else if (node instanceof List<?> list) {
            return list.stream().map(Tree::canonical).toList().toString();
        } else if (node instanceof Number number && Double.isFinite(number.doubleValue())) {
            BigDecimal plain = new BigDecimal(number.toString()).stripTrailingZeros();
            return "#" + plain.unscaledValue() + "e" + -plain.scale();
        }
        return node instanceof String text ? text.length() + "\"" + text + "\"" : "!" + node;
    }
}

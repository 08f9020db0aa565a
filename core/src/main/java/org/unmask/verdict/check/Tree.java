// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.check;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A place in a document; every reading refuses what is not of the kind expected, and names the place. */
record Tree(String path, @Nullable Object node) {

    Tree get(String key) {
        if (node instanceof Map<?, ?> map && map.containsKey(key)) {
            return new Tree(path.isEmpty() ? key : path + "." + key, map.get(key));
        }
        throw new Refusal((path.isEmpty() ? "the document" : path) + " has no field \"" + key + "\"");
    }

    boolean has(String key) {
        return node instanceof Map<?, ?> map && map.containsKey(key);
    }

    List<Tree> list() {
        if (!(node instanceof List<?> list)) {
            throw new Refusal(path + " is " + node + ", expected a list");
        }
        List<Tree> out = new ArrayList<>();
        list.forEach(entry -> out.add(new Tree(path + "[" + out.size() + "]", entry)));
        return out;
    }

    List<Tree> list(int size) {
        Refusal.unless(list().size() == size, path + " has " + list().size() + " entries, expected " + size);
        return list();
    }

    String text() {
        if (node instanceof String text) {
            return text;
        }
        throw new Refusal(path + " is " + node + ", expected a text");
    }

    /** A double in full, or a text that holds a fraction. */
    Ratio ratio() {
        return node instanceof Number number ? Ratio.of(number.doubleValue()) : Ratio.parse(text());
    }

    int integer() {
        if (node instanceof Integer number) {
            return number;
        }
        throw new Refusal(path + " is " + node + ", expected a whole number");
    }

    List<Ratio> ratios(int size) {
        return list(size).stream().map(Tree::ratio).toList();
    }

    List<List<Ratio>> table(int rows, int columns) {
        return list(rows).stream().map(row -> row.ratios(columns)).toList();
    }

    /** Different whole numbers from zero on. */
    List<Integer> indices(int below) {
        List<Integer> out = list().stream().map(Tree::integer).toList();
        boolean fits = out.stream().allMatch(i -> i >= 0 && i < below);
        Refusal.unless(
                fits && out.stream().distinct().count() == out.size(), path + " is " + out + ", no such indices");
        return out;
    }

    /** Refuses the first place where the document is not what was computed anew. */
    void mustEqual(@Nullable Object expected) {
        if (expected instanceof Map<?, ?> map && node instanceof Map<?, ?> found) {
            map.forEach((key, value) -> get(String.valueOf(key)).mustEqual(value));
            found.keySet().forEach(key -> Refusal.unless(map.containsKey(key), path + " has an unknown field " + key));
        } else if (expected instanceof List<?> entries && node instanceof List<?>) {
            List<Tree> found = list(entries.size());
            for (int i = 0; i < entries.size(); i++) {
                found.get(i).mustEqual(entries.get(i));
            }
        } else {
            Refusal.unless(
                    canonical(node).equals(canonical(expected)), path + " is " + node + ", expected " + expected);
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

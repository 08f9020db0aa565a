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
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A place in a document; every reading refuses what is not of the kind expected. */
record Tree(String path, @Nullable Object node) {

    Tree get(String key) {
        Refusal.unless(has(key), path + " has no \"" + key + "\"");
        return new Tree(path + "." + key, map().get(key));
    }

    boolean has(String key) {
        return map().containsKey(key);
    }

    /** Refuses any key but these. */
    Tree only(String... keys) {
        for (Object key : map().keySet()) {
            Refusal.unless(Set.of(keys).contains(key), path + " has an unknown field \"" + key + "\"");
        }
        return this;
    }

    private Map<?, ?> map() {
        if (node instanceof Map<?, ?> map) {
            return map;
        }
        throw new Refusal(path + " is no object");
    }

    List<Tree> list() {
        if (!(node instanceof List<?> list)) {
            throw new Refusal(path + " is no list");
        }
        List<Tree> out = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            out.add(new Tree(path + "[" + i + "]", list.get(i)));
        }
        return out;
    }

    String text() {
        if (node instanceof String text) {
            return text;
        }
        throw new Refusal(path + " is no text");
    }

    /** A number, or a text that holds an exact one. */
    Ratio ratio() {
        return node instanceof Number number ? Ratio.of(decimal(number)) : Ratio.parse(text());
    }

    /** The double that a number with a point or an exponent stands for, in full. */
    private static BigDecimal decimal(Number number) {
        String text = number.toString();
        boolean whole = text.matches("-?[0-9]+");
        Refusal.unless(whole || Double.isFinite(number.doubleValue()), text + " is no finite number");
        return whole ? new BigDecimal(text) : new BigDecimal(number.doubleValue());
    }

    int integer() {
        Ratio ratio = ratio();
        Refusal.unless(
                node instanceof Number
                        && ratio.bottom().bitLength() == 1
                        && ratio.top().bitLength() < 31,
                path + " is no whole number of ordinary size");
        return ratio.top().intValue();
    }

    List<Integer> integers() {
        return list().stream().map(Tree::integer).toList();
    }

    List<Ratio> ratios() {
        return list().stream().map(Tree::ratio).toList();
    }

    /** A table of numbers of this shape. */
    List<List<Ratio>> table(int rows, int columns) {
        List<List<Ratio>> out = list().stream().map(Tree::ratios).toList();
        Refusal.unless(
                out.size() == rows && out.stream().allMatch(row -> row.size() == columns),
                path + " is no table of " + rows + " rows and " + columns + " columns");
        return out;
    }

    void is(Object expected) {
        boolean same = (node instanceof Number && expected instanceof Integer whole)
                ? integer() == whole
                : expected.equals(node);
        Refusal.unless(same, path + " is " + node + ", expected " + expected);
    }

    /** SHA-256 of the document without its digest, keys in order, numbers in one spelling. */
    String digest() {
        Map<Object, Object> rest = new java.util.LinkedHashMap<>(map());
        rest.remove("digest");
        StringBuilder out = new StringBuilder();
        write(rest, out);
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha.digest(out.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static void write(@Nullable Object node, StringBuilder out) {
        if (node instanceof Map<?, ?> map) {
            Map<String, Object> sorted = new TreeMap<>();
            map.forEach((key, value) -> sorted.put(String.valueOf(key), value));
            out.append('{').append(sorted.size());
            sorted.forEach((key, value) -> {
                write(key, out);
                write(value, out);
            });
        } else if (node instanceof List<?> list) {
            out.append('[').append(list.size());
            list.forEach(entry -> write(entry, out));
        } else if (node instanceof Number number) {
            BigDecimal plain = decimal(number);
            out.append('#').append(plain.signum() == 0 ? "0" : plain.stripTrailingZeros());
        } else {
            String text = String.valueOf(node);
            out.append(node instanceof String ? '"' : '!')
                    .append(text.length())
                    .append(':')
                    .append(text);
        }
    }
}

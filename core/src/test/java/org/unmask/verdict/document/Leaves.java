// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.document;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** The numbers and texts of a document, to be changed one at a time. */
final class Leaves {

    private Leaves() {}

    /** A document with one leaf changed. */
    record Change(String place, Map<String, Object> document) {}

    /** One changed copy for each leaf. */
    static List<Change> all(Map<String, Object> document, RandomGenerator random) {
        List<Change> out = new ArrayList<>();
        int leaves = count(document);
        for (int leaf = 0; leaf < leaves; leaf++) {
            Map<String, Object> changed = copy(document);
            out.add(new Change(change(changed, leaf, "", random), changed));
        }
        return out;
    }

    private static List<?> children(Object node) {
        return node instanceof Map<?, ?> map
                ? List.copyOf(map.values())
                : node instanceof List<?> list ? list : List.of();
    }

    private static int count(Object node) {
        return node instanceof Map || node instanceof List
                ? children(node).stream().mapToInt(Leaves::count).sum()
                : 1;
    }

    private static String change(Object node, int leaf, String place, RandomGenerator random) {
        int before = 0;
        List<?> children = children(node);
        List<?> keys = node instanceof Map<?, ?> map
                ? List.copyOf(map.keySet())
                : IntStream.range(0, children.size()).boxed().toList();
        for (int at = 0; at < children.size(); at++) {
            Object child = children.get(at);
            String here = place + "." + keys.get(at);
            int size = count(child);
            if (leaf < before + size) {
                if (child instanceof Map || child instanceof List) {
                    return change(child, leaf - before, here, random);
                }
                if (node instanceof Map<?, ?> map) {
                    put(map, String.valueOf(keys.get(at)), changed(child, random));
                } else {
                    set((List<?>) node, at, changed(child, random));
                }
                return here;
            }
            before += size;
        }
        throw new IllegalArgumentException("leaf " + leaf + ", expected less than " + before);
    }

    @SuppressWarnings("unchecked")
    static void put(Map<?, ?> map, String key, Object value) {
        ((Map<String, Object>) map).put(key, value);
    }

    @SuppressWarnings("unchecked")
    static void set(List<?> list, int index, Object value) {
        ((List<Object>) list).set(index, value);
    }

    static Object changed(Object value, RandomGenerator random) {
        if (value instanceof Integer number) {
            return number + (random.nextBoolean() ? 1 : -1);
        }
        if (value instanceof Double number) {
            return number * (1 + Math.scalb(1.0, -random.nextInt(1, 30))) + 1e-9;
        }
        String text = String.valueOf(value);
        if (text.matches("-?[0-9]+(/[0-9]+)?")) {
            String[] parts = text.split("/");
            BigInteger top = new BigInteger(parts[0]).add(BigInteger.valueOf(random.nextInt(1, 4)));
            BigInteger bottom = parts.length == 1 ? BigInteger.ONE : new BigInteger(parts[1]);
            BigInteger common = top.gcd(bottom);
            return bottom.equals(common)
                    ? top.divide(common).toString()
                    : top.divide(common) + "/" + bottom.divide(common);
        }
        return switch (text) {
            case "doubly-stochastic" -> "stationary";
            case "stationary" -> "doubly-stochastic";
            case "0", "1", "2" -> "3";
            default -> text + "x";
        };
    }

    static Map<String, Object> copy(Map<String, Object> document) {
        Map<String, Object> out = new LinkedHashMap<>();
        document.forEach((key, value) -> out.put(key, copyOf(value)));
        return out;
    }

    private static Object copyOf(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> out = new LinkedHashMap<>();
            map.forEach((key, entry) -> out.put(String.valueOf(key), copyOf(entry)));
            return out;
        }
        return value instanceof List<?> list
                ? new ArrayList<>(list.stream().map(Leaves::copyOf).toList())
                : value;
    }
}

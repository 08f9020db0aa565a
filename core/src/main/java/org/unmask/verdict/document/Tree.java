// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.document;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.unmask.verdict.check.Matrix;
import org.unmask.verdict.check.Ratio;
import org.unmask.verdict.check.Refusal;

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
        return IntStream.range(0, list.size())
                .mapToObj(i -> new Tree(path + "[" + i + "]", list.get(i)))
                .toList();
    }

    List<Tree> list(int size) {
        Refusal.unless(list().size() == size, path + " has " + list().size() + " entries, expected " + size);
        return list();
    }

    String text() {
        return node instanceof String text ? text : refused("a text");
    }

    /** A text of a form that is given by a regular expression. */
    String word(String form) {
        return text().matches(form) ? text() : refused(form);
    }

    int integer(int least, int most) {
        boolean fits = node instanceof Integer number && number >= least && number <= most;
        return fits && node instanceof Integer number ? number : refused("a number from " + least + " to " + most);
    }

    /** A double in full, or a text that holds a whole number or a fraction such as {@code 3/7}. */
    private Ratio ratio() {
        if (node instanceof Number number) {
            return Ratio.of(number.doubleValue());
        }
        String[] parts = (word("-?[0-9]{1,99999}(/[0-9]{1,99999})?") + "/1").split("/");
        return new Ratio(new BigInteger(parts[0]), new BigInteger(parts[1]));
    }

    List<Ratio> ratios(int size) {
        return list(size).stream().map(Tree::ratio).toList();
    }

    Matrix<Ratio> table(int rows, int columns) {
        return new Matrix<>(list(rows).stream().map(row -> row.ratios(columns)).toList());
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
            IntStream.range(0, entries.size()).forEach(i -> found.get(i).mustEqual(entries.get(i)));
        } else if (!Digests.canonical(node).equals(Digests.canonical(expected))) {
            refused(String.valueOf(expected));
        }
    }
}

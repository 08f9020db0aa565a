// SPDX-License-Identifier: Apache-2.0
package org.unmask.io.predictor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * How an input tensor takes contexts: as the codes of the tokens, or as one vector a token, one-hot for a symbol and the
 * coordinates for a point.
 *
 * @param ids whether tokens go in as codes
 * @param dimension length of a token's vector; 0 for codes, as they do not tell
 * @param batch how many contexts go in at once: 0 for any number, and -1 where there is no such axis and one goes in
 * @param each the axes after the batch axis
 */
record ContextLayout(boolean ids, int dimension, int batch, List<Long> each) {

    /** No batch axis. */
    static final int ALONE = -1;

    private static final long OPEN = -1;

    /**
     * The layout that a shape means.
     *
     * @param shape as the file declares it, -1 for what is open
     * @param whole whether the tensor holds integers
     * @param tokens context tokens of the task
     * @param points whether tokens are known to be points
     * @param known the dimension of a token, where something else tells it
     * @return the layout, or nothing when the shape does not fit
     */
    static Optional<ContextLayout> of(long[] shape, boolean whole, int tokens, boolean points, OptionalInt known) {
        if (shape.length == 0) {
            return fitting(1, tokens, points, ALONE, List.of());
        }
        boolean batches = shape.length > 1 || (shape[0] <= 1 && !points);
        List<Long> each = new ArrayList<>(
                Arrays.stream(shape).skip(batches ? 1 : 0).boxed().toList());
        boolean oneToken = each.size() == 2 && each.get(0) == OPEN && each.get(1) > 0;
        boolean codes = (whole && each.size() == 1) || oneToken;
        return close(each, oneToken ? tokens * each.get(1) : codes ? tokens : tokens * (long) known.orElse(0))
                .flatMap(size -> fitting(size, tokens, points, batches ? batch(shape[0]) : ALONE, each));
    }

    private static int batch(long axis) {
        return axis == OPEN ? 0 : (int) axis;
    }

    private static Optional<ContextLayout> fitting(long size, int tokens, boolean points, int batch, List<Long> each) {
        if (size == tokens && !points) {
            return Optional.of(new ContextLayout(true, 0, batch, List.copyOf(each)));
        }
        return size > 0 && size % tokens == 0
                ? Optional.of(new ContextLayout(false, (int) (size / tokens), batch, List.copyOf(each)))
                : Optional.empty();
    }

    /** Puts a number in place of an open axis, so that all together hold as many as wanted; how many they hold then. */
    private static Optional<Long> close(List<Long> axes, long wanted) {
        int open = axes.indexOf(OPEN);
        if (open >= 0) {
            long others = axes.stream().filter(axis -> axis != OPEN).reduce(1L, (a, b) -> a * b);
            if (open != axes.lastIndexOf(OPEN) || wanted <= 0 || wanted % others != 0) {
                return Optional.empty();
            }
            axes.set(open, wanted / others);
        }
        return Optional.of(axes.stream().reduce(1L, (a, b) -> a * b));
    }

    /** How many contexts go in at once, of a number that wait. */
    int block(int waiting) {
        return batch == 0 ? waiting : Math.max(1, batch);
    }

    /** The shape of the tensor for a number of contexts. */
    long[] shape(int contexts) {
        List<Long> axes = new ArrayList<>(each);
        if (batch != ALONE) {
            axes.add(0, (long) contexts);
        }
        return axes.stream().mapToLong(Long::longValue).toArray();
    }

    /** A shape for a person. */
    static String text(long[] shape) {
        return Arrays.stream(shape)
                .mapToObj(axis -> axis < 0 ? "any" : Long.toString(axis))
                .collect(Collectors.joining(", ", "[", "]"));
    }
}

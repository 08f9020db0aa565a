// SPDX-License-Identifier: Apache-2.0
package org.unmask.task;

import java.io.Serializable;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A masked prediction task (1.5): predict the tokens at some positions of a window, jointly, from those at others.
 *
 * @param targets masked positions, from 1, in the order of the prediction's axes
 * @param context seen positions, from 1, in the order of a context's values
 * @param loss what the predictor is trained to minimise
 */
public record MaskedTask(List<Integer> targets, List<Integer> context, Loss loss) implements Serializable {

    /** The last position that a window may have. */
    public static final int MAX_POSITION = 10_000;

    /**
     * Validates the positions.
     *
     * @throws IllegalArgumentException when a part is empty, a position is out of range or named twice
     */
    public MaskedTask {
        targets = List.copyOf(targets);
        context = List.copyOf(context);
        if (targets.isEmpty() || context.isEmpty()) {
            throw new IllegalArgumentException("a task needs a target and a context, found " + targets.size()
                    + " targets and " + context.size() + " context positions");
        }
        TreeSet<Integer> seen = new TreeSet<>();
        for (List<Integer> part : List.of(targets, context)) {
            for (int position : part) {
                if (position < 1 || position > MAX_POSITION) {
                    throw new IllegalArgumentException(
                            "position x" + position + " is out of range, expected x1 to x" + MAX_POSITION);
                }
                if (!seen.add(position)) {
                    throw new IllegalArgumentException("position x" + position + " is named twice");
                }
            }
        }
    }

    /**
     * A task from its text in either spelling, log loss.
     *
     * @param text such as {@code x2,x3|x1} or {@code o__}
     * @return the task
     * @throws TaskSyntaxException telling the character that is wrong
     */
    public static MaskedTask parse(String text) {
        return TaskParser.parse(text, Loss.LOG);
    }

    /**
     * The same positions with another loss.
     *
     * @param loss the loss
     * @return the task with it
     */
    public MaskedTask withLoss(Loss loss) {
        return new MaskedTask(targets, context, loss);
    }

    /**
     * The first position named.
     *
     * @return at least 1
     */
    public int first() {
        return IntStream.concat(ints(targets), ints(context)).min().orElseThrow();
    }

    /**
     * The last position named.
     *
     * @return at least 2
     */
    public int last() {
        return IntStream.concat(ints(targets), ints(context)).max().orElseThrow();
    }

    /**
     * Length of the window from the first to the last position named.
     *
     * @return at least 2
     */
    public int window() {
        return last() - first() + 1;
    }

    /**
     * The same task with its first position at 1; a stationary process cannot tell the two apart.
     *
     * @return the shifted task
     */
    public MaskedTask shifted() {
        int shift = first() - 1;
        return shift == 0 ? this : map(position -> position - shift);
    }

    /**
     * The task on the reversed sequence, first position at 1.
     *
     * @return positions read from the other end
     */
    public MaskedTask reversed() {
        int last = last();
        return map(position -> last + 1 - position);
    }

    private MaskedTask map(java.util.function.UnaryOperator<Integer> position) {
        return new MaskedTask(
                targets.stream().map(position).toList(),
                context.stream().map(position).toList(),
                loss);
    }

    /**
     * The spelling by names.
     *
     * @return such as {@code x2,x3|x1}
     */
    public String text() {
        return names(targets) + "|" + names(context);
    }

    /**
     * The spelling by pattern, safe in a shell: {@code o} seen, {@code _} masked, {@code .} ignored. It forgets the order
     * in which targets and context were named.
     *
     * @return such as {@code o__}
     */
    public String pattern() {
        return IntStream.rangeClosed(1, last())
                .mapToObj(p -> targets.contains(p) ? "_" : context.contains(p) ? "o" : ".")
                .collect(Collectors.joining());
    }

    private static String names(List<Integer> positions) {
        return positions.stream().map(p -> "x" + p).collect(Collectors.joining(","));
    }

    private static IntStream ints(List<Integer> positions) {
        return positions.stream().mapToInt(Integer::intValue);
    }

    @Override
    public String toString() {
        return text();
    }
}

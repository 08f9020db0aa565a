// SPDX-License-Identifier: Apache-2.0
package org.unmask.cli.option;

import java.util.List;
import java.util.stream.IntStream;

/**
 * A range of whole numbers as the command line spells it, {@code 3} or {@code 2..4}.
 *
 * @param from first number
 * @param to last number, not before the first
 */
public record IntRange(int from, int to) {

    private static final int LARGEST = 1000;

    /**
     * Reads a range of positive numbers.
     *
     * @param option name of the option, for the message
     * @param text such as {@code 2..4}
     * @return the range
     * @throws UsageException when it is none
     */
    public static IntRange parse(String option, String text) {
        String[] ends = text.split("\\.\\.", -1);
        try {
            int from = Integer.parseInt(ends[0].strip());
            int to = ends.length == 1 ? from : Integer.parseInt(ends[1].strip());
            if (ends.length <= 2 && from >= 1 && to >= from && to <= LARGEST) {
                return new IntRange(from, to);
            }
        } catch (NumberFormatException notANumber) {
            // Said below, together with every other way to be no range.
        }
        throw new UsageException(option + " is \"" + text + "\", expected a positive number or a range such as 2..4");
    }

    /** The numbers, ascending. */
    public List<Integer> values() {
        return IntStream.rangeClosed(from, to).boxed().toList();
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.unmask.spark;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.unmask.data.PointSequences;
import org.unmask.data.SymbolStream;

/**
 * Rows of a table as tokens: whole sequences by their names where there is a sequence column, else rows in their order.
 *
 * @param number place among the parts
 * @param resumes whether the first row goes on with the sequence of the part before
 * @param codes code of each row's symbol; empty for points
 * @param values coordinates of each row's point, row by row; empty for symbols
 * @param ends ends of sequences; where there is no sequence column that of the part, rows to look ahead at included
 * @param firstRows where each sequence begins in the table
 * @param starts tokens of the part itself, without those to look ahead at
 */
@SuppressWarnings("ArrayRecordComponent") // On its way between processes; nobody compares two.
record TablePart(long number, boolean resumes, int[] codes, double[] values, int[] ends, long[] firstRows, int starts)
        implements Part {

    @Override
    public void replay(SymbolStream.Sink sink) {
        if (ends.length == 0) {
            sink.accept(codes, 0, starts);
            return;
        }
        int from = 0;
        for (int end : ends) {
            sink.accept(codes, from, end);
            sink.endSequence();
            from = end;
        }
    }

    /** Number of sequences, where whole ones are kept. */
    int sequences() {
        return ends.length;
    }

    /** The points, those to look ahead at included. */
    PointSequences points(int dimension) {
        return PointSequences.of(dimension, values, ends.length == 0 ? new int[] {values.length / dimension} : ends);
    }

    /**
     * Puts a part together.
     *
     * @param number its number
     * @param bits rows that belong to it, in any order
     * @param dimension coordinates of a point; 0 for symbols
     * @param named whether the rows name their sequences
     */
    static TablePart of(long number, List<RowBits> bits, int dimension, boolean named) {
        int rows = bits.stream().mapToInt(RowBits::size).sum();
        int[] bit = new int[rows];
        int[] place = new int[rows];
        int at = 0;
        for (int b = 0; b < bits.size(); b++) {
            for (int r = 0; r < bits.get(b).size(); r++) {
                bit[at] = b;
                place[at++] = r;
            }
        }
        Comparator<Integer> byRow =
                Comparator.comparingLong(n -> bits.get(bit[n]).rows()[place[n]]);
        Comparator<Integer> order = named
                ? Comparator.<Integer, String>comparing(n -> bits.get(bit[n]).names()[place[n]])
                        .thenComparing(byRow)
                : byRow;
        int[] sorted = IntStream.range(0, rows)
                .boxed()
                .sorted(order)
                .mapToInt(Integer::intValue)
                .toArray();
        int[] codes = new int[dimension == 0 ? rows : 0];
        double[] values = new double[rows * dimension];
        int[] ends = new int[named ? rows : 0];
        long[] firstRows = new long[named ? rows : 1];
        int sequences = 0;
        int starts = 0;
        String before = "";
        for (int t = 0; t < rows; t++) {
            RowBits from = bits.get(bit[sorted[t]]);
            int r = place[sorted[t]];
            if (dimension == 0) {
                codes[t] = from.codes()[r];
            } else {
                System.arraycopy(from.values(), r * dimension, values, t * dimension, dimension);
            }
            if (named) {
                String name = from.names()[r];
                if (t == 0 || !name.equals(before)) {
                    firstRows[sequences] = from.rows()[r];
                    sequences++;
                }
                ends[sequences - 1] = t + 1;
                before = name;
            } else if (t == 0) {
                firstRows[0] = from.rows()[r];
            }
            starts += named || from.rows()[r] / TableParts.ROWS == number ? 1 : 0;
        }
        return new TablePart(
                number,
                !named && number > 0,
                codes,
                values,
                Arrays.copyOf(ends, sequences),
                Arrays.copyOf(firstRows, Math.max(1, sequences)),
                starts);
    }
}

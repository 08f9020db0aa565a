// SPDX-License-Identifier: Apache-2.0
package org.unmask.spark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.unmask.data.PointSequences;
import org.unmask.data.SymbolStream;
import org.unmask.inference.ExpectedCounts;
import org.unmask.inference.PointPiece;
import org.unmask.model.Hmm;

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

    @Override
    public double[] likelihood(Hmm model) {
        return points() ? piece(model).likelihood(model) : Part.super.likelihood(model);
    }

    @Override
    public ExpectedCounts expected(Hmm model, double[] around) {
        return points() ? piece(model).expected(model, around) : Part.super.expected(model, around);
    }

    private boolean points() {
        return values.length > 0;
    }

    private PointPiece piece(Hmm model) {
        return new PointPiece(own(model.emission().dimension()), resumes, ends.length == 0);
    }

    /** Where sequences end. */
    Shape shape() {
        if (ends.length == 0) {
            return new Shape(number, starts, false, 0, 0, 0, 0);
        }
        Shape.Measure measure = new Shape.Measure();
        int[] none = {};
        int from = 0;
        for (int end : ends) {
            // The measure looks at lengths only.
            measure.accept(none, from, end);
            measure.endSequence();
            from = end;
        }
        return measure.of(number);
    }

    /** The points of the part itself. */
    PointSequences own(int dimension) {
        return ends.length == 0
                ? PointSequences.of(dimension, Arrays.copyOf(values, starts * dimension), starts)
                : PointSequences.of(dimension, values, ends);
    }

    /**
     * Some of the points, apart where a sequence ends.
     *
     * @param first number of the part's first token, over all parts
     * @param ranges first token and the one after the last, for each range, over all parts
     */
    @SuppressWarnings("NonApiType") // travels between processes, which not every List can
    ArrayList<TakenRows> taken(int dimension, long first, long[] ranges) {
        ArrayList<TakenRows> out = new ArrayList<>();
        int[] stops = ends.length == 0 ? new int[] {starts} : ends;
        for (int r = 0; r < ranges.length; r += 2) {
            int start = 0;
            for (int stop : stops) {
                int from = (int) Math.max(start, ranges[r] - first);
                int to = (int) Math.min(stop, ranges[r + 1] - first);
                if (from < to) {
                    out.add(new TakenRows(
                            first + from,
                            from == start && !(start == 0 && resumes),
                            Arrays.copyOfRange(values, from * dimension, to * dimension)));
                }
                start = stop;
            }
        }
        return out;
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

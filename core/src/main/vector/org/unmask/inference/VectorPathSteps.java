// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Steps of Viterbi's recursion for several lanes, the states of each in vectors, on costs: negative logarithms, none below
 * zero. Their bits, read as whole numbers, are in the same order, and the least of whole numbers is one instruction where
 * that of numbers with NaN and two zeros takes six. Four or all sources go together, so that what they cost stays in
 * registers.
 */
final class VectorPathSteps {

    /** Sources that go together where there are several vectors of states. */
    static final int FOUR = 4;

    /** Vectors of states that go together, where there are as many. */
    static final int THREE = 3;

    private static final VectorSpecies<Double> S = VectorKernel.S;
    private static final VectorSpecies<Long> BITS = LongVector.SPECIES_PREFERRED;
    private static final int W = VectorKernel.W;

    private VectorPathSteps() {}

    private static LongVector bits(DoubleVector a) {
        return a.reinterpretAsLongs();
    }

    private static DoubleVector least(DoubleVector a, DoubleVector b) {
        LongVector found = a.reinterpretAsLongs().min(b.reinterpretAsLongs());
        return found.reinterpretAsDoubles();
    }

    /** {@code laws[to] = min_i laws[from + i] + terms[i] + costs}, with the states of a lane in one vector. */
    static void all(
            int states, double[] laws, int from, double[] terms, double[] costs, int[] place, int at, int to, int n) {
        if (states <= VectorSteps.FEW) {
            five(laws, from, terms, costs, place, at, to, n);
        } else {
            eight(laws, from, terms, costs, place, at, to, n);
        }
    }

    private static void five(
            double[] laws, int from, double[] terms, double[] costs, int[] place, int at, int to, int n) {
        DoubleVector t0 = DoubleVector.fromArray(S, terms, 0);
        DoubleVector t1 = DoubleVector.fromArray(S, terms, W);
        DoubleVector t2 = DoubleVector.fromArray(S, terms, 2 * W);
        DoubleVector t3 = DoubleVector.fromArray(S, terms, 3 * W);
        DoubleVector t4 = DoubleVector.fromArray(S, terms, 4 * W);
        for (int l = 0; l < n; l++) {
            int x = from + l * W;
            DoubleVector even = DoubleVector.broadcast(S, laws[x]).add(t0);
            DoubleVector odd = DoubleVector.broadcast(S, laws[x + 1]).add(t1);
            even = least(even, DoubleVector.broadcast(S, laws[x + 2]).add(t2));
            odd = least(odd, DoubleVector.broadcast(S, laws[x + 3]).add(t3));
            even = least(even, DoubleVector.broadcast(S, laws[x + 4]).add(t4));
            least(even, odd)
                    .add(DoubleVector.fromArray(S, costs, place[at + l]))
                    .intoArray(laws, to + l * W);
        }
    }

    private static void eight(
            double[] laws, int from, double[] terms, double[] costs, int[] place, int at, int to, int n) {
        DoubleVector t0 = DoubleVector.fromArray(S, terms, 0);
        DoubleVector t1 = DoubleVector.fromArray(S, terms, W);
        DoubleVector t2 = DoubleVector.fromArray(S, terms, 2 * W);
        DoubleVector t3 = DoubleVector.fromArray(S, terms, 3 * W);
        DoubleVector t4 = DoubleVector.fromArray(S, terms, 4 * W);
        DoubleVector t5 = DoubleVector.fromArray(S, terms, 5 * W);
        DoubleVector t6 = DoubleVector.fromArray(S, terms, 6 * W);
        DoubleVector t7 = DoubleVector.fromArray(S, terms, 7 * W);
        for (int l = 0; l < n; l++) {
            int x = from + l * W;
            DoubleVector even = DoubleVector.broadcast(S, laws[x]).add(t0);
            DoubleVector odd = DoubleVector.broadcast(S, laws[x + 1]).add(t1);
            even = least(even, DoubleVector.broadcast(S, laws[x + 2]).add(t2));
            odd = least(odd, DoubleVector.broadcast(S, laws[x + 3]).add(t3));
            even = least(even, DoubleVector.broadcast(S, laws[x + 4]).add(t4));
            odd = least(odd, DoubleVector.broadcast(S, laws[x + 5]).add(t5));
            even = least(even, DoubleVector.broadcast(S, laws[x + 6]).add(t6));
            odd = least(odd, DoubleVector.broadcast(S, laws[x + 7]).add(t7));
            least(even, odd)
                    .add(DoubleVector.fromArray(S, costs, place[at + l]))
                    .intoArray(laws, to + l * W);
        }
    }

    /**
     * Takes four sources into account for one vector of states: {@code best = min(best, min_r laws[from + r] + terms[row + r])}.
     *
     * @param row where the terms of the first source begin
     * @param size numbers of a lane, and of a source's terms
     * @param best bits of costs
     */
    static void one(double[] laws, int from, double[] terms, int row, int size, long[] best, int into, int n) {
        DoubleVector t0 = DoubleVector.fromArray(S, terms, row);
        DoubleVector t1 = DoubleVector.fromArray(S, terms, row + size);
        DoubleVector t2 = DoubleVector.fromArray(S, terms, row + 2 * size);
        DoubleVector t3 = DoubleVector.fromArray(S, terms, row + 3 * size);
        for (int l = 0, x = from, y = into; l < n; l++, x += size, y += size) {
            LongVector found = bits(DoubleVector.broadcast(S, laws[x]).add(t0));
            found = found.min(bits(DoubleVector.broadcast(S, laws[x + 1]).add(t1)));
            found = found.min(bits(DoubleVector.broadcast(S, laws[x + 2]).add(t2)));
            found = found.min(bits(DoubleVector.broadcast(S, laws[x + 3]).add(t3)));
            found.min(LongVector.fromArray(BITS, best, y)).intoArray(best, y);
        }
    }

    /** The same for three vectors of states side by side. */
    static void three(double[] laws, int from, double[] terms, int row, int size, long[] best, int into, int n) {
        DoubleVector a0 = DoubleVector.fromArray(S, terms, row);
        DoubleVector a1 = DoubleVector.fromArray(S, terms, row + W);
        DoubleVector a2 = DoubleVector.fromArray(S, terms, row + 2 * W);
        DoubleVector b0 = DoubleVector.fromArray(S, terms, row + size);
        DoubleVector b1 = DoubleVector.fromArray(S, terms, row + size + W);
        DoubleVector b2 = DoubleVector.fromArray(S, terms, row + size + 2 * W);
        DoubleVector c0 = DoubleVector.fromArray(S, terms, row + 2 * size);
        DoubleVector c1 = DoubleVector.fromArray(S, terms, row + 2 * size + W);
        DoubleVector c2 = DoubleVector.fromArray(S, terms, row + 2 * size + 2 * W);
        DoubleVector d0 = DoubleVector.fromArray(S, terms, row + 3 * size);
        DoubleVector d1 = DoubleVector.fromArray(S, terms, row + 3 * size + W);
        DoubleVector d2 = DoubleVector.fromArray(S, terms, row + 3 * size + 2 * W);
        for (int l = 0, x = from, y = into; l < n; l++, x += size, y += size) {
            DoubleVector a = DoubleVector.broadcast(S, laws[x]);
            DoubleVector b = DoubleVector.broadcast(S, laws[x + 1]);
            DoubleVector c = DoubleVector.broadcast(S, laws[x + 2]);
            DoubleVector d = DoubleVector.broadcast(S, laws[x + 3]);
            LongVector found0 = bits(a.add(a0)).min(bits(b.add(b0)));
            LongVector found1 = bits(a.add(a1)).min(bits(b.add(b1)));
            LongVector found2 = bits(a.add(a2)).min(bits(b.add(b2)));
            found0 = found0.min(bits(c.add(c0))).min(bits(d.add(d0)));
            found1 = found1.min(bits(c.add(c1))).min(bits(d.add(d1)));
            found2 = found2.min(bits(c.add(c2))).min(bits(d.add(d2)));
            found0.min(LongVector.fromArray(BITS, best, y)).intoArray(best, y);
            found1.min(LongVector.fromArray(BITS, best, y + W)).intoArray(best, y + W);
            found2.min(LongVector.fromArray(BITS, best, y + 2 * W)).intoArray(best, y + 2 * W);
        }
    }

    /** {@code laws = best + costs} of one lane. */
    static void add(long[] best, int at, double[] costs, int place, double[] laws, int to, int size) {
        for (int i = 0; i < size; i += W) {
            LongVector.fromArray(BITS, best, at + i)
                    .reinterpretAsDoubles()
                    .add(DoubleVector.fromArray(S, costs, place + i))
                    .intoArray(laws, to + i);
        }
    }

    /** What it costs to come from the states of one vector. */
    private static DoubleVector from(double[] laws, int at, double[] terms, int row) {
        return DoubleVector.fromArray(S, laws, at).add(DoubleVector.fromArray(S, terms, row));
    }

    private static double least(LongVector bits) {
        return Double.longBitsToDouble(bits.reduceLanes(VectorOperators.MIN));
    }

    /** Where a vector first has a value, else {@code W} more than {@code otherwise}; without a branch. */
    private static int first(DoubleVector vector, double value, int otherwise) {
        int found = vector.compare(VectorOperators.EQ, value).firstTrue();
        return found + found / W * otherwise;
    }

    /** The first state from which a state is reached at the least cost. */
    static int before(double[] laws, int at, double[] terms, int row, int size) {
        switch (size / W) {
            case 1:
                return before1(laws, at, terms, row);
            case THREE:
                return before3(laws, at, terms, row);
            default:
                return beforeMany(laws, at, terms, row, size);
        }
    }

    private static int before1(double[] laws, int at, double[] terms, int row) {
        DoubleVector a = from(laws, at, terms, row);
        return first(a, least(bits(a)), 0);
    }

    private static int before3(double[] laws, int at, double[] terms, int row) {
        DoubleVector a = from(laws, at, terms, row);
        DoubleVector b = from(laws, at + W, terms, row + W);
        DoubleVector c = from(laws, at + 2 * W, terms, row + 2 * W);
        double value = least(bits(a).min(bits(b)).min(bits(c)));
        return first(a, value, first(b, value, first(c, value, 0)));
    }

    private static int beforeMany(double[] laws, int at, double[] terms, int row, int size) {
        LongVector best = bits(from(laws, at, terms, row));
        for (int i = W; i < size; i += W) {
            best = best.min(bits(from(laws, at + i, terms, row + i)));
        }
        double value = least(best);
        int found = 0;
        for (int i = size - W; i >= 0; i -= W) {
            found = first(from(laws, at + i, terms, row + i), value, found);
        }
        return found;
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.unmask.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.unmask.random.Seed;

/**
 * Data cut into a part to train on and a part held out. Whole sequences are held out; sequences fewer than ten are cut
 * into blocks first, as the parts would else be of very different size.
 */
public final class Splits {

    private static final int FEW = 10;
    private static final int BLOCKS = 20;

    private Splits() {}

    /**
     * The two parts.
     *
     * @param <S> kind of sequences
     * @param training to train on
     * @param heldOut to judge by
     */
    public record Split<S extends Sequences>(S training, S heldOut) {}

    /**
     * Splits sequences of symbols.
     *
     * @param data the sequences
     * @param fraction share of the pieces to hold out, between 0 and 1
     * @param seed decides which
     * @return two parts with every token in one of them, pieces in their order; both have a piece when there are two
     *     tokens or more
     */
    public static Split<SymbolSequences> of(SymbolSequences data, double fraction, Seed seed) {
        int[] ends = pieces(data);
        boolean[] held = draw(ends.length, fraction, seed);
        return new Split<>(pick(data, ends, held, false), pick(data, ends, held, true));
    }

    /**
     * Splits sequences of points.
     *
     * @param data the sequences
     * @param fraction share of the pieces to hold out, between 0 and 1
     * @param seed decides which
     * @return two parts with every token in one of them, pieces in their order; both have a piece when there are two
     *     tokens or more
     */
    public static Split<PointSequences> of(PointSequences data, double fraction, Seed seed) {
        int[] ends = pieces(data);
        boolean[] held = draw(ends.length, fraction, seed);
        return new Split<>(pick(data, ends, held, false), pick(data, ends, held, true));
    }

    /** Ends of the pieces: the sequences, or blocks of them. */
    private static int[] pieces(Sequences data) {
        List<Integer> ends = new ArrayList<>();
        for (int s = 0; s < data.count(); s++) {
            int length = data.end(s) - data.start(s);
            int blocks = data.count() >= FEW ? 1 : Math.max(1, Math.min(length, BLOCKS));
            for (int b = 1; b <= blocks; b++) {
                ends.add(data.start(s) + (int) ((long) length * b / blocks));
            }
        }
        return ends.stream().mapToInt(Integer::intValue).toArray();
    }

    private static boolean[] draw(int pieces, double fraction, Seed seed) {
        if (!(fraction > 0 && fraction < 1)) {
            throw new IllegalArgumentException("share to hold out is " + fraction + ", expected between 0 and 1");
        }
        int[] order = IntStream.range(0, pieces).toArray();
        RandomGenerator random = seed.split("held out").generator();
        for (int i = pieces - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swap = order[i];
            order[i] = order[j];
            order[j] = swap;
        }
        int wanted = (int) Math.round(fraction * pieces);
        int count = Math.max(Math.min(1, pieces - 1), Math.min(pieces - 1, wanted));
        boolean[] held = new boolean[pieces];
        for (int i = 0; i < count; i++) {
            held[order[i]] = true;
        }
        return held;
    }

    private static SymbolSequences pick(SymbolSequences data, int[] ends, boolean[] held, boolean wanted) {
        int[] newEnds = newEnds(data, ends, held, wanted);
        int[] out = new int[newEnds.length == 0 ? 0 : newEnds[newEnds.length - 1]];
        int to = 0;
        for (int p = 0; p < ends.length; p++) {
            int start = p == 0 ? 0 : ends[p - 1];
            if (held[p] == wanted) {
                System.arraycopy(data.codes(), start, out, to, ends[p] - start);
                to += ends[p] - start;
            }
        }
        return SymbolSequences.of(data.alphabet(), out, newEnds);
    }

    private static PointSequences pick(PointSequences data, int[] ends, boolean[] held, boolean wanted) {
        int[] newEnds = newEnds(data, ends, held, wanted);
        int d = data.dimension();
        double[] out = new double[newEnds.length == 0 ? 0 : newEnds[newEnds.length - 1] * d];
        int to = 0;
        for (int p = 0; p < ends.length; p++) {
            int start = p == 0 ? 0 : ends[p - 1];
            if (held[p] == wanted) {
                System.arraycopy(data.values(), start * d, out, to, (ends[p] - start) * d);
                to += (ends[p] - start) * d;
            }
        }
        return PointSequences.of(d, out, newEnds);
    }

    /** Ends of the chosen pieces; neighbours within a sequence stay together. */
    private static int[] newEnds(Sequences data, int[] ends, boolean[] held, boolean wanted) {
        int[] out = new int[ends.length];
        int size = 0;
        int at = 0;
        int sequence = 0;
        for (int p = 0; p < ends.length; p++) {
            int start = p == 0 ? 0 : ends[p - 1];
            boolean fresh = p == 0;
            while (sequence < data.count() - 1 && data.end(sequence) <= start && start < ends[p]) {
                sequence++;
                fresh = true;
            }
            if (held[p] == wanted) {
                at += ends[p] - start;
                if (size > 0 && !fresh && held[p - 1] == wanted) {
                    size--;
                }
                out[size++] = at;
            }
        }
        return Arrays.copyOf(out, size);
    }
}

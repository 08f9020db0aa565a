// SPDX-License-Identifier: Apache-2.0
package org.unmask.data;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Stretches cut out of sequences: samples that are spread over the data, and blocks to put new data together from. */
public final class Stretches {

    private Stretches() {}

    /**
     * A stretch of tokens within one sequence.
     *
     * @param from first token, over all sequences
     * @param to after the last
     */
    public record Stretch(int from, int to) {}

    /**
     * Stretches at even distances, none across the end of a sequence.
     *
     * @param ends end of each sequence; none is empty
     * @param tokens how many in all, about
     * @param stretches how many, where sequences are long enough
     * @return the stretches in the order of the data
     */
    public static List<Stretch> spread(int[] ends, int tokens, int stretches) {
        int n = ends[ends.length - 1];
        int length = tokens / stretches;
        List<Stretch> out = new ArrayList<>();
        int sequence = 0;
        int done = 0;
        for (int s = 0; s < stretches; s++) {
            int from = Math.max(done, (int) ((long) (n - length) * s / Math.max(1, stretches - 1)));
            int to = Math.min(n, from + length);
            while (from < to) {
                while (ends[sequence] <= from) {
                    sequence++;
                }
                int stop = Math.min(to, ends[sequence]);
                out.add(new Stretch(from, stop));
                from = stop;
            }
            done = to;
        }
        return out;
    }

    /**
     * A sample of data: stretches at even distances as sequences of their own, or the data themselves when they are fewer.
     *
     * @param data the sequences
     * @param tokens at most about so many
     * @param stretches how many
     * @return the sample
     */
    public static Sequences sample(Sequences data, int tokens, int stretches) {
        if (data.tokens() <= tokens) {
            return data;
        }
        int[] ends = IntStream.range(0, data.count())
                .filter(s -> data.end(s) > data.start(s))
                .map(data::end)
                .toArray();
        List<Stretch> cuts = spread(ends, tokens, stretches);
        int[] newEnds = new int[cuts.size()];
        for (int s = 0, at = 0; s < newEnds.length; s++) {
            at += cuts.get(s).to() - cuts.get(s).from();
            newEnds[s] = at;
        }
        return pick(data, cuts, newEnds);
    }

    /**
     * Every other sequence: two samples of the same kind out of one.
     *
     * @param data the sequences, at least two of them
     * @param from the first one, 0 or 1
     * @return a copy of every other sequence
     */
    public static Sequences everyOther(Sequences data, int from) {
        List<Stretch> cuts = new ArrayList<>();
        List<Integer> ends = new ArrayList<>();
        int at = 0;
        for (int s = from; s < data.count(); s += 2) {
            cuts.add(new Stretch(data.start(s), data.end(s)));
            at += data.end(s) - data.start(s);
            ends.add(at);
        }
        return pick(data, cuts, ends.stream().mapToInt(Integer::intValue).toArray());
    }

    /**
     * Tokens put together from stretches, in their order.
     *
     * @param data where they are taken from
     * @param cuts the stretches
     * @param ends ends of the new sequences
     * @return the new data
     * @throws IllegalArgumentException when the ends do not cover the tokens
     */
    public static Sequences pick(Sequences data, List<Stretch> cuts, int... ends) {
        int total = cuts.stream().mapToInt(cut -> cut.to() - cut.from()).sum();
        if (data instanceof SymbolSequences symbols) {
            int[] codes = new int[total];
            int at = 0;
            for (Stretch cut : cuts) {
                System.arraycopy(symbols.codes(), cut.from(), codes, at, cut.to() - cut.from());
                at += cut.to() - cut.from();
            }
            return SymbolSequences.of(symbols.alphabet(), codes, ends);
        }
        PointSequences points = (PointSequences) data;
        int d = points.dimension();
        double[] values = new double[Math.multiplyExact(total, d)];
        int at = 0;
        for (Stretch cut : cuts) {
            int size = (cut.to() - cut.from()) * d;
            System.arraycopy(points.values(), cut.from() * d, values, at, size);
            at += size;
        }
        return PointSequences.of(d, values, ends);
    }
}

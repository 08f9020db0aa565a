// SPDX-License-Identifier: Apache-2.0
package org.unmask.spark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import org.unmask.data.SymbolStream;
import org.unmask.data.WindowCounter;
import org.unmask.data.WindowCounts;

/**
 * What tasks find of the windows of their parts, mergeable: counts inside the parts, edges for the windows across, and the
 * tokens wanted for the sample.
 */
final class TaskSurvey implements Serializable {

    private static final long serialVersionUID = 1L;

    private final long[][] counts;
    private final ArrayList<Edges> edges;
    private final ArrayList<Fragment> sample;

    @SuppressWarnings("NonApiType") // a field that travels between processes has a type that can
    private TaskSurvey(long[][] counts, ArrayList<Edges> edges, ArrayList<Fragment> sample) {
        this.counts = counts;
        this.edges = edges;
        this.sample = sample;
    }

    /**
     * What is wanted of the parts.
     *
     * @param symbols size of the alphabet
     * @param positions where to count
     * @param firsts number of each part's first token, by the part's number
     * @param ranges tokens to take for the sample, by the part's number
     */
    @SuppressWarnings("ArrayRecordComponent") // On its way between processes; nobody compares two.
    record Wanted(int symbols, int[][] positions, HashMap<Long, Long> firsts, HashMap<Long, long[]> ranges)
            implements Serializable {

        /** Tokens from the first to the last of a window, less one. */
        int span(int which) {
            return positions[which][positions[which].length - 1] - positions[which][0];
        }

        private int longestSpan() {
            int span = 0;
            for (int p = 0; p < positions.length; p++) {
                span = Math.max(span, span(p));
            }
            return span;
        }

        private WindowCounter[] counters() {
            WindowCounter[] counters = new WindowCounter[positions.length];
            for (int p = 0; p < counters.length; p++) {
                counters[p] = new WindowCounter(symbols, positions[p]);
            }
            return counters;
        }
    }

    /** Surveys the parts of one task. */
    static TaskSurvey of(Iterator<? extends Part> parts, Wanted wanted) {
        WindowCounter[] counters = wanted.counters();
        ArrayList<Edges> edges = new ArrayList<>();
        ArrayList<Fragment> sample = new ArrayList<>();
        while (parts.hasNext()) {
            Part part = parts.next();
            Edges.Keeper keeper = new Edges.Keeper(wanted.longestSpan());
            Fragment.Taker taker = new Fragment.Taker(
                    wanted.firsts().getOrDefault(part.number(), 0L),
                    wanted.ranges().getOrDefault(part.number(), new long[0]));
            part.replay(new Everyone(counters, keeper, taker));
            for (WindowCounter counter : counters) {
                counter.endSequence();
            }
            edges.add(keeper.of(part.number()));
            sample.addAll(taker.taken());
        }
        long[][] counts = new long[counters.length][];
        for (int p = 0; p < counts.length; p++) {
            counts[p] = counters[p].counts().numbers();
        }
        return new TaskSurvey(counts, edges, sample);
    }

    /** What both found. */
    TaskSurvey merge(TaskSurvey other) {
        long[][] sum = new long[counts.length][];
        for (int p = 0; p < sum.length; p++) {
            sum[p] = WindowCounts.ofNumbers(counts[p])
                    .merge(WindowCounts.ofNumbers(other.counts[p]))
                    .numbers();
        }
        ArrayList<Edges> allEdges = new ArrayList<>(edges);
        allEdges.addAll(other.edges);
        ArrayList<Fragment> all = new ArrayList<>(sample);
        all.addAll(other.sample);
        return new TaskSurvey(sum, allEdges, all);
    }

    /** The counts of all windows, when this is of all parts. */
    List<WindowCounts> counts(Wanted wanted) {
        edges.sort(Comparator.comparingLong(Edges::number));
        List<WindowCounts> out = new ArrayList<>();
        for (int p = 0; p < counts.length; p++) {
            WindowCounter across = new WindowCounter(wanted.symbols(), wanted.positions()[p]);
            for (Edges edge : edges) {
                edge.countAcross(across, wanted.span(p));
            }
            out.add(WindowCounts.ofNumbers(counts[p]).merge(across.counts()));
        }
        return out;
    }

    /** The tokens for the sample, in the order of the data. */
    List<Fragment> sample() {
        sample.sort(Comparator.comparingLong(Fragment::from));
        return sample;
    }

    /** Passes everything on. */
    @SuppressWarnings("ArrayRecordComponent") // Nobody compares two.
    private record Everyone(WindowCounter[] counters, Edges.Keeper edges, Fragment.Taker taker)
            implements SymbolStream.Sink {

        @Override
        public void accept(int[] codes, int from, int to) {
            for (WindowCounter counter : counters) {
                counter.accept(codes, from, to);
            }
            edges.accept(codes, from, to);
            taker.accept(codes, from, to);
        }

        @Override
        public void endSequence() {
            for (WindowCounter counter : counters) {
                counter.endSequence();
            }
            edges.endSequence();
            taker.endSequence();
        }
    }
}

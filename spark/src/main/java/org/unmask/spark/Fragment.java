// SPDX-License-Identifier: Apache-2.0
package org.unmask.spark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.unmask.data.SymbolStream;

/** A range of tokens out of a part, on its way to the sample. */
final class Fragment implements Serializable {

    private static final long serialVersionUID = 1L;

    private final long from;
    private final int[] codes;
    private final int[] ends;

    private Fragment(long from, int[] codes, int[] ends) {
        this.from = from;
        this.codes = codes;
        this.ends = ends;
    }

    /** First token, over all sequences. */
    long from() {
        return from;
    }

    int size() {
        return codes.length;
    }

    /** Passes tokens and ends on. */
    void replay(SymbolStream.Sink sink) {
        int at = 0;
        for (int end : ends) {
            sink.accept(codes, at, end);
            sink.endSequence();
            at = end;
        }
        sink.accept(codes, at, codes.length);
    }

    /** Takes ranges out of a part as it passes by. */
    static final class Taker implements SymbolStream.Sink {

        private final long[] ranges;
        private final List<Fragment> taken = new ArrayList<>();
        private long passed;
        private int range;
        private int[] codes = new int[0];
        private int size;
        private int[] ends = new int[4];
        private int endCount;

        /**
         * Nothing taken yet.
         *
         * @param first number of the part's first token, over all sequences
         * @param ranges first token and the one after the last, for each range, over all sequences
         */
        Taker(long first, long[] ranges) {
            this.passed = first;
            this.ranges = ranges;
            begin();
        }

        private void begin() {
            codes = new int[2 * range < ranges.length ? (int) (ranges[2 * range + 1] - ranges[2 * range]) : 0];
            size = 0;
            endCount = 0;
        }

        @Override
        public void accept(int[] block, int from, int to) {
            long end = passed + to - from;
            while (2 * range < ranges.length && ranges[2 * range] < end) {
                long first = ranges[2 * range] + size;
                int count = (int) Math.min(codes.length - size, end - first);
                System.arraycopy(block, from + (int) (first - passed), codes, size, count);
                size += count;
                if (size < codes.length) {
                    break;
                }
                taken.add(new Fragment(ranges[2 * range], codes, Arrays.copyOf(ends, endCount)));
                range++;
                begin();
            }
            passed = end;
        }

        @Override
        public void endSequence() {
            if (2 * range < ranges.length && passed == ranges[2 * range] + size) {
                if (endCount == ends.length) {
                    ends = Arrays.copyOf(ends, 2 * endCount);
                }
                ends[endCount++] = size;
            } else if (!taken.isEmpty() && passed == ranges[2 * range - 1]) {
                Fragment last = taken.remove(taken.size() - 1);
                int[] more = Arrays.copyOf(last.ends, last.ends.length + 1);
                more[last.ends.length] = last.codes.length;
                taken.add(new Fragment(last.from, last.codes, more));
            }
        }

        List<Fragment> taken() {
            return taken;
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.unmask.spark;

import java.io.Serializable;
import java.util.Arrays;
import org.unmask.data.SymbolStream;
import org.unmask.data.WindowCounter;

/** The tokens at both ends of a part, for the windows that reach from one part into the next. */
final class Edges implements Serializable {

    private static final long serialVersionUID = 1L;

    private final long number;
    /** First tokens before the first end. */
    private final int[] head;

    /** Whether all that is before the first end, or the end of the part, is in the head. */
    private final boolean headIsAll;

    private final boolean ended;
    /** Last tokens after the last end. */
    private final int[] tail;

    private Edges(long number, int[] head, boolean headIsAll, boolean ended, int[] tail) {
        this.number = number;
        this.head = head;
        this.headIsAll = headIsAll;
        this.ended = ended;
        this.tail = tail;
    }

    long number() {
        return number;
    }

    /**
     * Goes on to count the windows across the borders of parts; to be called for all parts in their order.
     *
     * @param counter its sequence under way holds the last tokens of the part before
     * @param span tokens from the first to the last of a window, less one
     */
    void countAcross(WindowCounter counter, int span) {
        int first = Math.min(span, head.length);
        counter.accept(head, 0, first);
        if (!ended && headIsAll && first == head.length) {
            return;
        }
        counter.endSequence();
        counter.accept(tail, Math.max(0, tail.length - span), tail.length);
    }

    /** Keeps the edges of a part as it passes by. */
    static final class Keeper implements SymbolStream.Sink {

        private final int span;
        private final int[] head;
        private int headSize;
        private boolean headIsAll = true;
        private boolean ended;
        private int[] tail;
        private int tailSize;

        /**
         * Nothing seen yet.
         *
         * @param span tokens to keep at each end
         */
        Keeper(int span) {
            this.span = span;
            this.head = new int[span];
            this.tail = new int[span];
        }

        @Override
        public void accept(int[] codes, int from, int to) {
            int length = to - from;
            if (!ended) {
                int added = Math.min(length, span - headSize);
                System.arraycopy(codes, from, head, headSize, added);
                headSize += added;
                headIsAll &= added == length;
            }
            int kept = Math.min(tailSize, Math.max(0, span - length));
            int[] next = new int[span];
            System.arraycopy(tail, tailSize - kept, next, 0, kept);
            int fresh = Math.min(length, span);
            System.arraycopy(codes, to - fresh, next, kept, fresh);
            tail = next;
            tailSize = kept + fresh;
        }

        @Override
        public void endSequence() {
            ended = true;
            tailSize = 0;
        }

        Edges of(long number) {
            return new Edges(number, Arrays.copyOf(head, headSize), headIsAll, ended, Arrays.copyOf(tail, tailSize));
        }
    }
}

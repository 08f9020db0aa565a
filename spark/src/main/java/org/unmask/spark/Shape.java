// SPDX-License-Identifier: Apache-2.0
package org.unmask.spark;

import java.io.Serializable;
import java.util.List;
import org.unmask.data.SymbolStream;

/**
 * Where sequences end in a part.
 *
 * @param number the part's
 * @param head tokens before the first end, all when there is none
 * @param ended whether there is an end
 * @param count sequences that begin and end inside
 * @param longest tokens of the longest of these
 * @param inside tokens of these together
 * @param tail tokens after the last end
 */
record Shape(long number, long head, boolean ended, long count, long longest, long inside, long tail)
        implements Serializable {

    /** Tokens of the part. */
    long tokens() {
        return head + inside + tail;
    }

    /**
     * What the shapes of all parts come to.
     *
     * @param tokens number of tokens
     * @param count number of sequences
     * @param longest tokens of the longest sequence
     */
    record Whole(long tokens, long count, long longest) {

        /** Puts shapes together in the order of the parts. */
        static Whole of(List<Shape> shapes) {
            long tokens = 0;
            long count = 0;
            long longest = 0;
            long open = 0;
            for (Shape shape : shapes) {
                tokens += shape.tokens();
                open += shape.head;
                if (shape.ended) {
                    count += shape.count + (open > 0 ? 1 : 0);
                    longest = Math.max(Math.max(longest, open), shape.longest);
                    open = shape.tail;
                }
            }
            return new Whole(tokens, count + (open > 0 ? 1 : 0), Math.max(longest, open));
        }
    }

    /** Takes the measure of a part as it passes by. */
    static final class Measure implements SymbolStream.Sink {

        private long head;
        private boolean ended;
        private long count;
        private long longest;
        private long inside;
        private long open;

        @Override
        public void accept(int[] codes, int from, int to) {
            open += to - from;
        }

        @Override
        public void endSequence() {
            if (!ended) {
                head = open;
            } else if (open > 0) {
                count++;
                inside += open;
                longest = Math.max(longest, open);
            }
            ended = true;
            open = 0;
        }

        Shape of(long number) {
            return new Shape(number, ended ? head : open, ended, count, longest, inside, ended ? open : 0);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.unmask.data.Sequences;

/**
 * Which stretches of tokens go side by side. Whole sequences do, longest first; sequences too long to leave enough of
 * them are cut into pieces of about equal length. The plan depends on the data alone.
 */
final class LanePlan {

    /**
     * A stretch of one sequence.
     *
     * @param sequence which
     * @param from first token
     * @param to after the last
     * @param piece number of the stretch within its sequence, from 0
     */
    record Stretch(int sequence, int from, int to, int piece) {}

    /**
     * Stretches that go side by side.
     *
     * @param stretches longest first
     * @param lanes where they are
     */
    record Block(List<Stretch> stretches, Lanes lanes) {

        /** The same stretches in blocks of at most some width, all of them nearly as wide. */
        List<Block> parts(int width) {
            int size = stretches.size();
            int count = (size + width - 1) / width;
            List<Block> out = new ArrayList<>();
            for (int n = 0; n < count; n++) {
                out.add(Block.of(stretches.subList(size * n / count, size * (n + 1) / count)));
            }
            return out;
        }

        static Block of(List<Stretch> stretches) {
            int[] start = new int[stretches.size()];
            int[] length = new int[start.length];
            for (int l = 0; l < start.length; l++) {
                start[l] = stretches.get(l).from();
                length[l] = stretches.get(l).to() - start[l];
            }
            return new Block(stretches, new Lanes(start, length));
        }
    }

    private static final int SHORTEST = 128;
    private static final int LONGEST = 2048;

    private final List<Block> whole;
    private final List<Block> cut;
    private final List<List<Stretch>> pieces;

    private LanePlan(List<Block> whole, List<Block> cut, List<List<Stretch>> pieces) {
        this.whole = whole;
        this.cut = cut;
        this.pieces = pieces;
    }

    static LanePlan of(Sequences sequences, int from, int to) {
        long tokens = 0;
        int longest = 0;
        for (int s = from; s < to; s++) {
            int length = sequences.end(s) - sequences.start(s);
            tokens += length;
            longest = Math.max(longest, length);
        }
        boolean enough = longest <= LONGEST && tokens >= (long) longest * (Bundles.LANES / 4);
        int target = (int) Math.max(SHORTEST, Math.min(LONGEST, tokens / Bundles.LANES));
        int limit = enough ? Integer.MAX_VALUE : 2 * target;
        List<Stretch> whole = new ArrayList<>();
        List<Stretch> cut = new ArrayList<>();
        List<List<Stretch>> pieces = new ArrayList<>();
        for (int s = from; s < to; s++) {
            int start = sequences.start(s);
            int length = sequences.end(s) - start;
            if (length > limit) {
                int parts = (length + target - 1) / target;
                List<Stretch> mine = new ArrayList<>(parts);
                for (int p = 0; p < parts; p++) {
                    int first = start + (int) ((long) length * p / parts);
                    int after = start + (int) ((long) length * (p + 1) / parts);
                    mine.add(new Stretch(s, first, after, p));
                }
                pieces.add(mine);
                cut.addAll(mine);
            } else if (length > 0) {
                whole.add(new Stretch(s, start, start + length, 0));
            }
        }
        return new LanePlan(blocks(whole), blocks(cut), pieces);
    }

    /** Blocks of stretches, longest first: of nearly equal width, and an even number, so that two threads share them. */
    private static List<Block> blocks(List<Stretch> stretches) {
        List<Stretch> sorted = new ArrayList<>(stretches);
        sorted.sort(Comparator.comparingInt(stretch -> stretch.from() - stretch.to()));
        int size = sorted.size();
        int count = (size + Bundles.LANES - 1) / Bundles.LANES;
        count += count > 1 && count % 2 == 1 ? 1 : 0;
        List<Block> out = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            int from = (int) ((long) size * n / count);
            int to = (int) ((long) size * (n + 1) / count);
            out.add(Block.of(List.copyOf(sorted.subList(from, to))));
        }
        return out;
    }

    /** Blocks of whole sequences. */
    List<Block> whole() {
        return whole;
    }

    /** Blocks of pieces of sequences. */
    List<Block> cut() {
        return cut;
    }

    /** Sequences that are not run side by side as a whole. */
    List<Integer> notWhole() {
        return pieces.stream().map(mine -> mine.get(0).sequence()).toList();
    }

    /** The pieces of each sequence that was cut. */
    List<List<Stretch>> pieces() {
        return pieces;
    }
}

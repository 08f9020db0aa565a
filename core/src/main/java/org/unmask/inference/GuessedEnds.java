// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.unmask.parallel.Threads;

/**
 * What is known at the ends of the pieces of sequences that were cut, from a few tokens beside them: a chain forgets. The
 * law before a piece is that after some tokens before it, from even odds; the likelihood of what comes after it is that of
 * some tokens after it. Every seam is then passed by both of its pieces, and what they say is held to the guess; where it
 * differs, what was found is the next guess, which is right to as many tokens as a piece has. Costs a few tokens a piece,
 * where {@link PieceEnds} costs {@code states} passes.
 */
final class GuessedEnds {

    /** Fewer states have their transfers, which are exact at once and cost little. */
    static final int FEWEST_STATES = 9;

    /** How often passes may be made. */
    private static final int ROUNDS = 3;

    /** Tokens beside a seam; fewer than a piece has. */
    private static final int WARM = 64;

    /** Sum of differences between two laws of the state at a seam that are the same. */
    private static final double MET = 1e-11;

    private final ChainTables chain;
    private final int k;
    private final List<List<LanePlan.Stretch>> pieces;
    private final Map<LanePlan.Stretch, Integer> numbers = new HashMap<>();

    /** {@code number * k + state}: guessed law of the state before a piece. */
    private final double[] before;
    /** Guessed likelihood of what comes after a piece by its last state. */
    private final double[] after;
    /** Law of the last state of a piece as its pass found it. */
    private final double[] ended;
    /** Likelihood of the tokens from the first of a piece on by its first state as its pass found it. */
    private final double[] ahead;

    /** Without a guess yet. */
    GuessedEnds(ChainTables chain, List<List<LanePlan.Stretch>> pieces) {
        this.chain = chain;
        this.k = chain.states;
        this.pieces = pieces;
        pieces.forEach(mine -> mine.forEach(piece -> numbers.put(piece, numbers.size())));
        this.before = new double[numbers.size() * k];
        this.after = new double[numbers.size() * k];
        this.ended = new double[numbers.size() * k];
        this.ahead = new double[numbers.size() * k];
    }

    /**
     * Guesses.
     *
     * @param back whether what comes after is asked for, too
     * @return empty when scaling is not safe
     */
    static Optional<GuessedEnds> of(SideBySide work, boolean back, Threads threads) {
        GuessedEnds out = new GuessedEnds(work.chain, work.plan().pieces());
        List<LanePlan.Stretch> seams = new ArrayList<>();
        out.pieces.forEach(mine -> seams.addAll(mine.subList(1, mine.size())));
        int lanes = Bundles.LANES;
        boolean safe = threads
                .map((seams.size() + lanes - 1) / lanes, n -> {
                    List<LanePlan.Stretch> part = seams.subList(n * lanes, Math.min(seams.size(), (n + 1) * lanes));
                    return work.pass((pass, emission) -> out.look(pass, part, back));
                })
                .stream()
                .allMatch(Boolean::booleanValue);
        return safe ? Optional.of(out) : Optional.empty();
    }

    /** Passes between guessed ends, which note what they find there. */
    interface Passes<T> {
        List<Optional<T>> between(PieceEnds ends, GuessedEnds witness);
    }

    /**
     * Makes passes until they find the ends as they were guessed.
     *
     * @param first the first guess
     * @param back whether the way back is gone, too
     * @return what the last passes gave; empty when a part is not safe, or when the ends are never found so
     */
    static <T> Optional<List<T>> untilMet(Optional<GuessedEnds> first, boolean back, Passes<T> passes) {
        Optional<GuessedEnds> guess = first;
        for (int round = 0; round < ROUNDS && guess.isPresent(); round++) {
            GuessedEnds at = guess.get();
            List<Optional<T>> parts = passes.between(at.ends(), at);
            if (!parts.stream().allMatch(Optional::isPresent)) {
                return Optional.empty();
            }
            if (at.met(back)) {
                return Optional.of(parts.stream().map(Optional::orElseThrow).toList());
            }
            guess = Optional.of(at.found(back));
        }
        return Optional.empty();
    }

    /** Where the numbers of a piece begin; negative for a sequence that was not cut. */
    private int at(LanePlan.Stretch piece) {
        return numbers.getOrDefault(piece, -1) * k;
    }

    /** Looks at the tokens on both sides of some seams. */
    private boolean look(LanePass pass, List<LanePlan.Stretch> seams, boolean back) {
        int[] length = new int[seams.size()];
        Arrays.fill(length, WARM);
        double[] odds = even();
        double[][] even = Bundles.single(k);
        for (int j = 0; j < k; j++) {
            Arrays.fill(even[j], odds[j]);
        }
        int[] starts = seams.stream().mapToInt(piece -> piece.from() - WARM).toArray();
        if (!pass.forward(new Lanes(starts, length), even, false)) {
            return false;
        }
        double[] law = new double[k];
        for (int l = 0; l < seams.size(); l++) {
            pass.last(l, law);
            System.arraycopy(law, 0, before, at(seams.get(l)), k);
        }
        if (!back) {
            return true;
        }
        int[] onwards = seams.stream().mapToInt(LanePlan.Stretch::from).toArray();
        if (!pass.lookBack(new Lanes(onwards, length))) {
            return false;
        }
        for (int l = 0; l < seams.size(); l++) {
            int lane = l;
            later(at(seams.get(l)) - k, i -> pass.ahead(i, lane), after);
        }
        return true;
    }

    /** The law of a state after one that may be any. */
    private double[] even() {
        double[] out = new double[k];
        for (int n = 0; n < k * k; n++) {
            out[n % k] += chain.transition[n] / k;
        }
        return out;
    }

    /**
     * Looks at the tokens on both sides of the seam before a piece.
     *
     * @return whether nothing was lost to underflow
     */
    boolean look(RowPass pass, LanePlan.Stretch piece) {
        int at = at(piece);
        double[] law = new double[k];
        boolean safe = pass.forward(piece.from() - WARM, piece.from(), even())
                && pass.lookBack(piece.from(), piece.from() + WARM);
        pass.last(WARM, law);
        System.arraycopy(law, 0, before, at, k);
        later(at - k, pass::ahead, after);
        return safe;
    }

    /** A number for each state. */
    interface ByState {
        double of(int state);
    }

    /** The likelihood one token earlier, by the state there; scaled to sum one. */
    private void later(int at, ByState ahead, double[] out) {
        double total = 0;
        for (int i = 0; i < k; i++) {
            double sum = 0;
            for (int j = 0; j < k; j++) {
                sum += chain.transition[i * k + j] * ahead.of(j);
            }
            out[at + i] = sum;
            total += sum;
        }
        for (int i = 0; i < k; i++) {
            out[at + i] /= total;
        }
    }

    /** The guess in the form that passes take. */
    PieceEnds ends() {
        PieceEnds out = PieceEnds.none(chain);
        for (List<LanePlan.Stretch> mine : pieces) {
            for (int p = 0; p < mine.size(); p++) {
                int at = at(mine.get(p));
                if (p > 0) {
                    out.putBefore(mine.get(p), Arrays.copyOfRange(before, at, at + k));
                }
                if (p + 1 < mine.size()) {
                    out.putAfter(mine.get(p), Arrays.copyOfRange(after, at, at + k));
                }
            }
        }
        return out;
    }

    /**
     * Notes what the passes over a block found at its ends.
     *
     * @param block whole sequences are passed over
     * @param back whether the way back was gone, too
     */
    void note(LanePlan.Block block, LanePass pass, boolean back) {
        double[] law = new double[k];
        for (int l = 0; l < block.stretches().size(); l++) {
            int lane = l;
            pass.last(l, law);
            note(block.stretches().get(l), law, back ? i -> pass.ahead(i, lane) : i -> 0);
        }
    }

    /**
     * Notes what the passes over a stretch found at its ends; whole sequences are passed over.
     *
     * @param law of its last state
     * @param likelihood of its tokens by its first state
     */
    void note(LanePlan.Stretch stretch, double[] law, ByState likelihood) {
        int at = at(stretch);
        if (at >= 0) {
            System.arraycopy(law, 0, ended, at, k);
            for (int i = 0; i < k; i++) {
                ahead[at + i] = likelihood.of(i);
            }
        }
    }

    /** Whether the laws of the states at all seams, given all tokens, are what the passes found. */
    boolean met(boolean back) {
        double[] found = new double[k];
        double[] ones = new double[k];
        Arrays.fill(ones, 1);
        boolean met = true;
        for (List<LanePlan.Stretch> mine : pieces) {
            for (int p = 1; p < mine.size() && met; p++) {
                int at = at(mine.get(p));
                if (back) {
                    later(0, i -> ahead[at + i], found);
                    met = same(ended, at - k, after, at - k, found, 0) && same(found, 0, before, at, ended, at - k);
                } else {
                    met = same(ones, 0, before, at, ended, at - k);
                }
            }
        }
        return met;
    }

    /** Whether two sets of numbers times given ones are the same law. */
    private boolean same(double[] factor, int f, double[] a, int atA, double[] b, int atB) {
        double sumA = 0;
        double sumB = 0;
        for (int i = 0; i < k; i++) {
            sumA += factor[f + i] * a[atA + i];
            sumB += factor[f + i] * b[atB + i];
        }
        double gap = 0;
        for (int i = 0; i < k; i++) {
            gap += factor[f + i] * Math.abs(a[atA + i] / sumA - b[atB + i] / sumB);
        }
        return gap <= MET;
    }

    /** What the passes found as the next guess. */
    private GuessedEnds found(boolean back) {
        GuessedEnds out = new GuessedEnds(chain, pieces);
        for (List<LanePlan.Stretch> mine : pieces) {
            for (int p = 1; p < mine.size(); p++) {
                int at = at(mine.get(p));
                System.arraycopy(ended, at - k, out.before, at, k);
                if (back) {
                    later(0, i -> ahead[at + i], out.ended);
                    System.arraycopy(out.ended, 0, out.after, at - k, k);
                }
            }
        }
        return out;
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.unmask.estimate;

import java.util.ArrayList;
import java.util.List;

/**
 * How much work a fit is worth, by the size of the data: many short climbs on a sample, the better ones longer, the best
 * to the top on all the data.
 *
 * @param sample tokens that starts are screened on
 * @param stretches that the sample is spread over when it is smaller than the data
 * @param draws random starts
 * @param rounds of screening
 * @param finalists climbed to the top
 * @param agreement whether two equal tops end the search: where clusters give away most of the answer
 * @param maxSteps EM steps of one last climb
 * @param aim when a climb may stop
 */
record Effort(
        int sample,
        int stretches,
        int draws,
        List<Round> rounds,
        int finalists,
        boolean agreement,
        int maxSteps,
        Aim aim) {

    private static final int SYMBOLS = 1 << 15;
    private static final int POINTS = 1 << 12;

    /** Tokens that words are screened on. */
    private static final int WORDS = 1 << 16;

    /** Multiplications that the last climb of words may cost, a few seconds; but it may take so many steps at least. */
    private static final long WORDS_WORK = 12_000_000_000L;

    private static final int FEWEST_WORD_STEPS = 24;

    /** States above which fewer starts of words are drawn. */
    private static final int MANY_STATES = 24;

    /** Multiplications that a last climb of symbols may cost where there are many states, some minutes. */
    private static final long SYMBOLS_WORK = 100_000_000_000L;

    /** Steps that the usual screening takes, of all starts together. */
    private static final long SCREENING = 24 * 16 + 8 * 48;

    private static final int FEWEST_STEPS = 40;

    /** Random starts of points, where the first ones have not agreed after few steps. */
    static final int POINT_DRAWS = 40;

    /**
     * Nats a token that two steps must gain to go on where steps are dear, far less than chance moves the loss of held-out
     * text; where there is room for more than {@link #HURRIED} steps, less by the cube of how many more.
     */
    private static final double ENOUGH = 5e-4;

    private static final double HURRIED = 100;

    /** Nats that a fit may lack which is compared with others: what they differ by by chance is many times as much. */
    private static final double COMPARED = 0.01;

    /** Finalists of such a fit. */
    private static final int RIVALS = 2;

    /** Tokens up to which chance makes many optima nearly as good. */
    private static final int SMALL = 5000;

    /** Tokens up to which every finalist is worth climbing with. */
    private static final int MODERATE = 200_000;

    private static final int LARGE = 2_000_000;

    /** Sizes up to which starts beside a top are few and cheap. */
    private static final int MOVED_STATES = 8;

    private static final int MOVED_SYMBOLS = 1000;

    /**
     * A round of screening.
     *
     * @param steps EM steps for each start
     * @param keep how many go on
     */
    record Round(int steps, int keep) {}

    /**
     * For symbols: EM steps are cheap and optima many. Few tokens have so many that the likeliest shows only after longer
     * screening of more starts. Where many states make a step dear, few starts are screened, and the last climbs are held to
     * as many steps as they are worth.
     */
    static Effort forSymbols(int tokens, int states) {
        boolean sampled = tokens > 2 * SYMBOLS;
        boolean small = tokens <= SMALL;
        boolean many = states > MOVED_STATES;
        int seen = sampled ? SYMBOLS : tokens;
        int finalists = small ? 6 : tokens <= MODERATE ? 3 : tokens <= LARGE ? 2 : 1;
        List<Round> rounds = new ArrayList<>(
                small
                        ? List.of(new Round(30, 16), new Round(80, finalists))
                        : List.of(new Round(16, 8), new Round(48, finalists)));
        if (sampled) {
            rounds.add(new Round(200, finalists));
        }
        int steps = tokens <= MODERATE ? 3000 : 400;
        boolean dear = many && SCREENING * step(seen, states) > SYMBOLS_WORK;
        return new Effort(
                seen,
                4,
                dear ? 8 : small ? 40 : 24,
                dear ? List.of(new Round(8, 4), new Round(12, 2)) : rounds,
                dear ? 2 : finalists,
                false,
                many ? affordable(SYMBOLS_WORK, step(tokens, states), steps) : steps,
                Aim.within(Math.max(2e-3, 2e-8 * tokens)));
    }

    /** Multiplications of a step. */
    private static long step(int tokens, int states) {
        return 3L * states * states * Math.max(1, tokens);
    }

    private static int affordable(long work, long step, int most) {
        return affordable(work, step, FEWEST_STEPS, most);
    }

    private static int affordable(long work, long step, int fewest, int most) {
        return (int) Math.max(fewest, Math.min(most, work / step));
    }

    /** For many symbols: most of the answer lies in the starts, and a step costs {@code 3 states^2} for each token. */
    static Effort forWords(int tokens, int states) {
        int steps = affordable(WORDS_WORK, step(tokens, states), FEWEST_WORD_STEPS, 3000);
        boolean sampled = tokens > 2 * WORDS;
        double enough = Math.min(ENOUGH, Math.max(1e-8, ENOUGH * Math.pow(HURRIED / steps, 3)));
        return new Effort(
                sampled ? WORDS : tokens,
                8,
                states > MANY_STATES ? 4 : 8,
                List.of(new Round(8, 4), new Round(12, 1)),
                1,
                false,
                steps,
                Aim.within(Math.max(1e-5, enough * tokens)));
    }

    /** For points: EM steps cost more, but clusters give away most of the answer. */
    static Effort forPoints(int tokens, int states) {
        int finalists = tokens <= MODERATE ? 4 : 2;
        return new Effort(
                tokens <= 2 * POINTS ? tokens : POINTS,
                4,
                4,
                List.of(new Round(2, 6), new Round(8, finalists)),
                finalists,
                true,
                tokens <= MODERATE ? 3000 : 400,
                Aim.within(Math.max(1e-4, 2e-8 * tokens)));
    }

    /**
     * For a fit that is compared with others and thrown away: with no more polish than that takes.
     *
     * @param goal log-likelihood in nats that it must reach to be of any interest
     */
    Effort towards(double goal) {
        return new Effort(
                sample,
                stretches,
                draws,
                rounds,
                Math.min(finalists, RIVALS),
                agreement,
                maxSteps,
                new Aim(Math.max(aim.tolerance(), COMPARED), goal));
    }

    /** Rounds of screening of them: nearly aliased states show only after long climbs which start is the better one. */
    List<Round> wide() {
        return List.of(new Round(20, 12), new Round(40, finalists));
    }

    /**
     * Most rounds of moves from the best top; they end when one finds no higher top.
     *
     * @param tokens of all the data
     * @param states number of states
     * @param symbols number of symbols
     */
    static int moves(int tokens, int states, int symbols) {
        boolean light = states > 1 && states <= MOVED_STATES && symbols <= MOVED_SYMBOLS;
        return !light ? 0 : tokens <= SMALL ? 2 : tokens <= MODERATE ? 1 : 0;
    }

    /** For starts beside a top: they know most of the answer, and what they gain shows soon. */
    Effort beside() {
        return new Effort(sample, stretches, 0, List.of(new Round(10, 8), new Round(30, 2)), 2, false, maxSteps, aim);
    }

    /** Tokens that are enough to find clusters in. */
    static final int CLUSTERED = 1 << 11;

    /** Tokens that are enough to read a start off. */
    static final int READ = 1 << 18;

    /** Gaps of the triples that are read off: 1, 8, 64, .. up to this; reading a small table takes as long as many steps. */
    int largestGap() {
        return sample < 4000 ? 1 : 256;
    }
}

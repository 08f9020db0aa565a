// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.unmask.constraint.KnownStates;
import org.unmask.data.Sequences;
import org.unmask.model.Hmm;
import org.unmask.parallel.Threads;

/**
 * The E step on given sequences: side by side where that is safe, one sequence at a time where it is not. What does not
 * depend on the model is prepared once.
 */
final class ExpectationStep {

    /** Stretches of a piece. */
    private static final int PIECE = 4 * StatePass.LANES;

    private final UnaryOperator<EmissionScores> knowledge;
    private final Sequences sequences;
    private final int from;
    private final int to;
    private final LaneTables.Pool pool = new LaneTables.Pool();
    private Optional<Plan> plan = Optional.empty();

    /** Which stretches go together: blocks, and the pieces of each block. */
    private record Plan(LanePlan lanes, List<List<LanePlan.Block>> whole, List<List<LanePlan.Block>> cut) {

        static Plan of(LanePlan lanes) {
            return new Plan(lanes, pieces(lanes.whole()), pieces(lanes.cut()));
        }

        /** The last quarter in the smallest pieces, so that no thread waits long for another. */
        private static List<List<LanePlan.Block>> pieces(List<LanePlan.Block> blocks) {
            List<List<LanePlan.Block>> out = new ArrayList<>();
            for (int n = 0; n < blocks.size(); n++) {
                out.add(blocks.get(n).parts(4 * n < 3 * blocks.size() ? PIECE : StatePass.LANES));
            }
            return out;
        }
    }

    ExpectationStep(Sequences sequences, int from, int to) {
        this(sequences, from, to, scores -> scores);
    }

    ExpectationStep(Sequences sequences, int from, int to, Optional<KnownStates> known) {
        this(
                sequences,
                from,
                to,
                scores -> known.map(states -> (EmissionScores) new KnownScores(scores, states))
                        .orElse(scores));
    }

    /** With what is known of the states besides the tokens. */
    ExpectationStep(Sequences sequences, int from, int to, UnaryOperator<EmissionScores> knowledge) {
        this.knowledge = knowledge;
        this.sequences = sequences;
        this.from = from;
        this.to = to;
    }

    /** Expected counts under a model. */
    ExpectedCounts at(Hmm model, Threads threads) {
        Plan made = plan.orElseGet(() -> Plan.of(LanePlan.of(sequences, from, to)));
        plan = Optional.of(made);
        LanePlan lanes = made.lanes();
        EmissionScores scores = knowledge.apply(EmissionScores.of(model.emission(), sequences));
        SideBySide work = new SideBySide(model, scores, lanes, pool);
        if (!work.possible()) {
            return oneByOne(model, work.chain, work.scores, threads);
        }
        List<ExpectedCounts> parts = blocks(
                        model,
                        work,
                        lanes.whole(),
                        made.whole(),
                        work.wholeEnds(),
                        threads,
                        block -> Optional.of(inOrder(
                                model,
                                work.chain,
                                work.scores,
                                block.stretches().stream()
                                        .mapToInt(LanePlan.Stretch::sequence)
                                        .toArray())))
                .map(ArrayList::new)
                .orElseThrow();
        if (!lanes.cut().isEmpty()) {
            parts.addAll(cut(model, work, made.cut(), threads));
        }
        return ExpectedCounts.sum(model, parts);
    }

    /** The sequences that were cut; where one piece is not safe, all of them one by one. */
    private List<ExpectedCounts> cut(Hmm model, SideBySide work, List<List<LanePlan.Block>> pieces, Threads threads) {
        LanePlan lanes = work.plan();
        Optional<List<ExpectedCounts>> met =
                work.chain.states < GuessedEnds.FEWEST_STATES ? Optional.empty() : guessed(model, work, threads);
        if (met.isPresent()) {
            return met.get();
        }
        Optional<PieceEnds> ends = work.cutEnds(threads);
        if (ends.isPresent()) {
            Optional<List<ExpectedCounts>> parts =
                    blocks(model, work, lanes.cut(), pieces, ends.get(), threads, block -> Optional.empty());
            if (parts.isPresent()) {
                return parts.get();
            }
        }
        return threads.map(
                lanes.pieces().size(),
                n -> inOrder(model, work.chain, work.scores, new int[] {
                    lanes.pieces().get(n).get(0).sequence()
                }));
    }

    /** With the ends guessed, until the passes find them as they were guessed; empty when they never do. */
    private static Optional<List<ExpectedCounts>> guessed(Hmm model, SideBySide work, Threads threads) {
        List<LanePlan.Block> blocks = work.plan().cut();
        return GuessedEnds.untilMet(
                GuessedEnds.of(work, true, threads),
                true,
                (ends, at) -> threads.map(
                        blocks.size(),
                        n -> wide(model, work, blocks.get(n), ends, pass -> at.note(blocks.get(n), pass, true))));
    }

    /**
     * Blocks of stretches, in pieces where the states of a token go together, as threads share more pieces more evenly. A block
     * of which one piece is not safe goes as a whole; empty where one is not safe and nothing else is known.
     */
    private static Optional<List<ExpectedCounts>> blocks(
            Hmm model,
            SideBySide work,
            List<LanePlan.Block> blocks,
            List<List<LanePlan.Block>> pieces,
            PieceEnds ends,
            Threads threads,
            Function<LanePlan.Block, Optional<ExpectedCounts>> otherwise) {
        List<LanePlan.Block> all =
                work.narrow() ? pieces.stream().flatMap(List::stream).toList() : List.of();
        Iterator<Optional<ExpectedCounts>> found = threads.map(
                        all.size(),
                        n -> work.states(
                                all.get(n), ends, (pass, parts) -> narrow(model, work.chain, pass, parts, ends)))
                .iterator();
        List<ExpectedCounts> out = new ArrayList<>();
        List<LanePlan.Block> left = new ArrayList<>();
        for (int b = 0; b < blocks.size(); b++) {
            List<ExpectedCounts> mine = new ArrayList<>();
            for (int n = 0; n < pieces.get(b).size() && found.hasNext(); n++) {
                found.next().ifPresent(mine::add);
            }
            if (mine.size() < pieces.get(b).size()) {
                left.add(blocks.get(b));
            } else {
                out.addAll(mine);
            }
        }
        List<Optional<ExpectedCounts>> rest = threads.map(
                left.size(),
                n -> wide(model, work, left.get(n), ends, pass -> {}).or(() -> otherwise.apply(left.get(n))));
        rest.forEach(counts -> counts.ifPresent(out::add));
        return rest.stream().allMatch(Optional::isPresent) ? Optional.of(out) : Optional.empty();
    }

    /** A few stretches after the other. */
    private static Optional<ExpectedCounts> narrow(
            Hmm model, ChainTables chain, StatePass pass, List<SideBySide.Part> parts, PieceEnds ends) {
        int k = model.states();
        double[] initial = new double[k];
        double[] transitions = new double[k * k];
        EmissionCounts tokens = EmissionCounts.zero(model.emission());
        double logLikelihood = 0;
        for (SideBySide.Part part : parts) {
            LanePlan.Block block = part.block();
            if (!pass.forward(block.lanes(), part.predicted(), true)) {
                return Optional.empty();
            }
            pass.backward(part.after());
            for (int l = 0; l < block.stretches().size(); l++) {
                for (int i = 0; i < k && ends.before(block.stretches().get(l)).isEmpty(); i++) {
                    initial[i] += part.predicted()[i][l] * pass.ahead(i, l);
                }
            }
            seams(block, ends, chain, pass::ahead, transitions);
            logLikelihood += LaneMath.sum(pass.logs(), 0, block.lanes().width());
        }
        pass.drain(transitions, tokens);
        ExpectedCounts counts = new ExpectedCounts(initial, transitions, tokens, logLikelihood);
        return Double.isFinite(logLikelihood) && counts.finite() ? Optional.of(counts) : Optional.empty();
    }

    private static Optional<ExpectedCounts> wide(
            Hmm model, SideBySide work, LanePlan.Block block, PieceEnds ends, Consumer<LanePass> witness) {
        int k = model.states();
        return work.block(block, ends, (pass, emission, predicted, after) -> {
            double[] initial = new double[k];
            double[] transitions = new double[k * k];
            boolean safe = pass.forward(block.lanes(), predicted, true)
                    && pass.backward(block.lanes(), predicted, after, true, (t, n) -> {
                        if (t == 0) {
                            starts(block, ends, pass, initial);
                        }
                    });
            double logLikelihood = LaneMath.sum(pass.logs(), 0, block.lanes().width());
            if (!safe || !Double.isFinite(logLikelihood)) {
                return Optional.empty();
            }
            witness.accept(pass);
            pass.drain(transitions);
            seams(block, ends, work.chain, pass::ahead, transitions);
            EmissionCounts tokens = EmissionCounts.zero(model.emission());
            emission.drain(tokens);
            ExpectedCounts counts = new ExpectedCounts(initial, transitions, tokens, logLikelihood);
            return counts.finite() ? Optional.of(counts) : Optional.empty();
        });
    }

    static void starts(LanePlan.Block block, PieceEnds ends, LanePass pass, double[] initial) {
        for (int l = 0; l < block.stretches().size(); l++) {
            if (ends.before(block.stretches().get(l)).isEmpty()) {
                for (int i = 0; i < initial.length; i++) {
                    initial[i] += pass.gamma(i)[pass.at(i) + l];
                }
            }
        }
    }

    /** Likelihood of all tokens of a lane by its first state, up to a factor of the lane. */
    interface Ahead {
        double at(int state, int lane);
    }

    /** Transitions into the first token of a piece from the last token of the piece before. */
    static void seams(LanePlan.Block block, PieceEnds ends, ChainTables chain, Ahead ahead, double[] transitions) {
        for (int l = 0; l < block.stretches().size(); l++) {
            int lane = l;
            ends.before(block.stretches().get(l))
                    .ifPresent(before -> seam(before, chain, i -> ahead.at(i, lane), transitions));
        }
    }

    /** Adds the transition into the first token of a piece. */
    static void seam(double[] before, ChainTables chain, GuessedEnds.ByState ahead, double[] transitions) {
        int k = chain.states;
        double[] moves = new double[k * k];
        double sum = 0;
        for (int n = 0; n < k * k; n++) {
            moves[n] = before[n / k] * chain.transition[n] * ahead.of(n % k);
            sum += moves[n];
        }
        for (int n = 0; n < k * k; n++) {
            transitions[n] += moves[n] / sum;
        }
    }

    private ExpectedCounts oneByOne(Hmm model, ChainTables chain, EmissionScores scores, Threads threads) {
        List<Shares> shares = Shares.of(sequences, from, to);
        return ExpectedCounts.sum(
                model,
                threads.map(
                        shares.size(),
                        n -> inOrder(
                                model,
                                chain,
                                scores,
                                java.util.stream.IntStream.range(
                                                shares.get(n).from(),
                                                shares.get(n).to())
                                        .toArray())));
    }

    /** One sequence at a time. */
    private ExpectedCounts inOrder(Hmm model, ChainTables chain, EmissionScores scores, int[] which) {
        int k = model.states();
        SequencePasses passes = new SequencePasses(chain, scores, sequences);
        double[] initial = new double[k];
        double[] transitions = new double[k * k];
        EmissionCounts emission = EmissionCounts.zero(model.emission());
        double logLikelihood = 0;
        double[] gamma = {};
        for (int s : which) {
            int start = sequences.start(s);
            int end = sequences.end(s);
            if (end > start) {
                Pass pass = passes.both(s);
                if (gamma.length < (end - start) * k) {
                    gamma = new double[(end - start) * k];
                }
                pass.smoothed(gamma, 0);
                for (int i = 0; i < k; i++) {
                    initial[i] += gamma[i];
                }
                pass.addTransitions(transitions);
                emission.add(scores.ofTokens(), sequences, start, end, gamma);
                logLikelihood += pass.logLikelihood();
            }
        }
        return new ExpectedCounts(initial, transitions, emission, logLikelihood);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.unmask.data.Sequences;
import org.unmask.model.Hmm;
import org.unmask.parallel.Threads;

/**
 * The law of the state at each token. Memory is that of the answer, {@code tokens * states} numbers, and one sequence's
 * tables for each thread; cost {@code tokens states^2}.
 */
public final class ForwardBackward {

    private ForwardBackward() {}

    /**
     * Given all tokens of the sequence.
     *
     * @param model any model
     * @param sequences independent sequences of the model's kind
     * @param threads how many may work; the answer does not depend on it
     * @return smoothed posteriors
     * @throws IllegalArgumentException when the sequences are not of the model's kind or one is impossible
     */
    public static Posteriors smoothed(Hmm model, Sequences sequences, Threads threads) {
        return posteriors(model, sequences, threads, true);
    }

    /**
     * Given all tokens of the sequence, on one thread.
     *
     * @param model any model
     * @param sequences independent sequences of the model's kind
     * @return smoothed posteriors
     * @throws IllegalArgumentException when the sequences are not of the model's kind or one is impossible
     */
    public static Posteriors smoothed(Hmm model, Sequences sequences) {
        return smoothed(model, sequences, Threads.ONE);
    }

    /**
     * Given the tokens so far, this one included.
     *
     * @param model any model
     * @param sequences independent sequences of the model's kind
     * @param threads how many may work; the answer does not depend on it
     * @return filtered posteriors
     * @throws IllegalArgumentException when the sequences are not of the model's kind or one is impossible
     */
    public static Posteriors filtered(Hmm model, Sequences sequences, Threads threads) {
        return posteriors(model, sequences, threads, false);
    }

    private static Posteriors posteriors(Hmm model, Sequences sequences, Threads threads, boolean smoothed) {
        int k = model.states();
        LanePlan plan = LanePlan.of(sequences, 0, sequences.count());
        SideBySide work = new SideBySide(model, sequences, plan);
        double[] out = new double[Math.multiplyExact(sequences.tokens(), k)];
        double[] logs = new double[sequences.count()];
        if (!smoothed || !work.possible()) {
            List<Shares> shares = Shares.of(sequences, 0, sequences.count());
            threads.map(shares.size(), n -> {
                IntStream which =
                        IntStream.range(shares.get(n).from(), shares.get(n).to());
                inOrder(work, sequences, which, smoothed, out, logs);
                return n;
            });
            return new Posteriors(k, out, Likelihood.sum(logs));
        }
        PieceEnds ends = work.wholeEnds();
        threads.map(plan.whole().size(), n -> {
            LanePlan.Block block = plan.whole().get(n);
            if (!block(work, block, ends, out, logs)) {
                inOrder(work, sequences, sequencesOf(block), true, out, logs);
            }
            return n;
        });
        Optional<PieceEnds> cut = plan.cut().isEmpty() ? Optional.empty() : work.cutEnds(threads);
        boolean safe = cut.isPresent()
                && threads
                        .map(plan.cut().size(), n -> block(work, plan.cut().get(n), cut.get(), out, new double[0]))
                        .stream()
                        .allMatch(Boolean::booleanValue);
        List<Integer> notWhole = plan.notWhole();
        threads.map(notWhole.size(), n -> {
            int sequence = notWhole.get(n);
            if (safe && n < plan.pieces().size()) {
                logs[sequence] = cut.orElseThrow().logLikelihoods().get(n);
            } else {
                inOrder(work, sequences, IntStream.of(sequence), true, out, logs);
            }
            return n;
        });
        return new Posteriors(k, out, Likelihood.sum(logs));
    }

    private static IntStream sequencesOf(LanePlan.Block block) {
        return block.stretches().stream().mapToInt(LanePlan.Stretch::sequence);
    }

    private static boolean block(SideBySide work, LanePlan.Block block, PieceEnds ends, double[] out, double[] logs) {
        return work.states(block, ends, (pass, parts) -> narrow(pass, parts, out, logs))
                .or(() -> wide(work, block, ends, out, logs))
                .isPresent();
    }

    /** A few stretches after the other, with the states of a token in one vector. */
    private static Optional<Boolean> narrow(StatePass pass, List<SideBySide.Part> parts, double[] out, double[] logs) {
        for (SideBySide.Part part : parts) {
            if (!pass.forward(part.block().lanes(), part.predicted(), true)
                    || !noted(part.block(), pass.logs(), logs)) {
                return Optional.empty();
            }
            pass.smooth(part.after(), out);
        }
        return Optional.of(true);
    }

    private static Optional<Boolean> wide(
            SideBySide work, LanePlan.Block block, PieceEnds ends, double[] out, double[] logs) {
        HeldLaws held = new HeldLaws(block.lanes(), work.chain.states, out);
        return work.block(block, ends, (pass, emission, predicted, after) -> {
            boolean safe = pass.forward(block.lanes(), predicted, true)
                    && pass.backward(block.lanes(), predicted, after, false, (t, n) -> held.note(pass, t, n));
            return safe && noted(block, pass.logs(), logs) ? Optional.of(true) : Optional.<Boolean>empty();
        });
    }

    /** Notes the log-likelihoods of whole sequences; false where one is impossible. */
    private static boolean noted(LanePlan.Block block, double[] found, double[] logs) {
        boolean possible = true;
        for (int l = 0; l < block.stretches().size(); l++) {
            possible &= Double.isFinite(found[l]);
            if (logs.length > 0) {
                logs[block.stretches().get(l).sequence()] = found[l];
            }
        }
        return possible;
    }

    private static void inOrder(
            SideBySide work, Sequences sequences, IntStream which, boolean smoothed, double[] out, double[] logs) {
        SequencePasses passes = new SequencePasses(work.chain, work.scores, sequences);
        which.forEach(s -> {
            Pass pass = smoothed ? passes.both(s) : passes.forward(s);
            logs[s] = pass.logLikelihood();
            if (logs[s] == Double.NEGATIVE_INFINITY) {
                throw SequencePasses.impossible(s);
            }
            int at = sequences.start(s) * work.chain.states;
            if (smoothed) {
                pass.smoothed(out, at);
            } else {
                pass.filtered(out, at);
            }
        });
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.unmask.data.Sequences;
import org.unmask.model.Hmm;
import org.unmask.parallel.Threads;

/** How probable sequences are: log-likelihoods in nats, missing tokens summed out. Cost {@code tokens states^2}. */
public final class Likelihood {

    private Likelihood() {}

    /**
     * Log-likelihood of all sequences together, on one thread.
     *
     * @param model any model
     * @param sequences independent sequences of the model's kind
     * @return natural logarithm of the probability or density; negative infinity when a sequence is impossible
     * @throws IllegalArgumentException when the sequences are not of the model's kind
     */
    public static double of(Hmm model, Sequences sequences) {
        return of(model, sequences, Threads.ONE);
    }

    /**
     * Log-likelihood of all sequences together.
     *
     * @param model any model
     * @param sequences independent sequences of the model's kind
     * @param threads how many may work; the answer does not depend on it
     * @return natural logarithm of the probability or density; negative infinity when a sequence is impossible
     * @throws IllegalArgumentException when the sequences are not of the model's kind
     */
    public static double of(Hmm model, Sequences sequences, Threads threads) {
        return sum(perSequence(model, sequences, threads));
    }

    /**
     * Log-likelihood of each sequence.
     *
     * @param model any model
     * @param sequences independent sequences of the model's kind
     * @param threads how many may work
     * @return one number for each sequence; 0 for an empty one
     * @throws IllegalArgumentException when the sequences are not of the model's kind
     */
    public static double[] perSequence(Hmm model, Sequences sequences, Threads threads) {
        LanePlan plan = LanePlan.of(sequences, 0, sequences.count());
        SideBySide work = new SideBySide(model, sequences, plan);
        double[] out = new double[sequences.count()];
        if (!work.possible()) {
            List<Shares> shares = Shares.of(sequences, 0, sequences.count());
            threads.map(shares.size(), n -> {
                inOrder(
                        work,
                        sequences,
                        IntStream.range(shares.get(n).from(), shares.get(n).to()),
                        out);
                return n;
            });
            return out;
        }
        PieceEnds ends = work.wholeEnds();
        threads.map(plan.whole().size(), n -> {
            block(work, sequences, plan.whole().get(n), ends, out);
            return n;
        });
        if (plan.cut().isEmpty() || guessed(work, threads, out)) {
            return out;
        }
        Optional<PieceEnds> cut = work.cutEnds(threads);
        List<Integer> notWhole = plan.notWhole();
        threads.map(notWhole.size(), n -> {
            int sequence = notWhole.get(n);
            if (cut.isPresent() && n < plan.pieces().size()) {
                out[sequence] = cut.get().logLikelihoods().get(n);
            } else {
                inOrder(work, sequences, IntStream.of(sequence), out);
            }
            return n;
        });
        return out;
    }

    /** The sequences that were cut, with the ends of their pieces guessed; false when the passes do not meet. */
    private static boolean guessed(SideBySide work, Threads threads, double[] out) {
        if (work.chain.states < GuessedEnds.FEWEST_STATES) {
            return false;
        }
        List<LanePlan.Block> blocks = work.plan().cut();
        Optional<List<double[]>> logs = GuessedEnds.untilMet(
                GuessedEnds.of(work, false, threads),
                false,
                (ends, at) -> threads.map(
                        blocks.size(),
                        n -> work.block(blocks.get(n), ends, (pass, emission, predicted, after) -> {
                            boolean safe = pass.forward(blocks.get(n).lanes(), predicted, false);
                            at.note(blocks.get(n), pass, false);
                            return safe ? Optional.of(pass.logs().clone()) : Optional.empty();
                        })));
        for (int n = 0; n < blocks.size() && logs.isPresent(); n++) {
            List<LanePlan.Stretch> stretches = blocks.get(n).stretches();
            for (int l = 0; l < stretches.size(); l++) {
                out[stretches.get(l).sequence()] += logs.get().get(n)[l];
            }
        }
        return logs.isPresent();
    }

    private static void block(
            SideBySide work, Sequences sequences, LanePlan.Block block, PieceEnds ends, double[] out) {
        // Forward alone, looking symbols up lane by lane costs no more.
        Optional<double[]> found = work.scores instanceof SymbolScores
                ? Optional.empty()
                : work.states(block, ends, (pass, parts) -> narrow(pass, parts, block));
        Optional<double[]> logs = found.or(() -> work.block(
                block,
                ends,
                (pass, emission, predicted, after) ->
                        pass.forward(block.lanes(), predicted, false) ? Optional.of(pass.logs()) : Optional.empty()));
        for (int l = 0; l < block.stretches().size() && logs.isPresent(); l++) {
            out[block.stretches().get(l).sequence()] = logs.get()[l];
        }
        if (logs.isEmpty()) {
            inOrder(work, sequences, block.stretches().stream().mapToInt(LanePlan.Stretch::sequence), out);
        }
    }

    private static Optional<double[]> narrow(StatePass pass, List<SideBySide.Part> parts, LanePlan.Block block) {
        double[] out = new double[block.stretches().size()];
        int at = 0;
        for (SideBySide.Part part : parts) {
            Lanes lanes = part.block().lanes();
            if (!pass.forward(lanes, part.predicted(), false)) {
                return Optional.empty();
            }
            System.arraycopy(pass.logs(), 0, out, at, lanes.width());
            at += lanes.width();
        }
        return Optional.of(out);
    }

    private static void inOrder(SideBySide work, Sequences sequences, IntStream which, double[] out) {
        SequencePasses passes = new SequencePasses(work.chain, work.scores, sequences);
        which.forEach(s -> out[s] = passes.forward(s).logLikelihood());
    }

    /** Sum with compensation, so that a million sequences cost no digits. */
    static double sum(double[] values) {
        double sum = 0;
        double lost = 0;
        for (double value : values) {
            double next = sum + value;
            if (Double.isFinite(next)) {
                lost += Math.abs(sum) >= Math.abs(value) ? (sum - next) + value : (value - next) + sum;
            }
            sum = next;
        }
        return sum + lost;
    }
}

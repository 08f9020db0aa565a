// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.unmask.data.Sequences;
import org.unmask.model.Hmm;
import org.unmask.parallel.Threads;

/** The stretches of some sequences, run side by side under one model. */
final class SideBySide {

    final ChainTables chain;
    final EmissionScores scores;
    private final LanePlan plan;
    private final LaneTables.Pool pool;
    private final boolean possible;

    SideBySide(Hmm model, Sequences sequences, LanePlan plan) {
        this(model, EmissionScores.of(model.emission(), sequences), plan, new LaneTables.Pool());
    }

    SideBySide(Hmm model, EmissionScores scores, LanePlan plan, LaneTables.Pool pool) {
        this(new ChainTables(model), scores, plan, pool);
    }

    SideBySide(ChainTables chain, EmissionScores scores, LanePlan plan, LaneTables.Pool pool) {
        this.chain = chain;
        this.scores = scores;
        this.plan = plan;
        this.pool = pool;
        this.possible = LaneEmission.possible(scores);
    }

    /** Whether the emissions have kernels for this at all. */
    boolean possible() {
        return possible;
    }

    /** Whether the states of a token can go in one vector. */
    boolean narrow() {
        LaneTables tables = pool.take(chain.states);
        boolean narrow = tables.kernel.states(chain, scores).isPresent();
        pool.give(tables);
        return narrow;
    }

    LanePlan plan() {
        return plan;
    }

    /** What is known at the ends of whole sequences. */
    PieceEnds wholeEnds() {
        return PieceEnds.none(chain);
    }

    /** What is known at the ends of pieces; empty when scaling is not safe. */
    Optional<PieceEnds> cutEnds(Threads threads) {
        return PieceEnds.of(chain, scores, plan, pool, threads);
    }

    /** The most likely paths of one block of whole sequences; their log-probabilities. */
    double[] decode(LanePlan.Block block, int[] states) {
        LaneTables tables = pool.take(chain.states);
        double[] logs = tables.kernel
                .paths(chain, scores)
                .flatMap(paths -> narrow(paths, block, states))
                .orElseGet(() -> {
                    LaneEmission emission =
                            LaneEmission.of(scores, tables.kernel).orElseThrow();
                    return new LaneViterbi(chain, emission, tables).decode(block.lanes(), states);
                });
        pool.give(tables);
        return logs;
    }

    /** A few sequences after the other; empty where one is not safe. */
    private static Optional<double[]> narrow(StatePaths paths, LanePlan.Block block, int[] states) {
        double[] out = new double[block.stretches().size()];
        double[] logs = new double[StatePaths.LANES];
        int at = 0;
        for (LanePlan.Block part : block.parts(StatePaths.LANES)) {
            if (!paths.decode(part.lanes(), states, logs)) {
                return Optional.empty();
            }
            System.arraycopy(logs, 0, out, at, part.lanes().width());
            at += part.lanes().width();
        }
        return Optional.of(out);
    }

    /** Makes a result from a pass over a block; the pass and the tables behind it are used again afterwards. */
    interface Work<T> {
        Optional<T> of(LanePass pass, LaneEmission emission, double[][] predicted, double[][] after);
    }

    /** Makes a result from passes over the parts of a block, or none when one is not safe. */
    interface StateWork<T> {
        Optional<T> of(StatePass pass, List<Part> parts);
    }

    /**
     * A few stretches of a block.
     *
     * @param block which
     * @param predicted law of the first state of each, a row for each state
     * @param after likelihood of what comes after each, likewise
     */
    @SuppressWarnings("ArrayRecordComponent") // goes from here to kernels
    record Part(LanePlan.Block block, double[][] predicted, double[][] after) {}

    /** Runs one block with the states of a token in one vector; empty where that cannot be or is not safe. */
    <T> Optional<T> states(LanePlan.Block block, PieceEnds ends, StateWork<T> work) {
        LaneTables tables = pool.take(chain.states);
        Optional<T> out = tables.kernel
                .states(chain, scores)
                .flatMap(pass -> work.of(
                        pass,
                        block.parts(StatePass.LANES).stream()
                                .map(part -> part(part, ends))
                                .toList()));
        pool.give(tables);
        return out;
    }

    Part part(LanePlan.Block block, PieceEnds ends) {
        double[][] predicted = Bundles.single(chain.states);
        double[][] after = Bundles.single(chain.states);
        for (int l = 0; l < block.stretches().size(); l++) {
            ends.predicted(block.stretches().get(l), l, predicted);
            ends.after(block.stretches().get(l), l, after);
        }
        return new Part(block, predicted, after);
    }

    /** Makes a result with a pass, and gives its tables back. */
    <T> T pass(BiFunction<LanePass, LaneEmission, T> work) {
        LaneTables tables = pool.take(chain.states);
        LaneEmission emission = LaneEmission.of(scores, tables.kernel).orElseThrow();
        T out = work.apply(new LanePass(chain, emission, tables), emission);
        pool.give(tables);
        return out;
    }

    /** Runs one block. */
    <T> Optional<T> block(LanePlan.Block block, PieceEnds ends, Work<T> work) {
        Part whole = part(block, ends);
        return pass((pass, emission) -> work.of(pass, emission, whole.predicted(), whole.after()));
    }
}

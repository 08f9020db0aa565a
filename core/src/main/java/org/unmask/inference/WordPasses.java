// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

import java.util.Optional;
import java.util.function.Consumer;
import org.unmask.parallel.Threads;

/** The passes of {@link WordExpectation}, share by share: lane by lane, or with many states row by row. */
interface WordPasses {

    /**
     * What one share gave.
     *
     * @param starts by state
     * @param transitions {@code now * states + next}
     * @param emissions adds its counts to {@code state * symbols + symbol}; before the next pass only
     * @param logLikelihood nats
     */
    @SuppressWarnings("ArrayRecordComponent") // goes from here to sums
    record Counted(double[] starts, double[] transitions, Consumer<double[]> emissions, double logLikelihood) {}

    /**
     * Takes the parameters of the next passes; those of the symbols are in the table already.
     *
     * @param smallest probability of a symbol above zero
     */
    void prepare(ChainTables chain, double smallest);

    /** The ends of pieces; empty when scaling is not safe. */
    Optional<GuessedEnds> guess(Threads threads);

    /**
     * Goes over a share.
     *
     * @param ends of its pieces
     * @param witness hears what the passes find there
     * @return empty when scaling is not safe
     */
    Optional<Counted> share(int number, PieceEnds ends, GuessedEnds witness);
}

// SPDX-License-Identifier: Apache-2.0
package org.unmask.estimate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.unmask.data.SymbolSequences;
import org.unmask.data.WindowCounts;
import org.unmask.matrix.Matrix;
import org.unmask.matrix.Probabilities;
import org.unmask.matrix.StochasticMatrix;
import org.unmask.model.Chain;
import org.unmask.model.Hmm;
import org.unmask.model.ModelFamily;
import org.unmask.parallel.Threads;
import org.unmask.predictor.TablePredictor;
import org.unmask.random.Seed;
import org.unmask.recovery.ReadOff;
import org.unmask.recovery.Recovery;
import org.unmask.task.MaskedTask;
import org.unmask.training.Start;

/**
 * Starts that masked prediction gives away: models read off the table of three tokens at equal gaps (3.1). Spread-out
 * windows see slow states that neighbours hide.
 */
final class MaskedStarts {

    /** Tables of more symbols are not decomposed. */
    private static final int MOST_SYMBOLS = 200;

    static final MaskedTask TRIPLE = MaskedTask.parse("x2,x3|x1");

    private final SymbolSequences data;
    private final ModelFamily family;
    private final Threads threads;

    MaskedStarts(SymbolSequences data, ModelFamily family, Threads threads) {
        this.data = data;
        this.family = family;
        this.threads = threads;
    }

    /** Read-offs at gaps 1, 8, 64, .. as far as asked for and as the data reach; those that succeed. */
    List<Start> readOffs(int largestGap, Seed seed) {
        List<Start> out = new ArrayList<>();
        if (family.states() == 1 || data.alphabet().size() > MOST_SYMBOLS) {
            return out;
        }
        for (int gap = 1; gap <= largestGap; gap *= 8) {
            Optional<Hmm> model = readOff(gap, seed.split("read-off", gap));
            if (model.isPresent()) {
                out.add(new Start("read-off x1,x" + (1 + gap) + ",x" + (1 + 2 * gap), model.get()));
            }
        }
        return out;
    }

    /** The read-off of three neighbours, from a table of all the windows there are. */
    Optional<Start> readOff(TablePredictor neighbours, Seed seed) {
        return family.states() == 1 || neighbours.symbols() > MOST_SYMBOLS
                ? Optional.empty()
                : read(neighbours, seed.split("read-off", 1)).map(model -> new Start("read-off x1,x2,x3", model));
    }

    private Optional<Hmm> readOff(int gap, Seed seed) {
        int d = data.alphabet().size();
        WindowCounts counts = WindowCounts.of(data, threads, 1, 1 + gap, 1 + 2 * gap);
        if (counts.total() == 0) {
            return Optional.empty();
        }
        double[] joint = new double[d * d * d];
        counts.forEach((key, count) ->
                joint[(counts.symbolAt(key, 0) * d + counts.symbolAt(key, 1)) * d + counts.symbolAt(key, 2)] += count);
        TablePredictor table = TablePredictor.ofJoint(TRIPLE, d, Matrix.of(d, d * d, joint));
        return read(table, seed).map(model -> slowed(model, gap));
    }

    private Optional<Hmm> read(TablePredictor table, Seed seed) {
        Recovery recovery = new ReadOff(family, data.alphabet(), seed).read(table);
        return recovery instanceof Recovery.Recovered recovered ? Optional.of(recovered.model()) : Optional.empty();
    }

    /** The chain of one step from that of a gap, to first order: exact enough where the chain is slow. */
    private Hmm slowed(Hmm model, int gap) {
        if (gap == 1) {
            return model;
        }
        int k = model.states();
        StochasticMatrix slow = StochasticMatrix.normalized(
                "transition matrix",
                Matrix.generate(
                        k,
                        k,
                        (i, j) -> (i == j ? 1 - 1.0 / gap : 0)
                                + model.transition().get(i, j) / gap));
        Probabilities law =
                family.chain() == Chain.DOUBLY_STOCHASTIC ? Probabilities.uniform(k) : model.stationaryLaw();
        return new Hmm(law, slow, model.emission());
    }
}

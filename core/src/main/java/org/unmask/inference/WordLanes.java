// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

import java.util.List;
import java.util.Optional;
import org.unmask.data.SymbolSequences;
import org.unmask.parallel.Threads;

/** Many symbols, lane by lane. */
final class WordLanes implements WordPasses {

    private final SymbolSequences data;
    private final LanePlan plan;
    private final List<List<LanePlan.Block>> shares;
    private final int k;
    private final double[] table;
    private final LaneTables.Pool pool = new LaneTables.Pool();
    private Optional<SideBySide> work = Optional.empty();

    WordLanes(SymbolSequences data, LanePlan plan, List<List<LanePlan.Block>> shares, int states, double[] table) {
        this.data = data;
        this.plan = plan;
        this.shares = shares;
        this.k = states;
        this.table = table;
    }

    @Override
    public void prepare(ChainTables chain, double smallest) {
        SymbolScores scores = new SymbolScores(k, data.alphabet().size(), data.codes(), table);
        work = Optional.of(new SideBySide(chain, scores, plan, pool));
    }

    @Override
    public Optional<GuessedEnds> guess(Threads threads) {
        return GuessedEnds.of(work.orElseThrow(), true, threads);
    }

    @Override
    public Optional<Counted> share(int number, PieceEnds ends, GuessedEnds witness) {
        SideBySide side = work.orElseThrow();
        return side.pass(
                (pass, emission) -> share(shares.get(number), side, pass, (SymbolLanes) emission, ends, witness));
    }

    private Optional<Counted> share(
            List<LanePlan.Block> blocks,
            SideBySide side,
            LanePass pass,
            SymbolLanes emission,
            PieceEnds ends,
            GuessedEnds witness) {
        double[] starts = new double[k];
        double[] transitions = new double[k * k];
        double log = 0;
        for (LanePlan.Block block : blocks) {
            SideBySide.Part part = side.part(block, ends);
            boolean safe = pass.forward(block.lanes(), part.predicted(), true)
                    && pass.backward(block.lanes(), part.predicted(), part.after(), true, (t, n) -> {
                        if (t == 0) {
                            ExpectationStep.starts(block, ends, pass, starts);
                        }
                    });
            if (!safe) {
                return Optional.empty();
            }
            witness.note(block, pass, true);
            pass.drain(transitions);
            ExpectationStep.seams(block, ends, side.chain, pass::ahead, transitions);
            log += LaneMath.sum(pass.logs(), 0, block.lanes().width());
        }
        return Optional.of(new Counted(starts, transitions, emission::drainByState, log));
    }
}

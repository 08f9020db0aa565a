// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.unmask.data.SymbolSequences;
import org.unmask.parallel.Threads;

/** Many symbols and many states, one stretch after the other. */
final class WordRows implements WordPasses {

    private final LanePlan plan;
    private final List<List<LanePlan.Block>> shares;
    private final int k;
    /** One for each share. */
    private final List<RowPass> passes;

    private Optional<ChainTables> chain = Optional.empty();

    WordRows(SymbolSequences data, LanePlan plan, List<List<LanePlan.Block>> shares, int states, double[] table) {
        this.plan = plan;
        this.shares = shares;
        this.k = states;
        this.passes = shares.stream()
                .map(share -> new RowPass(states, data.alphabet().size(), data.codes(), table))
                .toList();
    }

    @Override
    public void prepare(ChainTables given, double smallest) {
        chain = Optional.of(given);
        passes.forEach(pass -> pass.prepare(given, smallest));
    }

    @Override
    public Optional<GuessedEnds> guess(Threads threads) {
        GuessedEnds guess = new GuessedEnds(chain.orElseThrow(), plan.pieces());
        List<LanePlan.Stretch> seams = new ArrayList<>();
        plan.pieces().forEach(mine -> seams.addAll(mine.subList(1, mine.size())));
        int count = passes.size();
        boolean safe = threads
                .map(
                        count,
                        n -> IntStream.range(n * seams.size() / count, (n + 1) * seams.size() / count)
                                .allMatch(s -> guess.look(passes.get(n), seams.get(s))))
                .stream()
                .allMatch(Boolean::booleanValue);
        return safe ? Optional.of(guess) : Optional.empty();
    }

    @Override
    public Optional<Counted> share(int number, PieceEnds ends, GuessedEnds witness) {
        ChainTables tables = chain.orElseThrow();
        RowPass pass = passes.get(number);
        pass.forget();
        double[] starts = new double[k];
        double[] transitions = new double[k * k];
        double log = 0;
        double[] law = new double[k];
        for (LanePlan.Block block : shares.get(number)) {
            for (LanePlan.Stretch stretch : block.stretches()) {
                double[] predicted = ends.predicted(stretch);
                if (!pass.forward(stretch.from(), stretch.to(), predicted)) {
                    return Optional.empty();
                }
                pass.backward(stretch.from(), stretch.to(), ends.after(stretch));
                pass.last(stretch.to() - stretch.from(), law);
                witness.note(stretch, law, pass::ahead);
                Optional<double[]> before = ends.before(stretch);
                before.ifPresent(known -> ExpectationStep.seam(known, tables, pass::ahead, transitions));
                for (int i = 0; i < k && before.isEmpty(); i++) {
                    starts[i] += predicted[i] * pass.ahead(i);
                }
                log += pass.logProbability();
            }
        }
        pass.addMoves(tables.transition, transitions);
        return Optional.of(new Counted(starts, transitions, pass::addEmissions, log));
    }
}

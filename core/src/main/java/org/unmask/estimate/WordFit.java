// SPDX-License-Identifier: Apache-2.0
package org.unmask.estimate;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.unmask.data.SymbolSequences;
import org.unmask.data.SymbolStream;
import org.unmask.inference.InitialLaw;
import org.unmask.inference.WordExpectation;
import org.unmask.model.Chain;
import org.unmask.parallel.Threads;

/**
 * The fit of many symbols: starts from sparse counts, EM in memory {@code O(symbols * states)}. Used above
 * {@link #MANY} symbols, where a table of three tokens can no longer be read off.
 */
final class WordFit {

    /** More symbols than this are many. */
    static final int MANY = 200;

    /** Tokens added to each state, spread as all tokens are: no symbol becomes impossible in any state. */
    static final double BACKING = 1;

    private final SymbolSequences data;
    private final FitOptions options;
    private final Clock clock;
    private final SymbolTokens tokens;
    private final Effort effort;
    private final double[] frequencies;

    WordFit(SymbolSequences data, FitOptions options, Clock clock) {
        this.data = data;
        this.options = options;
        this.clock = clock;
        this.tokens = SymbolTokens.of(data);
        this.effort = Effort.forWords(data.tokens(), options.states());
        this.frequencies = tokens.frequencies();
    }

    /** Whether data are fitted so: many symbols, states to tell apart, any chain. */
    static boolean suits(int symbols, FitOptions options) {
        return symbols > MANY
                && options.states() > 1
                && options.method() != Method.MASKED
                && options.chain() == Chain.STATIONARY;
    }

    /** The likelihood, from read-offs and clusters, or from random starts when no masked prediction is wanted. */
    Fitted fit(SymbolStream counted) {
        List<Candidate> starts = new ArrayList<>();
        if (options.method() == Method.MASKED_EM) {
            options.progress().at("reading words", 0, 1);
            starts.addAll(new WordStarts(counted, options.states(), options.seed())
                    .all(effort.draws(), tokens, options.threads()));
        }
        if (starts.isEmpty()) {
            starts.addAll(new SymbolStarts(tokens, options.states()).random(effort.draws(), options.seed()));
        }
        SymbolTokens sample = tokens.sample(effort.sample(), effort.stretches());
        Search.Outcome outcome = new Search(effort, options.threads(), clock, options.progress())
                .from(starts, climbs(sample, Threads.ONE), climbs(tokens, options.threads()));
        SymbolClimb winner =
                new SymbolClimb(tokens, data.alphabet(), options.states(), options.initial() == InitialLaw.FREE);
        winner.accept(outcome.winner().theta());
        return new Fitted(winner.model(), outcome.winner().reason(), outcome.reports());
    }

    private Supplier<Climb> climbs(SymbolTokens over, Threads threads) {
        SymbolSequences sequences = over.renumbered();
        return () -> new WordClimb(
                over,
                new WordExpectation(sequences, options.states()),
                threads,
                data.alphabet(),
                options.states(),
                options.initial() == InitialLaw.FREE,
                BACKING,
                frequencies);
    }
}

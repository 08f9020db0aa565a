// SPDX-License-Identifier: Apache-2.0
package org.unmask.errors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.unmask.data.Sequences;
import org.unmask.data.Simulator;
import org.unmask.inference.BaumWelch;
import org.unmask.inference.EmOptions;
import org.unmask.inference.InitialLaw;
import org.unmask.model.Chain;
import org.unmask.model.Hmm;
import org.unmask.parallel.Progress;
import org.unmask.parallel.Threads;
import org.unmask.random.Seed;
import org.unmask.study.Corpus;

/** Errors from many fits against those from one. */
class BootstrapTest {

    private static final int REPLICATES = 60;

    private static Sequences draw(Hmm truth, int tokens) {
        return Simulator.draw(truth, 1, tokens, new Seed(3), Threads.ONE).sequences();
    }

    private static Hmm fitted(Hmm start, Sequences data) {
        return BaumWelch.fit(start, data, EmOptions.DEFAULT.withTolerance(1e-4)).model();
    }

    private static StandardErrors sandwich(Hmm model, Sequences data) {
        return new LikelihoodErrors(Chain.STATIONARY, InitialLaw.STATIONARY, FixedMask.ALL, 0.95, Threads.ONE)
                .of(model, data, Optional.of(ErrorMethod.SANDWICH))
                .orElseThrow();
    }

    private static StandardErrors bootstrap(Hmm model, Sequences data, boolean block, Threads threads) {
        return new Bootstrap(block, REPLICATES, FixedMask.ALL, 0.95, new Seed(4), threads, Progress.NONE)
                .of(model, data, false, (start, again) -> Optional.of(fitted(start, again)));
    }

    /** Mean of the ratios of standard errors of the transition and the emission. */
    private static double ratio(StandardErrors one, StandardErrors other) {
        double sum = 0;
        int count = 0;
        for (int i = 0; i < one.transition().rows(); i++) {
            for (int j = 0; j < one.transition().columns(); j++, count++) {
                sum += error(one.transition(), i, j) / error(other.transition(), i, j);
            }
            for (int x = 0; x < one.emission().columns(); x++, count++) {
                sum += error(one.emission(), i, x) / error(other.emission(), i, x);
            }
        }
        return sum / count;
    }

    private static double error(ErrorTable table, int i, int j) {
        return table.get(i, j).standardError().orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void manyFitsSpreadAsTheSandwichSays(boolean block) {
        Hmm truth = Corpus.distinct(2, 4, new Seed(1));
        Sequences data = draw(truth, 3000);
        Hmm model = fitted(truth, data);
        StandardErrors many = bootstrap(model, data, block, Threads.ONE);
        assertThat(many.method()).isEqualTo(block ? ErrorMethod.BLOCK_BOOTSTRAP : ErrorMethod.PARAMETRIC_BOOTSTRAP);
        // Sixty fits know a spread to a tenth; a fit to a third of the tokens is told apart.
        assertThat(ratio(many, sandwich(model, data))).isBetween(0.85, 1.15);
        Sequences third = draw(truth, 1000);
        assertThat(ratio(many, sandwich(fitted(truth, third), third))).isLessThan(0.75);
    }

    @Test
    void theAnswerDoesNotDependOnThreads() {
        Hmm truth = Corpus.distinct(2, 3, new Seed(2));
        Sequences data = draw(truth, 400);
        assertThat(bootstrap(truth, data, true, new Threads(2))).isEqualTo(bootstrap(truth, data, true, Threads.ONE));
    }

    @Test
    void fewFitsAreRefused() {
        assertThatThrownBy(() -> new Bootstrap(true, 19, FixedMask.ALL, 0.95, new Seed(1), Threads.ONE, Progress.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("19, expected at least 20");
    }
}

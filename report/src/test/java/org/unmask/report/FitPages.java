// SPDX-License-Identifier: Apache-2.0
package org.unmask.report;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.unmask.data.Sequences;
import org.unmask.data.Simulator;
import org.unmask.estimate.Estimator;
import org.unmask.estimate.Fit;
import org.unmask.estimate.FitErrors;
import org.unmask.estimate.FitOptions;
import org.unmask.matrix.Matrix;
import org.unmask.matrix.StochasticMatrix;
import org.unmask.model.Alphabet;
import org.unmask.model.Categorical;
import org.unmask.model.Chain;
import org.unmask.model.Emission;
import org.unmask.model.Gaussian;
import org.unmask.model.Hmm;
import org.unmask.parallel.Threads;
import org.unmask.random.Seed;
import org.unmask.verdict.Question;
import org.unmask.verdict.engine.VerdictEngine;

/** Pages of fits to simulated data. */
final class FitPages {

    private static final StochasticMatrix STICKY =
            StochasticMatrix.ofRows(new double[] {0.95, 0.05}, new double[] {0.1, 0.9});

    private FitPages() {}

    /** Symbols, one of which looks like markup. */
    static ReportDocument symbols(int tokens) {
        StochasticMatrix emission = StochasticMatrix.ofRows(new double[] {0.6, 0.3, 0.1}, new double[] {0.1, 0.2, 0.7});
        return page(new Categorical(Alphabet.of("a", "b", SamplePages.HOSTILE), emission), tokens, List.of());
    }

    /** Points with a column of a hostile name. */
    static ReportDocument points(int tokens) {
        Matrix means = Matrix.ofRows(new double[] {3, 0}, new double[] {-3, 1});
        return page(Gaussian.unit(means), tokens, List.of("x", SamplePages.HOSTILE));
    }

    private static ReportDocument page(Emission emission, int tokens, List<String> columns) {
        Hmm truth = Hmm.stationary(STICKY, emission);
        Sequences data =
                Simulator.draw(truth, 2, tokens / 2, new Seed(5), Threads.ONE).sequences();
        Fit fit = new Estimator(FitOptions.of(2)).fit(data);
        Question question =
                Question.at(fit.model(), Chain.STATIONARY, fit.options().tasksFor(emission instanceof Gaussian));
        Fit judged = fit.withVerdict(VerdictEngine.STANDARD.answer(question));
        return FitReport.of(
                judged.withErrors(FitErrors.of(judged, data, Optional.empty()).orElseThrow()),
                data,
                new FitReport.Surroundings(
                        SamplePages.HOSTILE,
                        columns,
                        Optional.of(Map.of("kind", "theorem")),
                        List.of(),
                        Map.of("version", "test"),
                        "unmask fit data -k 2"));
    }
}

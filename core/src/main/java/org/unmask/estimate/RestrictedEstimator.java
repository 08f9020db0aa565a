// SPDX-License-Identifier: Apache-2.0
package org.unmask.estimate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.unmask.constraint.ConstrainedRows;
import org.unmask.constraint.Pattern;
import org.unmask.constraint.Restrictions;
import org.unmask.data.PointSequences;
import org.unmask.data.Sequences;
import org.unmask.data.SymbolSequences;
import org.unmask.inference.BaumWelch;
import org.unmask.inference.EmFit;
import org.unmask.inference.EmOptions;
import org.unmask.inference.InitialLaw;
import org.unmask.model.CanonicalOrder;
import org.unmask.model.Chain;
import org.unmask.model.CovarianceShape;
import org.unmask.model.Hmm;
import org.unmask.model.ModelFamily;
import org.unmask.model.StationaryLaw;
import org.unmask.task.TaskSet;

/**
 * Fits a model of which something is known: fixed, zero or tied entries, prior laws, the states of some tokens. The
 * likelihood, with prior densities where there are any, is climbed from several starts that are moved into the
 * restrictions; masked prediction has no part in it but for the losses.
 *
 * @param options what to fit and how; the method is not looked at
 * @param restrictions what is known
 */
public record RestrictedEstimator(FitOptions options, Restrictions restrictions) {

    private static final int FIRST = 15;
    private static final int SECOND = 60;
    private static final int LAST = 3000;
    private static final int KEPT = 4;
    private static final int FINALISTS = 2;

    private record Climbed(String name, EmFit fit) {

        double value() {
            return fit.curve().get(fit.curve().size() - 1);
        }
    }

    /**
     * Fits a model.
     *
     * @param sequences symbols or points; tokens may be missing
     * @return the fit
     * @throws IllegalArgumentException when the data cannot carry the fit, restrictions cannot be met or do not go with
     *     data or options
     */
    public RestrictedFit fit(Sequences sequences) {
        Clock clock = Clock.start(options.timeLimit());
        boolean points = sequences instanceof PointSequences;
        restrictions.check(options.states(), sequences.dimension(), points);
        TaskSet tasks = options.tasksFor(points);
        ModelFamily family = points
                ? new ModelFamily.Gaussian(
                        options.states(), sequences.dimension(), options.covarianceOrDefault(), options.chain())
                : new ModelFamily.Categorical(options.states(), sequences.dimension(), options.chain());
        DataCheck.check(sequences, family, tasks);
        List<StartReport> reports = new ArrayList<>();
        Climbed winner = search(sequences, clock, reports);
        Hmm model = winner.fit().model();
        if (!restrictions.namesStates()) {
            model = model.permuted(CanonicalOrder.byShare(model));
        }
        long seen = DataCheck.seen(sequences);
        Fit fit = new Fit(
                model,
                family,
                options,
                winner.fit().logLikelihood(),
                seen,
                sequences.count(),
                seen,
                0,
                scores(model, sequences, family, tasks, clock),
                winner.fit().stopReason(),
                reports,
                winner.fit().curve(),
                Optional.empty(),
                Optional.empty(),
                clock.seconds());
        return new RestrictedFit(fit, restrictions, parameters(family), winner.value());
    }

    private Climbed search(Sequences sequences, Clock clock, List<StartReport> reports) {
        List<Climbed> left = new ArrayList<>();
        List<IllegalArgumentException> refused = new ArrayList<>();
        for (RestrictedStarts.Start start : new RestrictedStarts(sequences, options, restrictions).all()) {
            try {
                left.add(climb(start.name(), start.model(), sequences, FIRST));
            } catch (IllegalArgumentException impossible) {
                refused.add(impossible);
            }
        }
        if (left.isEmpty()) {
            throw refused.get(0);
        }
        left = kept(left, KEPT, reports);
        if (left.size() > FINALISTS && !clock.over()) {
            left = left.stream()
                    .map(start -> climb(start.name(), start.fit().model(), sequences, SECOND))
                    .toList();
            left = kept(left, FINALISTS, reports);
        }
        List<Climbed> tops = new ArrayList<>();
        for (Climbed start : left) {
            if (tops.isEmpty() || !clock.over()) {
                tops.add(climb(start.name(), start.fit().model(), sequences, LAST));
            }
        }
        tops.sort(Comparator.comparingDouble(Climbed::value).reversed());
        for (Climbed beaten : tops.subList(1, tops.size())) {
            reports.add(0, report(beaten, StartReport.Stage.CLIMBED));
        }
        reports.add(0, report(tops.get(0), StartReport.Stage.WINNER));
        return tops.get(0);
    }

    private static List<Climbed> kept(List<Climbed> all, int count, List<StartReport> reports) {
        List<Climbed> sorted = new ArrayList<>(all);
        sorted.sort(Comparator.comparingDouble(Climbed::value).reversed());
        int least = Math.min(count, sorted.size());
        for (Climbed given : sorted.subList(least, sorted.size())) {
            reports.add(0, report(given, StartReport.Stage.SCREENED));
        }
        return sorted.subList(0, least);
    }

    private static StartReport report(Climbed climbed, StartReport.Stage stage) {
        EmFit fit = climbed.fit();
        return new StartReport(
                climbed.name(),
                stage,
                OptionalDouble.empty(),
                fit.logLikelihood(),
                fit.iterations(),
                fit.stopReason(),
                fit.curve());
    }

    private Climbed climb(String name, Hmm start, Sequences sequences, int iterations) {
        EmOptions how = EmOptions.DEFAULT
                .withMaxIterations(iterations)
                .withTolerance(1e-4)
                .withChain(options.chain())
                .withInitial(options.initial())
                .withThreads(options.threads())
                .withProgress(options.progress());
        how = options.timeLimit().map(how::withTimeLimit).orElse(how);
        return new Climbed(name, BaumWelch.fit(start, sequences, restrictions, how));
    }

    /** Masked losses, which refer to windows far from the start: none where states are left for good. */
    private List<TaskScore> scores(Hmm model, Sequences sequences, ModelFamily family, TaskSet tasks, Clock clock) {
        if (StationaryLaw.closedClasses(model.transition()).size() != 1) {
            return List.of();
        }
        for (double share : model.stationaryLaw().toArray()) {
            if (!(share > 0)) {
                return List.of();
            }
        }
        return sequences instanceof SymbolSequences symbols
                ? new SymbolFit(symbols, options, family, tasks, clock).scores(model)
                : new PointFit((PointSequences) sequences, options, tasks, clock).scores(model);
    }

    private int parameters(ModelFamily family) {
        int k = options.states();
        int d = family.dimension();
        int out = ConstrainedRows.of(
                        "transition matrix", restrictions.transition().orElseGet(() -> Pattern.free(k, k)))
                .parameters();
        if (options.chain() == Chain.DOUBLY_STOCHASTIC) {
            out -= k - 1;
        }
        if (options.initial() == InitialLaw.FREE) {
            out += ConstrainedRows.of("initial law", restrictions.initial().orElseGet(() -> Pattern.free(1, k)))
                    .parameters();
        }
        if (family instanceof ModelFamily.Categorical) {
            return out
                    + ConstrainedRows.of(
                                    "emission matrix", restrictions.emission().orElseGet(() -> Pattern.free(k, d)))
                            .parameters();
        }
        CovarianceShape shape = options.covarianceOrDefault();
        int each = switch (shape.form()) {
            case IDENTITY -> 0;
            case SPHERICAL -> 1;
            case DIAGONAL -> d;
            case FULL -> d * (d + 1) / 2;
        };
        long learnt =
                restrictions.covariances().stream().filter(Optional::isEmpty).count();
        long matrices = restrictions.covariances().isEmpty() ? shape.shared() ? 1 : k : learnt;
        return out
                + restrictions
                        .means()
                        .orElseGet(() -> Pattern.free(k, d))
                        .places()
                        .size()
                + (int) (each * matrices);
    }
}

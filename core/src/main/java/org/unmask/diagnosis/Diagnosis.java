// SPDX-License-Identifier: Apache-2.0
package org.unmask.diagnosis;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.unmask.data.Sequences;
import org.unmask.errors.EntryError;
import org.unmask.errors.ErrorTable;
import org.unmask.errors.StandardErrors;
import org.unmask.estimate.Fit;
import org.unmask.estimate.Method;
import org.unmask.model.Gaussian;
import org.unmask.model.Hmm;
import org.unmask.verdict.Verdict;

/**
 * What is wrong with a fit, if anything.
 *
 * @param findings what was found, the gravest first; empty for a sound fit
 * @param worstError largest standard error of a transition probability or of an emission entry (means in standard deviations of
 *     their state); empty when none has one
 * @param test the model against the data; empty when it could not be made
 */
public record Diagnosis(List<Finding> findings, OptionalDouble worstError, Optional<MomentTest> test) {

    /** A standard error above this is too large to read much into an entry. */
    public static final double TOLERABLE = 0.05;

    /** Evidence of one in a thousand tells against a model. */
    public static final double LEVEL = 1e-3;

    /** Times that an entry takes more tokens than if the states were seen, from which on it is the states that are to blame. */
    private static final double INFLATED = 22;

    /** Copies the findings. */
    public Diagnosis {
        findings = List.copyOf(findings);
    }

    /**
     * One thing that is wrong.
     *
     * @param cause what kind
     * @param words what it is and what would help, in a sentence or two
     */
    public record Finding(Cause cause, String words) {}

    /**
     * Examines a fit.
     *
     * @param fit with its verdict and standard errors
     * @param data what was fitted
     * @return the diagnosis
     */
    public static Diagnosis of(Fit fit, Sequences data) {
        List<Finding> out = new ArrayList<>();
        fit.verdict().flatMap(Diagnosis::structural).ifPresent(out::add);
        Optional<MomentTest> test = fit.options().method() == Method.MASKED
                ? Optional.empty()
                : MomentTest.of(fit.model(), data, fit.family().chain());
        test.filter(found -> found.pValue() < LEVEL)
                .ifPresent(found -> out.add(new Finding(
                        Cause.MISSPECIFIED,
                        String.format(
                                Locale.ROOT,
                                "The data speak against the model: each token, given all before it, still depends on the three"
                                        + " before it in a way that the model does not know (chi-squared %.1f on %d degrees of"
                                        + " freedom, p %s). More states, another family or a longer memory would be needed.",
                                found.statistic(),
                                found.degrees(),
                                probability(found.pValue())))));
        Worst worst = fit.errors()
                .map(errors -> worst(fit.model(), errors, fit.tokens()))
                .orElse(Worst.NONE);
        precision(worst, fit.tokens()).ifPresent(out::add);
        return new Diagnosis(out, worst.error() > 0 ? OptionalDouble.of(worst.error()) : OptionalDouble.empty(), test);
    }

    /**
     * The gravest cause.
     *
     * @return empty for a sound fit
     */
    public Optional<Cause> cause() {
        return findings.stream().map(Finding::cause).findFirst();
    }

    private static Optional<Finding> structural(Verdict verdict) {
        if (verdict instanceof Verdict.NotIdentifiable not) {
            return Optional.of(
                    new Finding(
                            Cause.STRUCTURAL,
                            "The task cannot fix the model: its predictors leave "
                                    + not.exactRank().nullity() + " of "
                                    + not.exactRank().parameters()
                                    + " parameters free to slide, whatever the number of tokens. Add a task, such as x2,x3|x1."));
        }
        return Optional.empty();
    }

    /** The worst entry. */
    private record Worst(double error, double inflation, long flat) {
        static final Worst NONE = new Worst(0, 1, 0);
    }

    private static Worst worst(Hmm model, StandardErrors errors, long tokens) {
        double[] law = model.stationaryLaw().toArray();
        double error = 0;
        double inflation = 1;
        for (int i = 0; i < law.length; i++) {
            double seen = tokens * law[i];
            for (int j = 0; j < law.length; j++) {
                double p = model.transition().get(i, j);
                double found = at(errors.transition(), i, j);
                if (found > error) {
                    error = found;
                    inflation = found * found * seen / Math.max(1e-3, p * (1 - p));
                }
            }
            for (int c = 0; c < errors.emission().columns(); c++) {
                double found = at(errors.emission(), i, c);
                double unit = 1;
                double variance = 1;
                if (model.emission() instanceof Gaussian gaussian) {
                    unit = Math.sqrt(gaussian.covariances().matrices().get(i).get(c, c));
                } else {
                    double p = model.emission().means().get(i, c);
                    variance = Math.max(1e-3, p * (1 - p));
                }
                if (found / unit > error) {
                    error = found / unit;
                    inflation = error * error * seen / variance;
                }
            }
        }
        return new Worst(error, inflation, errors.count(EntryError.Standing.FLAT));
    }

    private static double at(ErrorTable table, int i, int j) {
        return table.get(i, j).standardError().orElse(0);
    }

    private static Optional<Finding> precision(Worst worst, long tokens) {
        if (worst.error() <= TOLERABLE && worst.flat() == 0) {
            return Optional.empty();
        }
        double needed = tokens * Math.pow(worst.error() / TOLERABLE, 2);
        if (worst.flat() > 0 || worst.inflation() > INFLATED) {
            return Optional.of(
                    new Finding(
                            Cause.NUMERICAL,
                            (worst.flat() > 0
                                            ? "The objective is flat or bends the wrong way at the fit, so "
                                                    + worst.flat() + " entries have no error."
                                            : String.format(
                                                    Locale.ROOT,
                                                    "The largest standard error is %.2g, %,.0f times the tokens' worth of what it"
                                                            + " would be if the states were seen.",
                                                    worst.error(),
                                                    worst.inflation()))
                                    + " States emit or move so much alike that the data hardly tell them apart: fewer states may do."));
        }
        return Optional.of(new Finding(
                Cause.STATISTICAL,
                String.format(
                        Locale.ROOT,
                        "There are too few tokens: the largest standard error is %.2g; about %,.0f tokens would bring it"
                                + " down to %.2g.",
                        worst.error(),
                        Math.ceil(needed),
                        TOLERABLE)));
    }

    /** A p-value with its sign of relation; one that rounding swallowed is not zero. */
    private static String probability(double value) {
        return value < 1e-300 ? "< 1e-300" : String.format(Locale.ROOT, "= %.1e", value);
    }
}

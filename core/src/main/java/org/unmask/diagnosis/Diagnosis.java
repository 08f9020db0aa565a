// SPDX-License-Identifier: Apache-2.0
package org.unmask.diagnosis;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.unmask.data.Sequences;
import org.unmask.estimate.Fit;
import org.unmask.estimate.Method;
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

    /** Evidence of one in a thousand tells against a model. */
    public static final double LEVEL = 1e-3;

    /** Times that the worst entry takes more tokens than if the states were seen, from which on the states are to blame. */
    private static final double INFLATED = 16;

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
        Precision precision = Precision.of(fit.model(), fit.errors(), fit.tokens());
        if (precision.isPoor()) {
            out.add(imprecise(precision, FewerStates.asGood(fit, data, precision), fit));
        }
        return new Diagnosis(
                out, precision.error() > 0 ? OptionalDouble.of(precision.error()) : OptionalDouble.empty(), test);
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

    /** What is to blame for errors that are too large: states that are hard to tell apart, or too few tokens. */
    private static Finding imprecise(Precision precision, Optional<Fit> fewer, Fit fit) {
        boolean alike = precision.flat() > 0 || precision.inflation() > INFLATED;
        if (!alike && fewer.isEmpty()) {
            return statistical(precision, fit.tokens());
        }
        String reason = alike
                ? " States emit or move so much alike that the data hardly tell them apart"
                : " The data give little reason for so many states";
        String advice = fewer.map(other -> String.format(
                        Locale.ROOT,
                        ": %d do as well (BIC %,.0f against %,.0f).",
                        other.model().states(),
                        other.bic(),
                        fit.bic()))
                .orElse(": fewer states may do.");
        return new Finding(Cause.NUMERICAL, size(precision) + reason + advice);
    }

    private static Finding statistical(Precision precision, long tokens) {
        return new Finding(
                Cause.STATISTICAL,
                String.format(
                        Locale.ROOT,
                        "There are too few tokens: the largest standard error %s %.2g; about %,.0f tokens would bring it"
                                + " down to %.2g.",
                        precision.error() > Precision.TOLERABLE ? "is" : "would be, even if the states were seen,",
                        precision.largest(),
                        Math.ceil(tokens * Math.pow(precision.largest() / Precision.TOLERABLE, 2)),
                        Precision.TOLERABLE));
    }

    /** How poor the entries are known. */
    private static String size(Precision precision) {
        if (precision.flat() > 0) {
            return "The objective is flat or bends the wrong way at the fit, so " + precision.flat()
                    + " entries have no error.";
        }
        return precision.error() > Precision.TOLERABLE
                ? String.format(
                        Locale.ROOT,
                        "The largest standard error is %.2g; if the states were seen, none would exceed %.2g.",
                        precision.error(),
                        precision.seen())
                : String.format(
                        Locale.ROOT,
                        "A state comes so seldom that even if the states were seen, an error would be %.2g.",
                        precision.seen());
    }

    /** A p-value with its sign of relation; one that rounding swallowed is not zero. */
    private static String probability(double value) {
        return value < 1e-300 ? "< 1e-300" : String.format(Locale.ROOT, "= %.1e", value);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.unmask.cli.answer;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.unmask.cli.terminal.Console;
import org.unmask.cli.terminal.Numbers;
import org.unmask.errors.EntryError;
import org.unmask.errors.EntryError.Standing;
import org.unmask.errors.ErrorMethod;
import org.unmask.errors.StandardErrors;
import org.unmask.io.Counted;

/** Standard errors beside the numbers, for a terminal. */
public final class ErrorText {

    private ErrorText() {}

    /** A probability and its error: {@code 0.8123 ± 0.0021}. */
    public static String probability(double p, Optional<EntryError> error) {
        String number = Numbers.probability(p);
        return error.map(entry -> switch (entry.standing()) {
                    case ESTIMATED ->
                        number + " ± " + Numbers.error(entry.standardError().orElse(Double.NaN));
                    case BOUNDARY -> number + bound(entry);
                    case GIVEN -> number;
                    case NOT_FIXED -> "not fixed";
                    case FLAT -> number + " ± ?";
                })
                .orElse(number);
    }

    private static String bound(EntryError entry) {
        return Double.isFinite(entry.upper()) && entry.upper() < 1
                ? " (< " + Numbers.error(entry.upper()) + ")"
                : " (edge)";
    }

    /** A share in per cent and its error: {@code 20.1%±0.3}. */
    public static String percent(double p, Optional<EntryError> error) {
        String number = String.format(Locale.ROOT, "%.1f%%", 100 * p);
        return error.map(entry -> switch (entry.standing()) {
                    case ESTIMATED -> number + percent(entry.standardError().orElse(Double.NaN));
                    case BOUNDARY, GIVEN -> number;
                    case NOT_FIXED -> "(not fixed)";
                    case FLAT -> number + "±?";
                })
                .orElse(number);
    }

    /** An error that does not show in the digits is not shown. */
    private static String percent(double error) {
        return error < 0.0005 ? "" : String.format(Locale.ROOT, "±%.1f", 100 * error);
    }

    /** A real number and its error. */
    public static String real(double value, Optional<EntryError> error) {
        String number = Numbers.short4(value);
        return error.map(entry -> switch (entry.standing()) {
                    case ESTIMATED ->
                        number + " ± " + Numbers.error(entry.standardError().orElse(Double.NaN));
                    case BOUNDARY, GIVEN -> number;
                    case NOT_FIXED -> "not fixed";
                    case FLAT -> number + " ± ?";
                })
                .orElse(number);
    }

    /** What the reader should know about the errors. */
    public static void notes(Console console, StandardErrors errors) {
        String how = switch (errors.method()) {
            case INFORMATION -> "from the curvature of the objective, right if the model is";
            case SANDWICH -> "from curvature and the scores' dependence along the data";
            case PARAMETRIC_BOOTSTRAP -> "from fits to data drawn from the fitted model";
            case BLOCK_BOOTSTRAP -> "from fits to data put together from stretches of these";
        };
        console.print("± is one standard error, " + how + "; --json has " + Math.round(100 * errors.level())
                + " % intervals");
        long sliding = errors.count(Standing.NOT_FIXED);
        if (sliding > 0) {
            console.print(entries(sliding, "") + " not fixed by this task: "
                    + (sliding == 1 ? "it has no error, as it" : "they have no error, as they") + " may slide");
        }
        long flat = errors.count(Standing.FLAT);
        if (flat > 0) {
            console.print(entries(flat, " (± ?)") + " not determined by these data: the objective is flat there");
        }
        long edge = errors.count(Standing.BOUNDARY);
        if (edge > 0) {
            console.print(entries(edge, "") + " at the boundary; --json has one-sided limits of "
                    + Math.round(100 * errors.level()) + " %");
        }
        errors.remarks().forEach(console::print);
    }

    private static String entries(long number, String mark) {
        return Counted.of(number, "entry") + mark + (number == 1 ? " is" : " are");
    }

    /** The error of an entry of a fit, when there are errors. */
    public static Optional<EntryError> transition(Optional<StandardErrors> errors, int i, int j) {
        return errors.map(all -> all.transition().get(i, j));
    }

    /** The error of an entry of the emission matrix or of a mean. */
    public static Optional<EntryError> emission(Optional<StandardErrors> errors, int i, int j) {
        return errors.map(all -> all.emission().get(i, j));
    }

    /** The error of a standard deviation, from that of the variance. */
    public static Optional<EntryError> deviation(
            Optional<StandardErrors> errors, int state, int coordinate, double deviation) {
        return errors.map(all -> {
            EntryError variance = all.covariances().get(state).get(coordinate, coordinate);
            OptionalDouble error = variance.standardError().isPresent()
                    ? OptionalDouble.of(variance.standardError().getAsDouble() / (2 * deviation))
                    : OptionalDouble.empty();
            return new EntryError(variance.standing(), error, Math.sqrt(variance.lower()), Math.sqrt(variance.upper()));
        });
    }

    /** The word for a method of errors on the command line; {@code none} is not among them. */
    public static Optional<ErrorMethod> method(String word) {
        for (ErrorMethod method : ErrorMethod.values()) {
            if (method.word().equals(word)) {
                return Optional.of(method);
            }
        }
        return Optional.empty();
    }
}

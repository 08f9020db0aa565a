// SPDX-License-Identifier: Apache-2.0
package org.unmask.cli.option;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.unmask.cli.answer.ErrorText;
import org.unmask.data.Sequences;
import org.unmask.diagnosis.Diagnosis;
import org.unmask.errors.ErrorMethod;
import org.unmask.estimate.Fit;
import org.unmask.estimate.FitErrors;
import org.unmask.inference.StopReason;
import picocli.CommandLine.Option;

/** {@code --errors} and {@code --bootstrap}: how a fit's standard errors are found. */
@Section("Standard errors")
public final class ErrorOptions {

    @Option(
            names = "--errors",
            order = 26,
            paramLabel = "HOW",
            defaultValue = "auto",
            description =
                    "standard errors: none, information (right if the model is), sandwich (right for a wrong model's best fit"
                            + " too), auto (default: sandwich where the data are long enough)")
    private String how = "auto";

    @Option(
            names = "--bootstrap",
            order = 27,
            paramLabel = "KIND",
            description =
                    "standard errors from many fits: parametric (data drawn from the fit) or block (stretches of the data)")
    private @Nullable String bootstrap;

    @Option(
            names = "--replicates",
            order = 28,
            paramLabel = "N",
            defaultValue = "200",
            description = "fits of the bootstrap (default ${DEFAULT-VALUE})")
    private int replicates = 200;

    public ErrorOptions() {}

    /** Refuses a word that is none, before anything is fitted. */
    public void check() {
        if (!how.equals("none") && !how.equals("auto") && method().isEmpty()) {
            throw new UsageException("--errors is \"" + how + "\", expected none, auto, information or sandwich");
        }
        if (bootstrap != null && !bootstrap.equals("parametric") && !bootstrap.equals("block")) {
            throw new UsageException("--bootstrap is \"" + bootstrap + "\", expected parametric or block");
        }
        if (replicates < 20) {
            throw new UsageException("--replicates is " + replicates + ", expected at least 20");
        }
    }

    private Optional<ErrorMethod> method() {
        return ErrorText.method(how)
                .filter(method -> method == ErrorMethod.INFORMATION || method == ErrorMethod.SANDWICH);
    }

    private static boolean ranAway(Fit fit) {
        return fit.stop() == StopReason.NON_FINITE || fit.stop() == StopReason.DEGENERATE_STATE;
    }

    /** The fit with the errors asked for; a fit that ran away has none. */
    public Fit added(Fit fit, Sequences data) {
        if (ranAway(fit)) {
            return fit;
        }
        if (bootstrap != null) {
            return fit.withErrors(FitErrors.bootstrap(fit, data, bootstrap.equals("block"), replicates));
        }
        return how.equals("none")
                ? fit
                : FitErrors.of(fit, data, method()).map(fit::withErrors).orElse(fit);
    }

    /** What is wrong with the fit; nothing is said when no errors were asked for. */
    public Optional<Diagnosis> diagnosed(Fit fit, Sequences data) {
        return fit.errors().isEmpty() ? Optional.empty() : Optional.of(Diagnosis.of(fit, data));
    }
}

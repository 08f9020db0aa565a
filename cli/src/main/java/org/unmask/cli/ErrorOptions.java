// SPDX-License-Identifier: Apache-2.0
package org.unmask.cli;

import java.util.Optional;
import org.unmask.data.Sequences;
import org.unmask.errors.ErrorMethod;
import org.unmask.estimate.Fit;
import org.unmask.estimate.FitErrors;
import org.unmask.inference.StopReason;
import picocli.CommandLine.Option;

/** {@code --errors}: how a fit's standard errors are found. */
final class ErrorOptions {

    @Option(
            names = "--errors",
            order = 26,
            paramLabel = "HOW",
            defaultValue = "auto",
            description = {
                "standard errors: none, information (right if the model is), sandwich (right for a wrong model's best fit",
                "too), auto (default: sandwich where the data are long enough)"
            })
    private String how = "auto";

    ErrorOptions() {}

    /** Refuses a word that is none, before anything is fitted. */
    void check() {
        if (!how.equals("none") && !how.equals("auto") && method().isEmpty()) {
            throw new UsageException("--errors is \"" + how + "\", expected none, auto, information or sandwich");
        }
    }

    private Optional<ErrorMethod> method() {
        return ErrorText.method(how)
                .filter(method -> method == ErrorMethod.INFORMATION || method == ErrorMethod.SANDWICH);
    }

    /** The fit with the errors asked for; a fit that ran away has none. */
    Fit added(Fit fit, Sequences data) {
        if (how.equals("none") || fit.stop() == StopReason.NON_FINITE || fit.stop() == StopReason.DEGENERATE_STATE) {
            return fit;
        }
        return FitErrors.of(fit, data, method()).map(fit::withErrors).orElse(fit);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.unmask.cli.option;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.unmask.training.AdamOptions;
import picocli.CommandLine.Option;

/** {@code --optimizer} and how minibatches are drawn: masked training as self-supervised learning does it. */
@Section("Training on minibatches")
public final class MinibatchOptions {

    @Option(
            names = "--optimizer",
            order = 26,
            paramLabel = "HOW",
            description = "of masked training: full-batch (default), or adam on minibatches with a share of the data"
                    + " held out, which shows how a predictor learns; adam means --estimator masked")
    private @Nullable String optimizer;

    @Option(names = "--steps", order = 27, paramLabel = "N", description = "most steps of adam (default 3000)")
    private @Nullable Integer steps;

    @Option(names = "--batch", order = 27, paramLabel = "N", description = "windows in a step of adam (default 512)")
    private @Nullable Integer batch;

    @Option(names = "--rate", order = 27, paramLabel = "X", description = "learning rate of adam (default 0.05)")
    private @Nullable Double rate;

    @Option(
            names = "--held-out",
            order = 27,
            paramLabel = "SHARE",
            description = "share of the data that adam is judged by and stopped early (default 0.1)")
    private @Nullable Double heldOut;

    @Option(
            names = "--patience",
            order = 27,
            paramLabel = "N",
            description = "looks, 50 steps apart, without a lower held-out loss before adam stops (default 10)")
    private @Nullable Integer patience;

    public MinibatchOptions() {}

    /** How minibatches are trained on; empty for full batches. */
    public Optional<AdamOptions> adam() {
        boolean adam = "adam".equals(optimizer);
        if (optimizer != null && !adam && !"full-batch".equals(optimizer)) {
            throw new UsageException("--optimizer is \"" + optimizer + "\", expected full-batch or adam");
        }
        if (!adam && (steps != null || batch != null || rate != null || heldOut != null || patience != null)) {
            throw new UsageException(
                    "--steps, --batch, --rate, --held-out and --patience belong to --optimizer adam, which is missing");
        }
        return adam ? Optional.of(Options.usage(this::options)) : Optional.empty();
    }

    private AdamOptions options() {
        AdamOptions options = AdamOptions.DEFAULT;
        if (steps != null) {
            options = options.withSteps(steps);
        }
        if (batch != null) {
            options = options.withBatch(batch);
        }
        if (rate != null) {
            options = options.withRate(rate);
        }
        if (heldOut != null) {
            options = options.withHeldOut(heldOut);
        }
        return patience != null ? options.withPatience(patience) : options;
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.unmask.cli.option;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.unmask.model.Chain;
import org.unmask.model.CovarianceShape;
import org.unmask.model.ModelFamily;
import picocli.CommandLine.Option;

/** {@code --family}, {@code --states}, {@code --dimension}, {@code --transition}, {@code --covariance}. */
@Section("Family")
public final class FamilyOptions {

    @Option(names = "--family", order = 20, paramLabel = "FAMILY", description = "categorical or gaussian")
    private @Nullable String family;

    @Option(
            names = {"--states", "-k"},
            order = 21,
            paramLabel = "K",
            description = "number of hidden states")
    private @Nullable Integer states;

    @Option(
            names = "--dimension",
            order = 22,
            paramLabel = "D",
            description = "number of symbols, or of coordinates of a point")
    private @Nullable Integer dimension;

    @Option(
            names = "--transition",
            order = 23,
            paramLabel = "KIND",
            description = "doubly-stochastic or stationary (default)")
    private @Nullable String transition;

    @Option(
            names = "--covariance",
            order = 24,
            paramLabel = "SHAPE",
            description =
                    "of Gaussian emissions: identity (default), spherical-shared, spherical-per-state, diagonal-shared,"
                            + " diagonal-per-state, full-shared or full-per-state")
    private @Nullable String covariance;

    public FamilyOptions() {}

    /** Whether any of these options was given. */
    public boolean given() {
        return family != null || states != null || dimension != null || transition != null || covariance != null;
    }

    /** The kind of chain asked for. */
    public Optional<Chain> chain() {
        return Optional.ofNullable(transition).map(word -> Options.usage(() -> Chain.ofWord(word)));
    }

    /**
     * The family as the options name it.
     *
     * @throws UsageException naming the option that is missing or wrong
     */
    public ModelFamily family() {
        if (family == null || states == null || dimension == null) {
            throw new UsageException("--family, --states and --dimension are needed"
                    + " (such as --family categorical --states 3 --dimension 3), or --model with a model file");
        }
        int k = states;
        int d = dimension;
        Chain chain = chain().orElse(Chain.STATIONARY);
        return switch (family) {
            case "categorical" -> {
                if (covariance != null) {
                    throw new UsageException("--covariance goes with --family gaussian, found categorical");
                }
                yield Options.usage(() -> new ModelFamily.Categorical(k, d, chain));
            }
            case "gaussian" -> {
                CovarianceShape shape = covariance == null ? CovarianceShape.IDENTITY : shape(covariance);
                yield Options.usage(() -> new ModelFamily.Gaussian(k, d, shape, chain));
            }
            default -> throw new UsageException("--family is \"" + family + "\", expected categorical or gaussian");
        };
    }

    private static CovarianceShape shape(String word) {
        return Options.usage(() -> CovarianceShape.ofWord(word));
    }
}

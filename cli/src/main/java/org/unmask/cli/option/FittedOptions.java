// SPDX-License-Identifier: Apache-2.0
package org.unmask.cli.option;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.unmask.estimate.FitOptions;
import org.unmask.estimate.Method;
import org.unmask.inference.InitialLaw;
import org.unmask.io.data.TokenKind;
import org.unmask.model.Chain;
import org.unmask.model.CovarianceShape;
import org.unmask.task.Loss;
import org.unmask.task.TaskSet;
import org.unmask.training.AdamOptions;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What is fitted, and how: family, tasks, estimator and its limits. */
@Section("Family and training")
@SuppressWarnings("NullAway.Init")
public final class FittedOptions {

    private static final String DEFAULT_TASK = "x2,x3|x1";

    @Mixin
    private TaskOptions tasks;

    @Mixin
    private MinibatchOptions minibatches;

    @Option(
            names = "--family",
            order = 20,
            paramLabel = "FAMILY",
            description = "categorical or gaussian; by default texts are categorical, columns of numbers gaussian")
    private @Nullable String family;

    @Option(
            names = "--transition",
            order = 21,
            paramLabel = "KIND",
            description = "doubly-stochastic or stationary (default: any matrix)")
    private @Nullable String transition;

    @Option(
            names = "--covariance",
            order = 22,
            paramLabel = "SHAPE",
            description =
                    "of Gaussian emissions: full-per-state (default), full-shared, diagonal-per-state, diagonal-shared,"
                            + " spherical-per-state, spherical-shared or identity")
    private @Nullable String covariance;

    @Option(
            names = "--initial",
            order = 23,
            paramLabel = "LAW",
            defaultValue = "stationary",
            description = "law of the first state: stationary (default) or free")
    private String initial;

    @Option(
            names = "--estimator",
            order = 24,
            paramLabel = "HOW",
            description =
                    "masked: masked prediction alone; masked+em (default): its models are starts beside others, and the likelihood"
                            + " decides, for points as em, since there they led no higher; em: the likelihood from clusters and random starts")
    private @Nullable String estimator;

    @Option(
            names = "--time-limit",
            order = 25,
            paramLabel = "SECONDS",
            description = "return the best found by then; the answer may then depend on the machine")
    private @Nullable Double seconds;

    /**
     * The options of a fit, of which nothing but the number of states is known elsewhere.
     *
     * @param states number of states
     */
    public FitOptions options(int states) {
        FitOptions options = FitOptions.of(states).withInitial(Options.usage(() -> InitialLaw.ofWord(initial)));
        if (estimator != null) {
            String word = estimator;
            options = options.withMethod(Options.usage(() -> Method.ofWord(word)));
        }
        Optional<AdamOptions> adam = minibatches.adam();
        if (adam.isPresent()) {
            if (estimator != null && options.method() != Method.MASKED) {
                throw new UsageException("--optimizer adam is masked training alone, but --estimator is " + estimator);
            }
            options = options.withAdam(adam.get());
        }
        Optional<TaskSet> asked =
                tasks.loss().isPresent() ? Optional.of(tasks.tasksOr(DEFAULT_TASK, Loss.LOG)) : tasks.tasks(Loss.LOG);
        if (asked.isPresent()) {
            options = options.withTasks(asked.get());
        }
        if (transition != null) {
            String word = transition;
            options = options.withChain(Options.usage(() -> Chain.ofWord(word)));
        }
        if (covariance != null) {
            String word = covariance;
            options = options.withCovariance(Options.usage(() -> CovarianceShape.ofWord(word)));
        }
        if (seconds != null) {
            options = options.withTimeLimit(Options.timeLimit(seconds));
        }
        return options;
    }

    /** What kind of tokens the data must be, as far as the family says so. */
    public TokenKind kind() {
        TokenKind kind = TokenKind.ANY;
        if (family != null) {
            kind = switch (family) {
                case "categorical" -> TokenKind.SYMBOLS;
                case "gaussian" -> TokenKind.POINTS;
                default -> throw new UsageException("--family is \"" + family + "\", expected categorical or gaussian");
            };
        } else if (covariance != null) {
            kind = TokenKind.POINTS;
        }
        return kind;
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.unmask.cli;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.unmask.cli.option.ModelArgument;
import org.unmask.cli.option.Options;
import org.unmask.cli.option.TaskOptions;
import org.unmask.cli.option.UsageException;
import org.unmask.cli.terminal.Console;
import org.unmask.cli.terminal.Numbers;
import org.unmask.estimate.FitOptions;
import org.unmask.estimate.Method;
import org.unmask.model.Chain;
import org.unmask.model.Gaussian;
import org.unmask.planning.SamplePlan;
import org.unmask.task.Loss;
import org.unmask.task.TaskSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How many tokens a wanted precision takes. */
@Command(
        name = "plan",
        description =
                "Says how many tokens of a model a fit needs, so that the largest error of any transition probability or emission"
                        + " entry (mean, for points) is below a target: by the likelihood, as fit does, and by masked prediction alone.",
        footer = "  unmask plan --model model.json --task 'x2,x3|x1' --error 0.05")
@SuppressWarnings("NullAway.Init")
final class PlanVerb extends Verb {

    @Option(names = "--model", order = 1, required = true, paramLabel = "FILE", description = "model file")
    private String model;

    @Mixin
    private TaskOptions tasks;

    @Option(
            names = "--error",
            order = 20,
            paramLabel = "E",
            defaultValue = "0.05",
            description = "largest error allowed (default ${DEFAULT-VALUE})")
    private double error;

    @Option(
            names = "--quantile",
            order = 21,
            paramLabel = "Q",
            defaultValue = "0.5",
            description = "share of data sets that are to meet it (default ${DEFAULT-VALUE}: the median)")
    private double quantile;

    @Option(
            names = "--estimator",
            order = 22,
            paramLabel = "HOW",
            defaultValue = "masked+em",
            description = "whose number is the answer: masked, masked+em (default) or em; both numbers are printed")
    private String estimator;

    @Option(
            names = "--transition",
            order = 23,
            paramLabel = "KIND",
            description = "doubly-stochastic or stationary (default: any matrix)")
    private @Nullable String transition;

    @Override
    protected int run(Console console) {
        Options.requirePositive("--error", error);
        if (!(quantile > 0 && quantile < 1)) {
            throw new UsageException("--quantile is " + quantile + ", expected a number between 0 and 1");
        }
        Method method = Options.usage(() -> Method.ofWord(estimator));
        String word = transition == null ? Chain.STATIONARY.word() : transition;
        Chain chain = Options.usage(() -> Chain.ofWord(word));
        ModelArgument argument = ModelArgument.read(model);
        boolean points = argument.model().emission() instanceof Gaussian;
        FitOptions usual = FitOptions.of(argument.model().states()).withMethod(method);
        TaskSet asked = tasks.tasks(points && method != Method.MASKED ? Loss.SQUARED : Loss.LOG)
                .orElseGet(() -> usual.tasksFor(points));
        SamplePlan plan = SamplePlan.of(argument.model(), chain, asked, error, quantile, seed());
        OptionalDouble answer = method == Method.MASKED ? plan.masked() : plan.likelihood();
        if (console.json()) {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("error", error);
            document.put("quantile", quantile);
            document.put("task", asked.text());
            document.put("estimator", method.word());
            answer.ifPresent(tokens -> document.put("tokens", tokens));
            plan.likelihood().ifPresent(tokens -> document.put("likelihoodTokens", tokens));
            plan.masked().ifPresent(tokens -> document.put("maskedTokens", tokens));
            document.put("provenance", argument.in(provenance()).document());
            console.document(document);
        } else {
            console.print(String.format(
                    Locale.ROOT,
                    "for a largest error of at most %s in %.0f %% of data sets:",
                    Numbers.short4(error),
                    100 * quantile));
            console.print("  by the likelihood (masked+em, em)      " + words(plan.likelihood()));
            console.print("  by masked prediction of " + asked.text() + " alone   " + words(plan.masked()));
        }
        return answer.isPresent() ? ExitCode.ANSWERED : ExitCode.NO_ANSWER;
    }

    static String words(OptionalDouble tokens) {
        return tokens.isPresent()
                ? String.format(Locale.ROOT, "%,.0f tokens", tokens.getAsDouble())
                : "no number of tokens does, as the model is not fixed";
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.unmask.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.unmask.cli.option.ModelArgument;
import org.unmask.cli.option.Options;
import org.unmask.cli.option.UsageException;
import org.unmask.cli.terminal.Console;
import org.unmask.cli.terminal.TextTable;
import org.unmask.model.Chain;
import org.unmask.planning.TaskRanking;
import org.unmask.task.Loss;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Which masked task recovers a model with the fewest tokens. */
@Command(
        name = "tasks",
        description =
                "Ranks the masked tasks of a window by how many tokens masked prediction alone needs, so that the largest error of"
                        + " any transition probability or emission entry (mean, for points) is below a target.",
        footer = "  unmask tasks --model model.json --window 3 --pairs")
@SuppressWarnings("NullAway.Init")
final class TasksVerb extends Verb {

    /** The longest window whose tasks are ranked. */
    static final int WIDEST = 5;

    @Option(names = "--model", order = 1, required = true, paramLabel = "FILE", description = "model file")
    private String model;

    @Option(
            names = "--window",
            order = 10,
            paramLabel = "W",
            defaultValue = "3",
            description = "longest window, from 2 to 5 positions (default ${DEFAULT-VALUE})")
    private int window;

    @Option(names = "--pairs", order = 11, description = "rank collections of two tasks too")
    private boolean pairs;

    @Option(
            names = "--loss",
            order = 12,
            paramLabel = "LOSS",
            defaultValue = "log",
            description = "log (default) or squared")
    private String loss;

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
            names = "--transition",
            order = 23,
            paramLabel = "KIND",
            description = "doubly-stochastic or stationary (default: any matrix)")
    private @Nullable String transition;

    @Override
    protected int run(Console console) {
        if (!(error > 0 && error < Double.POSITIVE_INFINITY) || !(quantile > 0 && quantile < 1)) {
            throw new UsageException("--error is " + error + " and --quantile " + quantile
                    + ", expected a positive number and one between 0 and 1");
        }
        if (window < 2 || window > WIDEST) {
            throw new UsageException("--window is " + window + ", expected 2 to " + WIDEST + " positions");
        }
        Loss chosen = Options.usage(() -> Loss.ofWord(loss));
        String word = transition == null ? Chain.STATIONARY.word() : transition;
        Chain chain = Options.usage(() -> Chain.ofWord(word));
        ModelArgument argument = ModelArgument.read(model);
        TaskRanking ranking = TaskRanking.of(
                argument.model(), chain, window, chosen, pairs, error, quantile, seed(), threads(), console.progress());
        console.endProgress();
        if (console.json()) {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("error", error);
            document.put("quantile", quantile);
            ranking.likelihood().ifPresent(tokens -> document.put("likelihoodTokens", tokens));
            document.put("tasks", ranking.ranks().stream().map(TasksVerb::rank).toList());
            document.put("provenance", argument.in(provenance()).document());
            console.document(document);
        } else {
            TextTable table = new TextTable("task", "#tokens");
            for (TaskRanking.Rank rank : ranking.ranks()) {
                table.add(
                        rank.tasks().text(),
                        rank.tokens().isPresent()
                                ? String.format(
                                        Locale.ROOT, "%,.0f", rank.tokens().getAsDouble())
                                : "never");
            }
            table.print(console);
            console.print("  the likelihood takes " + PlanVerb.words(ranking.likelihood()));
            console.print("Figures come from simulated tokens: tasks within a tenth of each other are not told apart.");
        }
        List<TaskRanking.Rank> ranks = ranking.ranks();
        return !ranks.isEmpty() && ranks.get(0).tokens().isPresent() ? ExitCode.ANSWERED : ExitCode.NO_ANSWER;
    }

    private static Map<String, Object> rank(TaskRanking.Rank rank) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("task", rank.tasks().text());
        rank.tokens().ifPresent(tokens -> fields.put("tokens", tokens));
        return fields;
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.unmask.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.unmask.cli.option.Contexts;
import org.unmask.cli.option.ModelArgument;
import org.unmask.cli.option.TaskOptions;
import org.unmask.cli.option.UsageException;
import org.unmask.cli.terminal.Console;
import org.unmask.cli.terminal.Labels;
import org.unmask.cli.terminal.TextTable;
import org.unmask.io.InputBytes;
import org.unmask.io.json.JsonValue;
import org.unmask.model.Categorical;
import org.unmask.model.Hmm;
import org.unmask.predictor.OptimalPredictor;
import org.unmask.predictor.Prediction;
import org.unmask.task.MaskedTask;
import org.unmask.task.TaskSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Predicts masked tokens from contexts. */
@Command(
        name = "predict",
        description =
                "Predicts masked tokens from contexts: for symbols the probabilities of all combinations of the targets,"
                        + " for points the mean of their outer product.",
        footer = {
            "  echo '[[\"a\"],[\"b\"]]' > contexts.json",
            "  unmask predict --model model.json --task 'x2,x3|x1' --context contexts.json --json"
        })
@SuppressWarnings("NullAway.Init")
final class PredictVerb extends Verb {

    @Option(names = "--model", required = true, paramLabel = "FILE", description = "model file")
    private String model;

    @Option(
            names = "--context",
            required = true,
            paramLabel = "FILE",
            description = "JSON list of contexts, each a list of values in the order of the task's context:"
                    + " symbols, or lists of numbers; null for a token that is not seen")
    private String context;

    @Mixin
    private TaskOptions taskOptions;

    @Override
    protected int run(Console console) {
        TaskSet tasks = taskOptions.required();
        if (tasks.tasks().size() != 1) {
            throw new UsageException(
                    "predict takes one task, found " + tasks.tasks().size());
        }
        MaskedTask task = tasks.tasks().get(0);
        ModelArgument argument = ModelArgument.read(model);
        InputBytes bytes = InputBytes.of(context);
        Contexts contexts = Contexts.read(JsonValue.read(bytes), argument.model(), task);
        OptimalPredictor predictor = OptimalPredictor.of(argument.model(), task);
        List<Prediction> predictions = new ArrayList<>();
        for (int n = 0; n < contexts.values().size(); n++) {
            try {
                predictions.add(predictor.predict(contexts.values().get(n)));
            } catch (IllegalArgumentException impossible) {
                throw contexts.places().get(n).problem("this context has no answer: " + impossible.getMessage());
            }
        }
        if (console.json()) {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put(
                    "predictions", predictions.stream().map(PredictVerb::nested).toList());
            document.put("task", task.text());
            document.put("contexts", contexts.raw());
            if (argument.model().emission() instanceof Categorical categorical) {
                document.put("symbols", categorical.alphabet().symbols());
            }
            document.put(
                    "provenance",
                    argument.in(provenance())
                            .with(context, "sha256:" + bytes.sha256())
                            .document());
            console.document(document);
        } else {
            print(console, argument.model(), task, contexts, predictions);
        }
        return ExitCode.ANSWERED;
    }

    private static Object nested(Prediction prediction) {
        return nested(prediction.toArray(), 0, prediction.dimension(), prediction.axes());
    }

    /** Lists in lists, one level for each axis. */
    private static Object nested(double[] flat, int at, int dimension, int axes) {
        if (axes == 0) {
            return flat[at];
        }
        int stride = 1;
        for (int axis = 1; axis < axes; axis++) {
            stride *= dimension;
        }
        List<Object> list = new ArrayList<>(dimension);
        for (int i = 0; i < dimension; i++) {
            list.add(nested(flat, at + i * stride, dimension, axes - 1));
        }
        return list;
    }

    private static void print(
            Console console, Hmm model, MaskedTask task, Contexts contexts, List<Prediction> predictions) {
        TextTable table = new TextTable("context", "targets", "#prediction");
        boolean symbols = model.emission() instanceof Categorical;
        for (int n = 0; n < predictions.size(); n++) {
            double[] flat = predictions.get(n).toArray();
            String seen = contexts.places().get(n).toString();
            java.util.stream.IntStream.range(0, flat.length)
                    .boxed()
                    .sorted((x, y) -> symbols ? Double.compare(flat[y], flat[x]) : Integer.compare(x, y))
                    .limit(10)
                    .forEach(cell -> table.add(
                            seen, names(model, task, cell), String.format(java.util.Locale.ROOT, "%.6g", flat[cell])));
        }
        table.print(console);
    }

    private static String names(Hmm model, MaskedTask task, int cell) {
        int dimension = model.emission().dimension();
        List<String> names = new ArrayList<>();
        int rest = cell;
        for (int axis = task.targets().size() - 1; axis >= 0; axis--) {
            int index = rest % dimension;
            rest /= dimension;
            String value = model.emission() instanceof Categorical categorical
                    ? "=" + Labels.visible(categorical.alphabet().symbol(index))
                    : "[" + (index + 1) + "]";
            names.add(0, "x" + task.targets().get(axis) + value);
        }
        return String.join(" ", names);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.unmask.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.unmask.cli.option.ModelData;
import org.unmask.cli.option.UsageException;
import org.unmask.cli.terminal.Console;
import org.unmask.cli.terminal.Labels;
import org.unmask.cli.terminal.Numbers;
import org.unmask.data.Sequences;
import org.unmask.inference.Forecast;
import org.unmask.model.Categorical;
import org.unmask.model.Hmm;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says what comes after data. */
@Command(
        name = "forecast",
        description = "What comes after each sequence: the law of the state and of the token, step by step. With --json"
                + " states are places in the model's arrays, and points have a mean and a covariance.",
        footer = {
            "  unmask forecast model.json data.txt --letters",
            "  unmask forecast model.json prices.csv --columns close --log-return --steps 5 --json"
        })
@SuppressWarnings("NullAway.Init")
final class ForecastVerb extends Verb {

    private static final int SYMBOLS_SHOWN = 8;

    @Mixin
    private ModelData input;

    @Option(
            names = "--steps",
            order = 1,
            paramLabel = "N",
            defaultValue = "1",
            description = "how many tokens ahead (default ${DEFAULT-VALUE})")
    private int steps;

    @Override
    protected int run(Console console) {
        if (steps < 1 || steps > 1_000_000) {
            throw new UsageException("--steps is " + steps + ", expected 1 to 1000000");
        }
        ModelData.Read read = input.read(provenance());
        read.doubt().ifPresent(console::say);
        Hmm model = read.model();
        Sequences data = read.data().sequences();
        List<Object> sequences = new ArrayList<>();
        List<Forecast> next = Forecast.after(model, data, threads());
        List<String> columns = read.data().provenance().columns();
        for (int s = 0; s < next.size(); s++) {
            List<Object> ahead = new ArrayList<>();
            Forecast forecast = next.get(s);
            for (int step = 1; step <= steps; step++) {
                ahead.add(document(forecast));
                console.print("sequence " + (s + 1) + ", token " + (data.end(s) - data.start(s) + step) + ": "
                        + states(forecast) + "; " + token(forecast, columns));
                forecast = forecast.later(model.transition());
            }
            sequences.add(ahead);
        }
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("forecasts", sequences);
        if (model.emission() instanceof Categorical categorical) {
            document.put("symbols", categorical.alphabet().symbols());
        }
        document.put("provenance", read.provenance().document());
        console.document(document);
        return ExitCode.ANSWERED;
    }

    private static Map<String, Object> document(Forecast forecast) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("state", forecast.state().toArray());
        if (forecast.emission() instanceof Categorical) {
            fields.put("token", forecast.token());
        } else {
            fields.put("mean", forecast.token());
            fields.put("covariance", rows(forecast));
        }
        return fields;
    }

    private static List<double[]> rows(Forecast forecast) {
        return IntStream.range(0, forecast.covariance().rows())
                .mapToObj(r -> forecast.covariance().row(r))
                .toList();
    }

    private static String states(Forecast forecast) {
        return IntStream.range(0, forecast.state().size())
                .mapToObj(i -> String.format(
                        Locale.ROOT,
                        "state %d %.1f %%",
                        i + 1,
                        100 * forecast.state().get(i)))
                .collect(Collectors.joining(", "));
    }

    private static String token(Forecast forecast, List<String> columns) {
        double[] token = forecast.token();
        if (forecast.emission() instanceof Categorical categorical) {
            return IntStream.range(0, token.length)
                    .boxed()
                    .sorted((x, y) -> Double.compare(token[y], token[x]))
                    .limit(SYMBOLS_SHOWN)
                    .map(x -> String.format(
                            Locale.ROOT,
                            "%s %.1f %%",
                            Labels.visible(categorical.alphabet().symbol(x)),
                            100 * token[x]))
                    .collect(Collectors.joining("  "));
        }
        return IntStream.range(0, token.length)
                .mapToObj(c -> Labels.visible(columns.get(c)) + " mean " + Numbers.short4(token[c])
                        + ", standard deviation "
                        + Numbers.short4(Math.sqrt(forecast.covariance().get(c, c))))
                .collect(Collectors.joining("; "));
    }
}

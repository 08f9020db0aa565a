// SPDX-License-Identifier: Apache-2.0
package org.unmask.cli;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.unmask.cli.option.ModelData;
import org.unmask.cli.terminal.Console;
import org.unmask.data.PointSequences;
import org.unmask.data.Sequences;
import org.unmask.data.SymbolSequences;
import org.unmask.inference.Likelihood;
import org.unmask.io.Counted;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Says how probable data are under a model. */
@Command(
        name = "score",
        description = "Log-likelihood of data under a model, in nats; missing tokens are summed out.",
        footer = "  unmask score model.json held-out.txt --letters --json")
@SuppressWarnings("NullAway.Init")
final class ScoreVerb extends Verb {

    @Mixin
    private ModelData input;

    @Override
    protected int run(Console console) {
        ModelData.Read read = input.read(provenance());
        read.doubt().ifPresent(console::say);
        Sequences data = read.data().sequences();
        double logLikelihood = Likelihood.of(read.model(), data, threads());
        boolean possible = logLikelihood > Double.NEGATIVE_INFINITY;
        long tokens = observed(data);
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("logLikelihood", possible ? logLikelihood : "-Infinity");
        document.put("tokens", tokens);
        document.put("sequences", data.count());
        document.put("provenance", read.provenance().document());
        console.document(document);
        if (possible) {
            console.print(String.format(
                    Locale.ROOT,
                    "log-likelihood %.6f nats, %s in %s: %.6f bits a token",
                    logLikelihood,
                    Counted.of(tokens, "token"),
                    Counted.of(data.count(), "sequence"),
                    -logLikelihood / Math.log(2) / Math.max(1, tokens)));
        } else {
            console.print("the data cannot happen under the model: log-likelihood minus infinity");
        }
        return ExitCode.ANSWERED;
    }

    /** Tokens without the missing ones. */
    static long observed(Sequences data) {
        long missing = 0;
        for (int t = 0; t < data.tokens(); t++) {
            missing += isMissing(data, t) ? 1 : 0;
        }
        return data.tokens() - missing;
    }

    private static boolean isMissing(Sequences data, int token) {
        if (data instanceof SymbolSequences symbols) {
            return symbols.code(token) == SymbolSequences.MISSING;
        }
        PointSequences points = (PointSequences) data;
        for (int c = 0; c < points.dimension(); c++) {
            if (!Double.isNaN(points.value(token, c))) {
                return false;
            }
        }
        return true;
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.unmask.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.unmask.cli.option.ModelArgument;
import org.unmask.cli.terminal.Console;
import org.unmask.cli.terminal.Labels;
import org.unmask.cli.terminal.TextTable;
import org.unmask.io.Counted;
import org.unmask.matrix.Matrix;
import org.unmask.matrix.StochasticMatrix;
import org.unmask.model.Alphabet;
import org.unmask.model.Categorical;
import org.unmask.model.Hmm;
import org.unmask.recovery.Alignment;
import org.unmask.recovery.ProcessEquality;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Compares two models. */
@Command(
        name = "compare",
        description =
                "Distance of two models: states are matched as well as they can be, then the largest and the mean difference of"
                        + " transition and emission (or means) are told, and whether the two are the same process.",
        footer = "  unmask compare truth.json fitted.json --json")
@SuppressWarnings("NullAway.Init")
final class CompareVerb extends Verb {

    @Parameters(index = "0", paramLabel = "A", description = "model file")
    private String first;

    @Parameters(index = "1", paramLabel = "B", description = "model file")
    private String second;

    @Override
    protected int run(Console console) {
        ModelArgument a = ModelArgument.read(first);
        ModelArgument b = ModelArgument.read(second);
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        try {
            Hmm one = a.model();
            ProcessEquality.Answer answer = ProcessEquality.of(one, b.model());
            boolean points = !(one.emission() instanceof Categorical);
            if (one.states() == b.model().states()) {
                match(console, document, points, Alignment.of(one, sameSymbols(one, b.model())));
            } else {
                console.print(Counted.of(one.states(), "state") + " against "
                        + b.model().states() + ": they cannot be matched one by one.");
                for (String part : List.of("permutation", "transition", points ? "means" : "emission")) {
                    document.put(part, null);
                }
            }
            process(console, document, points, answer);
        } catch (IllegalArgumentException kinds) {
            throw new IllegalArgumentException(first + " and " + second + ": " + kinds.getMessage());
        }
        document.put("provenance", b.in(a.in(provenance())).document());
        console.document(document);
        return ExitCode.ANSWERED;
    }

    private void match(Console console, Map<String, @Nullable Object> document, boolean points, Alignment match) {
        document.put("permutation", match.permutation().toArray());
        document.put("transition", error(match.transition()));
        document.put(points ? "means" : "emission", error(match.emission()));
        TextTable table = new TextTable("part", "#largest difference", "#mean difference");
        row(table, "transition", match.transition());
        row(table, points ? "means" : "emission", match.emission());
        if (points) {
            document.put("covariance", error(match.covariance()));
            row(table, "covariance", match.covariance());
        }
        document.put("initial", error(match.initial()));
        row(table, "initial law", match.initial());
        StringBuilder pairs = new StringBuilder("state");
        for (int i = 0; i < match.permutation().size(); i++) {
            pairs.append(i == 0 ? " " : ", ")
                    .append(i + 1)
                    .append(" is ")
                    .append(match.permutation().get(i) + 1);
        }
        console.print(pairs + " of " + second);
        table.print(console);
    }

    private static void process(
            Console console, Map<String, @Nullable Object> document, boolean points, ProcessEquality.Answer answer) {
        if (answer instanceof ProcessEquality.Answer.Different different) {
            document.put("sameProcess", false);
            Map<String, Object> witness = new LinkedHashMap<>();
            witness.put("word", different.word());
            witness.put("first", different.first());
            witness.put("second", different.second());
            document.put("witness", witness);
            String words = String.join(
                    points ? " then " : " ",
                    different.word().stream().map(Labels::visible).toList());
            console.print(String.format(
                    Locale.ROOT,
                    points
                            ? "They are different processes: in the law of the tokens the %s has weight %.6g and %.6g."
                            : "They are different processes: the word %s has probability %.6g and %.6g.",
                    words,
                    different.first(),
                    different.second()));
        } else {
            document.put("sameProcess", true);
            console.print("They are the same process.");
        }
    }

    private static Map<String, Object> error(Alignment.Difference error) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("max", error.max());
        fields.put("mean", error.mean());
        return fields;
    }

    private static void row(TextTable table, String name, Alignment.Difference error) {
        table.add(
                name,
                String.format(Locale.ROOT, "%.3e", error.max()),
                String.format(Locale.ROOT, "%.3e", error.mean()));
    }

    /** The second model with its symbols in the order of the first. */
    private static Hmm sameSymbols(Hmm one, Hmm other) {
        if (!(one.emission() instanceof Categorical mine) || !(other.emission() instanceof Categorical theirs)) {
            return other;
        }
        Alphabet symbols = mine.alphabet();
        if (symbols.size() != theirs.alphabet().size()) {
            throw new IllegalArgumentException("the first has " + Counted.of(symbols.size(), "symbol") + ", the second "
                    + theirs.alphabet().size());
        }
        int[] order = symbols.symbols().stream()
                .mapToInt(symbol -> theirs.alphabet()
                        .code(symbol)
                        .orElseThrow(() -> new IllegalArgumentException(
                                "the second lacks the symbol \"" + symbol + "\" of the first")))
                .toArray();
        Matrix sorted = theirs.probabilities().matrix().selectColumns(order);
        return new Hmm(
                other.initial(),
                other.transition(),
                new Categorical(symbols, StochasticMatrix.of("emission matrix", sorted)));
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.unmask.cli;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.unmask.matrix.Matrix;
import org.unmask.matrix.StochasticMatrix;
import org.unmask.model.Alphabet;
import org.unmask.model.Categorical;
import org.unmask.model.Hmm;
import org.unmask.recovery.Alignment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Compares two models. */
@Command(
        name = "compare",
        description = {
            "Distance of two models: states are matched as well as they can be, then the largest and the mean difference of",
            "transition and emission (or means) are told, and whether the two are the same process."
        },
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
        Hmm one = a.model();
        Hmm other = sameSymbols(one, b.model(), second);
        boolean points = !(one.emission() instanceof Categorical);
        Alignment match;
        try {
            match = Alignment.of(one, other);
        } catch (IllegalArgumentException sizes) {
            throw new IllegalArgumentException(first + " and " + second + ": " + sizes.getMessage());
        }
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("permutation", match.permutation().toArray());
        document.put("transition", error(match.transition()));
        document.put(points ? "means" : "emission", error(match.emission()));
        if (points) {
            document.put("covariance", error(match.covariance()));
        }
        document.put("initial", error(match.initial()));
        boolean same = Math.max(match.worst(), match.initial().max()) < 1e-9;
        document.put("sameProcess", same);
        document.put("provenance", b.in(a.in(provenance())).document());
        console.document(document);
        TextTable table = new TextTable("part", "#largest difference", "#mean difference");
        row(table, "transition", match.transition());
        row(table, points ? "means" : "emission", match.emission());
        if (points) {
            row(table, "covariance", match.covariance());
        }
        row(table, "initial law", match.initial());
        StringBuilder pairs = new StringBuilder("state");
        for (int i = 0; i < one.states(); i++) {
            pairs.append(i == 0 ? " " : ", ")
                    .append(i + 1)
                    .append(" is ")
                    .append(match.permutation().get(i) + 1);
        }
        console.print(pairs + " of " + second);
        table.print(console);
        console.print(same ? "They are the same process." : "They are different processes.");
        return ExitCode.ANSWERED;
    }

    private static Map<String, Object> error(Alignment.Error error) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("max", error.max());
        fields.put("mean", error.mean());
        return fields;
    }

    private static void row(TextTable table, String name, Alignment.Error error) {
        table.add(
                name,
                String.format(Locale.ROOT, "%.3e", error.max()),
                String.format(Locale.ROOT, "%.3e", error.mean()));
    }

    /** The second model with its symbols in the order of the first. */
    private static Hmm sameSymbols(Hmm one, Hmm other, String name) {
        if (!(one.emission() instanceof Categorical mine) || !(other.emission() instanceof Categorical theirs)) {
            if (one.emission().getClass() != other.emission().getClass()) {
                throw new IllegalArgumentException(
                        name + ": one model emits symbols, the other points; expected two of a kind");
            }
            return other;
        }
        Alphabet symbols = mine.alphabet();
        if (symbols.size() != theirs.alphabet().size()) {
            throw new IllegalArgumentException(
                    name + ": the model has " + theirs.alphabet().size() + " symbols, the other " + symbols.size());
        }
        int[] order = symbols.symbols().stream()
                .mapToInt(symbol -> theirs.alphabet()
                        .code(symbol)
                        .orElseThrow(() -> new IllegalArgumentException(
                                name + ": the model lacks the symbol \"" + symbol + "\" of the other")))
                .toArray();
        Matrix sorted = theirs.probabilities().matrix().selectColumns(order);
        return new Hmm(
                other.initial(),
                other.transition(),
                new Categorical(symbols, StochasticMatrix.of("emission matrix", sorted)));
    }
}

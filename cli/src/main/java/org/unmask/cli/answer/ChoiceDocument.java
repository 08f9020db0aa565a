// SPDX-License-Identifier: Apache-2.0
package org.unmask.cli.answer;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.unmask.cli.terminal.Console;
import org.unmask.cli.terminal.TextTable;
import org.unmask.selection.ChanceGain;
import org.unmask.selection.StateChoice;
import org.unmask.selection.StateCount;

/** The choice of a number of states, as a document and for a terminal. */
public final class ChoiceDocument {

    private ChoiceDocument() {}

    public static Map<String, Object> of(StateChoice choice) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("states", choice.states());
        document.put("recommendation", choice.words());
        document.put("tried", choice.tried().stream().map(ChoiceDocument::count).toList());
        if (!choice.chance().isEmpty()) {
            document.put(
                    "chance",
                    choice.chance().stream().map(ChoiceDocument::chance).toList());
        }
        choice.pairs().ifPresent(pairs -> {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("correlations", pairs.correlations());
            fields.put("noise", pairs.noise());
            fields.put("states", pairs.states());
            document.put("pairs", fields);
        });
        return document;
    }

    private static Map<String, Object> chance(ChanceGain gain) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("fewer", gain.fewer());
        fields.put("more", gain.more());
        fields.put("gain", gain.gain());
        fields.put("byChance", gain.byChance());
        fields.put("probability", gain.probability());
        return fields;
    }

    private static Map<String, Object> count(StateCount count) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("states", count.states());
        fields.put("logLikelihood", count.logLikelihood());
        fields.put("parameters", count.parameters());
        fields.put("bic", count.bic());
        fields.put("aic", count.aic());
        fields.put("ended", count.ended());
        count.heldOut().ifPresent(loss -> fields.put("heldOutMaskedLoss", loss));
        return fields;
    }

    public static void print(Console console, StateChoice choice) {
        TextTable table =
                new TextTable("#states", "#log-likelihood", "#parameters", "#BIC", "#AIC", "#held-out loss", "");
        for (StateCount count : choice.tried()) {
            table.add(
                    Integer.toString(count.states()),
                    String.format(Locale.ROOT, "%.2f", count.logLikelihood()),
                    Integer.toString(count.parameters()),
                    String.format(Locale.ROOT, "%.2f", count.bic()),
                    String.format(Locale.ROOT, "%.2f", count.aic()),
                    count.heldOut().isPresent()
                            ? String.format(Locale.ROOT, "%.6f", count.heldOut().getAsDouble())
                            : "",
                    count.states() == choice.states() ? "<- chosen" : count.ended() ? "" : "given up");
        }
        table.print(console);
        console.print("");
        console.paragraph(choice.words());
    }
}

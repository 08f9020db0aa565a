// SPDX-License-Identifier: Apache-2.0
package org.unmask.cli.answer;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.unmask.cli.terminal.Console;
import org.unmask.diagnosis.Diagnosis;

/** What is wrong with a fit, as a document and for a terminal. */
public final class DiagnosisDocument {

    private DiagnosisDocument() {}

    public static Map<String, Object> of(Diagnosis diagnosis) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("cause", diagnosis.cause().map(cause -> cause.word()).orElse("none"));
        document.put(
                "findings",
                diagnosis.findings().stream()
                        .map(finding -> Map.of("cause", finding.cause().word(), "words", finding.words()))
                        .toList());
        diagnosis.worstError().ifPresent(error -> document.put("worstStandardError", error));
        diagnosis.test().ifPresent(test -> {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("statistic", test.statistic());
            fields.put("degreesOfFreedom", test.degrees());
            fields.put("pValue", test.pValue());
            document.put("test", fields);
        });
        return document;
    }

    public static void print(Console console, Diagnosis diagnosis) {
        if (diagnosis.findings().isEmpty()) {
            console.paragraph("diagnosis: nothing tells against this fit"
                    + diagnosis
                            .test()
                            .map(test -> String.format(
                                    Locale.ROOT, " (test of the model against the data: p = %.2g)", test.pValue()))
                            .orElse(""));
            return;
        }
        diagnosis
                .findings()
                .forEach(finding ->
                        console.paragraph("diagnosis, " + finding.cause().word() + ": " + finding.words()));
    }
}

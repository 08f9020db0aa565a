// SPDX-License-Identifier: Apache-2.0
package org.unmask.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.unmask.cli.option.AtomicTargets;
import org.unmask.cli.option.QuestionOptions;
import org.unmask.cli.terminal.Console;
import org.unmask.io.AtomicFile;
import org.unmask.io.json.JsonText;
import org.unmask.verdict.Question;
import org.unmask.verdict.document.CertificateChecker;
import org.unmask.verdict.twin.FoundTwin;
import org.unmask.verdict.twin.TwinFinder;
import org.unmask.verdict.twin.TwinOptions;
import org.unmask.verdict.twin.TwinSearch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows two models that no predictor of the tasks tells apart. */
@Command(
        name = "twin",
        description =
                "Shows two different models that no optimal predictor of the masked tasks tells apart, with a certificate that"
                        + " \"unmask check\" verifies on its own. Exact fractions where a rational construction exists; else the second"
                        + " model is proved to exist near the numbers printed.",
        footer = {
            "  unmask twin --family categorical --states 3 --dimension 3 --task 'x2|x1' --out twin.json",
            "  unmask twin --model model.json --task 'x2|x1' --far --json"
        })
@SuppressWarnings("NullAway.Init")
final class TwinVerb extends Verb {

    @Mixin
    private QuestionOptions options;

    @Option(
            names = "--far",
            order = 30,
            description = "walk on until an entry meets the edge of the family, and keep the path")
    private boolean far;

    @Option(names = "--out", order = 31, paramLabel = "FILE", description = "where the twin goes")
    private @Nullable Path out;

    @Override
    protected int run(Console console) {
        AtomicTargets.check(out);
        options.keep(out);
        Question question = options.question();
        TwinOptions near = TwinOptions.near(seed());
        TwinSearch search = TwinFinder.find(question, far ? near.withFar() : near);
        if (search instanceof TwinSearch.Found found) {
            return show(console, found.twin());
        }
        console.say("unmask: no twin was found, which proves nothing: " + ((TwinSearch.NotFound) search).reason()
                + "; unmask verdict says what is known");
        return ExitCode.NO_ANSWER;
    }

    private int show(Console console, FoundTwin twin) {
        Map<String, Object> told = new LinkedHashMap<>(twin.document());
        told.put("provenance", options.with(provenance()).document());
        Map<String, Object> document = CertificateChecker.sealed(told);
        if (out != null) {
            AtomicFile.write(out, JsonText.page(document));
        }
        console.print(
                switch (twin.kind()) {
                    case RATIONAL_TWIN -> "Two models in exact fractions with equal predictors.";
                    case ENCLOSED_TWIN ->
                        "Two models with equal predictors; the second one is proved to exist within a radius of "
                                + document.get("radius") + " of the numbers printed.";
                    case MIRROR_TWIN ->
                        "Two models with equal predictors, the sign of two factors turned; the second one is proved to exist within"
                                + " a radius of " + document.get("radius") + " of the numbers printed.";
                    case ROOT_TWIN ->
                        "Two chains that are roots of one matrix; the second one is proved to exist within a radius of "
                                + document.get("radius") + " of the numbers printed.";
                });
        console.print("They differ by " + twin.parameterDistance() + " beyond relabelling.");
        console.print("Witness: " + JsonText.line(document.get("witness")));
        console.print("first:  " + JsonText.line(document.get("first")));
        console.print("second: " + JsonText.line(document.get("second")));
        console.document(document);
        return ExitCode.ANSWERED;
    }
}

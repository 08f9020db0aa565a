// SPDX-License-Identifier: Apache-2.0
package org.unmask.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.unmask.cli.answer.Provenance;
import org.unmask.cli.answer.QuestionTable;
import org.unmask.cli.answer.Slides;
import org.unmask.cli.answer.VerdictDocument;
import org.unmask.cli.answer.VerdictLines;
import org.unmask.cli.option.AtomicTargets;
import org.unmask.cli.option.Options;
import org.unmask.cli.option.QuestionOptions;
import org.unmask.cli.option.UsageException;
import org.unmask.cli.terminal.Console;
import org.unmask.io.AtomicFile;
import org.unmask.io.Counted;
import org.unmask.io.json.JsonText;
import org.unmask.io.json.JsonValue;
import org.unmask.parallel.Workers;
import org.unmask.verdict.ExactRank;
import org.unmask.verdict.Question;
import org.unmask.verdict.Verdict;
import org.unmask.verdict.document.CertificateChecker;
import org.unmask.verdict.document.CheckResult;
import org.unmask.verdict.engine.Explanation;
import org.unmask.verdict.engine.VerdictEngine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says whether masked tasks fix the parameters. */
@Command(
        name = "verdict",
        description =
                "Says whether the optimal predictors of masked tasks fix the parameters of a hidden Markov model: for a family"
                        + " at a generic point, at a given model, or for a whole table of questions.",
        footer = {
            "  unmask verdict --family categorical --states 3 --dimension 3 --task 'x2|x1'",
            "  unmask verdict --model model.json --task 'x2,x3|x1' --json",
            "  unmask verdict --questions questions.csv --out answers.csv"
        })
@SuppressWarnings("NullAway.Init")
final class VerdictVerb extends Verb {

    /** The field that says why there is no certificate. */
    private static final String NO_CERTIFICATE = "noCertificate";

    @Mixin
    private QuestionOptions asked;

    @Option(
            names = "--questions",
            order = 30,
            paramLabel = "CSV",
            description = "answer a table with the columns family, states, dimension, transition, covariance, tasks,"
                    + " parameters, rank and nullity; the last three are filled in")
    private @Nullable String questions;

    @Option(names = "--out", order = 31, paramLabel = "CSV", description = "where the answered table goes")
    private @Nullable Path out;

    @Option(
            names = "--time-limit",
            order = 40,
            paramLabel = "SECONDS",
            description =
                    "time for one question; then what is known is printed, and the answer may depend on the machine"
                            + " (default: none, as much work as it takes)")
    private @Nullable Double seconds;

    @Mixin
    private EngineOptions engine;

    @Override
    protected int run(Console console) throws IOException, InterruptedException {
        AtomicTargets.check(out);
        VerdictEngine decider =
                seconds == null ? VerdictEngine.STANDARD : VerdictEngine.STANDARD.withLimit(Options.timeLimit(seconds));
        if (questions == null) {
            engine.requireLocal("one question does not go");
            return one(console, decider);
        }
        String file = questions;
        return engine.work("unmask verdict", threads(), arguments(), workers -> table(console, decider, workers, file));
    }

    private int one(Console console, VerdictEngine decider) {
        Question question = asked.question();
        Provenance provenance = asked.with(provenance());
        Verdict verdict = decider.withQuantities().withTwins(seed()).answer(question);
        String explanation = Explanation.of(verdict, decider);
        Slides slides = seconds == null ? Slides.of(verdict, seed()) : Slides.none();
        VerdictLines.lines(verdict, explanation).forEach(console::paragraph);
        slides.lines().forEach(console::paragraph);
        Map<String, Object> document = new LinkedHashMap<>(VerdictDocument.of(verdict));
        slides.addTo(document);
        document.put("explanation", explanation);
        document.put("provenance", provenance.document());
        Map<String, Object> checked = checked(document);
        if (checked.containsKey(NO_CERTIFICATE)) {
            console.say("unmask: no certificate, the checker refused it: " + checked.get(NO_CERTIFICATE));
        }
        console.document(checked);
        return verdict instanceof Verdict.Undetermined ? ExitCode.NO_ANSWER : ExitCode.ANSWERED;
    }

    /**
     * The document with what follows from its certificate, which the checker computes; without one it is sealed only. Where
     * the checker refuses, the certificate is left out, and the document says why.
     */
    static Map<String, Object> checked(Map<String, Object> document) {
        // The checker reads what is written: plain lists and numbers, not matrices.
        Map<String, Object> plain = new LinkedHashMap<>();
        if (JsonValue.parse("the verdict", JsonText.line(document)).tree() instanceof Map<?, ?> tree) {
            tree.forEach((key, value) -> plain.put(String.valueOf(key), value));
        }
        if (plain.containsKey("certificate")) {
            CheckResult result = CertificateChecker.completed(plain);
            if (result instanceof CheckResult.Accepted accepted) {
                return accepted.document();
            }
            plain.remove("certificate");
            plain.put(NO_CERTIFICATE, result.statement());
        }
        return CertificateChecker.sealed(plain);
    }

    private int table(Console console, VerdictEngine decider, Workers workers, String file) {
        if (out == null && console.json()) {
            throw new UsageException("--questions with --json needs --out for the answered table");
        }
        QuestionTable table = QuestionTable.read(file);
        List<Verdict> verdicts = decider.answer(table.questions(), workers, console.progress());
        List<Optional<ExactRank>> ranks = new ArrayList<>();
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (Verdict verdict : verdicts) {
            ranks.add(VerdictDocument.settled(verdict));
            counts.merge(verdict.word(), 1, Integer::sum);
        }
        String answered = table.answered(ranks);
        if (out == null) {
            console.data().print(answered);
        } else {
            AtomicFile.write(out, answered);
            console.say(Counted.of(verdicts.size(), "question") + " answered: " + counts);
        }
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("questions", verdicts.size());
        document.put("verdicts", counts);
        document.put("out", String.valueOf(out));
        document.put("provenance", provenance().document());
        console.document(document);
        return counts.containsKey("undetermined") ? ExitCode.NO_ANSWER : ExitCode.ANSWERED;
    }
}

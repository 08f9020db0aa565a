// SPDX-License-Identifier: Apache-2.0
package org.unmask.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.unmask.cli.Command.unmask;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.unmask.cli.answer.VerdictDocument;
import org.unmask.cli.answer.VerdictLines;
import org.unmask.model.Chain;
import org.unmask.model.ModelFamily;
import org.unmask.task.Loss;
import org.unmask.task.TaskSet;
import org.unmask.verdict.Question;
import org.unmask.verdict.Verdict;
import org.unmask.verdict.engine.VerdictEngine;

class VerdictVerbTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String HEADER =
            "family,states,dimension,transition,covariance,tasks,parameters,rank,nullity\n";

    @TempDir
    private Path folder;

    private static JsonNode json(int code, Object... words) throws IOException {
        Object[] all = java.util.Arrays.copyOf(words, words.length + 1);
        all[words.length] = "--json";
        Command answer = unmask(all);
        assertThat(answer.err()).isEmpty();
        assertThat(answer.code()).isEqualTo(code);
        assertThat(answer.out().lines()).hasSize(1);
        return JSON.readTree(answer.out());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "categorical; 2; doubly-stochastic; x2|x1;    not-identifiable;     3; 1",
                "categorical; 2; stationary;        o__;      identifiable;         4; 0",
                "gaussian;    3; doubly-stochastic; x3|x1;    locally-identifiable; 13; 0"
            })
    void familiesAreAnsweredAtAGenericPoint(
            String family, int d, String chain, String task, String word, int parameters, int nullity)
            throws IOException {
        int k = family.equals("gaussian") ? 3 : 2;
        JsonNode verdict = json(
                0,
                "verdict",
                "--family",
                family,
                "--states",
                k,
                "--dimension",
                d,
                "--transition",
                chain,
                "--task",
                task);

        assertThat(verdict.get("verdict").asText()).isEqualTo(word);
        assertThat(verdict.get("parameters").asInt()).isEqualTo(parameters);
        assertThat(verdict.get("nullity").asInt()).isEqualTo(nullity);
        assertThat(verdict.get("rank").asInt()).isEqualTo(parameters - nullity);
        assertThat(verdict.get("at").asText()).isEqualTo("generic");
        assertThat(verdict.get("upTo").asText()).isEqualTo("relabelling");
        assertThat(verdict.get("reason").asText()).isNotEmpty();
        assertThat(verdict.get("explanation").asText()).isNotEmpty();
        assertThat(verdict.get("errorProbability").asDouble()).isBetween(0.0, 1e-20);
        if (!word.startsWith("locally")) {
            assertThat(verdict.get("certificate").get("kind").asText()).isNotEmpty();
        }
    }

    @Test
    void aModelIsAnsweredAtItself() throws IOException {
        JsonNode verdict = json(0, "verdict", "--model", Models.categorical(folder), "--task", "x2,x3|x1");
        assertThat(verdict.get("verdict").asText()).isEqualTo("identifiable");
        assertThat(verdict.get("at").asText()).isEqualTo("model");
        assertThat(verdict.toString()).contains("determinant").contains("stationaryLaw");
    }

    @Test
    void wordsForAPerson() {
        Command answer = unmask(
                "verdict",
                "--family",
                "categorical",
                "--states",
                "3",
                "--dimension",
                "3",
                "--transition",
                "doubly-stochastic",
                "--task",
                "x2|x1 & x3|x1");
        assertThat(answer.code()).isZero();
        assertThat(answer.out().replaceAll("\\s+", " "))
                .startsWith("NOT IDENTIFIABLE")
                .contains("nullity 1", "Fixed: spectrum of the transition matrix", "4 single transition parameters");
    }

    @Test
    void tablesAreFilledInRowByRow() throws IOException {
        Path questions = Files.writeString(
                folder.resolve("questions.csv"),
                HEADER.replace("\n", "\r\n")
                        + "categorical,2,2,doubly-stochastic,,x2|x1,,,\r\n"
                        + "gaussian,2,2,doubly-stochastic,diag-per-state,\"x2,x3|x1\",,,\r\n"
                        + "categorical,3,3,stationary,,x2|x1 & x3|x1,,,\r\n");
        Path out = folder.resolve("answers.csv");
        Command answer = unmask("verdict", "--questions", questions, "--out", out);

        assertThat(answer.code()).isZero();
        assertThat(answer.out()).isEmpty();
        List<String> lines = Files.readAllLines(out);
        assertThat(lines.get(0) + "\n").isEqualTo(HEADER);
        assertThat(lines.get(1)).isEqualTo("categorical,2,2,doubly-stochastic,,x2|x1,3,2,1");
        assertThat(lines.get(2)).startsWith("gaussian,2,2,doubly-stochastic,diag-per-state,\"x2,x3|x1\",9,");
        assertThat(lines.get(3)).startsWith("categorical,3,3,stationary,,x2|x1 & x3|x1,12,");
        assertThat(unmask("verdict", "--questions", questions).out()).isEqualTo(Files.readString(out));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "poisson,2,2,stationary,,x2|x1,,,;      line 2",
                "categorical,x,2,stationary,,x2|x1,,,;  states is",
                "categorical,2,2,stationary,,x2|x2,,,;  both target and context",
                "categorical,2,2,stationary;            missing",
                "'categorical,2,2,stationary,,\"x2,,,'; not closed"
            })
    void badRowsAreNamedAndNothingIsWritten(String row, String problem) throws IOException {
        Path questions = Files.writeString(folder.resolve("bad.csv"), HEADER + row + "\n");
        Path out = folder.resolve("never.csv");
        Command answer = unmask("verdict", "--questions", questions, "--out", out);

        assertThat(answer.code()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(answer.err().lines()).hasSize(1);
        assertThat(answer.err()).contains("bad.csv").contains(problem);
        assertThat(out).doesNotExist();
    }

    @Test
    void tablesWithoutColumnsOrRowsAreBadInput() throws IOException {
        Path empty = Files.writeString(folder.resolve("empty.csv"), HEADER);
        assertThat(unmask("verdict", "--questions", empty).err()).contains("no questions");
        Path other = Files.writeString(folder.resolve("other.csv"), "a,b\n1,2\n");
        assertThat(unmask("verdict", "--questions", other).err()).contains("no column \"family\"");
        assertThat(unmask("verdict", "--questions", folder.resolve("none.csv")).code())
                .isEqualTo(ExitCode.BAD_INPUT);
    }

    @Test
    void optionsThatAreMissingOrWrongAreUsage() {
        assertThat(unmask("verdict", "--task", "x2|x1").code()).isEqualTo(ExitCode.USAGE);
        assertThat(unmask("verdict", "--family", "categorical", "--states", "2", "--dimension", "2")
                        .err())
                .contains("task is missing");
        assertThat(unmask("verdict", "--time-limit", "0", "--task", "x2|x1").code())
                .isEqualTo(ExitCode.USAGE);
    }

    @Test
    void aChainWithTwoLawsHasNoAnswer() throws IOException {
        Path model = Files.writeString(folder.resolve("two.json"), """
                {"format":"unmask-model","version":1,"family":"categorical","states":2,"symbols":["a","b"],
                 "initial":[0.5,0.5],"transition":[[1,0],[0,1]],"emission":[[0.75,0.25],[0.25,0.75]]}
                """);
        JsonNode verdict = json(ExitCode.NO_ANSWER, "verdict", "--model", model, "--task", "x2,x3|x1");
        assertThat(verdict.get("verdict").asText()).isEqualTo("undetermined");
        assertThat(verdict.get("reason").asText()).contains("2 closed classes");
    }

    @Test
    void aRankThatWasCutShortIsABound() {
        ModelFamily family = new ModelFamily.Categorical(3, 4, Chain.DOUBLY_STOCHASTIC);
        Question question = Question.generic(family, TaskSet.parse("x2|x1", Loss.LOG));
        Verdict whole = VerdictEngine.STANDARD.answer(question);
        assertThat(VerdictLines.lines(whole, "").get(1))
                .startsWith("13 parameters, rank 9, nullity 4 (chance of error below ");
        assertThat(VerdictDocument.of(whole)).containsKey("errorProbability").doesNotContainKey("rankIsLowerBound");
        Verdict early = VerdictEngine.STANDARD.withWork(3 * 13 * 13).answer(question);
        int known = early.rank().orElseThrow().rank();
        assertThat(known).isLessThan(9);
        assertThat(VerdictLines.lines(early, "why"))
                .containsExactly(
                        "UNDETERMINED",
                        "13 parameters, rank at least " + known + ", nullity at most " + (13 - known)
                                + ", at a generic point",
                        "",
                        "why");
        assertThat(VerdictDocument.of(early))
                .containsEntry("rank", known)
                .containsEntry("rankIsLowerBound", true)
                .doesNotContainKey("errorProbability");
    }

    /** A certificate at a generic point in a verdict at a model: the checker completes the one, and not the other. */
    @Test
    void aCertificateThatTheCheckerRefusesIsLeftOutWithTheReason() {
        ModelFamily family = new ModelFamily.Categorical(2, 2, Chain.STATIONARY);
        Question question = Question.generic(family, TaskSet.parse("x2,x3|x1", Loss.SQUARED));
        Map<String, Object> document = new LinkedHashMap<>(VerdictDocument.of(VerdictEngine.STANDARD.answer(question)));
        assertThat(VerdictVerb.checked(document)).containsKey("certificate").doesNotContainKey("noCertificate");
        document.put("at", "model");
        assertThat(VerdictVerb.checked(document))
                .doesNotContainKey("certificate")
                .containsEntry("noCertificate", "at is model, and the certificate is not");
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.unmask.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.unmask.cli.Command.unmask;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What verbs answer, checked by hand or against each other. */
class AnswersTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    private static JsonNode json(Object... words) throws IOException {
        Object[] all = java.util.Arrays.copyOf(words, words.length + 2);
        all[words.length] = "--json";
        all[words.length + 1] = "--quiet";
        Command answer = unmask(all);
        assertThat(answer.err()).isEmpty();
        assertThat(answer.code()).isZero();
        assertThat(answer.out().lines()).as("one document").hasSize(1);
        JsonNode document = JSON.readTree(answer.out());
        JsonNode provenance = document.get("provenance");
        assertThat(provenance.get("version").asText()).isNotEmpty();
        assertThat(provenance.get("command").asText()).startsWith("unmask " + words[0]);
        assertThat(provenance.get("java").asText()).isEqualTo(System.getProperty("java.version"));
        return document;
    }

    @Test
    void scoreIsTheSumOverAllPaths() throws IOException {
        Path model = Models.categorical(folder);
        Path data = Files.writeString(folder.resolve("ab.txt"), "ab\nb\n");
        JsonNode score = json("score", model, data);
        // P(ab): both states with 1/2; stay 7/8 with 3/4 1/4, change 1/8 with (3/4)^2 or (1/4)^2. P(b) = 1/2.
        double ab = 0.5 * (2 * 0.875 * 0.75 * 0.25 + 0.125 * (0.75 * 0.75 + 0.25 * 0.25));
        assertThat(score.get("logLikelihood").asDouble()).isCloseTo(Math.log(ab) + Math.log(0.5), within(1e-14));
        assertThat(score.get("tokens").asInt()).isEqualTo(3);
        assertThat(score.get("sequences").asInt()).isEqualTo(2);
        assertThat(unmask("score", model, data).out()).contains("3 tokens in 2 sequences");
    }

    @Test
    void aStudyOfTasksHoldsARankingToItsWord() throws IOException {
        Path model = Models.categorical(folder);
        Object[] words = {"study", "tasks", model, "--error", "0.2", "--replicates", "3", "--picks", "2"};
        JsonNode study = json(words);
        assertThat(study.get("rows")).hasSize(2);
        for (JsonNode row : study.get("rows")) {
            assertThat(row.get("drawnTokens").asLong())
                    .isEqualTo(row.get("plannedTokens").asLong());
            double ratio = row.get("medianLargestError").asDouble() / 0.2;
            assertThat(row.get("factor").asDouble()).isCloseTo(ratio * ratio, within(1e-12));
        }
        assertThat(study.get("orders")).hasSize(1);
        assertThat(unmask("study", "tasks", model, "--picks", "1").code()).isEqualTo(ExitCode.USAGE);
        assertThat(unmask("study", "plan", model, "--error", "-1").code()).isEqualTo(ExitCode.USAGE);
        assertThat(unmask("study", "guess").err()).contains("coverage, states, diagnosis, plan or tasks");
    }

    @Test
    void aStudyOfCoverageLooksAtCovariancesThatAreFitted() throws IOException {
        Path model = Files.writeString(folder.resolve("unit.json"), """
                {"format":"unmask-model","version":1,"family":"gaussian","states":2,"dimension":1,
                 "initial":[0.5,0.5],"transition":[[0.75,0.25],[0.25,0.75]],"means":[[4],[-4]],
                 "covariance":{"shape":"identity","values":[[[1]],[[1]]]}}
                """);
        Object[] words = {"study", "coverage", model, "--tokens", "2000", "--replicates", "2"};
        assertThat(intervals(json(words), "covariance")).isZero();
        Object[] free = {
            "study", "coverage", model, "--tokens", "2000", "--replicates", "2", "--covariance", "full-per-state"
        };
        assertThat(intervals(json(free), "covariance")).isPositive();
        assertThat(unmask("study", "coverage", model, "--covariance", "round").err())
                .contains("\"round\" is no covariance shape");
    }

    private static long intervals(JsonNode study, String entries) {
        long sum = 0;
        for (JsonNode row : study.get("rows")) {
            sum += row.get("entries").asText().equals(entries)
                    ? row.get("intervals").asLong()
                    : 0;
        }
        return sum;
    }

    @Test
    void moreParametersThanTokensAreTold() throws IOException {
        StringBuilder text = new StringBuilder();
        java.util.SplittableRandom random = new java.util.SplittableRandom(4);
        for (int t = 0; t < 900; t++) {
            text.append('w').append(random.nextInt(500)).append(t % 10 == 9 ? '\n' : ' ');
        }
        Path data = Files.writeString(folder.resolve("words.txt"), text);
        String told = "more parameters than tokens";
        assertThat(unmask("fit", data, "--words", "-k", "3", "--errors", "none").out())
                .contains(told);
        assertThat(unmask("fit", data, "--words", "-k", "1", "--errors", "none").out())
                .doesNotContain(told);
    }

    @Test
    void minibatchesShowHowAPredictorLearns() throws IOException {
        StringBuilder text = new StringBuilder();
        java.util.SplittableRandom random = new java.util.SplittableRandom(2);
        for (int t = 0, state = 0; t < 3000; t++) {
            state = random.nextInt(10) == 0 ? 1 - state : state;
            text.append(random.nextInt(5) == 0 ? 'c' : state == 0 ? 'a' : 'b');
        }
        Path data = Files.writeString(folder.resolve("abc.txt"), text);
        JsonNode fit = json("fit", data, "-k", "2", "--optimizer", "adam", "--steps", "5000", "--task", "x2|x1");
        assertThat(fit.get("estimator").asText()).isEqualTo("masked");
        JsonNode heldOut = fit.get("heldOut");
        assertThat(heldOut).hasSameSizeAs(fit.get("curve")).hasSizeGreaterThan(3);
        assertThat(fit.get("stepsBetween").asInt()).isEqualTo(50);
        double least = fit.get("starts").get(0).get("maskedLoss").asDouble();
        assertThat(least).isLessThan(heldOut.get(0).asDouble());
        for (JsonNode look : heldOut) {
            assertThat(look.asDouble()).isGreaterThanOrEqualTo(least);
        }
        assertThat(unmask("fit", data, "-k", "2", "--optimizer", "adam").out()).contains("loss while learning");
        assertThat(unmask("fit", data, "-k", "2", "--optimizer", "sgd").code()).isEqualTo(ExitCode.USAGE);
        assertThat(unmask("fit", data, "-k", "2", "--steps", "9").code()).isEqualTo(ExitCode.USAGE);
        assertThat(unmask("fit", data, "-k", "2", "--estimator", "em", "--optimizer", "adam")
                        .code())
                .isEqualTo(ExitCode.USAGE);
    }

    @Test
    void theLossAskedForIsTrainedWithoutATaskToo() throws IOException {
        Path data = Files.writeString(folder.resolve("ab.txt"), "aabbabaabbbaabababbbabaabbaaababbbabaab".repeat(9));
        JsonNode task =
                json("fit", data, "-k", "2", "--loss", "squared").get("tasks").get(0);
        assertThat(task.get("loss").asText()).isEqualTo("squared");
        assertThat(task.get("task").asText()).isEqualTo("x2,x3|x1");
    }

    @Test
    void predictGivesTheTableInTheOrderOfTheTargets() throws IOException {
        Path model = Models.categorical(folder);
        Path contexts = Files.writeString(folder.resolve("contexts.json"), "[[\"a\"],[null]]");
        JsonNode answer = json("predict", "--model", model, "--task", "x3,x2|x1", "--context", contexts);
        JsonNode tables = answer.get("predictions");
        // Given a the first state has probability 3/4, and the next one is it with 3/4 7/8 + 1/4 1/8 = 11/16.
        double one = 11.0 / 16;
        double ab = one * 0.75 * (0.875 * 0.25 + 0.125 * 0.75) + (1 - one) * 0.25 * (0.125 * 0.25 + 0.875 * 0.75);
        assertThat(tables.get(0).get(1).get(0).asDouble()).isCloseTo(ab, within(1e-15));
        assertThat(tables.get(0).get(0).get(1).asDouble()).isNotCloseTo(ab, within(1e-3));
        assertThat(tables.get(1).get(0).get(0).asDouble())
                .as("nothing seen")
                .isCloseTo(tables.get(1).get(1).get(1).asDouble(), within(1e-15));
        assertThat(unmask("predict", "--model", model, "--task", "o_", "--context", contexts)
                        .out())
                .contains("x2=a", "context");
    }

    @Test
    void decodeGivesAPathForEachSequence() throws IOException {
        Path model = Models.categorical(folder);
        Path data = Files.writeString(folder.resolve("runs.txt"), "aaaaaaaabbbbbbbb\nbbbb\n");
        JsonNode states = json("decode", model, data).get("states");
        assertThat(states.toString()).isEqualTo("[[0,0,0,0,0,0,0,0,1,1,1,1,1,1,1,1],[1,1,1,1]]");
        JsonNode posteriors = json("decode", model, data, "--posterior").get("posteriors");
        assertThat(posteriors.get(0)).hasSize(16);
        assertThat(posteriors.get(0).get(0).get(0).asDouble()).isBetween(0.9, 1.0);
        for (JsonNode token : posteriors.get(1)) {
            assertThat(token.get(0).asDouble() + token.get(1).asDouble()).isCloseTo(1, within(1e-12));
        }
        Path out = folder.resolve("states.csv");
        assertThat(unmask("decode", model, data, "--out", out).out()).isEmpty();
        assertThat(Files.readAllLines(out))
                .hasSize(21)
                .startsWith("sequence,token,state", "1,1,1")
                .endsWith("2,4,2");
        assertThat(unmask("decode", model, data).out()).isEqualTo(Files.readString(out));
        assertThat(unmask("decode", model, data, "--posterior").out()).startsWith("sequence,token,state1,state2");
        String drawn = unmask("decode", model, data, "--draw").out();
        assertThat(drawn.lines()).hasSize(21);
        assertThat(unmask("decode", model, data, "--draw").out()).isEqualTo(drawn);
        assertThat(java.util.stream.IntStream.range(2, 9)
                        .mapToObj(seed -> unmask("decode", model, data, "--draw", "--seed", seed)
                                .out()))
                .anyMatch(other -> !other.equals(drawn));
        assertThat(unmask("decode", model, data, "--draw", "--posterior").code())
                .isEqualTo(ExitCode.USAGE);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void whatIsSimulatedCanBeScored(int threads) throws IOException {
        for (Path model : List.of(Models.categorical(folder), Models.gaussian(folder))) {
            Path data = folder.resolve(model.getFileName() + (model.toString().contains("gauss") ? ".csv" : ".txt"));
            Command drawn = unmask(
                    "simulate",
                    model,
                    "--tokens",
                    30,
                    "--sequences",
                    4,
                    "--seed",
                    3,
                    "--threads",
                    threads,
                    "--out",
                    data);
            assertThat(drawn.err()).isEmpty();
            JsonNode score = json("score", model, data, "--threads", threads);
            assertThat(score.get("tokens").asInt()).isEqualTo(120);
            assertThat(score.get("sequences").asInt()).isEqualTo(4);
            assertThat(unmask("simulate", model, "--tokens", 30, "--sequences", 4, "--seed", 3)
                            .out())
                    .isEqualTo(Files.readString(data));
            assertThat(unmask("simulate", model, "--tokens", 30, "--sequences", 4, "--seed", 4)
                            .out())
                    .isNotEqualTo(Files.readString(data));
            JsonNode document = json("simulate", model, "--tokens", 5, "--with-states");
            assertThat(document.get("sequences").get(0)).hasSize(5);
            assertThat(document.get("states").get(0)).hasSize(5);
        }
    }

    /** With states beside them too: the columns of the model are found by their names. */
    @Test
    void whatIsSimulatedWithStatesCanBeScored() throws IOException {
        for (Path model : List.of(Models.categorical(folder), Models.gaussian(folder))) {
            Path data = folder.resolve("states.csv");
            unmask("simulate", model, "--tokens", 30, "--sequences", 4, "--with-states", "--out", data);
            JsonNode score = json("score", model, data);
            assertThat(score.get("tokens").asInt()).isEqualTo(120);
            assertThat(score.get("sequences").asInt()).isEqualTo(4);
            Path plain = folder.resolve("plain.csv");
            unmask("simulate", model, "--tokens", 30, "--sequences", 4, "--out", plain);
            Command again = unmask("score", model, plain, "--json");
            if (again.code() == 0) {
                assertThat(JSON.readTree(again.out()).get("logLikelihood").asDouble())
                        .isEqualTo(score.get("logLikelihood").asDouble());
            }
        }
    }

    /** Other data are treated by the numbers of the data fitted, and what is treated otherwise is told. */
    @Test
    @Tag("slow")
    void otherDataAreStandardizedAsThoseThatWereFitted() throws IOException {
        Path truth = Models.gaussian(folder);
        Path data = folder.resolve("drawn.csv");
        unmask("simulate", truth, "--tokens", 600, "--out", data);
        List<String> rows = Files.readAllLines(data);
        Path head = Files.write(folder.resolve("head.csv"), rows.subList(0, 401));
        Path part = Files.write(folder.resolve("part.csv"), rows.subList(0, 101));
        Path model = folder.resolve("model.json");
        unmask("fit", head, "-k", 2, "--standardize", "--out", model);
        Path raw = folder.resolve("raw.json");
        unmask("fit", head, "-k", 2, "--out", raw);
        JsonNode note = JSON.readTree(Files.readString(model)).get("data");
        double logScale = Math.log(note.get("deviations").get(0).asDouble())
                + Math.log(note.get("deviations").get(1).asDouble());
        // A linear map of the data moves the log-likelihood by its logarithm for each token, if it is the same map.
        double treated =
                json("score", model, part, "--standardize").get("logLikelihood").asDouble();
        assertThat(treated - 100 * logScale)
                .isCloseTo(json("score", raw, part).get("logLikelihood").asDouble(), within(0.05));
        assertThat(unmask("score", model, part, "--standardize").err()).isEmpty();
        assertThat(unmask("score", model, part).err()).contains("--standardize", "as they stand");
        JsonNode ahead = json("forecast", model, part, "--standardize", "--steps", 3);
        assertThat(ahead.get("forecasts").get(0)).hasSize(3);
        assertThat(ahead.get("forecasts").get(0).get(0).get("covariance")).hasSize(2);
        assertThat(unmask("verdict", "--model", model, "--task", "x2|x1").out()).contains("asked for log loss");
        assertThat(unmask("verdict", "--model", truth, "--task", "x2|x1").out()).contains("asked for squared loss");
    }

    @Test
    void forecastsGoToTheStationaryLaw() throws IOException {
        Path model = Models.categorical(folder);
        Path data = Files.writeString(folder.resolve("runs.txt"), "aaaaaaaabbbbbbbb\nbbbb\n");
        JsonNode forecasts = json("forecast", model, data, "--steps", 400).get("forecasts");
        assertThat(forecasts).hasSize(2);
        JsonNode law = json("predict", "--model", model, "--task", "x2|x1", "--context", unseen())
                .get("predictions")
                .get(0);
        for (JsonNode sequence : forecasts) {
            for (int x = 0; x < 2; x++) {
                assertThat(sequence.get(399).get("token").get(x).asDouble())
                        .isCloseTo(law.get(x).asDouble(), within(1e-9));
            }
        }
        assertThat(Math.abs(forecasts.get(0).get(0).get("token").get(0).asDouble()
                        - law.get(0).asDouble()))
                .isGreaterThan(0.01);
        assertThat(unmask("forecast", model, data).out())
                .contains("sequence 1, token 17: state 1 ", "sequence 2, token 5");
        assertThat(unmask("forecast", model, data, "--steps", 0).code()).isEqualTo(ExitCode.USAGE);
    }

    private Path unseen() throws IOException {
        return Files.writeString(folder.resolve("unseen.json"), "[[null]]");
    }

    @Test
    void compareSeesThroughRelabelling() throws IOException {
        Path one = Models.categorical(folder);
        Path other = Models.relabelled(folder);
        JsonNode same = json("compare", one, other);
        assertThat(same.get("permutation").toString()).isEqualTo("[1,0]");
        assertThat(same.get("transition").get("max").asDouble()).isZero();
        assertThat(same.get("emission").get("mean").asDouble()).isZero();
        assertThat(same.get("sameProcess").asBoolean()).isTrue();

        Path third = Files.writeString(
                folder.resolve("third.json"), Files.readString(one).replace("[0.75,0.25]", "[0.5,0.5]"));
        JsonNode different = json("compare", one, third);
        assertThat(different.get("emission").get("max").asDouble()).isCloseTo(0.25, within(1e-15));
        assertThat(different.get("emission").get("mean").asDouble()).isCloseTo(0.125, within(1e-15));
        assertThat(different.get("sameProcess").asBoolean()).isFalse();
        assertThat(unmask("compare", one, third).out()).contains("different processes");
        assertThat(json("compare", Models.gaussian(folder), Models.gaussian(folder))
                        .has("means"))
                .isTrue();
        assertThat(unmask("compare", one, Models.gaussian(folder)).code()).isEqualTo(ExitCode.BAD_INPUT);
    }

    @Test
    void readGetsTheModelBackFromItsPredictions() throws IOException {
        Path model = Models.categorical(folder);
        Path contexts = Files.writeString(folder.resolve("contexts.json"), "[[\"a\"],[\"b\"]]");
        Path table = folder.resolve("table.json");
        Files.writeString(
                table,
                unmask("predict", "--model", model, "--task", "x2,x3|x1", "--context", contexts, "--json")
                        .out());
        Path back = folder.resolve("back.json");
        JsonNode read = json("read", table, "--task", "x2,x3|x1", "--out", back);
        assertThat(read.get("misfit").get("worst").asDouble()).isLessThan(1e-12);
        assertThat(json("compare", model, back).get("sameProcess").asBoolean()).isTrue();
        Command tooMany = unmask("read", table, "--task", "x2,x3|x1", "--states", "3", "--json");
        assertThat(tooMany.code()).isEqualTo(ExitCode.NO_ANSWER);
        assertThat(JSON.readTree(tooMany.out()).get("reason").asText()).isEqualTo("more-states-than-dimensions");
        assertThat(unmask("read", table, "--task", "x2|x1").code()).isEqualTo(ExitCode.BAD_INPUT);
    }

    @Test
    void convertGoesThereAndBack() throws IOException {
        for (Path model : List.of(Models.categorical(folder), Models.gaussian(folder))) {
            Path arrays = folder.resolve("arrays.json");
            Path back = folder.resolve("back.json");
            assertThat(json("convert", model, "--out", arrays).get("format").asText())
                    .isEqualTo("hmmlearn");
            assertThat(json("convert", arrays, "--out", back).get("format").asText())
                    .isEqualTo("model");
            assertThat(json("compare", model, back).get("transition").get("max").asDouble())
                    .isZero();
            assertThat(json("compare", model, back).get("sameProcess").asBoolean())
                    .isTrue();
        }
        Path data = Files.writeString(folder.resolve("data.txt"), "ab=\nba\n");
        Path table = folder.resolve("data.csv");
        assertThat(unmask("convert", data, "--break", "lines", "--out", table).code())
                .isZero();
        assertThat(Files.readAllLines(table)).containsExactly("sequence,symbol", "1,a", "1,b", "1,'=", "2,b", "2,a");
        Path text = folder.resolve("again.txt");
        unmask("convert", table, "--sequence-column", "sequence", "--to", "characters", "--out", text);
        assertThat(Files.readString(text)).isEqualTo("ab=\nba\n");
    }

    @Test
    @Tag("slow")
    void fitTellsAPersonAndAProgramTheSame() throws IOException {
        Path truth = Models.categorical(folder);
        Path data = folder.resolve("data.txt");
        unmask("simulate", truth, "--tokens", 4000, "--out", data);
        Path model = folder.resolve("model.json");
        Path page = folder.resolve("page.html");
        JsonNode fit = json("fit", data, "--states", 2, "--out", model, "--report", page);
        assertThat(fit.get("tokens").asInt()).isEqualTo(4000);
        assertThat(fit.get("estimator").asText()).isEqualTo("masked+em");
        assertThat(fit.get("stopReason").asText()).isEqualTo("CONVERGED");
        assertThat(fit.get("verdict").get("verdict").asText()).isEqualTo("identifiable");
        assertThat(fit.get("maskedLoss").asDouble()).isPositive();
        assertThat(fit.get("seconds").asDouble()).isPositive();
        // The model written is the model told, and scores what the fit says.
        JsonNode written = JSON.readTree(Files.readString(model));
        assertThat(written.get("transition")).isEqualTo(fit.get("model").get("transition"));
        assertThat(json("score", model, data).get("logLikelihood").asDouble())
                .isCloseTo(fit.get("logLikelihood").asDouble(), within(1e-6));
        assertThat(json("score", truth, data).get("logLikelihood").asDouble())
                .isLessThan(fit.get("logLikelihood").asDouble());
        assertThat(Files.readString(page)).contains("<!doctype html>", "2 hidden states in data.txt");

        Command told = unmask("fit", data, "--states", 2);
        assertThat(told.out())
                .contains("state 1", "state 2", "transition", "bits a token", "verdict: identifiable", "masked+em")
                .contains(String.format(
                        java.util.Locale.ROOT, "%.4f", fit.get("logLikelihood").asDouble()));
    }

    @Test
    @Tag("slow")
    void sameSeedSameBytesAtAnyNumberOfThreads() throws IOException {
        Path data = folder.resolve("data.txt");
        unmask("simulate", Models.categorical(folder), "--tokens", 3000, "--out", data);
        Path one = folder.resolve("one.json");
        Path two = folder.resolve("two.json");
        unmask("fit", data, "-k", 3, "--threads", 1, "--out", one);
        unmask("fit", data, "-k", 3, "--threads", 2, "--out", two);
        assertThat(two).hasSameTextualContentAs(one);
    }
}

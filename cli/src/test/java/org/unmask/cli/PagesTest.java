// SPDX-License-Identifier: Apache-2.0
package org.unmask.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.unmask.cli.Command.unmask;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The verbs that make pages: the same bytes each time, and the same figures in page and document. */
@Tag("slow")
class PagesTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    @Test
    void theAtlasIsTheSameBytesAtAnyNumberOfThreads() throws IOException {
        for (int threads = 1; threads <= 2; threads++) {
            Command answer = unmask(
                    "atlas",
                    "--family",
                    "categorical",
                    "--states",
                    "2",
                    "--dimension",
                    "2..3",
                    "--window",
                    "3",
                    "--threads",
                    threads,
                    "--report",
                    folder.resolve(threads + ".html"),
                    "--out",
                    folder.resolve(threads + ".json"),
                    "--csv",
                    folder.resolve("atlas.csv"));
            assertThat(answer.code()).isZero();
        }
        assertThat(folder.resolve("1.html")).hasSameBinaryContentAs(folder.resolve("2.html"));
        assertThat(folder.resolve("1.json")).hasSameBinaryContentAs(folder.resolve("2.json"));
        JsonNode atlas = JSON.readTree(Files.readString(folder.resolve("1.json")));
        JsonNode pair = atlas.get("cells").get(0);
        assertThat(pair.get("verdict").asText()).isEqualTo("not-identifiable");
        assertThat(pair.get("repair").get("proved").asBoolean()).isTrue();
        assertThat(pair.get("oneMore")).isNotEmpty();
    }

    /** The pages in docs are made by three commands, and would go on saying what an older engine said. */
    @Test
    void theAtlasThatIsShippedIsWhatTheEngineSays() throws IOException {
        assertShipped("categorical", "--family", "categorical", "--dimension", "2..4");
        assertShipped("gaussian", "--family", "gaussian", "--dimension", "1..3");
        assertShipped(
                "gaussian-unknown",
                "--family",
                "gaussian",
                "--dimension",
                "1..2",
                "--covariance",
                "spherical-shared",
                "--covariance",
                "full-per-state");
    }

    private void assertShipped(String name, Object... family) throws IOException {
        Path csv = folder.resolve(name + ".csv");
        List<Object> words = new ArrayList<>(List.of("atlas", "--states", "2..4", "--window", "4", "--csv", csv));
        words.addAll(List.of(family));
        assertThat(unmask(words.toArray()).code()).isZero();
        Path shipped = Path.of("../docs/atlas");
        assertThat(shipped.resolve(name + ".csv")).hasSameTextualContentAs(csv);
        List<String> table = Files.readAllLines(csv).stream()
                .skip(1)
                .map(line -> line.substring(line.lastIndexOf(',') + 1))
                .toList();
        List<String> page = new ArrayList<>();
        data(shipped.resolve(name + ".html"))
                .get("sections")
                .get(0)
                .get("cells")
                .forEach(cell -> page.add(cell.get("word").asText()));
        assertThat(page).containsExactlyElementsOf(table);
    }

    private static JsonNode data(Path page) throws IOException {
        String html = Files.readString(page);
        String start = "<script type=\"application/json\" id=\"data\">";
        int from = html.indexOf(start) + start.length();
        return JSON.readTree(html.substring(from, html.indexOf("</script>", from)));
    }

    /** What a reader copies out of the page. */
    @Test
    void everyCertificateInAnAtlasIsAcceptedByTheChecker() throws IOException {
        Path page = folder.resolve("atlas.html");
        assertThat(unmask("atlas", "--family", "categorical", "--states", "3", "--dimension", "2", "--report", page)
                        .code())
                .isZero();
        Set<String> kinds = new TreeSet<>();
        for (JsonNode certificate : data(page).findValues("certificate")) {
            if (certificate.isObject()) {
                Path file = Files.writeString(folder.resolve("certificate.json"), certificate.toString());
                assertThat(unmask("check", file).out()).startsWith("ACCEPTED");
                kinds.add(certificate.get("kind").asText());
            }
        }
        assertThat(kinds).contains("enclosed-twin", "rational-twin");
    }

    @Test
    void anExplorationPrintsWhatItsPageShows() throws IOException {
        Path page = folder.resolve("explorer.html");
        Command answer = unmask(
                "explore",
                "--family",
                "categorical",
                "--states",
                "2",
                "--dimension",
                "3",
                "--task",
                "x2|x1",
                "--out",
                page,
                "--json");
        assertThat(answer.code()).isZero();
        JsonNode document = JSON.readTree(answer.out());
        JsonNode fibre = document.get("courses").get(0);
        assertThat(fibre.get("kind").asText()).isEqualTo("fibre");
        assertThat(fibre.get("largestPredictionChange").asDouble()).isLessThan(1e-12);
        assertThat(fibre.get("largestParameterChange").asDouble()).isGreaterThan(0.05);
        assertThat(Files.readString(page))
                .contains("Many models behind x2|x1")
                .doesNotContain("https://", "src=\"http", "href=\"http");
        Command refused = unmask(
                "explore",
                "--family",
                "gaussian",
                "--states",
                "2",
                "--dimension",
                "1",
                "--task",
                "x2|x1",
                "--loss",
                "log");
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).contains("squared loss").hasLineCount(1);
    }

    @Test
    void aReproductionIsTheSameBytesAtAnyNumberOfThreads() throws IOException {
        for (int threads = 1; threads <= 2; threads++) {
            Command answer = unmask(
                    "reproduce",
                    "--quick",
                    "--only",
                    "theorem-2",
                    "--only",
                    "theorem-4-exception",
                    "--threads",
                    threads,
                    "--report",
                    folder.resolve(threads + ".html"),
                    "--out",
                    folder.resolve(threads + ".json"));
            assertThat(answer.code()).isZero();
        }
        assertThat(folder.resolve("1.html")).hasSameBinaryContentAs(folder.resolve("2.html"));
        assertThat(folder.resolve("1.json")).hasSameBinaryContentAs(folder.resolve("2.json"));
        JsonNode found = JSON.readTree(Files.readString(folder.resolve("1.json")));
        assertThat(found.get("statements")).hasSize(2).allSatisfy(statement -> {
            assertThat(statement.get("reproduced").asBoolean()).isTrue();
            assertThat(statement.get("population").get("resolution").asDouble()).isBetween(1e-6, 1e-2);
            assertThat(statement
                            .get("samples")
                            .get("errors")
                            .get(0)
                            .get("boundByTheory")
                            .asDouble())
                    .isPositive();
        });
    }

    @Test
    void aFitThatIsWatchedKeepsTheWaysOfTraining() throws IOException {
        Path model = Files.writeString(folder.resolve("model.json"), """
                {"format":"unmask-model","version":1,"family":"categorical","states":2,"symbols":["a","b","c"],
                 "initial":[0.5,0.5],"transition":[[0.9,0.1],[0.2,0.8]],"emission":[[0.7,0.2,0.1],[0.1,0.2,0.7]]}
                """);
        Path data = folder.resolve("data.txt");
        assertThat(unmask("simulate", model, "--tokens", 20000, "--out", data).code())
                .isZero();
        Path page = folder.resolve("report.html");
        Command fit = unmask("fit", data, "--letters", "--states", "2", "--watch", "--report", page, "--json");
        JsonNode watch = JSON.readTree(fit.out()).get("watch");
        assertThat(watch.get("best").asInt()).isGreaterThan(4);
        assertThat(watch.get("spread").asDouble()).isLessThan(0.05);
        assertThat(watch.get("trails")).hasSize(16);
        assertThat(Files.readString(page)).contains("Learning seen");

        JsonNode open = JSON.readTree(
                        unmask("fit", data, "--letters", "--states", "2", "--task", "x2|x1", "--watch", "--json")
                                .out())
                .get("watch");
        assertThat(open.get("spread").asDouble())
                .as("a pair does not determine the model")
                .isGreaterThan(0.1);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.unmask.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The commands of the page about speed, word for word but for words at the end that make the work small, in a folder that
 * looks like this project after its build. What they find is not judged.
 */
@Tag("slow")
class PerformancePageTest {

    private static final long PATIENCE_SECONDS = 300;

    private static final Path ROOT =
            Objects.requireNonNull(Path.of("").toAbsolutePath().getParent());

    /** What is added to a command, by a word that it holds; nothing is run without such a word. */
    private static final Map<String, String> SMALL = Map.of(
            "bench/compare/", " --repeat 1 --sequences 2 --warm 0.01",
            "org.unmask.bench.Rates", " --scale 0.005",
            "org.unmask.bench.Curves", " --scale 0.005",
            "KernelBenchmark", " [.]em -p workload=A -f 0 -wi 0 -i 1 -r 10ms");

    /** Few tokens make masked fits dearer: what the windows do not explain is tried from all starts. */
    private static final String AT_FULL_SIZE = "Rates fit";

    /** What it must answer, by the same word. */
    private static final Map<String, String> ANSWER = Map.of(
            "bench/compare/", "(?s)\\| workload \\|.*\\| A \\| loglik \\| smile.*",
            "org.unmask.bench.Rates", "(?s)(count|memory): .*",
            "org.unmask.bench.Curves", "(?s).*\\| one EM step \\| tokens \\|.*\\| windows, 27 symbols \\| window \\|.*",
            "KernelBenchmark", "(?s).*KernelBenchmark\\.em:gc\\.alloc\\.rate\\.norm.*");

    @TempDir
    private Path folder;

    /** The scripts, and a jar that stands for the one with everything in it. */
    @BeforeEach
    void layOut() throws IOException {
        Path jar = folder.resolve("bench/target/bench.jar");
        Files.createDirectories(Objects.requireNonNull(jar.getParent()));
        Files.createDirectories(folder.resolve("core/src/main"));
        Files.createDirectories(folder.resolve("bench/src/main"));
        Files.createDirectories(folder.resolve("bench/compare"));
        Files.createDirectories(folder.resolve("docs/images"));
        for (String script : List.of("run", "smoke")) {
            Path copy = folder.resolve("bench/compare").resolve(script);
            Files.copy(ROOT.resolve("bench/compare").resolve(script), copy);
            assertThat(copy.toFile().setExecutable(true)).isTrue();
        }
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, "org.openjdk.jmh.Main");
        manifest.getMainAttributes()
                .put(
                        Attributes.Name.CLASS_PATH,
                        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                                .map(entry -> Path.of(entry).toUri().toString())
                                .collect(Collectors.joining(" ")));
        try (OutputStream out = Files.newOutputStream(jar)) {
            new JarOutputStream(out, manifest).close();
        }
    }

    static List<String> commands() throws IOException {
        String page = Files.readString(ROOT.resolve("docs/performance.md"), StandardCharsets.UTF_8);
        return Stream.of(page.split("(?m)^```.*$", -1)[1].split("\n"))
                .map(line -> line.replaceAll("\\s+#.*", "").strip())
                .filter(line -> SMALL.keySet().stream().anyMatch(line::contains))
                .filter(line -> !line.endsWith(AT_FULL_SIZE))
                .toList();
    }

    @Test
    void thePageShowsThem() throws IOException {
        assertThat(commands()).hasSizeGreaterThanOrEqualTo(7);
        for (String word : SMALL.keySet()) {
            assertThat(commands()).as(word).anyMatch(command -> command.contains(word));
        }
    }

    @ParameterizedTest
    @MethodSource("commands")
    void aCommandOfThePageRuns(String command) throws Exception {
        String word =
                SMALL.keySet().stream().filter(command::contains).findFirst().orElseThrow();
        assertThat(run(command + SMALL.get(word))).matches(ANSWER.get(word));
    }

    @Test
    void problemsAreDrawnAndSolved() throws Exception {
        String java = "java -XX:+UseSerialGC -cp bench/target/bench.jar org.unmask.bench.";
        run(java + "RecoveryProblems problems --kinds base --models 1 --tokens 1000 --starts 2");
        assertThat(run(java + "Recovery problems --threads 1"))
                .matches("(?s).*categorical +base-0 +1000 .*gaussian +base-0 +1000 .*");
    }

    private String run(String command) throws IOException, InterruptedException {
        File out = folder.resolve("out").toFile();
        File err = folder.resolve("err").toFile();
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", command)
                .directory(folder.toFile())
                .redirectOutput(out)
                .redirectError(err);
        builder.environment()
                .merge(
                        "PATH",
                        Path.of(System.getProperty("java.home"), "bin").toString(),
                        (path, first) -> first + File.pathSeparator + path);
        builder.environment().putAll(Map.of("LC_ALL", "C", "PYTHON", "none", "WORKLOADS", "none"));
        Process process = builder.start();
        process.getOutputStream().close();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError(command + " did not end");
        }
        assertThat(process.exitValue())
                .as("%s%n%s", command, Files.readString(err.toPath(), StandardCharsets.UTF_8))
                .isZero();
        return Files.readString(out.toPath(), StandardCharsets.UTF_8);
    }
}

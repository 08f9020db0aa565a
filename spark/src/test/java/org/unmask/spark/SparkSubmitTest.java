// SPDX-License-Identifier: Apache-2.0
package org.unmask.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.unmask.estimate.Estimator;
import org.unmask.estimate.FitOptions;
import org.unmask.estimate.Method;
import org.unmask.io.InputBytes;
import org.unmask.io.model.ModelFiles;
import org.unmask.io.text.SequenceBreak;
import org.unmask.io.text.TextSource;
import org.unmask.io.text.TextUnit;

/** The one jar, submitted as users submit it. */
@Tag("slow")
class SparkSubmitTest {

    private static final Path JAR = Path.of("target", "unmask-spark.jar").toAbsolutePath();

    @TempDir
    private Path folder;

    @Test
    void theJarFindsSparkByItsHomeAndAnswersAsHere() throws Exception {
        Assumptions.assumeTrue(Files.exists(JAR), "the jar of the job is not packaged yet");
        Path text = folder.resolve("book.txt");
        Files.writeString(text, SparkTextTest.text(21) + SparkTextTest.text(22));
        Path model = folder.resolve("model.json");
        Process process = start(
                "fit",
                text.toString(),
                "--letters",
                "--states",
                "2",
                "--estimator",
                "masked",
                "--engine",
                "spark",
                "--master",
                "local[1]",
                "--json",
                "--out",
                model.toString());
        assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(errors())).isZero();
        assertThat(Files.readString(answer()).lines()).hasSize(1).allMatch(line -> line.startsWith("{\"model\":"));
        assertThat(ModelFiles.read(model.toString()))
                .isEqualTo(new Estimator(FitOptions.of(2).withMethod(Method.MASKED))
                        .fit(TextSource.of(InputBytes.ofFile(text), TextUnit.LETTERS, SequenceBreak.FILE, Set.of())
                                .read())
                        .model());
    }

    private Process start(String... words) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", JAR.toString());
        builder.command().addAll(List.of(words));
        builder.environment().put("SPARK_HOME", InstalledSpark.home().toString());
        builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
        return builder.redirectOutput(answer().toFile())
                .redirectError(errors().toFile())
                .start();
    }

    private Path answer() {
        return folder.resolve("answer");
    }

    private Path errors() {
        return folder.resolve("errors");
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.unmask.spark;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;

/** The folder that {@code SPARK_HOME} names: that of an installed Spark, or one laid out from the class path. */
final class InstalledSpark {

    private InstalledSpark() {}

    /** An installed one where there is one, else that of {@link #laidOut}. */
    static Path home() throws IOException {
        String installed = System.getenv().getOrDefault("INSTALLED_SPARK", "");
        return Files.isExecutable(Path.of(installed, "bin", "spark-submit")) ? Path.of(installed) : laidOut();
    }

    /**
     * A folder with the jars of Spark, from which executors start, and a {@code spark-submit} that calls the class that the
     * real one calls in the end.
     */
    static Path laidOut() throws IOException {
        String named = System.getenv("SPARK_HOME");
        Assumptions.assumeTrue(named != null, "SPARK_HOME names no folder to lay Spark out in");
        Path home = Path.of(named);
        Path jars = Files.createDirectories(home.resolve("jars"));
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path jar = Path.of(entry);
            Path link = jars.resolve(String.valueOf(jar.getFileName()));
            if (entry.endsWith(".jar") && !isOurs(jar) && !Files.exists(link)) {
                Files.createSymbolicLink(link, jar.toAbsolutePath());
            }
        }
        String opens = ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--add-opens"))
                .collect(Collectors.joining(" "));
        Path submit = Files.createDirectories(home.resolve("bin")).resolve("spark-submit");
        Files.writeString(submit, """
                #!/bin/sh
                exec '%s' %s $SPARK_SUBMIT_OPTS -cp '%s/*' org.apache.spark.deploy.SparkSubmit "$@"
                """.formatted(Path.of(System.getProperty("java.home"), "bin", "java"), opens, jars));
        Files.setPosixFilePermissions(submit, PosixFilePermissions.fromString("rwxr-xr-x"));
        return home;
    }

    /** Ours comes in the job's own jar. */
    private static boolean isOurs(Path jar) {
        return String.valueOf(jar.getFileName()).startsWith("unmask-");
    }
}

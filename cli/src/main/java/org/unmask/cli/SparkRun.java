// SPDX-License-Identifier: Apache-2.0
package org.unmask.cli;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A command run again on Spark, by the {@code spark-submit} of the Spark that {@code SPARK_HOME} names, with the same words.
 *
 * @param master where Spark works; empty for what it was started with
 * @param words the command line
 */
record SparkRun(Optional<String> master, List<String> words) {

    private static final String JAR = "unmask-spark.jar";

    /** Names another place of the job's jar. */
    private static final String JAR_VARIABLE = "UNMASK_SPARK_JAR";

    /** Tells a process that spark-submit started it for this. */
    private static final String SUBMITTED = "UNMASK_SUBMITTED";

    /** Options of the java that spark-submit starts. */
    private static final String JAVA_OPTIONS = "SPARK_SUBMIT_OPTS";

    /**
     * Runs the same command by spark-submit.
     *
     * @return its exit code
     * @throws IllegalArgumentException saying what to do where there is no Spark
     */
    int submitted() throws IOException, InterruptedException {
        String home = System.getenv("SPARK_HOME");
        if (home == null || home.isBlank() || System.getenv(SUBMITTED) != null) {
            throw new IllegalArgumentException(
                    "there is no Spark on the class path, expected SPARK_HOME to name one, or"
                            + " this command run by spark-submit " + JAR + " (see docs/spark.md)");
        }
        Path submit = Path.of(home, "bin", "spark-submit");
        if (!Files.isExecutable(submit)) {
            throw new IllegalArgumentException(
                    "SPARK_HOME is " + home + ", expected a folder with bin/spark-submit in it");
        }
        List<String> command = new ArrayList<>(List.of(submit.toString()));
        master.ifPresent(url -> command.addAll(List.of("--master", url)));
        Path jar = jar();
        command.addAll(List.of("--class", Main.class.getName(), jar.toString()));
        command.addAll(words);
        ProcessBuilder process = new ProcessBuilder(command).inheritIO();
        process.environment().put(SUBMITTED, "yes");
        String folder = process.environment()
                .getOrDefault("SPARK_CONF_DIR", Path.of(home, "conf").toString());
        if (!Files.exists(Path.of(folder, "log4j2.properties"))) {
            process.environment().merge(JAVA_OPTIONS, quiet(jar), (given, ours) -> ours + " " + given);
        }
        return process.start().waitFor();
    }

    /** Where nobody has said what Spark is to tell, it tells what goes wrong, and not each of its hundred steps. */
    private static String quiet(Path jar) {
        return "-Dlog4j2.configurationFile=jar:" + jar.toAbsolutePath().toUri() + "!/unmask-log4j2.properties";
    }

    private static Path jar() {
        String named = System.getenv(JAR_VARIABLE);
        List<Path> places = new ArrayList<>();
        if (named != null) {
            places.add(Path.of(named));
        } else {
            Path folder = folder();
            places.add(folder.resolve(JAR));
            places.add(
                    folder.resolve(Path.of("..", "..", "spark", "target", JAR)).normalize());
        }
        return places.stream()
                .filter(Files::isRegularFile)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no " + places.get(0) + ", expected " + JAR
                        + " beside unmask.jar, or " + JAR_VARIABLE + " to name it"));
    }

    /** Where the command line's own jar lies. */
    private static Path folder() {
        try {
            Path own = Path.of(Main.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return Optional.ofNullable(own.getParent()).orElse(own);
        } catch (URISyntaxException odd) {
            return Path.of(".");
        }
    }
}

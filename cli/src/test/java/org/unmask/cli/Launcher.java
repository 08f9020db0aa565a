// SPDX-License-Identifier: Apache-2.0
package org.unmask.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The command line as a process of its own. */
final class Launcher {

    private static final long PATIENCE_SECONDS = 120;

    private Launcher() {}

    /** How java is called for a command. */
    static List<String> command(Object... words) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                "org.unmask.cli.Main"));
        for (Object word : words) {
            command.add(word.toString());
        }
        return command;
    }

    /** Runs a command to its end. */
    static Command run(Path folder, List<String> command) throws IOException, InterruptedException {
        File out = File.createTempFile("unmask", ".out");
        File err = File.createTempFile("unmask", ".err");
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectOutput(out)
                    .redirectError(err);
            builder.environment().put("LC_ALL", "C");
            java.lang.Process process = builder.start();
            process.getOutputStream().close();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(command + " did not end");
            }
            return new Command(
                    process.exitValue(),
                    Files.readString(out.toPath(), StandardCharsets.UTF_8),
                    Files.readString(err.toPath(), StandardCharsets.UTF_8));
        } finally {
            Files.deleteIfExists(out.toPath());
            Files.deleteIfExists(err.toPath());
        }
    }
}

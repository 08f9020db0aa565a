// SPDX-License-Identifier: Apache-2.0
package org.unmask.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The pages of the project, and a folder in which the commands run that they show. */
final class DocumentedPages {

    /** The folder of the project. */
    static final Path ROOT = Objects.requireNonNull(Path.of("").toAbsolutePath().getParent());

    private static final List<String> LINKED = List.of("data", "docs");

    private DocumentedPages() {}

    /** The README and the pages in docs, in a fixed order. */
    static List<Path> forUsers() throws IOException {
        return Stream.concat(Stream.of(ROOT.resolve("README.md")), in(ROOT.resolve("docs")))
                .toList();
    }

    /** Those, and the other pages in the folder of the project. */
    static List<Path> all() throws IOException {
        return Stream.concat(in(ROOT), in(ROOT.resolve("docs"))).toList();
    }

    private static Stream<Path> in(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(page -> page.toString().endsWith(".md")).sorted().toList().stream();
        }
    }

    /** Makes a folder like that of the project: its data, its pages, and unmask under the name given. */
    static void furnish(Path folder, String unmask) throws IOException {
        for (String name : LINKED) {
            Files.createSymbolicLink(folder.resolve(name), ROOT.resolve(name));
        }
        Path script = folder.resolve(unmask);
        Files.createDirectories(Objects.requireNonNull(script.getParent()));
        Files.writeString(script, "#!/bin/sh\nexec '" + String.join("' '", Launcher.command()) + "' \"$@\"\n");
        Assumptions.assumeTrue(script.toFile().setExecutable(true));
    }

    /** Takes the links away that lead out of the folder, before it is deleted with all in it. */
    static void unlink(Path folder) throws IOException {
        for (String name : LINKED) {
            Files.deleteIfExists(folder.resolve(name));
        }
    }
}

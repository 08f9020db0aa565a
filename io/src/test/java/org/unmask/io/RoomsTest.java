// SPDX-License-Identifier: Apache-2.0
package org.unmask.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the order of the packages: each may use those before it and no other. */
class RoomsTest {

    private static final List<String> ORDER =
            List.of("", "json", "model", "table", "text", "data", "predictor", "constraint", "engine");
    private static final Pattern IMPORT =
            Pattern.compile("^import (?:static )?org\\.unmask\\.io\\.(?:([a-z]+)\\.)?", Pattern.MULTILINE);
    private static final Pattern PACKAGE =
            Pattern.compile("^package org\\.unmask\\.io(?:\\.([a-z]+))?", Pattern.MULTILINE);

    @Test
    void eachRoomUsesOnlyThoseBeforeIt() throws IOException {
        List<String> wrong = new ArrayList<>();
        int files = 0;
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
            for (Path source :
                    sources.filter(path -> path.toString().endsWith(".java")).toList()) {
                files++;
                String text = Files.readString(source);
                Matcher own = PACKAGE.matcher(text);
                assertThat(own.find()).as("%s names its package", source).isTrue();
                int room = room(own.group(1));
                Matcher used = IMPORT.matcher(text);
                while (used.find()) {
                    if (room(used.group(1)) > room || room < 0) {
                        wrong.add(source + " uses " + used.group());
                    }
                }
            }
        }
        assertThat(files).isGreaterThan(30);
        assertThat(wrong).isEmpty();
    }

    private static int room(@org.jspecify.annotations.Nullable String name) {
        return ORDER.indexOf(name == null ? "" : name);
    }
}

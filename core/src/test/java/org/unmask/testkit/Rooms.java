// SPDX-License-Identifier: Apache-2.0
package org.unmask.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The packages of a module in an order: each may use those before it and no other. */
public final class Rooms {

    private Rooms() {}

    /**
     * Imports that go against the order, in the main sources of the module whose tests are running.
     *
     * @param root the package that holds all others, such as {@code org.unmask.io}
     * @param order names of its packages; the empty name is the root itself
     * @return a line for each wrong import, and for each file in a package without a place
     * @throws IOException when the sources cannot be read
     */
    public static List<String> violations(String root, List<String> order) throws IOException {
        String name = root.replace(".", "\\.");
        Pattern used = Pattern.compile("^import (?:static )?" + name + "\\.(?:([a-z]+)\\.)?", Pattern.MULTILINE);
        Pattern own = Pattern.compile("^package " + name + "(?:\\.([a-z]+))?", Pattern.MULTILINE);
        List<String> wrong = new ArrayList<>();
        int files = 0;
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
            for (Path source :
                    sources.filter(path -> path.toString().endsWith(".java")).toList()) {
                files++;
                String text = Files.readString(source);
                Matcher home = own.matcher(text);
                int room = home.find() ? room(order, home.group(1)) : -1;
                Matcher uses = used.matcher(text);
                while (uses.find()) {
                    if (room(order, uses.group(1)) > room) {
                        wrong.add(source + " uses " + uses.group());
                    }
                }
                if (room < 0) {
                    wrong.add(source + " is in a package without a place in the order");
                }
            }
        }
        assertThat(files).as("files read").isGreaterThan(10);
        return wrong;
    }

    private static int room(List<String> order, @Nullable String name) {
        return order.indexOf(name == null ? "" : name);
    }
}

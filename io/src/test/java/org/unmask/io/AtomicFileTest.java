// SPDX-License-Identifier: Apache-2.0
package org.unmask.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {

    @TempDir
    private Path folder;

    @Test
    void replacesWhatWasThere() throws IOException {
        Path file = folder.resolve("a.txt");
        Files.writeString(file, "old");

        AtomicFile.write(file, "new");

        assertThat(file).hasContent("new");
        assertThat(files()).containsExactly("a.txt");
    }

    @Test
    void aFailureLeavesTheOldFileAndNothingElse() throws IOException {
        Path file = folder.resolve("a.txt");
        Files.writeString(file, "old");

        assertThatThrownBy(() -> AtomicFile.write(file, out -> {
                    out.write(1);
                    throw new IOException("the disk is full");
                }))
                .isInstanceOf(BadInputException.class)
                .hasMessage(file + ": cannot be written: the disk is full");
        assertThatThrownBy(() -> AtomicFile.write(file, out -> {
                    throw new IllegalStateException("broken");
                }))
                .hasMessage("broken");

        assertThat(file).hasContent("old");
        assertThat(files()).containsExactly("a.txt");
    }

    @Test
    void placesThatCannotBeWrittenSayWhy() {
        assertThatThrownBy(() -> AtomicFile.write(folder, "x"))
                .hasMessage(folder + ": cannot be written: this is a folder");
        Path lost = folder.resolve("none/a.txt");
        assertThatThrownBy(() -> AtomicFile.write(lost, "x"))
                .hasMessage(lost + ": cannot be written: there is no folder " + folder.resolve("none"));
    }

    private java.util.List<String> files() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(path -> path.getFileName().toString()).toList();
        }
    }
}

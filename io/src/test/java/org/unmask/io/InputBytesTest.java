// SPDX-License-Identifier: Apache-2.0
package org.unmask.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputBytesTest {

    /** Of the three bytes abc, from the standard FIPS 180-2. */
    private static final String ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @TempDir
    private Path folder;

    @Test
    void standardInputCanBeReadTwice() {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream("abc".getBytes(StandardCharsets.UTF_8)));
        try {
            InputBytes input = InputBytes.of("-");

            assertThat(input.name()).isEqualTo("standard input");
            assertThat(input.size()).isEqualTo(3);
            assertThat(input.readAll()).isEqualTo(input.readAll()).containsExactly('a', 'b', 'c');
            assertThat(input.sha256()).isEqualTo(ABC);
            assertThat(input.asFile()).hasContent("abc");
        } finally {
            System.setIn(before);
        }
    }

    @Test
    void aLongStreamIsSpooled() throws IOException {
        byte[] bytes = new byte[(1 << 24) + 5];
        bytes[bytes.length - 1] = 7;
        InputBytes input = InputBytes.ofStream("stream", new ByteArrayInputStream(bytes));

        assertThat(input.size()).isEqualTo(bytes.length);
        assertThat(java.util.Arrays.equals(input.readAll(), bytes)).isTrue();
        assertThat(input.head(3)).hasSize(3);
    }

    @Test
    void gzipIsUnpackedByItsFirstBytes() throws IOException {
        Path file = folder.resolve("x.txt");
        try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write("abc".getBytes(StandardCharsets.UTF_8));
        }
        InputBytes input = InputBytes.ofFile(file);

        assertThat(input.isPacked()).isTrue();
        assertThat(input.readAll()).containsExactly('a', 'b', 'c');
        assertThat(input.sha256()).isNotEqualTo(ABC);
        assertThat(input.asFile()).isNotEqualTo(file).hasContent("abc");
        byte[] damaged = Files.readAllBytes(file);
        damaged[damaged.length - 6] ^= 1;
        assertThatThrownBy(() -> InputBytes.ofBytes("x.gz", damaged).readAll())
                .isInstanceOf(BadInputException.class)
                .hasMessageStartingWith("x.gz: the gzip data are damaged: ");
    }

    @Test
    void whatCannotBeReadSaysWhy() {
        assertThatThrownBy(() -> InputBytes.of(folder.toString()))
                .hasMessage(folder + ": this is a folder, expected a file");
        assertThatThrownBy(() -> InputBytes.of(folder.resolve("x").toString()))
                .hasMessage(folder.resolve("x") + ": there is no such file");
    }

    @Test
    void problemsCarryTheirPlace() {
        BadInputException problem = BadInputException.at("f.csv", 3, 2, "found\n  two lines");

        assertThat(problem).hasMessage("f.csv, line 3, column 2: found two lines");
        assertThat(problem.source()).isEqualTo("f.csv");
        assertThat(problem.line()).hasValue(3);
        assertThat(problem.column()).hasValue(2);
        assertThat(BadInputException.in("f", "x").line()).isEmpty();
        assertThat(BadInputException.at("f", 1, "x").column()).isEmpty();
    }
}

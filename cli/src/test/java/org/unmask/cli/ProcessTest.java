// SPDX-License-Identifier: Apache-2.0
package org.unmask.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("slow")
class ProcessTest {

    private static final Pattern FENCED = Pattern.compile("(?ms)^```(?!console)[a-z]*\\R(.*?)^```");

    @TempDir
    private Path folder;

    /** A link that leads out of the folder goes first. */
    @AfterEach
    void unlink() throws IOException {
        DocumentedPages.unlink(folder);
    }

    static List<String> verbs() {
        return Verbs.ALL.stream().map(Verbs.Entry::name).toList();
    }

    @ParameterizedTest
    @MethodSource("verbs")
    void everyVerbIsAProcessThatExplainsItself(String verb) throws Exception {
        Command help = Launcher.run(folder, Launcher.command(verb, "--help"));
        assertThat(help.err()).isEmpty();
        assertThat(help.out()).contains("unmask " + verb, "Example:");
        assertThat(help.code()).isZero();
        Command wrong = Launcher.run(folder, Launcher.command(verb, "--no-such-option"));
        assertThat(wrong.code()).isEqualTo(ExitCode.USAGE);
        assertThat(wrong.out()).isEmpty();
        assertThat(wrong.err().lines()).hasSize(1);
    }

    @Test
    void documentsAreUtf8WhateverTheLocaleSays() throws Exception {
        Files.writeString(folder.resolve("data.txt"), "äöäöößöäöäöößäöößä");
        Command fit = Launcher.run(folder, Launcher.command("fit", "data.txt", "-k", "1", "--json", "--out", "m.json"));
        assertThat(fit.err()).isEqualTo("model written to m.json\n");
        assertThat(fit.out()).contains("\"symbols\":[\"ß\",\"ä\",\"ö\"]");
        assertThat(Files.readString(folder.resolve("m.json"))).contains("\"ß\"");
    }

    @Test
    void standardInputIsRead() throws Exception {
        Path model = Models.categorical(folder);
        List<String> shell = List.of("sh", "-c", "printf 'ab\\nb\\n' | \"$@\"", "sh");
        List<String> command = new java.util.ArrayList<>(shell);
        command.addAll(Launcher.command("score", model, "-", "--json"));
        assertThat(Launcher.run(folder, command).out()).contains("\"tokens\":3,\"sequences\":2");
    }

    @Test
    void anInterruptedFitLeavesNothingBehind() throws Exception {
        StringBuilder text = new StringBuilder();
        SplittableRandom random = new SplittableRandom(1);
        for (int t = 0; t < 3_000_000; t++) {
            text.append((char) ('a' + random.nextInt(20)));
        }
        Files.writeString(folder.resolve("data.txt"), text);
        Files.writeString(folder.resolve("model.json"), "old");
        java.lang.Process process = new ProcessBuilder(
                        Launcher.command("fit", "data.txt", "-k", "9", "--out", "model.json", "--report", "page.html"))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        assertThat(process.waitFor(2500, TimeUnit.MILLISECONDS))
                .as("still at work")
                .isFalse();
        new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(ExitCode.INTERRUPTED);
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("data.txt", "model.json");
        }
        assertThat(folder.resolve("model.json")).hasContent("old");
    }

    @ParameterizedTest
    @MethodSource("org.unmask.cli.BadInputTest#badData")
    void badDataAreRefusedByTheProcess(String name, String contents, String options, String wanted) throws Exception {
        Files.writeString(folder.resolve(name), contents);
        List<Object> words = new java.util.ArrayList<>(List.of("fit", name));
        words.addAll(List.of(options.split(" ")));
        words.addAll(List.of("--out", "model.json", "--report", "page.html"));
        assertRefused(Launcher.run(folder, Launcher.command(words.toArray())), wanted);
        assertThat(folder.toFile().list()).containsExactly(name);
    }

    @Test
    void halfAModelIsRefusedByTheProcess() throws Exception {
        Path model = Models.categorical(folder);
        String text = Files.readString(model);
        Files.writeString(model, text.substring(0, text.length() / 2));
        Files.writeString(folder.resolve("data.txt"), "abab");
        assertRefused(
                Launcher.run(folder, Launcher.command("decode", model, "data.txt", "--out", "states.csv")),
                model.getFileName().toString());
        assertThat(folder.resolve("states.csv")).doesNotExist();
    }

    /** A device that is always full stands for a full disk. */
    @Test
    void aFullDiskIsTold() throws Exception {
        Assumptions.assumeTrue(Files.exists(Path.of("/dev/full")));
        Path model = Models.categorical(folder);
        Files.writeString(folder.resolve("data.txt"), "abaabbabaababbabbaababab");
        assertRefused(
                Launcher.run(folder, Launcher.command("fit", "data.txt", "-k", "1", "--json", "--out", "/dev/full")),
                "/dev/full: cannot be written");
        List<String> shell = new java.util.ArrayList<>(List.of("sh", "-c", "\"$@\" > /dev/full", "sh"));
        shell.addAll(Launcher.command("compare", model, model, "--json"));
        assertRefused(Launcher.run(folder, shell), "standard output");
    }

    /** As other programs do, unmask ends in silence when its reader has seen enough. */
    @Test
    void aReaderThatLeavesIsNoError() throws Exception {
        Path model = Models.categorical(folder);
        List<String> shell =
                new java.util.ArrayList<>(List.of("bash", "-c", "\"$@\" | head -n 2; echo ${PIPESTATUS[0]}", "bash"));
        shell.addAll(Launcher.command("simulate", model, "--tokens", 300_000, "--with-states"));
        Command answer = Launcher.run(folder, shell);
        assertThat(answer.err()).isEmpty();
        assertThat(answer.out().lines()).hasSize(3).endsWith(Integer.toString(ExitCode.READER_GONE));
    }

    private static void assertRefused(Command answer, String wanted) {
        assertThat(answer.err()).startsWith("unmask: ").contains(wanted);
        assertThat(answer.err().lines()).as(answer.err()).hasSize(1);
        assertThat(answer.out()).isEmpty();
        assertThat(answer.code()).as(answer.err()).isEqualTo(ExitCode.BAD_INPUT);
    }

    /** Ten times as much text as there is heap. */
    @Test
    void aTextLargerThanTheHeapIsFitted() throws Exception {
        SplittableRandom random = new SplittableRandom(3);
        byte[] block = new byte[1 << 20];
        int state = 0;
        for (int t = 0; t < block.length; t++) {
            state = random.nextInt(10) == 0 ? 1 - state : state;
            block[t] = (byte) (random.nextInt(10) < 8 ? 'a' + state : 'c');
        }
        try (java.io.OutputStream out = Files.newOutputStream(folder.resolve("large.txt"))) {
            for (int n = 0; n < 160; n++) {
                out.write(block);
            }
        }
        List<String> command = Launcher.command("fit", "large.txt", "--letters", "-k", "2", "--json");
        command.add(1, "-Xmx48m");
        Command fit = Launcher.run(folder, command);
        assertThat(fit.code()).as(fit.err()).isZero();
        assertThat(fit.out()).contains("\"tokens\":167772160,", "\"climbedTokens\":");
        command.set(1, "-Xmx12m");
        assertThat(Launcher.run(folder, command).code()).as("with too little").isNotZero();
    }

    static Stream<Path> pages() throws IOException {
        return DocumentedPages.forUsers().stream()
                .filter(page -> commands(page).findAny().isPresent());
    }

    /** Every command that a page shows in a block of shell runs, in their order, in one folder. */
    @ParameterizedTest
    @MethodSource("pages")
    void thePagesSayWhatWorks(Path page) throws Exception {
        DocumentedPages.furnish(folder, "bin/unmask");
        for (String command : commands(page).toList()) {
            Command answer = Launcher.run(
                    folder,
                    List.of(
                            "bash",
                            "-c",
                            "PATH=" + folder.resolve("bin") + ":$PATH; " + command.replace("./unmask", "unmask")));
            assertThat(answer.code())
                    .as(page.getFileName() + ": " + command + "\n" + answer.err())
                    .isZero();
        }
    }

    /** Lines of shell that call unmask, continued lines joined. */
    private static Stream<String> commands(Path page) {
        try {
            Matcher blocks = FENCED.matcher(Files.readString(page));
            return blocks
                    .results()
                    .flatMap(block -> block.group(1).replace("\\\n", " ").lines())
                    .map(line -> line.startsWith("$ ") ? line.substring(2) : line)
                    .filter(line -> line.matches("(\\./)?unmask .*|echo .*|printf .*"))
                    .toList()
                    .stream();
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        }
    }
}

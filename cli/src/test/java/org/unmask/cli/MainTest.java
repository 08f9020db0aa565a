// SPDX-License-Identifier: Apache-2.0
package org.unmask.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.unmask.cli.Command.unmask;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MainTest {

    static java.util.List<String> verbs() {
        return Verbs.ALL.stream().map(Verbs.Entry::name).toList();
    }

    @Test
    void helpListsEveryVerb() {
        Command help = unmask("--help");
        assertThat(help.code()).isZero();
        assertThat(help.err()).isEmpty();
        for (Verbs.Entry verb : Verbs.ALL) {
            assertThat(help.out()).contains("  " + verb.name() + " ").contains(verb.summary());
        }
        assertThat(unmask().out()).isEqualTo(help.out());
    }

    @ParameterizedTest
    @MethodSource("verbs")
    void everyVerbHasHelpWithAnExample(String verb) {
        Command help = unmask(verb, "--help");
        assertThat(help.code()).isZero();
        assertThat(help.err()).isEmpty();
        assertThat(help.out())
                .contains("Example:")
                .contains("  unmask " + verb + " ")
                .contains("--json", "--seed", "--quiet", "--threads");
        assertThat(unmask("help", verb).out()).isEqualTo(help.out());
    }

    @ParameterizedTest
    @MethodSource("verbs")
    void anUnknownOptionIsUsage(String verb) {
        Command wrong = unmask(verb, "--jsno", "x", "y");
        assertThat(wrong.code()).isEqualTo(ExitCode.USAGE);
        assertThat(wrong.out()).isEmpty();
        assertThat(wrong.err().lines()).hasSize(1);
        assertThat(wrong.err()).startsWith("unmask: ").contains("unmask " + verb + " --help");
    }

    @Test
    void anUnknownVerbIsUsage() {
        Command wrong = unmask("simulat", "model.json");
        assertThat(wrong.code()).isEqualTo(ExitCode.USAGE);
        assertThat(wrong.err())
                .isEqualTo("unmask: \"simulat\" is no verb, did you mean simulate?; see unmask --help"
                        + System.lineSeparator());
        assertThat(unmask("zzzzzzzz").err()).doesNotContain("did you mean");
    }

    @Test
    void versionIsOneLine() {
        assertThat(unmask("--version").out()).startsWith("unmask ");
        assertThat(unmask("--version").out().lines()).hasSize(1);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.unmask.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.unmask.cli.Command.unmask;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

class MainTest {

    static List<String> verbs() {
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

    /** Its own options come first, those of all verbs last, none twice; nothing is wider than the page. */
    @ParameterizedTest
    @MethodSource("verbs")
    void everyOptionStandsUnderOneHeading(String verb) {
        CommandSpec spec = Objects.requireNonNull(
                        Main.wholeTree().getSubcommands().get(verb))
                .getCommandSpec();
        Map<String, List<OptionSpec>> sections = OptionSections.of(spec);
        assertThat(sections.values().stream().flatMap(List::stream))
                .containsExactlyInAnyOrderElementsOf(spec.options().stream()
                        .filter(option -> !option.hidden())
                        .toList());
        assertThat(List.copyOf(sections.keySet())).last().isEqualTo("Every verb");
        String help = unmask(verb, "--help").out();
        String manual = unmask("manual", verb).out();
        for (String heading : sections.keySet()) {
            assertThat(help.lines()).containsOnlyOnce(heading + ":");
            assertThat(manual.lines()).containsOnlyOnce(".SS " + heading);
        }
        assertThat(help.lines()).allMatch(line -> line.length() <= 100);
        assertThat(help.substring(help.indexOf("Example:")).lines().skip(1)).allMatch(line -> line.startsWith("  "));
    }

    @ParameterizedTest
    @MethodSource("verbs")
    void anUnknownOptionIsUsage(String verb) {
        Command wrong = unmask(verb, "--jsno", "x", "y");
        assertThat(wrong.code()).isEqualTo(ExitCode.USAGE);
        assertThat(wrong.out()).isEmpty();
        assertThat(wrong.err().lines()).hasSize(1);
        assertThat(wrong.err()).startsWith("unmask: Unknown option").contains("--jsno", "unmask " + verb + " --help");
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
    void aNumberIsNotCalledByAJavaType() {
        assertThat(unmask("simulate", "model.json", "--seed", "abc").err())
                .startsWith("unmask: Invalid value for option '--seed': 'abc' is no whole number; see ");
    }

    @Test
    void versionIsOneLine() {
        assertThat(unmask("--version").out()).startsWith("unmask ");
        assertThat(unmask("--version").out().lines()).hasSize(1);
    }
}

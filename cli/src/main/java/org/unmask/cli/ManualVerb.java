// SPDX-License-Identifier: Apache-2.0
package org.unmask.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.unmask.cli.answer.Version;
import org.unmask.cli.option.UsageException;
import org.unmask.cli.terminal.Console;
import org.unmask.io.AtomicFile;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes manual pages, from the same words as the help. */
@Command(
        name = "manual",
        description = "Prints the manual page of a verb, or writes those of all verbs into a folder.",
        footer = "  unmask manual fit | man -l -")
final class ManualVerb extends Verb {

    @Parameters(arity = "0..1", paramLabel = "VERB", description = "verb; without it, the page of unmask itself")
    private @Nullable String verb;

    @Option(names = "--out", paramLabel = "DIR", description = "write the pages of all verbs there")
    private @Nullable Path out;

    @Override
    protected int run(Console console) {
        CommandLine tree = Main.wholeTree();
        if (out != null) {
            AtomicFile.write(out.resolve("unmask.1"), page(tree.getCommandSpec()));
            for (CommandLine command : tree.getSubcommands().values()) {
                CommandSpec spec = command.getCommandSpec();
                AtomicFile.write(out.resolve("unmask-" + spec.name() + ".1"), page(spec));
            }
            return ExitCode.ANSWERED;
        }
        CommandLine command = verb == null ? tree : tree.getSubcommands().get(verb);
        if (command == null) {
            throw new UsageException("\"" + verb + "\" is no verb");
        }
        console.data().print(page(command.getCommandSpec()));
        return ExitCode.ANSWERED;
    }

    /** The page in the macros of man(7). */
    private static String page(CommandSpec spec) {
        String name = spec.qualifiedName("-");
        String[] description = spec.usageMessage().description();
        StringBuilder page = new StringBuilder()
                .append(".TH \"")
                .append(name.toUpperCase(Locale.ROOT))
                .append("\" \"1\" \"\" \"unmask ")
                .append(Version.number())
                .append("\"\n.SH NAME\n")
                .append(name)
                .append(" \\- ")
                .append(text(Verbs.named(spec.name())
                        .map(Verbs.Entry::summary)
                        .orElse("read hidden Markov models off masked prediction")))
                .append("\n.SH SYNOPSIS\n")
                .append(text(spec.commandLine().getHelp().synopsis(0).strip()))
                .append("\n.SH DESCRIPTION\n");
        List.of(description).forEach(line -> page.append(text(line)).append('\n'));
        if (!spec.subcommands().isEmpty()) {
            page.append(".SH VERBS\n");
            Verbs.ALL.forEach(entry -> entry(page, entry.name(), entry.summary()));
        }
        page.append(".SH OPTIONS\n");
        for (ArgSpec argument : spec.positionalParameters()) {
            argument(page, argument.paramLabel(), argument);
        }
        OptionSections.of(spec).forEach((heading, options) -> {
            page.append(".SS ").append(text(heading)).append('\n');
            for (OptionSpec option : options) {
                String value = option.arity().max() == 0 ? "" : "=" + option.paramLabel();
                argument(page, String.join(", ", option.names()) + value, option);
            }
        });
        page.append(".SH EXAMPLE\n.nf\n");
        List.of(spec.usageMessage().footer())
                .forEach(line -> page.append(text(line)).append('\n'));
        return page.append(".fi\n.SH EXIT STATUS\n0 answered, 1 usage, 2 bad input, 3 no answer.\n")
                .toString();
    }

    private static void argument(StringBuilder page, String label, ArgSpec argument) {
        if (!argument.hidden()) {
            entry(
                    page,
                    label,
                    String.join(" ", argument.description())
                            .replace("${DEFAULT-VALUE}", String.valueOf(argument.defaultValue())));
        }
    }

    private static void entry(StringBuilder page, String label, String words) {
        page.append(".TP\n.B ")
                .append(text(label))
                .append('\n')
                .append(text(words))
                .append('\n');
    }

    /** A line whose backslashes, hyphens, leading dots and percent signs of formats mean themselves. */
    private static String text(String line) {
        String escaped =
                line.replace("\\", "\\e").replace("-", "\\-").replace("%n", "").replace("%%", "%");
        return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
    }
}

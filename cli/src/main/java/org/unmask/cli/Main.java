// SPDX-License-Identifier: Apache-2.0
package org.unmask.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.unmask.cli.answer.Version;
import org.unmask.cli.terminal.StandardOutput;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.Spec;

/** The command {@code unmask}: without a verb it prints its help. */
@Command(
        name = "unmask",
        description = "Trains masked predictors on sequences, says whether the hidden Markov model behind the data"
                + " can be read off them, and reads it off.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "VERB",
        footer = {
            "",
            "unmask VERB --help tells more, with an example.",
            "Exit codes: 0 answered, 1 usage, 2 bad input, 3 no answer."
        })
@SuppressWarnings("NullAway.Init")
public final class Main implements Runnable {

    @Spec
    private CommandSpec spec;

    /** Made by picocli, which fills the fields before {@link #run}. */
    public Main() {}

    /**
     * Runs one command and ends the process with its exit code.
     *
     * @param args the verb and its options
     */
    public static void main(String[] args) {
        StandardOutput standard = new StandardOutput();
        int code = run(utf8(standard), utf8(new FileOutputStream(FileDescriptor.err)), standard::isClosed, args);
        System.exit(code);
    }

    /**
     * Runs one command inside this process.
     *
     * @param out takes the data
     * @param err takes the talk
     * @param args the verb and its options
     * @return the exit code
     */
    public static int run(PrintWriter out, PrintWriter err, String... args) {
        return run(out, err, () -> false, args);
    }

    private static int run(PrintWriter out, PrintWriter err, BooleanSupplier readerIsGone, String... args) {
        String[] words = args.length == 2 && args[0].equals("help") ? new String[] {args[1], "--help"} : args;
        if (words.length > 0
                && !words[0].startsWith("-")
                && Verbs.named(words[0]).isEmpty()) {
            err.println("unmask: \"" + words[0] + "\" is no verb"
                    + Verbs.nearest(words[0])
                            .map(near -> ", did you mean " + near + "?")
                            .orElse("")
                    + "; see unmask --help");
            err.flush();
            return ExitCode.USAGE;
        }
        int code = commandLine(words).setOut(out).setErr(err).execute(words);
        boolean lost = out.checkError() && code == ExitCode.ANSWERED;
        boolean enough = lost && readerIsGone.getAsBoolean();
        if (lost && !enough) {
            err.println("unmask: the answer cannot be written to standard output: it is full or closed");
        }
        err.flush();
        return enough ? ExitCode.READER_GONE : lost ? ExitCode.BAD_INPUT : code;
    }

    /** The command with the one verb that is called: reading the annotations of all of them takes longer than most jobs. */
    private static CommandLine commandLine(String... words) {
        CommandLine root = new CommandLine(new Main());
        Optional<Verbs.Entry> called = words.length == 0 ? Optional.empty() : Verbs.named(words[0]);
        called.ifPresent(entry -> root.addSubcommand(entry.name(), entry.make().get()));
        root.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, help -> Verbs.listing());
        return configured(root);
    }

    /**
     * The whole tree of commands, for completion and manual pages.
     *
     * @return a new command line
     */
    static CommandLine wholeTree() {
        CommandLine root = new CommandLine(new Main());
        Verbs.ALL.forEach(entry -> root.addSubcommand(entry.name(), entry.make().get()));
        return configured(root);
    }

    private static CommandLine configured(CommandLine root) {
        root.getSubcommands().values().forEach(Main::grouped);
        return root.setUsageHelpWidth(100)
                .setExpandAtFiles(false)
                .setPosixClusteredShortOptionsAllowed(false)
                .setParameterExceptionHandler(Failures::ofUsage)
                .setExecutionExceptionHandler((failure, command, parsed) ->
                        Failures.ofRun(failure, command, parsed.originalArgs().contains("--debug")))
                .setExecutionStrategy(Main::runLast);
    }

    private static void grouped(CommandLine verb) {
        verb.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, OptionSections::rendered);
    }

    /** Errors such as exhausted memory end in one line too; picocli hands on exceptions only. */
    private static int runLast(CommandLine.ParseResult parsed) {
        try {
            return new CommandLine.RunLast().execute(parsed);
        } catch (StackOverflowError | OutOfMemoryError failure) {
            CommandLine root = parsed.commandSpec().commandLine();
            return Failures.ofRun(failure, root, parsed.originalArgs().contains("--debug"));
        }
    }

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        spec.commandLine().usage(out);
        out.flush();
    }

    /** Documents are UTF-8 whatever the locale says. */
    private static PrintWriter utf8(OutputStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), false);
    }
}

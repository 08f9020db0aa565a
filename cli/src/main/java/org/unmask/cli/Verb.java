// SPDX-License-Identifier: Apache-2.0
package org.unmask.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.unmask.cli.answer.Provenance;
import org.unmask.cli.answer.Version;
import org.unmask.cli.option.UsageException;
import org.unmask.cli.terminal.Console;
import org.unmask.parallel.Threads;
import org.unmask.random.Seed;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * What all verbs share: help, {@code --json}, {@code --quiet}, {@code --seed}, {@code --threads}. A verb extends this,
 * describes itself in a {@link Command} with an example in the footer, and answers in {@link #run}.
 */
@Command(
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        abbreviateSynopsis = true,
        parameterListHeading = "%n",
        footerHeading = "%nExample:%n")
@SuppressWarnings("NullAway.Init")
abstract class Verb implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = "--json", order = 100, description = "print one JSON document and nothing else")
    private boolean json;

    @Option(
            names = {"-q", "--quiet"},
            order = 101,
            description = "no talk on standard error, only errors")
    private boolean quiet;

    @Option(
            names = "--seed",
            order = 102,
            paramLabel = "N",
            defaultValue = "1",
            description = "same seed, same answer (default ${DEFAULT-VALUE})")
    private long seed;

    @Option(
            names = "--threads",
            order = 103,
            paramLabel = "N",
            description = "how many may work at once (default: all processors); the answer does not depend on it")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--debug", order = 104, hidden = true, description = "print a trace when something fails")
    private boolean debug;

    /**
     * Answers the question.
     *
     * @param console where to print
     * @return an {@link ExitCode}
     * @throws Exception any; turned into one line by {@link Failures}
     */
    protected abstract int run(Console console) throws Exception;

    @Override
    public final Integer call() throws Exception {
        if (threads < 1) {
            throw new UsageException("--threads is " + threads + ", expected at least 1");
        }
        Console console =
                new Console(spec.commandLine().getOut(), spec.commandLine().getErr(), json, quiet);
        int code = run(console);
        console.flush();
        return code;
    }

    /** The seed to split by label. */
    protected final Seed seed() {
        return new Seed(seed);
    }

    /** How many threads may work. */
    protected final Threads threads() {
        return new Threads(threads);
    }

    /** What made this answer, to be put in every document. */
    protected final Provenance provenance() {
        return Provenance.of(spec, seed);
    }

    /** All words of the command line, the verb first. */
    protected final List<String> arguments() {
        CommandLine root = spec.root().commandLine();
        return root.getParseResult().originalArgs();
    }

    /** Whether a trace is wanted when something fails. */
    final boolean debug() {
        return debug;
    }
}

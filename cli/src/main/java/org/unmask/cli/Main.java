package org.unmask.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command {@code unmask}: without a verb it prints its help. */
@Command(
        name = "unmask",
        description = "Trains masked predictors on sequences and reads hidden Markov models off them.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class)
public final class Main implements Runnable {

    @Spec
    private CommandSpec spec;

    /** Made by picocli, which fills the fields before {@link #run}. */
    @SuppressWarnings("NullAway.Init")
    public Main() {}

    /**
     * Runs one command and ends the process with its exit code.
     *
     * @param args the verb and its options
     */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    /**
     * The whole command tree, ready to execute or to redirect.
     *
     * @return a new command line
     */
    static CommandLine commandLine() {
        return new CommandLine(new Main());
    }

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        spec.commandLine().usage(out);
        out.flush();
    }

    /** The version that the build wrote into the manifest. */
    static final class Version implements IVersionProvider {

        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"unmask " + (version == null ? "(unpackaged)" : version)};
        }
    }
}

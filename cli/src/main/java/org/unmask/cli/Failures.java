// SPDX-License-Identifier: Apache-2.0
package org.unmask.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.unmask.cli.option.UsageException;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns what goes wrong into one line on standard error and an exit code; a trace only with {@code --debug}. */
final class Failures {

    private static final String WHERE_TO_REPORT = "please report it with the command and this line";

    private Failures() {}

    /** Wrong options. */
    static int ofUsage(ParameterException thrown, String[] arguments) {
        CommandLine command = thrown.getCommandLine();
        ParameterException failure = thrown instanceof MissingParameterException
                ? unknown(command, arguments).orElse(thrown)
                : thrown;
        PrintWriter err = command.getErr();
        StringBuilder line = new StringBuilder("unmask: ").append(plain(oneLine(failure.getMessage())));
        if (failure instanceof UnmatchedArgumentException unmatched) {
            List<String> near = unmatched.getSuggestions();
            if (!near.isEmpty()) {
                line.append("; did you mean ").append(near.get(0)).append('?');
            }
        }
        err.println(line.append("; see ")
                .append(command.getCommandSpec().qualifiedName())
                .append(" --help"));
        err.flush();
        return ExitCode.USAGE;
    }

    /** Without the names of Java's types. */
    private static String plain(String message) {
        return message.replaceFirst(" is not an? (int|long)$", " is no whole number")
                .replaceFirst(" is not a double$", " is no number");
    }

    /** A misspelt option, which may be why a required one is missing. */
    private static Optional<ParameterException> unknown(CommandLine command, String[] arguments) {
        return Arrays.stream(arguments)
                .takeWhile(word -> !word.equals("--"))
                .filter(word -> word.startsWith("--"))
                .map(word -> word.split("=", 2)[0])
                .filter(name -> !command.getCommandSpec().optionsMap().containsKey(name))
                .findFirst()
                .map(name -> new UnmatchedArgumentException(command, List.of(name)));
    }

    /** Anything thrown by a verb. */
    static int ofRun(Throwable failure, CommandLine command, boolean debug) {
        PrintWriter err = command.getErr();
        command.getOut().flush();
        int code = code(failure);
        err.println("unmask: " + line(failure, code));
        if (debug) {
            failure.printStackTrace(err);
        }
        err.flush();
        return code;
    }

    private static int code(Throwable failure) {
        if (failure instanceof UsageException) {
            return ExitCode.USAGE;
        }
        if (failure instanceof IllegalArgumentException
                || failure instanceof IOException
                || failure instanceof UncheckedIOException) {
            return ExitCode.BAD_INPUT;
        }
        if (failure instanceof CancellationException || failure instanceof InterruptedException) {
            return ExitCode.INTERRUPTED;
        }
        return failure instanceof OutOfMemoryError ? ExitCode.NO_ANSWER : ExitCode.BUG;
    }

    private static String line(Throwable failure, int code) {
        if (failure instanceof OutOfMemoryError) {
            return "the memory of " + (Runtime.getRuntime().maxMemory() >> 20)
                    + " MiB is too small for this; UNMASK_JAVA_OPTS=-Xmx4g gives more";
        }
        if (failure instanceof UncheckedIOException wrapped && wrapped.getCause() != null) {
            return file(wrapped.getCause());
        }
        if (failure instanceof IOException io) {
            return file(io);
        }
        if (code == ExitCode.INTERRUPTED) {
            return "interrupted";
        }
        if (code == ExitCode.BUG) {
            return "internal error, " + WHERE_TO_REPORT + ": "
                    + failure.getClass().getName() + ": " + oneLine(failure.getMessage()) + place(failure)
                    + " (--debug shows the trace)";
        }
        return oneLine(failure.getMessage());
    }

    private static String place(Throwable failure) {
        StackTraceElement[] trace = failure.getStackTrace();
        return trace.length == 0 ? "" : " at " + trace[0];
    }

    private static String file(IOException failure) {
        String problem = failure instanceof NoSuchFileException
                ? "there is no such file or folder"
                : failure instanceof AccessDeniedException
                        ? "permission is denied"
                        : failure instanceof NotDirectoryException
                                ? "this is no folder"
                                : failure instanceof FileAlreadyExistsException ? "this exists already" : "";
        if (failure instanceof FileSystemException at && at.getFile() != null && !problem.isEmpty()) {
            return at.getFile() + ": " + problem;
        }
        return oneLine(failure.getMessage());
    }

    private static String oneLine(@Nullable String message) {
        return message == null ? "no message" : message.strip().replaceAll("\\s*\\R\\s*", " ");
    }
}

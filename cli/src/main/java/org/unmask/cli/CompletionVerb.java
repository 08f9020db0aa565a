// SPDX-License-Identifier: Apache-2.0
package org.unmask.cli;

import org.unmask.cli.terminal.Console;
import picocli.AutoComplete;
import picocli.CommandLine.Command;

/** Prints a script that lets a shell complete verbs and options. */
@Command(
        name = "completion",
        description = "Prints a script with which bash and zsh complete verbs and options.",
        footer = "  unmask completion > unmask.sh && source unmask.sh")
final class CompletionVerb extends Verb {

    @Override
    protected int run(Console console) {
        console.data().print(AutoComplete.bash("unmask", Main.wholeTree()));
        return ExitCode.ANSWERED;
    }
}

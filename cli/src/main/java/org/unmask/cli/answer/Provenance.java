// SPDX-License-Identifier: Apache-2.0
package org.unmask.cli.answer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * What made an answer, enough to make it again: version, command, seed, digests of the inputs, JDK and machine. Options
 * that change where or how the answer is shown, and the number of threads, are left out: they do not change the answer.
 *
 * @param command the command to repeat, the program's name first
 * @param seed the seed
 * @param inputs digest of each input by its name
 */
public record Provenance(List<String> command, long seed, Map<String, String> inputs) {

    private static final Set<String> OF_SHOW_ONLY =
            Set.of("--json", "--quiet", "--threads", "--debug", "--out", "--report", "--seed");

    public Provenance {
        command = List.copyOf(command);
        inputs = new LinkedHashMap<>(inputs);
    }

    /** The provenance of the command that runs, without inputs yet. */
    public static Provenance of(CommandSpec spec, long seed) {
        List<String> command = new ArrayList<>(List.of("unmask", spec.name()));
        ParseResult parsed = spec.commandLine().getParseResult();
        for (ArgSpec argument : parsed.matchedArgs()) {
            if (argument instanceof OptionSpec option) {
                if (!OF_SHOW_ONLY.contains(option.longestName())) {
                    addOption(command, option);
                }
            } else {
                command.addAll(argument.originalStringValues());
            }
        }
        command.add("--seed");
        command.add(Long.toString(seed));
        return new Provenance(command, seed, Map.of());
    }

    private static void addOption(List<String> command, OptionSpec option) {
        if (option.typeInfo().isBoolean()) {
            command.add(option.longestName());
            return;
        }
        for (String value : option.originalStringValues()) {
            command.add(option.longestName());
            command.add(value);
        }
    }

    /** The same with an input's digest. */
    public Provenance with(String input, String digest) {
        Map<String, String> more = new LinkedHashMap<>(inputs);
        more.put(input, digest);
        return new Provenance(command, seed, more);
    }

    /** The command as one would type it. */
    public String commandLine() {
        return String.join(" ", command.stream().map(Provenance::quoted).toList());
    }

    /** The document. */
    public Map<String, Object> document() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("program", "unmask");
        document.put("version", Version.number());
        document.put("command", commandLine());
        document.put("seed", seed);
        document.put("inputs", inputs);
        document.put("java", System.getProperty("java.version", ""));
        document.put("os", System.getProperty("os.name", ""));
        document.put("arch", System.getProperty("os.arch", ""));
        return document;
    }

    private static String quoted(String word) {
        return word.matches("[A-Za-z0-9_./:=@%+,-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}

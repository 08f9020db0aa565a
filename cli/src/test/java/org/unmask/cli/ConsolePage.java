// SPDX-License-Identifier: Apache-2.0
package org.unmask.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The shell sessions of a page: blocks fenced as {@code console}, in which a line after {@code "$ "} is a command and the
 * lines up to the next one are what it answers on standard output. A command goes on in the next line after a backslash. A
 * line that holds nothing but {@code …} stands for any lines.
 */
final class ConsolePage {

    private static final Pattern BLOCK = Pattern.compile("(?ms)^```console\\R(.*?)^```");
    private static final String PROMPT = "$ ";
    private static final String ANYTHING = "…";
    /** Times are not those of the reader's machine. */
    private static final Pattern SECONDS = Pattern.compile("\\b\\d+\\.\\d+ s\\b");

    private final String text;

    ConsolePage(String text) {
        this.text = text;
    }

    /**
     * A command and its answer.
     *
     * @param command what follows the prompt, continued lines included
     * @param answer the lines that follow
     */
    record Exchange(String command, List<String> answer) {

        /** Whether these lines are what the page shows. */
        boolean shows(List<String> lines) {
            String pattern = answer.stream()
                    .map(line -> line.equals(ANYTHING) ? "(?:.*\n)*" : Pattern.quote(withoutSeconds(line)) + "\n")
                    .collect(Collectors.joining());
            String found =
                    lines.stream().map(line -> withoutSeconds(line) + "\n").collect(Collectors.joining());
            return Pattern.matches(pattern, found);
        }
    }

    /** All commands of the page, in their order. */
    List<Exchange> exchanges() {
        return BLOCK.matcher(text)
                .results()
                .flatMap(block -> exchanges(block.group(1)).stream())
                .toList();
    }

    /**
     * The page with the answers that its commands give today. An answer that is shown in part, or not at all, stays so.
     *
     * @param answers from a command to what it answers, asked in the order of the page
     */
    String rewritten(Function<String, List<String>> answers) {
        return BLOCK.matcher(text)
                .replaceAll(block -> Matcher.quoteReplacement(exchanges(block.group(1)).stream()
                        .map(exchange -> PROMPT + exchange.command() + "\n" + shown(exchange, answers))
                        .collect(Collectors.joining("", "```console\n", "```"))));
    }

    private static String shown(Exchange exchange, Function<String, List<String>> answers) {
        List<String> today = answers.apply(exchange.command());
        boolean partly = exchange.answer().isEmpty() || exchange.answer().contains(ANYTHING);
        return (partly ? exchange.answer() : today)
                .stream().map(line -> line + "\n").collect(Collectors.joining());
    }

    private static List<Exchange> exchanges(String block) {
        List<Exchange> exchanges = new ArrayList<>();
        StringBuilder command = new StringBuilder();
        List<String> answer = new ArrayList<>();
        boolean open = false;
        for (String line : block.lines().toList()) {
            if (line.startsWith(PROMPT)) {
                if (!command.isEmpty()) {
                    exchanges.add(new Exchange(command.toString(), List.copyOf(answer)));
                }
                command = new StringBuilder(line.substring(PROMPT.length()));
                answer = new ArrayList<>();
            } else if (open) {
                command.append('\n').append(line);
            } else {
                answer.add(line);
            }
            open = (open || line.startsWith(PROMPT)) && line.endsWith("\\");
        }
        if (!command.isEmpty()) {
            exchanges.add(new Exchange(command.toString(), List.copyOf(answer)));
        }
        return exchanges;
    }

    private static String withoutSeconds(String line) {
        return SECONDS.matcher(line).replaceAll("? s").stripTrailing();
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.unmask.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Commands that a page only mentions, with words such as DATA in them, cannot be run; their verbs and options must exist. */
class MentionedCommandsTest {

    private static final Pattern MENTION =
            Pattern.compile("(?m)(?:`|^ {4})(?:UNMASK_[A-Z]+=\\S+ )?(?:\\./)?unmask ([a-z]+[^`\\n]*)");
    private static final Pattern WORD = Pattern.compile("'[^']*'|\\S+");

    private final CommandLine tree = Main.wholeTree();

    @Test
    void everyMentionedVerbAndOptionExists() throws IOException {
        List<String> wrong = new ArrayList<>();
        int seen = 0;
        for (Path page : DocumentedPages.all()) {
            List<String> commands = MENTION.matcher(Files.readString(page))
                    .results()
                    .map(found -> found.group(1))
                    .toList();
            seen += commands.size();
            commands.forEach(command ->
                    unknown(command).forEach(word -> wrong.add(page.getFileName() + ": " + word + " in " + command)));
        }
        assertThat(wrong).isEmpty();
        assertThat(seen).isGreaterThan(50);
    }

    @Test
    void whatDoesNotExistIsSeen() {
        assertThat(unknown("score --model m.json data.txt")).containsExactly("--model");
        assertThat(unknown("fitt data.txt")).containsExactly("fitt");
        assertThat(unknown("fit data.txt -k 2 --letters --task '--x'")).isEmpty();
    }

    private List<String> unknown(String command) {
        List<String> words =
                WORD.matcher(command).results().map(MatchResult::group).toList();
        CommandLine verb = tree.getSubcommands().get(words.get(0));
        return verb == null
                ? words.subList(0, 1)
                : words.stream()
                        .filter(word -> word.startsWith("-"))
                        .filter(word -> verb.getCommandSpec().findOption(word) == null)
                        .toList();
    }
}

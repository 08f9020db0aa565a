// SPDX-License-Identifier: Apache-2.0
package org.unmask.cli;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The verbs there are, in the order of the help. A new verb is one line here and one class that extends {@link Verb}. */
final class Verbs {

    /**
     * A verb before it is loaded.
     *
     * @param name what the user types
     * @param summary what it does, in a line
     * @param make makes the command
     */
    record Entry(String name, String summary, Supplier<Verb> make) {}

    static final List<Entry> ALL = List.of(
            new Entry("fit", "fit a model to data through masked prediction", FitVerb::new),
            new Entry("predict", "masked tokens from contexts", PredictVerb::new),
            new Entry("verdict", "identifiable or not, and why", VerdictVerb::new),
            new Entry("twin", "two different models that no such predictor tells apart", TwinVerb::new),
            new Entry("check", "verify a certificate or a twin, independently", CheckVerb::new),
            new Entry("plan", "how many tokens a wanted precision takes", PlanVerb::new),
            new Entry("tasks", "which masked task recovers a model with the fewest tokens", TasksVerb::new),
            new Entry("atlas", "the landscape: every task in every family", AtlasVerb::new),
            new Entry("explore", "a page with a slider: the models that predict the same", ExploreVerb::new),
            new Entry("study", "promises put to the test on data from known models", StudyVerb::new),
            new Entry("reproduce", "the statements of the paper as experiments", ReproduceVerb::new),
            new Entry("read", "a model off any predictor's table", ReadVerb::new),
            new Entry("simulate", "draw sequences from a model", SimulateVerb::new),
            new Entry("score", "log-likelihood of data", ScoreVerb::new),
            new Entry("decode", "hidden states of data", DecodeVerb::new),
            new Entry("forecast", "what comes after data", ForecastVerb::new),
            new Entry("compare", "distance of two models, and whether they are one process", CompareVerb::new),
            new Entry("convert", "data and models in other formats", ConvertVerb::new),
            new Entry("completion", "a script that completes verbs and options in a shell", CompletionVerb::new),
            new Entry("manual", "manual pages", ManualVerb::new));

    private Verbs() {}

    /** The verb with a name. */
    static Optional<Entry> named(String name) {
        return ALL.stream().filter(entry -> entry.name().equals(name)).findFirst();
    }

    /** The verb that a misspelt one may have meant: the same start, or at most two letters off. */
    static Optional<String> nearest(String word) {
        return ALL.stream()
                .map(Entry::name)
                .filter(name -> name.startsWith(word) || distance(name, word) <= 2)
                .findFirst();
    }

    /** The list of verbs for the help. */
    static String listing() {
        int width = ALL.stream().mapToInt(entry -> entry.name().length()).max().orElse(0);
        StringBuilder text = new StringBuilder("\nVerbs:\n");
        for (Entry entry : ALL) {
            text.append("  ")
                    .append(entry.name())
                    .append(" ".repeat(width + 3 - entry.name().length()))
                    .append(entry.summary())
                    .append('\n');
        }
        return text.toString().replace("\n", System.lineSeparator());
    }

    /** Levenshtein distance. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}

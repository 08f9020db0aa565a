// SPDX-License-Identifier: Apache-2.0
package org.unmask.estimate;

import java.util.Arrays;
import org.unmask.data.PointSequences;
import org.unmask.data.Sequences;
import org.unmask.data.SymbolSequences;
import org.unmask.model.ModelFamily;
import org.unmask.task.MaskedTask;
import org.unmask.task.TaskSet;
import org.unmask.training.CategoricalTraining;

/** Refuses data that cannot carry a fit, in one line that says what was found and what is needed. */
final class DataCheck {

    private DataCheck() {}

    /**
     * Checks.
     *
     * @throws IllegalArgumentException with what was found and what was expected
     */
    static void check(Sequences sequences, ModelFamily family, TaskSet tasks) {
        long seen = seen(sequences);
        long longest = 0;
        for (int s = 0; s < sequences.count(); s++) {
            longest = Math.max(longest, sequences.end(s) - sequences.start(s));
        }
        lengths(seen, longest, tasks);
        if (sequences instanceof SymbolSequences symbols) {
            symbols(symbols);
        } else {
            points((PointSequences) sequences);
        }
        parameters(family, sequences instanceof PointSequences ? seen * sequences.dimension() : seen);
    }

    /** There must be tokens, and a sequence of them as long as a window. */
    static void lengths(long seen, long longest, TaskSet tasks) {
        if (seen == 0) {
            throw new IllegalArgumentException("there are no tokens, expected at least two");
        }
        if (seen == 1) {
            throw new IllegalArgumentException("there is one token, expected at least two");
        }
        if (longest < tasks.window()) {
            throw new IllegalArgumentException("the longest sequence has " + longest + " tokens, expected at least "
                    + tasks.window() + ", the window of " + tasks.text());
        }
    }

    /**
     * There must not be more parameters than values; but of many symbols most are rare, and what little is known of them is
     * made up for by the prior law of {@link WordClimb}.
     */
    static void parameters(ModelFamily family, long values) {
        if (family instanceof ModelFamily.Categorical && family.dimension() > WordFit.MANY) {
            return;
        }
        if (family.states() > 1 && family.parameters() > values) {
            throw new IllegalArgumentException("a model of " + family.states() + " states has " + family.parameters()
                    + " free parameters, more than the " + values + " values of the data; expected fewer states");
        }
    }

    /** Tokens of which something was observed. */
    static long seen(Sequences sequences) {
        long seen = 0;
        if (sequences instanceof SymbolSequences symbols) {
            for (int code : symbols.codes()) {
                seen += code == SymbolSequences.MISSING ? 0 : 1;
            }
            return seen;
        }
        double[] values = ((PointSequences) sequences).values();
        int d = sequences.dimension();
        for (int t = 0; t < sequences.tokens(); t++) {
            boolean any = false;
            for (int c = 0; c < d; c++) {
                any |= !Double.isNaN(values[t * d + c]);
            }
            seen += any ? 1 : 0;
        }
        return seen;
    }

    /** Windows of a task in which nothing that it names is missing. */
    static long windows(Sequences data, MaskedTask task) {
        int[] positions = CategoricalTraining.positions(task.shifted());
        long windows = 0;
        for (int s = 0; s < data.count(); s++) {
            int last = data.end(s) - task.window();
            for (int t = data.start(s); t <= last; t++) {
                boolean whole = true;
                for (int position : positions) {
                    whole &= whole(data, t + position - 1);
                }
                windows += whole ? 1 : 0;
            }
        }
        return windows;
    }

    private static boolean whole(Sequences data, int token) {
        if (data instanceof SymbolSequences symbols) {
            return symbols.code(token) != SymbolSequences.MISSING;
        }
        PointSequences points = (PointSequences) data;
        boolean whole = true;
        for (int c = 0; c < points.dimension(); c++) {
            whole &= !Double.isNaN(points.value(token, c));
        }
        return whole;
    }

    private static void symbols(SymbolSequences symbols) {
        int first = SymbolSequences.MISSING;
        for (int code : symbols.codes()) {
            if (code != SymbolSequences.MISSING) {
                if (first == SymbolSequences.MISSING) {
                    first = code;
                } else if (code != first) {
                    return;
                }
            }
        }
        throw oneSymbol(symbols.alphabet().symbol(first));
    }

    /** What to say when there is one symbol only. */
    static IllegalArgumentException oneSymbol(String symbol) {
        return new IllegalArgumentException(
                "all tokens are the symbol \"" + symbol + "\", expected at least two distinct symbols");
    }

    private static void points(PointSequences points) {
        double[] values = points.values();
        int d = points.dimension();
        double[] least = new double[d];
        double[] most = new double[d];
        Arrays.fill(least, Double.POSITIVE_INFINITY);
        Arrays.fill(most, Double.NEGATIVE_INFINITY);
        for (int at = 0; at < values.length; at++) {
            if (!Double.isNaN(values[at])) {
                least[at % d] = Math.min(least[at % d], values[at]);
                most[at % d] = Math.max(most[at % d], values[at]);
            }
        }
        coordinates(least, most);
    }

    /** Every coordinate must have values, and not the same one throughout. */
    static void coordinates(double[] least, double[] most) {
        for (int c = 0; c < least.length; c++) {
            if (least[c] > most[c]) {
                throw new IllegalArgumentException("coordinate " + (c + 1) + " has no value, expected numbers");
            }
            if (least[c] == most[c]) {
                throw new IllegalArgumentException(
                        "coordinate " + (c + 1) + " is " + least[c] + " in every token, expected values that vary");
            }
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.unmask.spark;

import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.spark.api.java.JavaRDD;
import org.unmask.data.WindowCounts;
import org.unmask.estimate.StreamSample;
import org.unmask.estimate.SymbolSource;
import org.unmask.inference.ExpectedCounts;
import org.unmask.model.Alphabet;
import org.unmask.model.Hmm;
import org.unmask.parallel.Progress;

/** Symbols in parts, surveyed and scored by Spark. */
final class SparkSymbols implements SymbolSource {

    private final Alphabet alphabet;
    private final JavaRDD<? extends Part> parts;
    private final PartSums sums;

    /**
     * Symbols in parts.
     *
     * @param alphabet the symbols
     * @param parts all parts, in any order
     * @param shapes theirs, in any order
     */
    SparkSymbols(Alphabet alphabet, JavaRDD<? extends Part> parts, List<Shape> shapes) {
        this.alphabet = alphabet;
        this.parts = parts;
        this.sums = new PartSums(parts, shapes);
    }

    @Override
    public Alphabet alphabet() {
        return alphabet;
    }

    @Override
    public long tokens() {
        return sums.whole().tokens();
    }

    @Override
    public long count() {
        return sums.whole().count();
    }

    @Override
    public SymbolSource.Survey survey(List<int[]> positions, int sample, Progress progress) {
        progress.at("counting windows", 0, tokens());
        StreamSample taking = new StreamSample(alphabet, tokens(), sample);
        HashMap<Long, Long> firsts = new HashMap<>();
        HashMap<Long, long[]> ranges = new HashMap<>();
        long first = 0;
        for (Shape shape : sums.shapes()) {
            long[] taken = taking.taken(first, first + shape.tokens());
            if (taken.length > 0) {
                firsts.put(shape.number(), first);
                ranges.put(shape.number(), taken);
            }
            first += shape.tokens();
        }
        TaskSurvey.Wanted wanted =
                new TaskSurvey.Wanted(alphabet.size(), positions.toArray(int[][]::new), firsts, ranges);
        TaskSurvey found = surveyed(parts, wanted);
        List<WindowCounts> counts = found.counts(wanted);
        long at = 0;
        for (Fragment fragment : found.sample()) {
            taking.skip(fragment.from() - at);
            fragment.replay(taking);
            at = fragment.from() + fragment.size();
        }
        taking.endSequence();
        progress.at("counting windows", tokens(), tokens());
        return new SymbolSource.Survey(counts, sums.whole().longest(), taking.sequences());
    }

    private static <P extends Part> TaskSurvey surveyed(JavaRDD<P> parts, TaskSurvey.Wanted wanted) {
        return parts.mapPartitions(of -> List.of(TaskSurvey.of(of, wanted)).iterator())
                .treeReduce(TaskSurvey::merge, depth(parts.getNumPartitions()));
    }

    /** Levels of a tree that merges what tasks found, before it comes here. */
    static int depth(int partitions) {
        return partitions <= 64 ? 1 : 2;
    }

    @Override
    public double logLikelihood(Hmm model, Progress progress) {
        return sums.logLikelihood(model, progress);
    }

    @Override
    public Optional<Function<Hmm, ExpectedCounts>> expectation(Progress progress) {
        return Optional.of(sums.expectation(progress));
    }

    /** The same parts, dealt to another number of tasks. */
    SparkSymbols spread(int partitions) {
        return new SparkSymbols(alphabet, parts.repartition(partitions), sums.shapes());
    }
}

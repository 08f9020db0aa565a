// SPDX-License-Identifier: Apache-2.0
package org.unmask.spark;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.unmask.data.WindowCounts;
import org.unmask.estimate.StreamSample;
import org.unmask.estimate.SymbolSource;
import org.unmask.inference.ExpectedCounts;
import org.unmask.inference.PieceLikelihood;
import org.unmask.model.Alphabet;
import org.unmask.model.Hmm;
import org.unmask.parallel.Progress;

/** Symbols in parts, surveyed and scored by Spark. */
final class SparkSymbols implements SymbolSource {

    private final Alphabet alphabet;
    private final JavaRDD<? extends Part> parts;
    private final List<Shape> shapes;
    private final Shape.Whole whole;

    /**
     * Symbols in parts.
     *
     * @param alphabet the symbols
     * @param parts all parts, in any order
     * @param shapes theirs, by number
     */
    SparkSymbols(Alphabet alphabet, JavaRDD<? extends Part> parts, List<Shape> shapes) {
        this.alphabet = alphabet;
        this.parts = parts;
        this.shapes =
                shapes.stream().sorted(Comparator.comparingLong(Shape::number)).toList();
        this.whole = Shape.Whole.of(this.shapes);
    }

    @Override
    public Alphabet alphabet() {
        return alphabet;
    }

    @Override
    public long tokens() {
        return whole.tokens();
    }

    @Override
    public long count() {
        return whole.count();
    }

    @Override
    public SymbolSource.Survey survey(List<int[]> positions, int sample, Progress progress) {
        progress.at("counting windows", 0, tokens());
        StreamSample taking = new StreamSample(alphabet, tokens(), sample);
        HashMap<Long, Long> firsts = new HashMap<>();
        HashMap<Long, long[]> ranges = new HashMap<>();
        long first = 0;
        for (Shape shape : shapes) {
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
        return new SymbolSource.Survey(counts, whole.longest(), taking.sequences());
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
        progress.at("scoring", 0, tokens());
        double log = PieceLikelihood.total(model, pieces(ModelText.of(model)));
        progress.at("scoring", tokens(), tokens());
        return log;
    }

    @Override
    public Optional<Function<Hmm, ExpectedCounts>> expectation(Progress progress) {
        return Optional.of(model -> {
            progress.at("E step", 0, tokens());
            ModelText text = ModelText.of(model);
            List<double[]> pieces = pieces(text);
            TaskExpectation wanted = new TaskExpectation(
                    text, places(), PieceLikelihood.around(model, pieces).toArray(double[][]::new));
            ExpectedCounts counts = expected(parts, wanted).withLogLikelihood(PieceLikelihood.total(model, pieces));
            progress.at("E step", tokens(), tokens());
            return counts;
        });
    }

    private static <P extends Part> ExpectedCounts expected(JavaRDD<P> parts, TaskExpectation wanted) {
        Broadcast<TaskExpectation> sent =
                JavaSparkContext.fromSparkContext(parts.context()).broadcast(wanted);
        try {
            List<TreeSum.Node> nodes =
                    parts.mapPartitions(of -> sent.value().of(of).iterator()).collect();
            return wanted.sum(nodes);
        } finally {
            sent.destroy();
        }
    }

    /** The same parts, dealt to another number of tasks. */
    SparkSymbols spread(int partitions) {
        return new SparkSymbols(alphabet, parts.repartition(partitions), shapes);
    }

    /** Place of each part among all, by its number. */
    @SuppressWarnings("NonApiType") // travels between processes, which not every Map can
    private HashMap<Long, Integer> places() {
        HashMap<Long, Integer> places = new HashMap<>();
        for (int n = 0; n < shapes.size(); n++) {
            places.put(shapes.get(n).number(), n);
        }
        return places;
    }

    /** What {@link PieceLikelihood} finds of each part, in their order. */
    private List<double[]> pieces(ModelText model) {
        double[][] pieces = new double[shapes.size()][];
        Map<Long, Integer> places = places();
        for (Scored scored : scored(parts, model)) {
            Integer place = places.get(scored.number());
            if (place == null) {
                throw new IllegalStateException("part " + scored.number() + " was scored and never surveyed");
            }
            pieces[place] = scored.numbers();
        }
        return List.of(pieces);
    }

    private static <P extends Part> List<Scored> scored(JavaRDD<P> parts, ModelText model) {
        return parts.mapPartitions(of -> {
                    Hmm read = model.model();
                    return Lazily.map(of, part -> {
                        PieceLikelihood piece = new PieceLikelihood(read, part.resumes());
                        part.replay(piece);
                        return new Scored(part.number(), piece.numbers());
                    });
                })
                .collect();
    }

    /**
     * The log-likelihood of a part.
     *
     * @param number the part's
     * @param numbers what {@link PieceLikelihood#total} puts together
     */
    @SuppressWarnings("ArrayRecordComponent") // On its way between processes; nobody compares two.
    record Scored(long number, double[] numbers) implements java.io.Serializable {}
}

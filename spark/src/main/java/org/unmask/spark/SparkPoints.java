// SPDX-License-Identifier: Apache-2.0
package org.unmask.spark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.function.Function;
import org.apache.spark.api.java.JavaRDD;
import org.unmask.data.CoordinateSums;
import org.unmask.data.PointSequences;
import org.unmask.data.WindowMoments;
import org.unmask.estimate.EvenStretches;
import org.unmask.estimate.PointSource;
import org.unmask.inference.ExpectedCounts;
import org.unmask.model.Hmm;
import org.unmask.parallel.Progress;
import org.unmask.parallel.Threads;

/**
 * Points in parts, and the sums of their windows. Each part is summed by core and the sums are merged in the order of the
 * parts, so for rows in one sequence they are those of {@link WindowMoments#of} to the last bit; whole sequences are dealt
 * to parts by their names, so there the order is that of the parts, still the same on any cluster.
 */
final class SparkPoints implements PointSource {

    private final JavaRDD<TablePart> parts;
    private final int dimension;
    private final PartSums sums;

    /**
     * Points in parts.
     *
     * @param parts all parts, in any order
     * @param dimension coordinates of a point
     * @param shapes those of the parts
     */
    SparkPoints(JavaRDD<TablePart> parts, int dimension, List<Shape> shapes) {
        this.parts = parts;
        this.dimension = dimension;
        this.sums = new PartSums(parts, shapes);
    }

    @Override
    public int dimension() {
        return dimension;
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
    public long longest() {
        return sums.whole().longest();
    }

    @Override
    public double logLikelihood(Hmm model, Progress progress) {
        return sums.logLikelihood(model, progress);
    }

    @Override
    public Function<Hmm, ExpectedCounts> expectation(Progress progress) {
        return sums.expectation(progress);
    }

    @Override
    public PointSource.Survey survey(int sample, Progress progress) {
        progress.at("taking a sample", 0, tokens());
        EvenStretches taking = EvenStretches.of(tokens(), sample);
        HashMap<Long, Wanted> wanted = new HashMap<>();
        long first = 0;
        for (Shape shape : sums.shapes()) {
            wanted.put(shape.number(), new Wanted(first, taking.taken(first, first + shape.tokens())));
            first += shape.tokens();
        }
        List<Surveyed> found = new ArrayList<>(surveyed(parts, dimension, wanted));
        found.sort(Comparator.comparingLong(Surveyed::number));
        CoordinateSums sum = CoordinateSums.zero(dimension);
        List<TakenRows> taken = new ArrayList<>();
        for (Surveyed part : found) {
            sum = sum.merge(CoordinateSums.ofNumbers(part.sums()));
            taken.addAll(part.taken());
        }
        progress.at("taking a sample", tokens(), tokens());
        return new PointSource.Survey(sum, together(taken, taking));
    }

    @SuppressWarnings("NonApiType") // travels between processes, which not every Map can
    private static List<Surveyed> surveyed(JavaRDD<TablePart> parts, int d, HashMap<Long, Wanted> wanted) {
        return parts.map(part -> {
                    Wanted mine = wanted.getOrDefault(part.number(), new Wanted(0, new long[0]));
                    return new Surveyed(
                            part.number(),
                            CoordinateSums.of(part.own(d)).numbers(),
                            part.taken(d, mine.first(), mine.ranges()));
                })
                .collect();
    }

    /** Rows as sequences: those that follow each other within a sequence and a stretch belong to one. */
    private PointSequences together(List<TakenRows> taken, EvenStretches stretches) {
        int size = taken.stream().mapToInt(rows -> rows.values().length).sum();
        double[] values = new double[size];
        List<Integer> ends = new ArrayList<>();
        int at = 0;
        for (TakenRows rows : taken) {
            if (at > 0 && (rows.begins() || stretches.begins(rows.from()))) {
                ends.add(at / dimension);
            }
            System.arraycopy(rows.values(), 0, values, at, rows.values().length);
            at += rows.values().length;
        }
        ends.add(at / dimension);
        return PointSequences.of(
                dimension, values, ends.stream().mapToInt(Integer::intValue).toArray());
    }

    /**
     * The moments of all windows.
     *
     * @param third whether third moments are kept; needs exactly three positions
     * @param positions ascending positions, from 1; the window may reach no further than parts look ahead
     * @return the moments
     */
    WindowMoments moments(boolean third, int... positions) {
        List<Summed> summed = new ArrayList<>(summed(parts, dimension, third, positions));
        summed.sort(Comparator.comparingLong(Summed::number));
        WindowMoments zero = WindowMoments.zero(dimension, third, positions);
        WindowMoments sum = zero;
        for (Summed part : summed) {
            sum = sum.merge(zero.withNumbers(part.numbers()));
        }
        return sum;
    }

    private static List<Summed> summed(JavaRDD<TablePart> parts, int d, boolean third, int... positions) {
        return parts.map(part -> new Summed(
                        part.number(),
                        (part.sequences() > 0
                                        ? WindowMoments.of(part.points(d), Threads.ONE, third, positions)
                                        : WindowMoments.ofPart(part.points(d), part.starts(), third, positions))
                                .numbers()))
                .collect();
    }

    /**
     * The sums of a part.
     *
     * @param number the part's
     * @param numbers what {@link WindowMoments#withNumbers} takes
     */
    @SuppressWarnings("ArrayRecordComponent") // On its way between processes; nobody compares two.
    private record Summed(long number, double[] numbers) implements Serializable {}

    /**
     * What is wanted of a part.
     *
     * @param first number of its first token, over all parts
     * @param ranges tokens to take, over all parts
     */
    @SuppressWarnings("ArrayRecordComponent") // On its way between processes; nobody compares two.
    private record Wanted(long first, long[] ranges) implements Serializable {}

    /**
     * What was found of a part.
     *
     * @param number the part's
     * @param sums what {@link CoordinateSums#ofNumbers} takes
     * @param taken rows for the sample, in their order
     */
    @SuppressWarnings("ArrayRecordComponent") // On its way between processes; nobody compares two.
    private record Surveyed(long number, double[] sums, ArrayList<TakenRows> taken) implements Serializable {}
}

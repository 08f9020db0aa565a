// SPDX-License-Identifier: Apache-2.0
package org.unmask.explore;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.unmask.matrix.Matrix;
import org.unmask.matrix.Svd;
import org.unmask.model.Chain;
import org.unmask.model.Hmm;
import org.unmask.model.ModelFamily;
import org.unmask.model.Parameterization;
import org.unmask.parallel.Threads;
import org.unmask.recovery.Alignment;
import org.unmask.training.Start;
import org.unmask.training.StartOutcome;

/**
 * The ways of training from many starts, seen in one plane: the two directions of parameter space in which the ways differ
 * most. Each way is relabelled as a whole, so that its end is as near to a reference as can be.
 *
 * @param trails one for each start
 * @param reference place of the reference in the plane
 * @param shares how much of all variance the two directions hold, from 0 to 1
 */
public record Trails(List<Trail> trails, Place reference, List<Double> shares) {

    /** Steps after which a way is looked at; the last one is where training ends by itself. */
    private static final int[] STEPS = {0, 1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144};

    /** Copies the lists. */
    public Trails {
        trails = List.copyOf(trails);
        shares = List.copyOf(shares);
    }

    /**
     * A place in the plane.
     *
     * @param x along the first direction, from the reference
     * @param y along the second one
     */
    public record Place(double x, double y) {}

    /**
     * The way from a start.
     *
     * @param start its name
     * @param places where it was after so many steps
     * @param steps how many; the last entry is the number of steps of the whole training
     * @param losses the loss there
     * @param distance largest difference of the end from the reference, up to relabelling
     */
    public record Trail(String start, List<Place> places, List<Integer> steps, List<Double> losses, double distance) {
        /** Copies the lists. */
        public Trail {
            places = List.copyOf(places);
            steps = List.copyOf(steps);
            losses = List.copyOf(losses);
        }
    }

    /** Trains from a start for so many steps at most; the same steps whatever their number. */
    @FunctionalInterface
    public interface Training {
        /**
         * Trains.
         *
         * @param start where from
         * @param steps at most so many
         * @return where it came to
         */
        StartOutcome train(Start start, int steps);
    }

    /**
     * Follows training: each way is the training itself, ended early.
     *
     * @param starts where the ways begin
     * @param training trains
     * @param most steps of the whole training
     * @param reference what the ends are matched with, such as the true model
     * @param chain which chains the family has
     * @param threads how many ways at once; the answer does not depend on it
     * @return the ways in their plane
     */
    public static Trails follow(
            List<Start> starts, Training training, int most, Hmm reference, Chain chain, Threads threads) {
        List<List<StartOutcome>> ways = threads.map(starts.size(), s -> way(starts.get(s), training, most));
        Parameterization parameterization = Parameterization.of(ModelFamily.of(reference, chain));
        double[] origin = parameterization.toVector(reference);
        List<double[]> rows = new ArrayList<>();
        List<Alignment> alignments = new ArrayList<>();
        for (List<StartOutcome> way : ways) {
            Alignment alignment =
                    Alignment.of(reference, way.get(way.size() - 1).model());
            alignments.add(alignment);
            for (StartOutcome outcome : way) {
                double[] point = parameterization.toVector(outcome.model().permuted(alignment.permutation()));
                rows.add(IntStream.range(0, origin.length)
                        .mapToDouble(i -> point[i] - origin[i])
                        .toArray());
            }
        }
        Plane plane = Plane.of(rows);
        List<Trail> trails = new ArrayList<>();
        int row = 0;
        for (int s = 0; s < ways.size(); s++) {
            List<StartOutcome> way = ways.get(s);
            List<double[]> own = rows.subList(row, row + way.size());
            row += way.size();
            trails.add(new Trail(
                    starts.get(s).name(),
                    own.stream().map(plane::place).toList(),
                    way.stream().map(StartOutcome::iterations).toList(),
                    way.stream().map(StartOutcome::excess).toList(),
                    alignments.get(s).worst()));
        }
        return new Trails(trails, new Place(0, 0), plane.shares());
    }

    private static List<StartOutcome> way(Start start, Training training, int most) {
        List<StartOutcome> way = new ArrayList<>();
        for (int steps : STEPS) {
            StartOutcome outcome = training.train(start, Math.min(steps, most));
            if (!way.isEmpty()
                    && outcome.iterations() == way.get(way.size() - 1).iterations()) {
                return way;
            }
            way.add(outcome);
        }
        StartOutcome end = training.train(start, most);
        if (end.iterations() > way.get(way.size() - 1).iterations()) {
            way.add(end);
        }
        return way;
    }

    /** The two directions of most variance around the reference. */
    // Arrays that nobody else sees.
    @SuppressWarnings("ArrayRecordComponent")
    private record Plane(double[] first, double[] second, List<Double> shares) {

        static Plane of(List<double[]> rows) {
            int n = rows.get(0).length;
            int count = Math.max(rows.size(), n);
            Matrix all =
                    Matrix.generate(count, Math.max(2, n), (r, i) -> r < rows.size() && i < n ? rows.get(r)[i] : 0);
            Svd svd = Svd.of(all);
            double total = Math.max(all.frobeniusNorm(), Double.MIN_NORMAL);
            return new Plane(
                    signed(svd.right().column(0)),
                    signed(svd.right().column(1)),
                    List.of(square(svd.value(0) / total), square(svd.value(1) / total)));
        }

        /** Of a direction and its opposite the one whose largest entry is positive. */
        private static double[] signed(double[] direction) {
            double largest = 0;
            for (double entry : direction) {
                largest = Math.abs(entry) > Math.abs(largest) + 1e-12 ? entry : largest;
            }
            double sign = largest < 0 ? -1 : 1;
            return Arrays.stream(direction).map(x -> sign * x).toArray();
        }

        private static double square(double x) {
            return x * x;
        }

        Place place(double[] point) {
            double x = 0;
            double y = 0;
            for (int i = 0; i < point.length; i++) {
                x += first[i] * point[i];
                y += second[i] * point[i];
            }
            return new Place(x, y);
        }
    }
}

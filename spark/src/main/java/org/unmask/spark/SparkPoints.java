// SPDX-License-Identifier: Apache-2.0
package org.unmask.spark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.unmask.data.WindowMoments;
import org.unmask.parallel.Threads;

/**
 * Points in parts, and the sums of their windows. Each part is summed by core and the sums are merged in the order of the
 * parts, so for rows in one sequence they are those of {@link WindowMoments#of} to the last bit; whole sequences are dealt
 * to parts by their names, so there the order is that of the parts, still the same on any cluster.
 */
final class SparkPoints {

    private final JavaRDD<TablePart> parts;
    private final int dimension;

    SparkPoints(JavaRDD<TablePart> parts, int dimension) {
        this.parts = parts;
        this.dimension = dimension;
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
}

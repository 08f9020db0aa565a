// SPDX-License-Identifier: Apache-2.0
package org.unmask.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;

/** How a cost grows with one size: points, the slope of their upper half on double logarithmic axes, and the theory's. */
final class Curve {

    /**
     * One measurement.
     *
     * @param size of the input
     * @param timing what it cost
     */
    record Point(double size, Timing timing) {}

    private final String job;
    private final String size;
    private final double theory;
    private final List<Point> points = new ArrayList<>();

    /**
     * A curve without points.
     *
     * @param job what is done
     * @param size what grows
     * @param theory exponent of the dominant term
     */
    Curve(String job, String size, double theory) {
        this.job = job;
        this.size = size;
        this.theory = theory;
    }

    /** Measures at some sizes, in ascending order. */
    Curve at(double[] sizes, DoubleFunction<Timing> measure) {
        for (double value : sizes) {
            points.add(new Point(value, measure.apply(value)));
        }
        return this;
    }

    String name() {
        return job + " by " + size;
    }

    List<Point> points() {
        return points;
    }

    /** Slope of log seconds over log size, least squares over the larger half of the sizes, three at least. */
    double exponent() {
        int from = Math.max(0, Math.min(points.size() / 2, points.size() - 3));
        double n = points.size() - from;
        double sumX = 0;
        double sumY = 0;
        double sumXx = 0;
        double sumXy = 0;
        for (Point point : points.subList(from, points.size())) {
            double x = Math.log(point.size());
            double y = Math.log(point.timing().seconds());
            sumX += x;
            sumY += y;
            sumXx += x * x;
            sumXy += x * y;
        }
        return (n * sumXy - sumX * sumY) / (n * sumXx - sumX * sumX);
    }

    /** A row of a Markdown table. */
    String row() {
        StringBuilder cells = new StringBuilder();
        for (Point point : points) {
            cells.append(String.format(
                    Locale.ROOT,
                    "%s%s: %s",
                    cells.isEmpty() ? "" : ", ",
                    round(point.size()),
                    time(point.timing().seconds())));
        }
        Point last = points.get(points.size() - 1);
        String memory = Double.isNaN(last.timing().megabytes())
                ? ""
                : String.format(Locale.ROOT, "%.0f", last.timing().megabytes());
        return String.format(
                Locale.ROOT, "| %s | %s | %s | %.2f | %.0f | %s |", job, size, cells, exponent(), theory, memory);
    }

    private static String round(double size) {
        return size < 10_000 ? String.format(Locale.ROOT, "%.0f", size) : String.format(Locale.ROOT, "%.0e", size);
    }

    private static String time(double seconds) {
        return seconds < 0.1
                ? String.format(Locale.ROOT, "%.2f ms", 1000 * seconds)
                : String.format(Locale.ROOT, "%.2f s", seconds);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.unmask.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

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
        return slope(Timing::seconds);
    }

    private double slope(ToDoubleFunction<Timing> cost) {
        int from = Math.max(0, Math.min(points.size() / 2, points.size() - 3));
        double n = points.size() - from;
        double sumX = 0;
        double sumY = 0;
        double sumXx = 0;
        double sumXy = 0;
        for (Point point : points.subList(from, points.size())) {
            double x = Math.log(point.size());
            double y = Math.log(cost.applyAsDouble(point.timing()));
            sumX += x;
            sumY += y;
            sumXx += x * x;
            sumXy += x * y;
        }
        return (n * sumXy - sumX * sumY) / (n * sumXx - sumX * sumX);
    }

    /** A row of a Markdown table. */
    String row() {
        return String.format(
                Locale.ROOT,
                "| %s | %s | %s | %.2f | %.0f | %s | %.2f |",
                job,
                size,
                cells(timing -> time(timing.seconds())),
                exponent(),
                theory,
                cells(timing -> memory(timing.megabytes())),
                slope(Timing::megabytes));
    }

    private String cells(Function<Timing, String> cost) {
        return points.stream()
                .map(point -> round(point.size()) + ": " + cost.apply(point.timing()))
                .collect(Collectors.joining(", "));
    }

    private static String memory(double megabytes) {
        return String.format(Locale.ROOT, megabytes < 10 ? "%.2f" : "%.0f", megabytes);
    }

    private static String round(double size) {
        return size < 10_000 ? String.format(Locale.ROOT, "%.0f", size) : String.format(Locale.ROOT, "%.0e", size);
    }

    private static String time(double seconds) {
        return seconds < 0.1
                ? String.format(Locale.ROOT, "%.3g ms", 1000 * seconds)
                : String.format(Locale.ROOT, "%.3g s", seconds);
    }
}

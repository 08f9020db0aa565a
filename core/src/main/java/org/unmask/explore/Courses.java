// SPDX-License-Identifier: Apache-2.0
package org.unmask.explore;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.unmask.model.Hmm;
import org.unmask.recovery.Alignment;

/** Courses from a model, each a row of models with what they predict, from one end to the other. */
final class Courses {

    /** Stops on either side of the model, where a course has two sides. */
    private static final int SIDE = 30;

    private final Predictions predictions;
    private final Optional<WitnessPlace> witness;
    private final double[] origin;

    /** Courses from the model with the parameters {@code origin}, which are not copied. */
    Courses(Predictions predictions, Optional<WitnessPlace> witness, double[] origin) {
        this.predictions = predictions;
        this.witness = witness;
        this.origin = origin;
    }

    /** Along a walk through models that predict the same. */
    Course along(FibreWalk.Walk walk) {
        List<double[]> points = thinned(walk);
        int start = points.indexOf(walk.points().get(walk.start()));
        return course(Course.Kind.FIBRE, 0, points, start);
    }

    /** In a straight line to another model, its states in the order that comes nearest. */
    Course to(Hmm other) {
        Alignment alignment = Alignment.of(predictions.model(origin).orElseThrow(), other);
        double[] end = predictions.parameters(other.permuted(alignment.permutation()));
        List<double[]> points = new ArrayList<>();
        for (int n = 0; n <= SIDE; n++) {
            points.add(between(origin, end, (double) n / SIDE));
        }
        return course(Course.Kind.BETWEEN, Double.NaN, points, 0);
    }

    /** In a straight line both ways as far as the family goes; empty where it does not go anywhere. */
    Optional<Course> across(double[] direction, double curvature) {
        double left = Edge.room(predictions, origin, direction, -1);
        double right = Edge.room(predictions, origin, direction, 1);
        if (left + right < 1e-9) {
            return Optional.empty();
        }
        List<double[]> points = new ArrayList<>();
        for (int n = -SIDE; n <= SIDE; n++) {
            double way = n < 0 ? left * n / SIDE : right * n / SIDE;
            double[] point = origin.clone();
            for (int i = 0; i < point.length; i++) {
                point[i] += way * direction[i];
            }
            points.add(point);
        }
        return Optional.of(course(Course.Kind.ACROSS, curvature, points, SIDE));
    }

    private static double[] between(double[] from, double[] to, double share) {
        double[] out = new double[from.length];
        Arrays.setAll(out, i -> from[i] + share * (to[i] - from[i]));
        return out;
    }

    private static List<double[]> thinned(FibreWalk.Walk walk) {
        List<double[]> points = new ArrayList<>();
        for (int n = -SIDE; n <= SIDE; n++) {
            int index = place(walk, n);
            if (points.isEmpty()
                    || points.get(points.size() - 1) != walk.points().get(index)) {
                points.add(walk.points().get(index));
            }
        }
        return points;
    }

    private static int place(FibreWalk.Walk walk, int n) {
        int room = n < 0 ? walk.start() : walk.points().size() - 1 - walk.start();
        return walk.start() + Math.round((float) n * room / SIDE);
    }

    private Course course(Course.Kind kind, double curvature, List<double[]> points, int start) {
        Hmm middle = predictions.model(origin).orElseThrow();
        double[] walked = new double[points.size()];
        for (int n = 1; n < walked.length; n++) {
            walked[n] = walked[n - 1] + apart(points.get(n - 1), points.get(n));
        }
        List<Stop> stops = new ArrayList<>();
        for (int n = 0; n < walked.length; n++) {
            Hmm model = predictions.model(points.get(n)).orElseThrow();
            double[] values = predictions.at(points.get(n)).orElseThrow();
            stops.add(new Stop(
                    walked[n] - walked[start],
                    model,
                    Arrays.stream(values).boxed().toList(),
                    predictions.change(values),
                    predictions.excess(values),
                    Alignment.of(middle, model).worst(),
                    witness.map(place -> place.value(model)).orElse(Double.NaN)));
        }
        return new Course(kind, curvature, stops, start);
    }

    private static double apart(double[] a, double[] b) {
        return Math.sqrt(IntStream.range(0, a.length)
                .mapToDouble(i -> (a[i] - b[i]) * (a[i] - b[i]))
                .sum());
    }
}

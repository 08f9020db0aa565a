// SPDX-License-Identifier: Apache-2.0
package org.unmask.explore;

import java.util.List;

/**
 * A way through parameter space that goes through a question's model.
 *
 * @param kind what it follows
 * @param curvature second derivative of the loss along it at the model, per unit of parameter space; 0 along a fibre, NaN
 *     between two models
 * @param stops the places, in order
 * @param start which of them is the question's model
 */
public record Course(Kind kind, double curvature, List<Stop> stops, int start) {

    /** What a course follows. */
    public enum Kind {
        /** Models with the same predictions. */
        FIBRE,
        /** A straight line along an eigenvector of the loss's second derivatives. */
        ACROSS,
        /** The straight line to another model with the same predictions. */
        BETWEEN
    }

    /** Copies the list. */
    public Course {
        stops = List.copyOf(stops);
    }

    /**
     * The largest change of any prediction along the course.
     *
     * @return at least 0
     */
    public double largestChange() {
        return stops.stream().mapToDouble(Stop::change).max().orElse(0);
    }

    /**
     * How far the course leads from the model, beyond relabelling.
     *
     * @return largest difference of a parameter
     */
    public double reach() {
        return stops.stream().mapToDouble(Stop::distance).max().orElse(0);
    }
}

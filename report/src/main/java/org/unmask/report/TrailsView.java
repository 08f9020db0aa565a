// SPDX-License-Identifier: Apache-2.0
package org.unmask.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.unmask.explore.Trails;

/**
 * Ways of training in a plane.
 *
 * @param head heading
 * @param trails one for each start
 * @param reference where the reference lies
 * @param referenceName what it is
 * @param axes names of the two directions
 * @param ending what is seen at the end
 */
record TrailsView(
        Section.Head head,
        List<Way> trails,
        Trails.Place reference,
        String referenceName,
        List<String> axes,
        String ending)
        implements Section {

    /**
     * The way from a start.
     *
     * @param start its name
     * @param places where it went
     * @param reached whether its end predicts as well as any
     * @param distance of its end from the reference
     */
    record Way(String start, List<Trails.Place> places, boolean reached, double distance) {}

    /**
     * The view of trails.
     *
     * @param head heading
     * @param trails the ways
     * @param optimal loss up to which an end counts as one of the best
     * @param referenceName what the reference is
     * @param ending what is seen at the end
     */
    static TrailsView of(Section.Head head, Trails trails, double optimal, String referenceName, String ending) {
        List<String> axes = Stream.of(0, 1)
                .map(axis -> String.format(
                        Locale.ROOT,
                        "%s direction of most movement (%.0f %% of it)",
                        axis == 0 ? "first" : "second",
                        100 * trails.shares().get(axis)))
                .toList();
        return new TrailsView(
                head,
                trails.trails().stream()
                        .map(trail -> new Way(
                                trail.start(),
                                trail.places(),
                                trail.losses().get(trail.losses().size() - 1) <= optimal,
                                trail.distance()))
                        .toList(),
                trails.reference(),
                referenceName,
                axes,
                ending);
    }
}

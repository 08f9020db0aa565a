// SPDX-License-Identifier: Apache-2.0
package org.unmask.report;

import org.unmask.explore.Trails;

/** Learning made visible: a section with the ways of training. */
public final class LearningSeen {

    private LearningSeen() {}

    /**
     * The section.
     *
     * @param trails the ways
     * @param optimal loss up to which an end counts as one of the best
     * @param reference what the reference is
     * @param note what to look for
     * @param ending what is seen at the end
     * @return a section for any page
     */
    public static Section of(Trails trails, double optimal, String reference, String note, String ending) {
        return TrailsView.of(new Section.Head("Learning seen", note), trails, optimal, reference, ending);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.document;

import java.util.ArrayList;
import java.util.List;
import org.unmask.verdict.check.Model;
import org.unmask.verdict.check.Ratio;

/** How far two models are apart: the largest difference of a parameter after the best relabelling of the states. */
record Relabelling(Model<Ratio> first, Model<Ratio> second) {

    double distance() {
        return distance(List.of(), Double.POSITIVE_INFINITY);
    }

    /** By branch and bound: that of the best relabelling that begins so, or the bound when that is smaller. */
    private double distance(List<Integer> labels, double bound) {
        int at = labels.size();
        int k = first.initial().size();
        double best = bound;
        for (int label = 0; label < k && at < k; label++) {
            List<Integer> longer = new ArrayList<>(labels);
            longer.add(label);
            double worst = labels.contains(label) ? bound : apart(first.emission(at), second.emission(label));
            for (int i = 0; i <= at && worst < best; i++) {
                worst = Math.max(worst, apart(step(first, at, i), step(second, label, longer.get(i))));
            }
            best = worst < best ? Math.max(worst, distance(longer, best)) : best;
        }
        return at == k ? 0 : best;
    }

    /** The chances of the step from one state to another, and back. */
    private static List<Ratio> step(Model<Ratio> model, int from, int to) {
        List<List<Ratio>> rows = model.transition().rows();
        return List.of(rows.get(from).get(to), rows.get(to).get(from));
    }

    private static double apart(List<Ratio> a, List<Ratio> b) {
        double most = 0;
        for (int i = 0; i < a.size(); i++) {
            most = Math.max(most, Math.abs(a.get(i).toDouble() - b.get(i).toDouble()));
        }
        return most;
    }
}

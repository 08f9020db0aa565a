// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.check;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How far two models are apart: the largest difference of a parameter after the best relabelling of the states, by branch
 * and bound. It is told, and proves nothing: that two models differ is shown by their witness.
 */
record Distance(Model<Double> first, Model<Double> second) {

    double least() {
        return least(List.of(), Double.POSITIVE_INFINITY);
    }

    /** The largest difference as the states are named. */
    double named() {
        List<Integer> all = Linear.list(first.initial().size(), i -> i);
        return all.stream().mapToDouble(i -> added(all.subList(0, i + 1))).max().orElse(0);
    }

    /** The distance of the best relabelling that begins so, or the bound when that is smaller. */
    private double least(List<Integer> labels, double bound) {
        int k = first.initial().size();
        double best = labels.size() == k ? 0 : bound;
        for (int label = 0; label < k && labels.size() < k; label++) {
            List<Integer> longer = new ArrayList<>(labels);
            longer.add(label);
            double added = labels.contains(label) ? Double.POSITIVE_INFINITY : added(longer);
            best = added < best ? Math.min(best, Math.max(added, least(longer, best))) : best;
        }
        return best;
    }

    private double added(List<Integer> labels) {
        List<Double> here = first.ofLast(Linear.list(labels.size(), i -> i));
        List<Double> there = second.ofLast(labels);
        return IntStream.range(0, here.size())
                .mapToDouble(e -> Math.abs(here.get(e) - there.get(e)))
                .max()
                .orElse(0);
    }
}

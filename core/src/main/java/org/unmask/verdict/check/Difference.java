// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.check;

import java.util.ArrayList;
import java.util.List;

/** How far two models are apart: the largest difference of a parameter after the best relabelling of the states. */
final class Difference {

    private final Parameters<Ratio> first;
    private final Parameters<Ratio> second;
    private Ratio best;

    private Difference(Parameters<Ratio> first, Parameters<Ratio> second) {
        this.first = first;
        this.second = second;
        this.best = worst(identity(first.transition().size()));
    }

    /** Branch and bound over the relabellings; the identity comes first and prunes most of them. */
    static Ratio of(Parameters<Ratio> first, Parameters<Ratio> second) {
        Difference search = new Difference(first, second);
        search.extend(new ArrayList<>(), Ratio.ZERO);
        return search.best;
    }

    private static List<Integer> identity(int k) {
        return java.util.stream.IntStream.range(0, k).boxed().toList();
    }

    private Ratio worst(List<Integer> labels) {
        Ratio worst = Ratio.ZERO;
        for (int n = 0; n < labels.size(); n++) {
            worst = worst.max(added(labels.subList(0, n + 1)));
        }
        return worst;
    }

    /** What the last label adds to the difference. */
    private Ratio added(List<Integer> labels) {
        int i = labels.size() - 1;
        int a = labels.get(i);
        Ratio worst = Ratio.ZERO;
        List<Ratio> left = first.ofState(i);
        List<Ratio> right = second.ofState(a);
        for (int e = 0; e < left.size(); e++) {
            worst = worst.max(left.get(e).minus(right.get(e)).abs());
        }
        for (int j = 0; j <= i; j++) {
            int b = labels.get(j);
            worst = worst.max(first.transition()
                    .get(i)
                    .get(j)
                    .minus(second.transition().get(a).get(b))
                    .abs());
            worst = worst.max(first.transition()
                    .get(j)
                    .get(i)
                    .minus(second.transition().get(b).get(a))
                    .abs());
        }
        return worst;
    }

    private void extend(List<Integer> labels, Ratio sofar) {
        int k = first.transition().size();
        if (labels.size() == k) {
            best = sofar;
            return;
        }
        for (int label = 0; label < k; label++) {
            if (!labels.contains(label)) {
                labels.add(label);
                Ratio next = sofar.max(added(labels));
                if (next.compareTo(best) < 0) {
                    extend(labels, next);
                }
                labels.remove(labels.size() - 1);
            }
        }
    }
}

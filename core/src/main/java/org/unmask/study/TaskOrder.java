// SPDX-License-Identifier: Apache-2.0
package org.unmask.study;

import java.util.List;
import org.hipparchus.stat.correlation.SpearmansCorrelation;

/**
 * Whether tasks take as many tokens in the order that was foretold. Two tasks are told apart by data when
 * the rank sums of what their data sets say about the tokens needed (Mann and Whitney 1947) differ by more than twice what chance
 * does; all others stay open, as tasks that take nearly the same must.
 *
 * @param confirmed pairs told apart in the order foretold
 * @param contradicted pairs told apart in the other order
 * @param open pairs not told apart
 * @param correlation rank correlation (Spearman) of the tokens foretold with those found; NaN for fewer than two tasks
 */
public record TaskOrder(int confirmed, int contradicted, int open, double correlation) {

    /** Standard deviations beyond which chance is not believed in. */
    private static final double TOLD_APART = 2;

    /**
     * Compares the tasks of one model.
     *
     * @param rows one for each task that was put to the test, in any order
     * @return what all pairs of them say
     */
    public static TaskOrder of(List<PlanStudy.Row> rows) {
        int confirmed = 0;
        int contradicted = 0;
        int open = 0;
        for (int i = 0; i < rows.size(); i++) {
            for (int j = 0; j < i; j++) {
                boolean less = rows.get(i).planned() < rows.get(j).planned();
                PlanStudy.Row first = rows.get(less ? i : j);
                PlanStudy.Row second = rows.get(less ? j : i);
                double lead = lead(first.needed(), second.needed());
                if (lead > TOLD_APART) {
                    confirmed++;
                } else if (lead < -TOLD_APART) {
                    contradicted++;
                } else {
                    open++;
                }
            }
        }
        double[] foretold = rows.stream().mapToDouble(PlanStudy.Row::planned).toArray();
        double[] found =
                rows.stream().mapToDouble(row -> row.planned() * row.factor()).toArray();
        return new TaskOrder(confirmed, contradicted, open, correlation(foretold, found));
    }

    /** How much smaller the numbers of the first sample are, in standard deviations of chance. */
    private static double lead(List<Double> first, List<Double> second) {
        double pairs = (double) first.size() * second.size();
        double below = first.stream()
                .mapToDouble(one -> second.stream()
                        .mapToDouble(other -> one < other ? 1 : one.equals(other) ? 0.5 : 0)
                        .sum())
                .sum();
        return (below - pairs / 2) / Math.sqrt(pairs * (first.size() + second.size() + 1) / 12);
    }

    private static double correlation(double[] foretold, double[] found) {
        return foretold.length < 2 ? Double.NaN : new SpearmansCorrelation().correlation(foretold, found);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.unmask.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.unmask.inference.ExpectedCounts;
import org.unmask.model.Hmm;
import org.unmask.testkit.RandomModels;

/** The tree of tasks is that of core: the same sum to the bit, whoever holds which parts. */
class TreeSumTest {

    private static final Hmm MODEL = RandomModels.startedModel(new SplittableRandom(1), 2, 3);

    private static double[] merging(double[] one, double[] later) {
        return counts(one).merge(counts(later)).numbers();
    }

    private static ExpectedCounts counts(double[] numbers) {
        return ExpectedCounts.ofNumbers(MODEL, numbers);
    }

    @Test
    void tasksSumAsCoreDoes() {
        SplittableRandom random = new SplittableRandom(2);
        int size = ExpectedCounts.zero(MODEL).numbers().length;
        for (int leaves = 1; leaves <= 40; leaves++) {
            List<double[]> parts = new ArrayList<>();
            for (int n = 0; n < leaves; n++) {
                parts.add(random.doubles(size).map(x -> 1 / x).toArray());
            }
            double[] expected = ExpectedCounts.sum(
                            MODEL, parts.stream().map(TreeSumTest::counts).toList())
                    .numbers();
            for (int tasks : new int[] {1, 2, 3, 7}) {
                List<Integer> order = new ArrayList<>();
                for (int n = 0; n < leaves; n++) {
                    order.add(n);
                }
                Collections.shuffle(order, new Random(random.nextLong()));
                List<TreeSum.Node> found = new ArrayList<>();
                for (int task = 0; task < tasks; task++) {
                    TreeSum sum = new TreeSum(leaves, TreeSumTest::merging);
                    for (int n = task; n < leaves; n += tasks) {
                        sum.add(new TreeSum.Node(0, order.get(n), parts.get(order.get(n))));
                    }
                    found.addAll(sum.nodes());
                }
                assertThat(TreeSum.total(leaves, found, TreeSumTest::merging))
                        .as(leaves + " leaves by " + tasks)
                        .containsExactly(expected);
            }
        }
    }

    @Test
    void aMissingPartIsNoticed() {
        double[] zero = ExpectedCounts.zero(MODEL).numbers();
        List<TreeSum.Node> nodes = List.of(new TreeSum.Node(0, 0, zero), new TreeSum.Node(0, 2, zero));
        assertThatThrownBy(() -> TreeSum.total(3, nodes, TreeSumTest::merging))
                .hasMessageContaining("do not cover the data");
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.unmask.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.unmask.random.Seed;

class AssignmentTest {

    @Test
    void findsTheCheapestOfAllPermutations() {
        for (int seed = 0; seed < 200; seed++) {
            RandomGenerator random = new Seed(seed).generator();
            int n = 1 + random.nextInt(6);
            Matrix cost = Matrix.generate(n, n, (i, j) -> random.nextInt(10) - 3);
            double best = permutations(n).stream()
                    .mapToDouble(order -> total(cost, order))
                    .min()
                    .orElseThrow();
            assertThat(total(cost, Assignment.minimumCost(cost)))
                    .as("seed %d", seed)
                    .isCloseTo(best, within(1e-12));
        }
    }

    @Test
    void undoesAHiddenPermutation() {
        Permutation hidden = Permutation.of(3, 0, 4, 1, 2);
        Matrix cost = Matrix.generate(5, 5, (i, j) -> hidden.get(i) == j ? 0 : 1);
        assertThat(Assignment.minimumCost(cost)).isEqualTo(hidden);
    }

    @Test
    void refusesWhatIsNotSquareOrNotFinite() {
        assertThatThrownBy(() -> Assignment.minimumCost(Matrix.zero(2, 3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a square cost matrix is expected, found 2 x 3");
        assertThatThrownBy(() -> Assignment.minimumCost(Matrix.ofRows(new double[] {Double.NaN})))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the cost matrix has an entry that is not finite");
    }

    private static double total(Matrix cost, Permutation order) {
        double sum = 0;
        for (int i = 0; i < cost.rows(); i++) {
            sum += cost.get(i, order.get(i));
        }
        return sum;
    }

    private static List<Permutation> permutations(int n) {
        List<List<Integer>> grown = List.of(List.of());
        for (int i = 0; i < n; i++) {
            List<List<Integer>> next = new ArrayList<>();
            for (List<Integer> order : grown) {
                for (int at = 0; at <= order.size(); at++) {
                    List<Integer> longer = new ArrayList<>(order);
                    longer.add(at, i);
                    next.add(longer);
                }
            }
            grown = next;
        }
        return grown.stream()
                .map(order -> Permutation.of(
                        order.stream().mapToInt(Integer::intValue).toArray()))
                .toList();
    }
}

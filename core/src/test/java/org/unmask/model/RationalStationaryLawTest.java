// SPDX-License-Identifier: Apache-2.0
package org.unmask.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.random.RandomGenerator;
import org.hipparchus.fraction.BigFraction;
import org.hipparchus.fraction.BigFractionField;
import org.junit.jupiter.api.Test;
import org.unmask.random.Seed;

class RationalStationaryLawTest {

    @Test
    void aStepOfTheChainLeavesTheLawAsItIs() {
        RandomGenerator random = new Seed(11).generator();
        for (int trial = 0; trial < 200; trial++) {
            int k = 1 + trial % 7;
            assertStationary(chain(k, random, k));
        }
    }

    /** Whichever state is left for good, the last one too. */
    @Test
    void aTransientStateHasProbabilityZero() {
        RandomGenerator random = new Seed(12).generator();
        for (int k = 2; k < 7; k++) {
            for (int left = 0; left < k; left++) {
                BigFraction[][] chain = chain(k, random, left);
                BigFraction[] law = assertStationary(chain);
                assertThat(law[left]).isEqualTo(BigFraction.ZERO);
            }
        }
    }

    @Test
    void twoClosedClassesHaveNoOneLaw() {
        RandomGenerator random = new Seed(13).generator();
        for (int k = 2; k < 6; k++) {
            BigFraction[][] chain = new BigFraction[2 * k][2 * k];
            BigFraction[][] one = chain(k, random, k);
            for (int i = 0; i < 2 * k; i++) {
                for (int j = 0; j < 2 * k; j++) {
                    chain[i][j] = i % 2 == j % 2 ? one[i / 2][j / 2] : BigFraction.ZERO;
                }
            }
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> FieldStationaryLaw.of(BigFractionField.getInstance(), chain))
                    .withMessageContaining("no unique stationary law");
        }
    }

    private static BigFraction[] assertStationary(BigFraction[][] chain) {
        BigFraction[] law = FieldStationaryLaw.of(BigFractionField.getInstance(), chain);
        BigFraction sum = BigFraction.ZERO;
        for (int j = 0; j < chain.length; j++) {
            BigFraction next = BigFraction.ZERO;
            for (int i = 0; i < chain.length; i++) {
                next = next.add(law[i].multiply(chain[i][j]));
            }
            assertThat(next).isEqualTo(law[j]);
            sum = sum.add(law[j]);
        }
        assertThat(sum).isEqualTo(BigFraction.ONE);
        return law;
    }

    /** Some entries zero; no state goes to the one that is left for good. */
    private static BigFraction[][] chain(int k, RandomGenerator random, int left) {
        BigFraction[][] chain = new BigFraction[k][k];
        for (int i = 0; i < k; i++) {
            int[] counts = new int[k];
            int sum = 0;
            for (int j = 0; j < k; j++) {
                // A cycle through the others keeps them in one class.
                int after = (i + 1) % k == left ? (i + 2) % k : (i + 1) % k;
                counts[j] = j == left ? 0 : random.nextInt(4) + (j == after ? 1 : 0);
                sum += counts[j];
            }
            for (int j = 0; j < k; j++) {
                chain[i][j] = new BigFraction(counts[j], sum);
            }
        }
        return chain;
    }

    /** Outside the family: (1, -1) stands still, and cannot be scaled to sum to one. */
    @Test
    void negativeEntriesMayLeaveNoLawAtAll() {
        BigFraction[][] chain = {
            {new BigFraction(3, 2), new BigFraction(-1, 2)}, {new BigFraction(1, 2), new BigFraction(1, 2)}
        };
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FieldStationaryLaw.of(BigFractionField.getInstance(), chain))
                .withMessage("the chain has no unique stationary law at this point");
    }
}

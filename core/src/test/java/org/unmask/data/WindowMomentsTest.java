// SPDX-License-Identifier: Apache-2.0
package org.unmask.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.unmask.parallel.Threads;
import org.unmask.random.Seed;

class WindowMomentsTest {

    private static PointSequences random(int tokens, int dimension, int... ends) {
        RandomGenerator random = new Seed(7).generator();
        double[] values = new double[tokens * dimension];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextInt(50) == 0 ? Double.NaN : 1 + random.nextGaussian();
        }
        return PointSequences.of(dimension, values, ends);
    }

    @Test
    void momentsAreThoseOfTheDefinition() {
        PointSequences data = random(300, 2, 100, 101, 300);
        WindowMoments moments = WindowMoments.of(data, Threads.ONE, true, 1, 2, 4);
        double[] sums = new double[4];
        int count = 0;
        int skipped = 0;
        for (int s = 0; s < 3; s++) {
            for (int t = data.start(s); t + 3 < data.end(s); t++) {
                double missing = 0;
                for (int p : new int[] {0, 1, 3}) {
                    missing += data.value(t + p, 0) + data.value(t + p, 1);
                }
                if (Double.isNaN(missing)) {
                    skipped++;
                    continue;
                }
                count++;
                sums[0] += data.value(t + 1, 1);
                sums[1] += data.value(t, 1) * data.value(t + 3, 0);
                sums[2] += data.value(t, 1) * data.value(t, 0);
                sums[3] += data.value(t, 1) * data.value(t + 1, 0) * data.value(t + 3, 1);
            }
        }
        assertThat(moments.count()).isEqualTo(count);
        assertThat(moments.skipped()).isEqualTo(skipped).isPositive();
        assertThat(moments.mean(2)[1]).isCloseTo(sums[0] / count, within(1e-13));
        assertThat(moments.cross(1, 4).get(1, 0)).isCloseTo(sums[1] / count, within(1e-13));
        assertThat(moments.cross(4, 1)).isEqualTo(moments.cross(1, 4).transpose());
        assertThat(moments.cross(1, 1).get(1, 0)).isCloseTo(sums[2] / count, within(1e-13));
        assertThat(moments.third().get(1, 0, 1)).isCloseTo(sums[3] / count, within(1e-13));
    }

    @Test
    void momentsTravelAsNumbersToTheBit() {
        PointSequences data = random(300, 2, 100, 101, 300);
        WindowMoments zero = WindowMoments.zero(2, true, 1, 2, 4);
        WindowMoments moments = WindowMoments.of(data, Threads.ONE, true, 1, 2, 4);
        WindowMoments sent = zero.withNumbers(moments.numbers());
        assertThat(sent.numbers()).containsExactly(moments.numbers());
        assertThat(sent.third()).isEqualTo(moments.third());
        // Merging goes on as if nothing had been sent, the errors of the sums included.
        assertThat(sent.merge(moments).numbers())
                .containsExactly(moments.merge(moments).numbers());
        assertThatThrownBy(() -> zero.withNumbers(new double[7])).hasMessageContaining("7 numbers for moments");
    }

    @Test
    void threadsDoNotChangeASingleBit() {
        PointSequences data = random(200_000, 1, 150_000, 200_000);
        WindowMoments one = WindowMoments.of(data, Threads.ONE, true, 1, 2, 3);
        WindowMoments three = WindowMoments.of(data, new Threads(3), true, 1, 2, 3);
        assertThat(three.third()).isEqualTo(one.third());
        assertThat(three.cross(1, 3)).isEqualTo(one.cross(1, 3));
        assertThat(three.count()).isEqualTo(one.count());
    }

    @Test
    void mergingIsAddition() {
        PointSequences data = random(600, 2, 100, 350, 600);
        WindowMoments a = WindowMoments.of(data.slice(0, 1), Threads.ONE, false, 1, 3);
        WindowMoments b = WindowMoments.of(data.slice(1, 2), Threads.ONE, false, 1, 3);
        WindowMoments c = WindowMoments.of(data.slice(2, 3), Threads.ONE, false, 1, 3);
        WindowMoments whole = WindowMoments.of(data, Threads.ONE, false, 1, 3);
        WindowMoments left = a.merge(b).merge(c);
        WindowMoments right = a.merge(b.merge(c));
        assertThat(left.count()).isEqualTo(whole.count());
        assertThat(left.cross(1, 3).minus(whole.cross(1, 3)).maxAbs()).isLessThan(1e-14);
        assertThat(left.cross(1, 3).minus(right.cross(1, 3)).maxAbs()).isLessThan(1e-15);
        assertThat(a.merge(b).cross(1, 3).minus(whole.cross(1, 3)).maxAbs()).isGreaterThan(1e-6);
        assertThat(WindowMoments.zero(2, false, 1, 3).merge(whole).cross(1, 3)).isEqualTo(whole.cross(1, 3));
    }

    @Test
    void badWindowsAreRefused() {
        assertThatThrownBy(() -> WindowMoments.zero(2, true, 1, 2)).hasMessageContaining("three positions");
        assertThatThrownBy(() -> WindowMoments.zero(2, false, 1, 2).third()).hasMessageContaining("not kept");
        assertThatThrownBy(() -> WindowMoments.zero(2, false, 1, 2).merge(WindowMoments.zero(2, false, 1, 3)))
                .hasMessageContaining("[1, 3]");
    }
}

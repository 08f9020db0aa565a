// SPDX-License-Identifier: Apache-2.0
package org.unmask.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MultilinearTest {

    private final SplittableRandom random = new SplittableRandom(4);

    private double[] numbers(int count) {
        return random.doubles(count, -1, 1).toArray();
    }

    /** Against sums written down plainly, in sizes that fill neither rows of four nor whole stretches. */
    @Test
    void anIndexIsContractedWithAMatrix() {
        for (int trial = 0; trial < 30; trial++) {
            Multilinear shape = new Multilinear(1 + random.nextInt(19), 1 + random.nextInt(23), 1 + random.nextInt(29));
            int mode = trial % 3;
            int width = 1 + random.nextInt(7);
            double[] x = numbers(shape.entries());
            double[] q = numbers(shape.size(mode) * width);
            double[] y = shape.contract(x, mode, q, width);
            Multilinear after = shape.with(mode, width);
            assertThat(y).hasSize(after.entries());
            for (int at = 0; at < y.length; at++) {
                int s = at / after.step(mode) % width;
                int from =
                        at / (after.step(mode) * width) * shape.size(mode) * shape.step(mode) + at % after.step(mode);
                double sum = 0;
                for (int m = 0; m < shape.size(mode); m++) {
                    sum += q[m * width + s] * x[from + m * shape.step(mode)];
                }
                assertThat(y[at]).as("%s, index %d, entry %d", shape, mode, at).isCloseTo(sum, within(1e-13));
            }
        }
    }
}

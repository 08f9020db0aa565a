// SPDX-License-Identifier: Apache-2.0
package org.unmask.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.unmask.random.Seed;

class ThreadsTest {

    @Test
    void resultsComeInTheOrderOfThePartsWhateverTheThreads() {
        List<Long> one =
                Threads.ONE.map(50, part -> new Seed(7).split("part", part).value());
        assertThat(new Threads(3)
                        .map(50, part -> new Seed(7).split("part", part).value()))
                .isEqualTo(one);
        assertThat(one).doesNotHaveDuplicates();
        assertThat(Threads.available().count()).isPositive();
    }

    @Test
    void failuresReachTheCaller() {
        assertThatThrownBy(() -> new Threads(2).map(4, part -> {
                    throw new IllegalArgumentException("part " + part);
                }))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("part ");
        assertThatThrownBy(() -> new Threads(2).map(4, part -> {
                    throw new AssertionError("broken");
                }))
                .isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> new Threads(0)).hasMessage("number of threads is 0, expected at least 1");
    }

    @Test
    void anInterruptCancels() {
        for (int threads = 1; threads <= 2; threads++) {
            Threads several = new Threads(threads);
            for (int attempt = 0; attempt < 200; attempt++) {
                Thread.currentThread().interrupt();
                assertThatThrownBy(() -> several.map(2, part -> part)).isInstanceOf(CancellationException.class);
                assertThat(Thread.interrupted()).isTrue();
            }
        }
    }

    @Test
    void labelsSplitSeeds() {
        Seed seed = new Seed(1);
        assertThat(seed.split("a")).isEqualTo(new Seed(1).split("a")).isNotEqualTo(seed.split("b"));
        assertThat(seed.split("a", 1)).isNotEqualTo(seed.split("a", 2));
        assertThat(seed.generator().nextLong())
                .isEqualTo(new Seed(1).generator().nextLong());
        assertThat(new Seed(1).generator().nextDouble())
                .isNotEqualTo(new Seed(2).generator().nextDouble());
    }
}

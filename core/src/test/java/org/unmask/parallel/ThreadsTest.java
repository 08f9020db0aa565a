// SPDX-License-Identifier: Apache-2.0
package org.unmask.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
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
    void theCallerWorksBesideItsHelpers() {
        for (int count = 1; count <= 3; count++) {
            // Nobody goes on before all are there.
            CyclicBarrier all = new CyclicBarrier(count);
            Set<Thread> working = Set.copyOf(new Threads(count).map(count, part -> {
                meet(all);
                return Thread.currentThread();
            }));
            assertThat(working).hasSize(count).contains(Thread.currentThread());
        }
    }

    @Test
    void workWithinWorkNeedsNoFreeThread() {
        Threads two = new Threads(2);
        CyclicBarrier all = new CyclicBarrier(4);
        List<List<Integer>> sums = two.map(
                2,
                outer -> two.map(2, inner -> {
                    meet(all);
                    return 10 * outer + inner;
                }));
        assertThat(sums).containsExactly(List.of(0, 1), List.of(10, 11));
    }

    @Test
    void theFirstFailedPartIsToldAndNoneIsBegunAfterIt() {
        CountDownLatch laterFailed = new CountDownLatch(1);
        assertThatThrownBy(() -> new Threads(2).map(2, part -> {
                    if (part == 0) {
                        await(laterFailed);
                    } else {
                        laterFailed.countDown();
                    }
                    throw new IllegalArgumentException("part " + part);
                }))
                .hasMessage("part 0");
        for (int count = 1; count <= 2; count++) {
            Threads threads = new Threads(count);
            AtomicInteger begun = new AtomicInteger();
            assertThatThrownBy(() -> threads.map(1000, part -> {
                        begun.incrementAndGet();
                        throw new IllegalArgumentException("part " + part);
                    }))
                    .hasMessage("part 0");
            assertThat(begun.get()).isBetween(1, count);
        }
    }

    @Test
    void anInterruptOfTheCallerInItsOwnPartEndsTheHelpersToo() {
        Thread caller = Thread.currentThread();
        CyclicBarrier both = new CyclicBarrier(2);
        CountDownLatch helperHeard = new CountDownLatch(1);
        AtomicInteger begun = new AtomicInteger();
        assertThatThrownBy(() -> new Threads(2).map(1000, part -> {
                    begun.incrementAndGet();
                    meet(both);
                    if (Thread.currentThread().equals(caller)) {
                        caller.interrupt();
                    } else {
                        assertThatThrownBy(() -> Thread.sleep(60_000)).isInstanceOf(InterruptedException.class);
                        helperHeard.countDown();
                    }
                    return part;
                }))
                .isInstanceOf(CancellationException.class);
        assertThat(Thread.interrupted()).isTrue();
        await(helperHeard);
        assertThat(begun).hasValue(2);
    }

    private static void meet(CyclicBarrier all) {
        assertThatCode(() -> all.await(30, TimeUnit.SECONDS)).doesNotThrowAnyException();
    }

    private static void await(CountDownLatch latch) {
        assertThatCode(() -> assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue())
                .doesNotThrowAnyException();
    }

    @Test
    void threadsAreEqualByTheirNumber() {
        assertThat(new Threads(2)).isEqualTo(new Threads(2)).hasSameHashCodeAs(new Threads(2));
        assertThat(new Threads(2)).isNotEqualTo(Threads.ONE).hasToString("2 threads");
        assertThat(Threads.ONE).hasToString("1 thread");
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

// SPDX-License-Identifier: Apache-2.0
package org.unmask.parallel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HandoverTest {

    private static final Runnable TASK = new FutureTask<>(() -> 1);

    @Test
    void nobodyWaits() throws InterruptedException {
        Handover handover = new Handover();
        assertThat(handover.offer(TASK)).isFalse();
        assertThat(handover.poll(0, TimeUnit.SECONDS)).isNull();
        assertThat(handover.offer(TASK)).isFalse();
    }

    @Test
    void aThreadThatLooksOutOrSleepsGetsTheTask() throws InterruptedException {
        for (int millisecond : new int[] {0, 20}) {
            Handover handover = new Handover();
            CompletableFuture<Runnable> got = new CompletableFuture<>();
            Thread waiting = new Thread(() -> {
                try {
                    got.complete(handover.poll(1, TimeUnit.MINUTES));
                } catch (InterruptedException interrupted) {
                    got.completeExceptionally(interrupted);
                }
            });
            waiting.setDaemon(true);
            waiting.start();
            Thread.sleep(millisecond);
            while (!handover.offer(TASK)) {
                Thread.onSpinWait();
            }
            assertThat(got.join()).isSameAs(TASK);
        }
    }
}

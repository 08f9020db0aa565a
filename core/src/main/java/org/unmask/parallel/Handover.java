// SPDX-License-Identifier: Apache-2.0
package org.unmask.parallel;

import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Hands tasks to threads that wait for them. A thread that has just ended one looks out for the next for a moment before it
 * sleeps: to be woken takes up to a tenth of a pass over a million tokens, and the next pass begins much sooner.
 */
final class Handover extends SynchronousQueue<Runnable> {

    private static final long serialVersionUID = 1;

    /** Nanoseconds of looking out, twice what lies between two passes; no thread works longer for nothing. */
    static final long MOMENT = 200_000;

    /** What stands in a place in which no task was left. */
    private enum Mark implements Runnable {
        NOTHING,
        GONE;

        @Override
        public void run() {
            // Never handed out.
        }
    }

    private final transient ConcurrentLinkedDeque<AtomicReference<Runnable>> looking = new ConcurrentLinkedDeque<>();

    @Override
    public boolean offer(Runnable task) {
        for (var place = looking.pollFirst(); place != null; place = looking.pollFirst()) {
            if (place.compareAndSet(Mark.NOTHING, task)) {
                return true;
            }
        }
        return super.offer(task);
    }

    @Override
    @SuppressWarnings("NullAway") // no task in time is null: that is what a queue promises
    public Runnable poll(long timeout, TimeUnit unit) throws InterruptedException {
        AtomicReference<Runnable> place = new AtomicReference<>(Mark.NOTHING);
        looking.addFirst(place);
        long began = System.nanoTime();
        while (place.get() == Mark.NOTHING && System.nanoTime() - began < MOMENT) {
            Thread.onSpinWait();
        }
        if (place.compareAndSet(Mark.NOTHING, Mark.GONE)) {
            looking.remove(place);
            return super.poll(timeout, unit);
        }
        return place.get();
    }
}

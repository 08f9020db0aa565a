// SPDX-License-Identifier: Apache-2.0
package org.unmask.parallel;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Threads that wait a little for the next piece of work before they end: to start one may cost as much as a pass over a
 * million tokens of a small model does. As many as are asked for at a time, so that work within work never waits for a thread.
 */
final class KeptThreads {

    private static final int SECONDS = 2;

    /** Holds nothing but idle threads; no answer depends on them. */
    static final ExecutorService POOL =
            new ThreadPoolExecutor(0, Integer.MAX_VALUE, SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                Thread thread = new Thread(task, "unmask-worker");
                thread.setDaemon(true);
                return thread;
            });

    private KeptThreads() {}
}

// SPDX-License-Identifier: Apache-2.0
package org.unmask.cli.terminal;

import java.io.PrintStream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;
import org.unmask.parallel.Progress;

/** A bar on the terminal for the phase that runs: share done, time left. It goes away when the phase is over. */
public final class ProgressLine implements Progress {

    private static final int WIDTH = 78;
    private static final int PAUSE_MILLIS = 200;

    private final PrintStream err;
    private String phase = "";
    private @Nullable ProgressBar bar;

    public ProgressLine(PrintStream err) {
        this.err = err;
    }

    @Override
    public synchronized void at(String newPhase, long done, long total) {
        if (!newPhase.equals(phase)) {
            close();
            phase = newPhase;
        }
        if (total > 0 && done >= total) {
            close();
            return;
        }
        if (bar == null) {
            bar = new ProgressBarBuilder()
                    .setTaskName(newPhase)
                    .setInitialMax(total > 0 ? total : -1)
                    .setStyle(ProgressBarStyle.ASCII)
                    .setUpdateIntervalMillis(PAUSE_MILLIS)
                    .setConsumer(new ConsoleProgressBarConsumer(err, WIDTH))
                    .clearDisplayOnFinish()
                    .build();
        }
        bar.stepTo(done);
    }

    /** Takes the bar off the terminal. */
    public synchronized void close() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }
}

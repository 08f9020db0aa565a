// SPDX-License-Identifier: Apache-2.0
package org.unmask.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * hmmlearn, where a Python has it: a process for each run, which times the job itself without loading.
 *
 * @param python the interpreter
 * @param script {@code bench/compare/hmmlearn_bench.py}
 * @param workloads directory of the workload files
 */
public record HmmlearnContender(String python, Path script, Path workloads) implements Contender {

    /**
     * Whether the interpreter can import hmmlearn.
     *
     * @return false when it is not there
     */
    public boolean available() {
        try {
            Process process = new ProcessBuilder(python, "-c", "import hmmlearn.hmm")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor() == 0;
        } catch (IOException none) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public String name() {
        return "hmmlearn scaling";
    }

    @Override
    public Optional<Outcome> run(Workload workload, Job job) {
        if (job == Job.SAMPLE) {
            return Optional.empty();
        }
        List<String> command = List.of(
                python,
                script.toString(),
                workloads.toString(),
                workload.name(),
                job.name().toLowerCase(Locale.ROOT),
                Integer.toString(workload.sequences().count()));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String line = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (process.waitFor() != 0) {
                return Optional.empty();
            }
            String[] cells = line.split("\t", -1);
            return Optional.of(new Outcome(
                    Double.parseDouble(cells[0]), Double.parseDouble(cells[1]), Double.parseDouble(cells[2])));
        } catch (IOException failed) {
            return Optional.empty();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}

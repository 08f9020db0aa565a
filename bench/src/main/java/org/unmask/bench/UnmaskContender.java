// SPDX-License-Identifier: Apache-2.0
package org.unmask.bench;

import java.util.Optional;
import org.unmask.data.Simulator;
import org.unmask.inference.BaumWelch;
import org.unmask.inference.EmOptions;
import org.unmask.inference.ForwardBackward;
import org.unmask.inference.InitialLaw;
import org.unmask.inference.Likelihood;
import org.unmask.inference.Viterbi;
import org.unmask.parallel.Threads;
import org.unmask.random.Seed;

/**
 * This library. Twenty updates take 21 passes here, as the fit also knows the likelihood of what it returns.
 *
 * @param threads how many threads may work
 */
public record UnmaskContender(Threads threads) implements Contender {

    @Override
    public String name() {
        boolean vectors = Boolean.getBoolean("unmask.vectors");
        return "unmask " + threads.count() + (threads.count() == 1 ? " thread" : " threads")
                + (vectors ? ", vector module" : "");
    }

    @Override
    public Optional<Outcome> run(Workload workload, Job job) {
        EmOptions exactly = EmOptions.DEFAULT
                .withMaxIterations(UPDATES + 1)
                .withTolerance(0)
                .withAcceleration(EmOptions.Acceleration.NONE)
                .withInitial(InitialLaw.FREE)
                .withThreads(threads);
        Stopwatch watch = new Stopwatch();
        Outcome outcome = switch (job) {
            case EM ->
                watch.outcome(BaumWelch.fit(workload.start(), workload.sequences(), exactly)
                        .logLikelihood());
            case LOGLIK -> watch.outcome(Likelihood.of(workload.truth(), workload.sequences(), threads));
            case VITERBI ->
                watch.outcome(Viterbi.decode(workload.truth(), workload.sequences(), threads)
                        .logProbability());
            case POSTERIOR ->
                watch.outcome(ForwardBackward.smoothed(workload.truth(), workload.sequences(), threads)
                        .logLikelihood());
            case SAMPLE -> {
                int count = workload.sequences().count();
                int length = workload.sequences().tokens() / count;
                Simulator.draw(workload.truth(), count, length, new Seed(1), threads);
                yield watch.outcome(Double.NaN);
            }
        };
        return Optional.of(
                threads.count() == 1 ? outcome : new Outcome(outcome.seconds(), Double.NaN, outcome.value()));
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.unmask.bench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.unmask.data.SymbolSequences;
import org.unmask.data.WindowCounter;
import org.unmask.data.WindowCounts;
import org.unmask.inference.BaumWelch;
import org.unmask.inference.EmOptions;
import org.unmask.inference.ForwardBackward;
import org.unmask.inference.InitialLaw;
import org.unmask.inference.Likelihood;
import org.unmask.inference.Viterbi;
import org.unmask.parallel.Threads;

/**
 * The kernels on the first sequences of a workload, a token an operation. With {@code -prof gc} a run also tells the bytes
 * that a token costs: what is made is tables and the answer, none at every step.
 */
@State(Scope.Thread)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class KernelBenchmark {

    /** Sequences of a thousand tokens each. */
    private static final int SEQUENCES = 128;

    private static final int TOKENS = SEQUENCES * 1000;

    /** Passes of {@link #em}. */
    private static final int PASSES = 4;

    private static final EmOptions EXACTLY = EmOptions.DEFAULT
            .withMaxIterations(PASSES)
            .withTolerance(0)
            .withAcceleration(EmOptions.Acceleration.NONE)
            .withInitial(InitialLaw.FREE);

    /** Name of a {@link Workload}. */
    @Param({"A", "B", "B-full", "C"})
    public String workload = "A";

    private Workload data = Workload.made("A").first(1);

    /** Makes the benchmark. */
    public KernelBenchmark() {}

    /** Makes the data. */
    @Setup
    public void make() {
        data = Workload.made(workload).first(SEQUENCES);
    }

    /**
     * E and M steps.
     *
     * @return the log-likelihood
     */
    @Benchmark
    @OperationsPerInvocation(PASSES * TOKENS)
    public double em() {
        return BaumWelch.fit(data.start(), data.sequences(), EXACTLY).logLikelihood();
    }

    /**
     * The forward pass.
     *
     * @return the log-likelihood
     */
    @Benchmark
    @OperationsPerInvocation(TOKENS)
    public double logLikelihood() {
        return Likelihood.of(data.truth(), data.sequences(), Threads.ONE);
    }

    /**
     * The most likely paths.
     *
     * @return their log-probability
     */
    @Benchmark
    @OperationsPerInvocation(TOKENS)
    public double viterbi() {
        return Viterbi.decode(data.truth(), data.sequences(), Threads.ONE).logProbability();
    }

    /**
     * Laws of all states.
     *
     * @return the log-likelihood
     */
    @Benchmark
    @OperationsPerInvocation(TOKENS)
    public double posteriors() {
        return ForwardBackward.smoothed(data.truth(), data.sequences(), Threads.ONE)
                .logLikelihood();
    }

    /**
     * Windows of three symbols, where there are symbols.
     *
     * @return their number
     */
    @Benchmark
    @OperationsPerInvocation(TOKENS)
    public long windows() {
        if (!(data.sequences() instanceof SymbolSequences symbols)) {
            return 0;
        }
        WindowCounter counter = new WindowCounter(symbols.dimension(), 1, 2, 3);
        counter.accept(symbols.codes(), 0, symbols.tokens());
        WindowCounts counts = counter.counts();
        return counts.total();
    }
}

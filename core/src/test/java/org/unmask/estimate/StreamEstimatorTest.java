// SPDX-License-Identifier: Apache-2.0
package org.unmask.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.unmask.data.Simulator;
import org.unmask.data.SymbolSequences;
import org.unmask.data.SymbolStream;
import org.unmask.inference.InitialLaw;
import org.unmask.inference.Likelihood;
import org.unmask.matrix.Matrix;
import org.unmask.matrix.Probabilities;
import org.unmask.matrix.StochasticMatrix;
import org.unmask.model.Alphabet;
import org.unmask.model.Categorical;
import org.unmask.model.Hmm;
import org.unmask.parallel.Progress;
import org.unmask.parallel.Threads;
import org.unmask.random.Seed;
import org.unmask.task.Loss;
import org.unmask.task.TaskSet;

class StreamEstimatorTest {

    private static final Hmm TRUTH = new Hmm(
            Probabilities.normalized("law", new double[] {0.6, 0.4}),
            StochasticMatrix.normalized("transition", Matrix.ofRows(new double[][] {{0.9, 0.1}, {0.15, 0.85}})),
            new Categorical(Alphabet.numbered(3), StochasticMatrix.normalized("emission", Matrix.ofRows(new double[][] {
                {0.7, 0.2, 0.1}, {0.1, 0.2, 0.7}
            }))));

    private static SymbolSequences data(int... lengths) {
        return (SymbolSequences)
                Simulator.draw(TRUTH, lengths, new Seed(5), Threads.ONE).sequences();
    }

    /** A stream of blocks that cut windows, whose array is used again. */
    private static SymbolStream stream(SymbolSequences data, int block) {
        SymbolStream whole = SymbolStream.of(data);
        return new SymbolStream() {
            @Override
            public Alphabet alphabet() {
                return data.alphabet();
            }

            @Override
            public long tokens() {
                return data.tokens();
            }

            @Override
            public long count() {
                return data.count();
            }

            @Override
            public void replay(Sink sink) {
                int[] buffer = new int[block + 3];
                whole.replay(new Sink() {
                    @Override
                    public void accept(int[] codes, int from, int to) {
                        for (int t = from; t < to; t += block) {
                            int size = Math.min(block, to - t);
                            System.arraycopy(codes, t, buffer, 3, size);
                            sink.accept(buffer, 3, 3 + size);
                            Arrays.fill(buffer, -7);
                        }
                    }

                    @Override
                    public void endSequence() {
                        sink.endSequence();
                    }
                });
            }
        };
    }

    @Test
    void dataThatFitTheSampleAreFittedAsInMemory() {
        SymbolSequences data = data(4000, 1, 3000);
        data.codes()[7] = SymbolSequences.MISSING;
        for (Method method : Method.values()) {
            FitOptions options = FitOptions.of(2)
                    .withMethod(method)
                    .withThreads(Threads.ONE)
                    .withTasks(TaskSet.parse("x2,x3|x1", Loss.LOG));
            Fit whole = new Estimator(options).fit(data);
            StreamFit streamed = new StreamEstimator(options, 1 << 13).fit(stream(data, 97));
            assertThat(streamed.fit().model()).isEqualTo(whole.model());
            assertThat(streamed.fit().logLikelihood()).isEqualTo(whole.logLikelihood());
            assertThat(streamed.fit().tasks()).isEqualTo(whole.tasks());
            assertThat(streamed.fit().tokens()).isEqualTo(whole.tokens()).isEqualTo(7000);
            assertThat(streamed.fit().isSampled()).isFalse();
            assertThat(whole.isSampled()).isFalse();
        }
    }

    @Test
    void maskedTrainingCountsAllWindowsAndSoDoesNotFeelTheSample() {
        SymbolSequences data = data(30_000, 10_000);
        FitOptions options = FitOptions.of(2).withMethod(Method.MASKED).withThreads(Threads.ONE);
        Fit whole = new Estimator(options).fit(data);
        Fit streamed =
                new StreamEstimator(options, 4096).fit(stream(data, 1000)).fit();
        assertThat(streamed.isSampled()).isTrue();
        assertThat(streamed.climbed()).isEqualTo(4096);
        assertThat(streamed.maskedLoss()).isCloseTo(whole.maskedLoss(), within(1e-9));
        assertThat(distance(streamed.model(), whole.model())).isLessThan(1e-4);
        Fit other = new Estimator(options).fit(data(4096));
        assertThat(distance(other.model(), whole.model())).isGreaterThan(1e-3);
    }

    @Test
    void theLikelihoodIsClimbedOnASampleAndToldOfAll() {
        SymbolSequences data = data(40_000, 20_000);
        FitOptions options = FitOptions.of(2).withThreads(Threads.ONE);
        Fit whole = new Estimator(options).fit(data);
        Fit streamed =
                new StreamEstimator(options, 1 << 14).fit(stream(data, 777)).fit();
        assertThat(streamed.isSampled()).isTrue();
        assertThat(streamed.tokens()).isEqualTo(60_000);
        assertThat(streamed.logLikelihood())
                .isCloseTo(Likelihood.of(streamed.model(), data), within(1e-7))
                .isLessThanOrEqualTo(whole.logLikelihood() + 1e-6)
                .isGreaterThan(whole.logLikelihood() - 60);
        assertThat(distance(streamed.model(), TRUTH)).isLessThan(0.05);
    }

    @Test
    void aSymbolThatTheSampleMissesIsPossible() {
        int[] codes = data(60_000).codes();
        codes[1500] = 3;
        codes[20_001] = 3;
        SymbolSequences data = SymbolSequences.single(Alphabet.numbered(4), codes);
        StreamFit streamed =
                new StreamEstimator(FitOptions.of(2).withThreads(Threads.ONE), 1024).fit(stream(data, 500));
        assertThat(Arrays.stream(((SymbolSequences) streamed.sample()).codes())).doesNotContain(3);
        assertThat(streamed.fit().logLikelihood()).isFinite();
        Categorical emission = (Categorical) streamed.fit().model().emission();
        assertThat(emission.probabilities().get(0, 3)).isCloseTo(2 / 60_000.0, within(1e-12));
    }

    @Test
    void aSampleIsSpreadEvenlyAndCutsAtEnds() {
        int[] codes = new int[10_000];
        Arrays.setAll(codes, t -> t);
        SymbolSequences data = SymbolSequences.of(Alphabet.numbered(10_000), codes, 0, 1000, 1010, 10_000);
        StreamSample sample = new StreamSample(data.alphabet(), data.tokens(), 1024);
        stream(data, 33).replay(sample);
        SymbolSequences taken = sample.sequences();
        assertThat(sample.isPart()).isTrue();
        assertThat(SymbolSource.of(stream(data, 33))
                        .survey(List.of(), 1024, Progress.NONE)
                        .longest())
                .isEqualTo(8990);
        assertThat(taken.tokens()).isEqualTo(1024);
        assertThat(taken.codes()).isSorted().doesNotHaveDuplicates().contains(0);
        assertThat(taken.code(1023)).isGreaterThan(9900);
        for (int s = 0; s < taken.count(); s++) {
            int first = taken.code(taken.start(s));
            int last = taken.code(taken.end(s) - 1);
            assertThat(last - first).isEqualTo(taken.end(s) - taken.start(s) - 1);
            assertThat((first < 1000 && last >= 1000) || (first < 1010 && last >= 1010))
                    .isFalse();
        }
    }

    @Test
    void tokensThatASampleDoesNotTakeMayBeSkipped() {
        int[] codes = new int[20_000];
        Arrays.setAll(codes, t -> t);
        SymbolSequences data = SymbolSequences.single(Alphabet.numbered(20_000), codes);
        StreamSample whole = new StreamSample(data.alphabet(), data.tokens(), 1024);
        whole.accept(codes, 0, codes.length);
        whole.endSequence();
        StreamSample skipping = new StreamSample(data.alphabet(), data.tokens(), 1024);
        int skipped = 0;
        for (int from = 0; from < codes.length; from += 100) {
            long[] taken = skipping.taken(from, from + 100);
            long at = from;
            for (int n = 0; n < taken.length; n += 2) {
                skipping.skip(taken[n] - at);
                skipping.accept(codes, (int) taken[n], (int) taken[n + 1]);
                at = taken[n + 1];
            }
            skipping.skip(from + 100 - at);
            skipped += taken.length == 0 ? 1 : 0;
        }
        skipping.endSequence();
        assertThat(skipped).isGreaterThan(150);
        assertThat(skipping.sequences().codes()).isEqualTo(whole.sequences().codes());
        assertThat(skipping.sequences().count()).isEqualTo(whole.sequences().count());
    }

    @Test
    void whatCannotCarryAFitIsRefused() {
        FitOptions options = FitOptions.of(2);
        SymbolSequences same = SymbolSequences.single(Alphabet.of(List.of("a", "b")), 1, 1, 1, 1);
        assertThatThrownBy(() -> new StreamEstimator(options, 1024).fit(SymbolStream.of(same)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("all tokens are the symbol \"b\"");
        SymbolSequences brief = SymbolSequences.of(Alphabet.numbered(2), new int[] {0, 1, 1, 0}, 2, 4);
        assertThatThrownBy(() -> new StreamEstimator(options, 1024).fit(SymbolStream.of(brief)))
                .hasMessageContaining("the longest sequence has 2 tokens");
        SymbolStream large = SymbolStream.of(data(3000));
        FitOptions free = options.withInitial(InitialLaw.FREE);
        assertThatThrownBy(() -> new StreamEstimator(free, 1024).fit(large)).hasMessageContaining("initial law");
        assertThatThrownBy(() -> new StreamEstimator(options, 10)).hasMessageContaining("at least 1024");
    }

    @Test
    void progressIsToldAndAnInterruptHeard() {
        int[] codes = new int[3 << 20];
        SplittableRandom random = new SplittableRandom(1);
        Arrays.setAll(codes, t -> random.nextInt(2));
        SymbolStream stream = stream(SymbolSequences.single(Alphabet.numbered(2), codes), 1 << 16);
        List<Long> seen = new ArrayList<>();
        SymbolStream watched = new WatchedStream(stream, "passing", (phase, done, total) -> seen.add(done));
        watched.replay(new StreamSample(stream.alphabet(), stream.tokens(), 1024));
        assertThat(seen).containsExactly(1L << 20, 2L << 20, 3L << 20);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> watched.replay(new StreamSample(stream.alphabet(), stream.tokens(), 1024)))
                .isInstanceOf(CancellationException.class);
        assertThat(Thread.interrupted()).isFalse();
    }

    /** Largest difference of a transition probability, states in canonical order. */
    private static double distance(Hmm a, Hmm b) {
        double most = 0;
        for (int i = 0; i < 2; i++) {
            for (int j = 0; j < 2; j++) {
                most = Math.max(
                        most, Math.abs(a.transition().get(i, j) - b.transition().get(i, j)));
            }
        }
        return most;
    }
}

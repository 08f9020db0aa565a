// SPDX-License-Identifier: Apache-2.0
package org.unmask.bench;

import java.util.Arrays;
import java.util.Optional;
import org.unmask.data.SymbolSequences;
import org.unmask.model.Hmm;
import smile.math.matrix.Matrix;
import smile.sequence.HMM;

/** Smile's hidden Markov model: categorical only, without posteriors and without sampling. */
public final class SmileContender implements Contender {

    /** Makes the contender. */
    public SmileContender() {}

    @Override
    public String name() {
        return "smile 3.1.1";
    }

    @Override
    public Optional<Outcome> run(Workload workload, Job job) {
        if (!(workload.sequences() instanceof SymbolSequences symbols) || job == Job.POSTERIOR || job == Job.SAMPLE) {
            return Optional.empty();
        }
        int[][] sequences = new int[symbols.count()][];
        for (int s = 0; s < sequences.length; s++) {
            sequences[s] = Arrays.copyOfRange(symbols.codes(), symbols.start(s), symbols.end(s));
        }
        HMM model = model(job == Job.EM ? workload.start() : workload.truth());
        Stopwatch watch = new Stopwatch();
        double value = Double.NaN;
        switch (job) {
            case EM -> model.update(sequences, UPDATES);
            case LOGLIK -> value = logLikelihood(model, sequences);
            default -> {
                for (int[] sequence : sequences) {
                    model.predict(sequence);
                }
            }
        }
        Outcome outcome = watch.outcome(value);
        return Optional.of(
                job == Job.EM
                        ? new Outcome(outcome.seconds(), outcome.cpuSeconds(), logLikelihood(model, sequences))
                        : outcome);
    }

    private static double logLikelihood(HMM model, int[][] sequences) {
        double sum = 0;
        for (int[] sequence : sequences) {
            sum += model.logp(sequence);
        }
        return sum;
    }

    private static HMM model(Hmm model) {
        return new HMM(
                model.initial().toArray(),
                Matrix.of(model.transition().matrix().toRows()),
                Matrix.of(model.emission().means().toRows()));
    }
}

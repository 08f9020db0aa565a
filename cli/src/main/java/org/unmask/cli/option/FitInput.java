// SPDX-License-Identifier: Apache-2.0
package org.unmask.cli.option;

import org.unmask.data.PointSequences;
import org.unmask.data.Sequences;
import org.unmask.estimate.Estimator;
import org.unmask.estimate.FitOptions;
import org.unmask.estimate.StreamEstimator;
import org.unmask.estimate.StreamFit;
import org.unmask.io.BadInputException;
import org.unmask.io.InputBytes;
import org.unmask.io.data.DataChecks;
import org.unmask.io.data.DataOptions;
import org.unmask.io.data.DataReader;
import org.unmask.io.data.DataSet;
import org.unmask.io.data.DataStream;
import org.unmask.io.engine.FitEngine;
import org.unmask.selection.StateChoice;

/**
 * Data to be fitted: read into memory, or as a stream when they are too large for it.
 *
 * @param options what to fit
 * @param bytes where the data come from
 * @param how how to read them
 */
public record FitInput(FitOptions options, InputBytes bytes, DataOptions how) {

    /** Bytes of heap for a token of the sample: all that reading, starts and climbs keep of it. */
    private static final int BYTES_A_TOKEN = 32;

    private static final int LEAST = 1 << 16;

    /** Tokens of a sample that the memory there is can work on. */
    public static int sample() {
        int most = (int) Math.min(StreamEstimator.SAMPLE, Runtime.getRuntime().maxMemory() / BYTES_A_TOKEN);
        return Math.max(LEAST, Integer.highestOneBit(most));
    }

    /** Fits; what the estimator refuses is the fault of the data. */
    public FitEngine.Answer fit() {
        return DataReader.isLarge(bytes, how) ? streamed() : whole();
    }

    /**
     * Data and the number of states that they call for.
     *
     * @param choice with the fit
     * @param shown the data
     */
    public record Choice(StateChoice choice, DataSet shown) {}

    /** Fits with several numbers of states; data larger than memory are refused. */
    public Choice choose(int least, int most, boolean patient) {
        if (DataReader.isLarge(bytes, how)) {
            throw BadInputException.in(
                    bytes.name(), "the data are larger than memory, expected one number of states for --states");
        }
        DataSet read = DataReader.read(bytes, how);
        DataChecks.forFit(
                read,
                options.tasksFor(read.sequences() instanceof PointSequences).window());
        try {
            return new Choice(StateChoice.of(read.sequences(), options, least, most, patient), read);
        } catch (IllegalArgumentException refused) {
            throw placed(refused);
        }
    }

    private FitEngine.Answer whole() {
        DataSet read = DataReader.read(bytes, how);
        boolean points = read.sequences() instanceof PointSequences;
        DataChecks.forFit(read, options.tasksFor(points).window());
        try {
            return new FitEngine.Answer(new Estimator(options).fit(read.sequences()), read);
        } catch (IllegalArgumentException refused) {
            throw placed(refused);
        }
    }

    private FitEngine.Answer streamed() {
        DataStream read = DataReader.stream(bytes, how);
        StreamEstimator estimator = new StreamEstimator(options, sample());
        try {
            StreamFit fitted = estimator.fit(read.stream());
            Sequences sample = fitted.sample();
            return new FitEngine.Answer(fitted.fit(), new DataSet(sample, read.provenance()));
        } catch (IllegalArgumentException refused) {
            throw placed(refused);
        }
    }

    private BadInputException placed(IllegalArgumentException refused) {
        return refused instanceof BadInputException placed
                ? placed
                : BadInputException.in(bytes.name(), String.valueOf(refused.getMessage()));
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.unmask.io.engine;

import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Function;
import org.unmask.estimate.Fit;
import org.unmask.estimate.FitOptions;
import org.unmask.io.data.DataOptions;
import org.unmask.io.data.DataSet;
import org.unmask.parallel.Threads;
import org.unmask.parallel.Workers;

/** Fits models to data that one machine does not read alone, and does other work in many processes. */
public interface FitEngine {

    /**
     * What to fit to which data.
     *
     * @param data name of the data, in words that the engine understands
     * @param how how to read them
     * @param options what to fit
     * @param master where the engine works; empty for what it was started with
     * @param sample tokens that may be kept in this process
     */
    record Job(String data, DataOptions how, FitOptions options, Optional<String> master, int sample) {}

    /**
     * A fit and data to show beside it.
     *
     * @param fit the fit
     * @param shown the data, or a sample of them under the provenance of all
     */
    record Answer(Fit fit, DataSet shown) {}

    /**
     * The engine's name on the command line.
     *
     * @return a word
     */
    String word();

    /**
     * Fits a model.
     *
     * @param job what to fit
     * @return the fit
     * @throws IllegalArgumentException when the data cannot carry the fit, or are asked for in a way that this engine does
     *     not know
     */
    Answer fit(Job job);

    /**
     * Does a job some of whose work is cut into independent pieces.
     *
     * @param <T> what it gives
     * @param name what it is called where the engine shows its jobs
     * @param master where the engine works; empty for what it was started with
     * @param threads of this process
     * @param job does it with the workers of this engine
     * @return what it gives
     */
    <T> T work(String name, Optional<String> master, Threads threads, Function<Workers, T> job);

    /**
     * Looks for an engine on the class path.
     *
     * @param word its name
     * @return empty when it is not there, or what it needs is not
     */
    static Optional<FitEngine> named(String word) {
        try {
            for (FitEngine engine : ServiceLoader.load(FitEngine.class)) {
                if (engine.word().equals(word)) {
                    return Optional.of(engine);
                }
            }
        } catch (ServiceConfigurationError | NoClassDefFoundError absent) {
            return Optional.empty();
        }
        return Optional.empty();
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.unmask.cli.option;

import org.unmask.constraint.Restrictions;
import org.unmask.data.Sequences;
import org.unmask.estimate.FitOptions;
import org.unmask.estimate.RestrictedEstimator;
import org.unmask.estimate.RestrictedFit;
import org.unmask.io.BadInputException;
import org.unmask.io.InputBytes;
import org.unmask.io.data.DataChecks;
import org.unmask.io.data.DataOptions;
import org.unmask.io.data.DataReader;
import org.unmask.io.data.DataSet;
import org.unmask.io.engine.FitEngine;

/**
 * Data to be fitted within constraints, always read into memory.
 *
 * @param options what to fit
 * @param bytes where the data come from
 * @param how how to read them
 * @param constraints what is known of the model
 */
public record RestrictedInput(FitOptions options, InputBytes bytes, DataOptions how, ConstraintOptions constraints) {

    /**
     * A fit within constraints and data to show beside it.
     *
     * @param fit the fit
     * @param shown the data
     */
    public record Answer(RestrictedFit fit, DataSet shown) {

        FitEngine.Answer free() {
            return new FitEngine.Answer(fit.fit(), shown);
        }
    }

    /** Fits; what the estimator refuses is the fault of data or constraints. */
    public Answer fit() {
        DataSet read = DataReader.read(bytes, how);
        Sequences data = read.sequences();
        DataChecks.forFit(
                read,
                options.tasksFor(data instanceof org.unmask.data.PointSequences).window());
        Restrictions known = constraints.restrictions(options, data, bytes, how);
        try {
            return new Answer(
                    new RestrictedEstimator(ConstraintOptions.started(options, known), known).fit(data), read);
        } catch (BadInputException placed) {
            throw placed;
        } catch (IllegalArgumentException refused) {
            throw BadInputException.in(bytes.name(), String.valueOf(refused.getMessage()));
        }
    }
}

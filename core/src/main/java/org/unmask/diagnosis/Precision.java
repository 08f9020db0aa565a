// SPDX-License-Identifier: Apache-2.0
package org.unmask.diagnosis;

import java.util.Optional;
import org.unmask.errors.EntryError;
import org.unmask.errors.ErrorTable;
import org.unmask.errors.StandardErrors;
import org.unmask.matrix.Matrix;
import org.unmask.model.Gaussian;
import org.unmask.model.Hmm;

/**
 * How well the entries of a model are known, and how well they would be known if the states were seen: by counting, with an
 * error of {@code sqrt(p (1 - p) / visits)}, or of {@code 1 / sqrt(visits)} standard deviations for a mean.
 *
 * @param error largest standard error of a transition probability or of an emission entry (means in standard deviations of their
 *     state); 0 when none has one
 * @param seen the largest there would be if the states were seen
 * @param even the same if all states came equally often
 * @param flat entries that the data do not determine
 */
public record Precision(double error, double seen, double even, long flat) {

    /** A standard error above this is too large to read much into an entry. */
    public static final double TOLERABLE = 0.05;

    /**
     * How many times the tokens are taken that would do if the states were seen.
     *
     * @return square of the ratio of {@link #error} and {@link #seen}
     */
    public double inflation() {
        return Math.pow(error / Math.max(seen, Double.MIN_NORMAL), 2);
    }

    /**
     * What is to be brought down.
     *
     * @return {@link #error} where it is not tolerable, else {@link #seen}
     */
    public double largest() {
        return error > TOLERABLE ? error : seen;
    }

    /**
     * Whether there is an entry that tells little.
     *
     * @return true above {@link #TOLERABLE}, or when there are entries that the data do not determine
     */
    public boolean isPoor() {
        return flat > 0 || largest() > TOLERABLE;
    }

    /**
     * Of a model. Cost: one look at each entry.
     *
     * @param model a fit, or the truth
     * @param errors its standard errors, where they are known
     * @param tokens of the data
     * @return the precision
     */
    public static Precision of(Hmm model, Optional<StandardErrors> errors, long tokens) {
        Matrix units = units(model);
        double[] law = model.stationaryLaw().toArray();
        double seen = 0;
        double even = 0;
        for (int i = 0; i < law.length; i++) {
            double largest = 0;
            for (int j = 0; j < law.length; j++) {
                largest = Math.max(largest, bernoulli(model.transition().get(i, j)));
            }
            for (int c = 0; c < units.columns(); c++) {
                double entry = model.emission() instanceof Gaussian
                        ? 1
                        : bernoulli(model.emission().means().get(i, c));
                largest = Math.max(largest, entry);
            }
            seen = Math.max(seen, largest / Math.sqrt(tokens * law[i]));
            even = Math.max(even, largest / Math.sqrt((double) tokens / law.length));
        }
        double error = errors.map(found -> Math.max(
                        largestOf(found.transition(), Matrix.generate(law.length, law.length, (i, j) -> 1)),
                        largestOf(found.emission(), units)))
                .orElse(0.0);
        return new Precision(
                error,
                seen,
                even,
                errors.map(found -> found.count(EntryError.Standing.FLAT)).orElse(0L));
    }

    private static double bernoulli(double p) {
        return Math.sqrt(Math.max(0, p * (1 - p)));
    }

    /** What emission entries are measured in: their standard deviation for means, 1 for probabilities. */
    private static Matrix units(Hmm model) {
        return Matrix.generate(
                model.states(),
                model.emission().dimension(),
                (i, c) -> model.emission() instanceof Gaussian gaussian
                        ? Math.sqrt(gaussian.covariances().matrices().get(i).get(c, c))
                        : 1);
    }

    private static double largestOf(ErrorTable table, Matrix units) {
        double out = 0;
        for (int i = 0; i < table.rows(); i++) {
            for (int c = 0; c < table.columns(); c++) {
                out = Math.max(out, table.get(i, c).standardError().orElse(0) / units.get(i, c));
            }
        }
        return out;
    }
}

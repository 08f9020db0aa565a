// SPDX-License-Identifier: Apache-2.0
package org.unmask.atlas;

import java.util.ArrayList;
import java.util.List;
import org.unmask.recovery.Alignment;
import org.unmask.verdict.Verdict;

/**
 * What came of a statement's experiment, in three parts: the verdict, where training on the population lands, how the
 * error falls with the sample.
 *
 * @param statement the statement
 * @param verdict the engine's answer at a generic point
 * @param landings one for each random start of population training
 * @param samples the error at each size of sample, small samples first
 */
public record Reproduction(Statement statement, Verdict verdict, List<Landing> landings, List<SampleError> samples) {

    /** How near the truth a landing must be to count as on it; the twins of the experiments are a hundred times farther. */
    public static final double NEAR = 1e-3;

    /** Copies the lists. */
    public Reproduction {
        landings = List.copyOf(landings);
        samples = List.copyOf(samples);
    }

    /**
     * The starts that reached optimal predictors.
     *
     * @return those landings
     */
    public List<Landing> optimal() {
        return landings.stream().filter(Landing::optimal).toList();
    }

    /**
     * How many different models the optimal landings are, up to relabelling, {@link #NEAR} ones counted as one.
     *
     * @return 0 when no start reached optimal predictors
     */
    public int distinctModels() {
        List<Landing> kept = new ArrayList<>();
        for (Landing landing : optimal()) {
            boolean known = kept.stream()
                    .anyMatch(other ->
                            Alignment.of(other.model(), landing.model()).worst() < NEAR);
            if (!known) {
                kept.add(landing);
            }
        }
        return kept.size();
    }

    /**
     * Whether the verdict says what the statement says.
     *
     * @return true for the same answer
     */
    public boolean verdictAgrees() {
        return switch (statement.expected()) {
            case ONE_MODEL -> verdict instanceof Verdict.Identifiable;
            case SEVERAL_MODELS ->
                verdict instanceof Verdict.LocallyIdentifiable local
                        && local.twin().isPresent();
            case CONTINUUM ->
                verdict instanceof Verdict.NotIdentifiable not && not.twin().isPresent();
        };
    }

    /**
     * Whether population training lands as the statement says: every optimal start on the truth; on a few models; or
     * spread, hardly two on the same one.
     *
     * @return true when it does
     */
    public boolean populationAgrees() {
        int reached = optimal().size();
        int distinct = distinctModels();
        return switch (statement.expected()) {
            case ONE_MODEL -> reached >= 2 && optimal().stream().allMatch(landing -> landing.distance() < NEAR);
            case SEVERAL_MODELS -> reached > distinct && distinct >= 2;
            case CONTINUUM -> reached >= 2 && distinct > reached / 2;
        };
    }

    /**
     * Exponent of the error against the size of the sample, by least squares of the logarithms.
     *
     * @return near -0.5 where the parameters are identified
     */
    public double sampleSlope() {
        double n = samples.size();
        double sx = 0;
        double sy = 0;
        double sxx = 0;
        double sxy = 0;
        for (SampleError sample : samples) {
            double x = Math.log(sample.tokens());
            double y = Math.log(Math.max(sample.distance(), 1e-12));
            sx += x;
            sy += y;
            sxx += x * x;
            sxy += x * y;
        }
        return (n * sxy - sx * sy) / (n * sxx - sx * sx);
    }

    /**
     * Whether samples behave as the statement says: the error falls with the size where one model is left, and stays
     * above {@link #NEAR} where a continuum is. Where several are left a sample may find any of them.
     *
     * @return true when they do
     */
    public boolean samplesAgree() {
        return switch (statement.expected()) {
            case ONE_MODEL -> sampleSlope() < -0.25;
            case SEVERAL_MODELS -> true;
            case CONTINUUM -> samples.get(samples.size() - 1).distance() > 10 * NEAR;
        };
    }

    /**
     * Whether all three parts say what the statement says.
     *
     * @return true when reproduced
     */
    public boolean reproduced() {
        return verdictAgrees() && populationAgrees() && samplesAgree();
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.unmask.atlas;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.unmask.explore.Trails;
import org.unmask.model.Hmm;
import org.unmask.recovery.Alignment;
import org.unmask.verdict.Verdict;

/**
 * What came of a statement's experiment, in three parts: the verdict, where training on the population lands, how the
 * error falls with the sample; and what theory says it should show.
 *
 * @param statement the statement
 * @param verdict the engine's answer at a generic point
 * @param theory what the other two parts are held to
 * @param landings one for each random start of population training
 * @param trails the ways of some of them
 * @param samples the error at each size of sample, small samples first
 */
public record Reproduction(
        Statement statement,
        Verdict verdict,
        Theory theory,
        List<Landing> landings,
        Trails trails,
        List<SampleError> samples) {

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
     * How many different models the optimal landings are, up to relabelling; two that training could not tell apart count
     * as one.
     *
     * @return 0 when no start reached optimal predictors
     */
    public int distinctModels() {
        List<Hmm> kept = new ArrayList<>();
        for (Landing landing : optimal()) {
            if (kept.stream().noneMatch(other -> isNear(other, landing.model()))) {
                kept.add(landing.model());
            }
        }
        return kept.size();
    }

    private boolean isNear(Hmm one, Hmm other) {
        return Alignment.of(one, other).worst() < theory.resolution();
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
     * Whether population training lands as the statement says. One model: each optimal landing is the truth. Several: each
     * is one of the solutions, and more than one is met. A continuum: most landings are models of their own, as chance
     * hardly ever brings two starts to one place of a curve.
     *
     * @return true when it does
     */
    public boolean populationAgrees() {
        int reached = optimal().size();
        int distinct = distinctModels();
        boolean solved = optimal().stream()
                .allMatch(
                        landing -> theory.solutions().stream().anyMatch(solution -> isNear(solution, landing.model())));
        return switch (statement.expected()) {
            case ONE_MODEL -> reached >= 2 && solved;
            case SEVERAL_MODELS -> solved && distinct >= 2;
            case CONTINUUM -> reached >= 2 && 2 * distinct > reached;
        };
    }

    /**
     * Exponent of the error against the size of the sample, by least squares of the logarithms over the sizes that are
     * large enough for the theory, or all when fewer than two are.
     *
     * @return near -0.5 where the parameters are identified
     */
    public double sampleSlope() {
        List<SampleError> large = IntStream.range(0, samples.size())
                .filter(theory::holdsAt)
                .mapToObj(samples::get)
                .toList();
        List<SampleError> used = large.size() < 2 ? samples : large;
        double n = used.size();
        double sx = 0;
        double sy = 0;
        double sxx = 0;
        double sxy = 0;
        for (SampleError sample : used) {
            double x = Math.log(sample.tokens());
            double y = Math.log(Math.max(sample.nearest(), 1e-12));
            sx += x;
            sy += y;
            sxx += x * x;
            sxy += x * y;
        }
        return (n * sxy - sx * sy) / (n * sxx - sx * sx);
    }

    /**
     * Whether samples behave as the statement says. One model, or several: on each sample that is large enough for the
     * theory the error from the nearest solution is one that noise explains, and it falls at the rate of the theory; see
     * {@link #samplesAreHeldToTheory}. A continuum: on the largest sample a fit that predicts as well as the best is farther
     * off than noise would explain if all directions were fixed. One fit alone may by chance end near the truth.
     *
     * @return true when they do
     */
    public boolean samplesAgree() {
        int last = samples.size() - 1;
        boolean explained = IntStream.rangeClosed(0, last)
                .filter(theory::holdsAt)
                .allMatch(size -> samples.get(size).nearest() <= theory.noise().get(size));
        double slope = sampleSlope();
        boolean rate = Double.isNaN(theory.slopeLow()) || (slope >= theory.slopeLow() && slope <= theory.slopeHigh());
        return statement.expected() == Statement.Expected.CONTINUUM
                ? samples.get(last).farthest() > theory.noise().get(last)
                : explained && rate;
    }

    /**
     * Whether the largest sample is large enough for the theory. If it is not, samples are no evidence for or against a
     * statement that one model or several are left.
     *
     * @return true when {@link #samplesAgree} says something
     */
    public boolean samplesAreHeldToTheory() {
        return theory.holdsAt(samples.size() - 1);
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

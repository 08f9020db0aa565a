// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.unmask.constraint.Restrictions;
import org.unmask.data.Sequences;
import org.unmask.model.Categorical;
import org.unmask.model.CustomEmission;
import org.unmask.model.Hmm;

/**
 * Maximum likelihood by EM (Baum, Petrie, Soules, Weiss 1970). No step lowers the likelihood: for a plain step that is
 * the theorem, checked; an accelerated one is taken back when it does. EM finds a local optimum near its start.
 *
 * <p>A small last gain is not convergence, as EM may creep for a thousand iterations. It has converged when the gain
 * that is left is below the tolerance: half the slope times the distance to the optimum, both taken from the last steps.
 */
public final class BaumWelch {

    private BaumWelch() {}

    /**
     * Fits a model.
     *
     * @param start where to begin; its probabilities of zero stay zero
     * @param sequences independent sequences of the model's kind
     * @param options how to run; plugged-in emissions are fitted without acceleration
     * @return the fit and how it was reached
     * @throws IllegalArgumentException when the data are not of the model's kind, are impossible under the start, or
     *     there are no tokens
     * @throws IllegalStateException when a plain EM step lowers the likelihood by more than rounding, which the theorem
     *     excludes
     */
    public static EmFit fit(Hmm start, Sequences sequences, EmOptions options) {
        return fit(start, sequences, Restrictions.NONE, options);
    }

    /**
     * Fits a model within restrictions. With prior laws, what no step lowers and what the curve shows is the log-likelihood
     * plus the logarithm of their density, up to a constant; with known states the log-likelihood is that of the tokens
     * and those states together. Fixed entries of the result are as given to the bit. Quasi-Newton steps would leave the
     * restrictions; squared extrapolation takes their place.
     *
     * @param start where to begin; moved into the restrictions
     * @param sequences independent sequences of the model's kind
     * @param restrictions what is known
     * @param options how to run
     * @return the fit and how it was reached
     * @throws IllegalArgumentException also when restrictions cannot be met or do not go with options or data
     */
    public static EmFit fit(Hmm start, Sequences sequences, Restrictions restrictions, EmOptions options) {
        restrictions.known().ifPresent(known -> {
            if (known.tokens() != sequences.tokens()) {
                throw new IllegalArgumentException("the states of " + known.tokens() + " tokens are given, expected "
                        + sequences.tokens() + " as in the data");
            }
        });
        if (!restrictions.isNone() && start.emission() instanceof CustomEmission) {
            throw new IllegalArgumentException(
                    "plugged-in emissions cannot be restricted, expected symbols or normal laws");
        }
        if (sequences.tokens() == 0) {
            throw new IllegalArgumentException("there are no tokens to fit, expected at least one");
        }
        return EmRun.of(start, sequences, restrictions, options).run();
    }

    /**
     * Fits data whose E step is done elsewhere and that need not be in this process.
     *
     * @param start where to begin, a model of symbols or with normal laws
     * @param expectation the expected counts of all the data under a model; the same counts whenever it is asked
     * @param variances that of each coordinate over all the data, above zero; none of symbols
     * @param options how to run; threads are those of the E step and not looked at
     * @return the fit and how it was reached
     * @throws IllegalArgumentException when there are more or fewer variances than the model has coordinates
     * @throws IllegalStateException when a plain EM step lowers the likelihood by more than rounding
     */
    public static EmFit climb(
            Hmm start, Function<Hmm, ExpectedCounts> expectation, double[] variances, EmOptions options) {
        int coordinates =
                start.emission() instanceof Categorical ? 0 : start.emission().dimension();
        if (variances.length != coordinates) {
            throw new IllegalArgumentException("there are " + variances.length + " variances, expected " + coordinates
                    + ", one for each coordinate of the model");
        }
        double[] floor =
                Arrays.stream(variances).map(v -> v * options.varianceFloor()).toArray();
        return new EmRun(start, expectation, new VarianceFloor(floor), Optional.empty(), options).run();
    }

    /**
     * Fits from several starts one after the other and keeps the best.
     *
     * @param starts where to begin, at least one
     * @param sequences independent sequences of the models' kind
     * @param options how to run each
     * @return all fits in the order of the starts
     */
    public static List<EmFit> fitEach(List<Hmm> starts, Sequences sequences, EmOptions options) {
        return starts.stream().map(start -> fit(start, sequences, options)).toList();
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.rank;

import java.util.Optional;
import org.unmask.model.ModelFamily;
import org.unmask.task.MaskedTask;
import org.unmask.verdict.Question;
import org.unmask.verdict.RationalModel;

/**
 * How likely one round misses the rank: the bound (4.5), by the lemma of Schwartz and Zippel.
 *
 * <p>Cleared of denominators, the joint weight of a window is a polynomial in parameters, contexts, functionals and
 * density values: of degree below {@code k} for the stationary law (cofactors), one for each step, two for each token
 * (mean times functional, or a density value). The evidence is one too. A row of the Jacobian times the square of the
 * evidence has the sum of both degrees and, for densities, at most {@code 2 + d} more from the log-derivatives (the
 * inverse precision matrix is cofactors over a determinant). A minor of size {@code r + 1} has {@code r + 1} times that;
 * each of the rows that ended a search, and each evidence that must not vanish, adds its own degree. Divided by the
 * smallest modulus 2^60 that is the chance of a bad point. At most {@code r} rows and one for each context are drawn.
 *
 * <p>A minor may also vanish because the prime divides all its coefficients. It has some coefficient below 2^bits, which
 * has at most bits/60 prime divisors above 2^60; the prime is drawn among the more than 2^54 primes between 2^60 and
 * 2^61.
 */
final class ErrorBound {

    private static final double MODULUS = 0x1p60;
    private static final double PRIMES = 0x1p54;

    private ErrorBound() {}

    /**
     * The bound for one round. The checker of certificates computes it too, in the same order of operations.
     *
     * @param question what was asked
     * @param model its model in exact fractions
     * @param rank rank that was found
     * @return at most 1
     */
    static double of(Question question, Optional<RationalModel> model, int rank) {
        double k = question.family().states();
        double d = question.family().dimension();
        boolean gaussian = question.family() instanceof ModelFamily.Gaussian;
        double degree = 0;
        double bits = 0;
        double contexts = 0;
        for (MaskedTask task : question.tasks().tasks()) {
            double tokens = task.context().size() + task.targets().size();
            double here = 2 * (k + task.window() + 2 * tokens) + (gaussian ? 2 + d + tokens : 0);
            double law = 2 * (2 * k + task.window()) * log2(2 * k * k);
            degree = Math.max(degree, here);
            bits = Math.max(bits, law + 2 * (tokens + d) * log2(4 * d * d) + log2(here) + 2);
            contexts += gaussian
                    ? 1
                    : Math.min(
                            JacobianSpan.MAX_CONTEXTS,
                            Math.pow(d, task.context().size()));
        }
        if (model.isPresent()) {
            // The entries are fractions of this many bits over a common denominator, not variables.
            bits += degree * (question.family().parameters() + 1) * bitsOfEntry(model.get());
        }
        double points = (3.0 * rank + 1 + 2 * contexts) * degree / MODULUS;
        return Math.min(1, points + (rank + 1) * (bits + log2(rank + 1)) / 60 / PRIMES);
    }

    private static int bitsOfEntry(RationalModel model) {
        return model.free().stream()
                .mapToInt(entry -> Math.max(
                        entry.getNumerator().bitLength(), entry.getDenominator().bitLength()))
                .max()
                .orElse(1);
    }

    private static double log2(double value) {
        return StrictMath.log(value) / StrictMath.log(2);
    }
}

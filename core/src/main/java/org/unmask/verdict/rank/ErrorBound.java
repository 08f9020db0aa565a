// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.rank;

import java.util.Optional;
import org.unmask.model.ModelFamily;
import org.unmask.task.Loss;
import org.unmask.task.MaskedTask;
import org.unmask.verdict.Question;
import org.unmask.verdict.RationalModel;

/**
 * How likely one round misses the rank (4.1), by the lemma of Schwartz and Zippel.
 *
 * <p>Cleared of denominators, the joint weight of a window is a polynomial in parameters, contexts, functionals and
 * density values: of degree {@code k - 1} for the stationary law (cofactors), one for each step, two for each token
 * (mean times functional, or a density value). The evidence is one too. A row of the Jacobian times the square of the
 * evidence has the sum of both degrees and, for densities, at most {@code 2 + d} more from the log-derivatives (the
 * inverse precision matrix is cofactors over a determinant). A minor of size {@code r + 1} has {@code r + 1} times that;
 * each of the rows that ended a search, and each evidence that must not vanish, adds its own degree. Divided by the
 * smallest modulus 2^60 that is the chance of a bad point.
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
     * The bound for one round.
     *
     * @param question what was asked
     * @param model its model in exact fractions
     * @param rank rank that was found
     * @param draws number of rows drawn
     * @return at most 1
     */
    static double of(Question question, Optional<RationalModel> model, int rank, long draws) {
        ModelFamily family = question.family();
        double degree = 0;
        double bits = 0;
        for (MaskedTask task : question.tasks().tasks()) {
            degree = Math.max(degree, rowDegree(family, task));
            bits = Math.max(bits, rowBits(family, task));
        }
        if (model.isPresent()) {
            // The entries are fractions of this many bits over a common denominator, not variables.
            bits += degree * (question.family().parameters() + 1) * bitsOfEntry(model.get());
        }
        double minor = (rank + 1) * degree;
        double minorBits = (rank + 1) * (bits + log2(rank + 1));
        return Math.min(1, (minor + 2 * draws * degree) / MODULUS + minorBits / 60 / PRIMES);
    }

    private static double rowDegree(ModelFamily family, MaskedTask task) {
        int steps = task.window() - 1;
        int tokens = task.context().size() + task.targets().size();
        double joint = family.states() - 1 + steps + 2.0 * tokens;
        double evidence = family.states() - 1 + steps + 2.0 * task.context().size();
        boolean densities = family instanceof ModelFamily.Gaussian;
        int logs = densities ? 2 + family.dimension() : 0;
        return joint
                + evidence
                + logs
                + (densities && task.loss() == Loss.LOG ? task.targets().size() : 0);
    }

    /** Logarithm of the sum of the absolute coefficients of a row's entry, generously. */
    private static double rowBits(ModelFamily family, MaskedTask task) {
        int k = family.states();
        int d = family.dimension();
        double law = 2 * k * log2(2.0 * k * k);
        double steps = task.window() * log2(2.0 * k * k);
        double tokens = (task.context().size() + task.targets().size()) * log2(4.0 * d * d) + d * log2(2.0 * d + 2);
        return 2 * (law + steps + tokens) + log2(rowDegree(family, task)) + 2;
    }

    private static double bitsOfEntry(RationalModel model) {
        return model.free().stream()
                .mapToInt(entry -> Math.max(
                        entry.getNumerator().bitLength(), entry.getDenominator().bitLength()))
                .max()
                .orElse(1);
    }

    private static double log2(double value) {
        return Math.log(value) / Math.log(2);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.rank;

import java.io.Serializable;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.unmask.field.PrimeField;
import org.unmask.field.RowSpace;
import org.unmask.random.Seed;
import org.unmask.verdict.ExactRank;
import org.unmask.verdict.Question;
import org.unmask.verdict.RationalModel;

/**
 * The exact rank of a question's Jacobian, from several independent random primes and points (4.1), (4.2). The rank
 * modulo a prime never exceeds the true one, so the largest of the rounds is taken.
 *
 * @param seed where primes, points and functionals come from
 * @param rounds number of independent primes and points, at least 1
 */
public record RankFinder(Seed seed, int rounds) implements Serializable {

    /** Two rounds from a fixed seed: the same question has the same answer everywhere. */
    public static final RankFinder STANDARD = new RankFinder(new Seed(20220209L), 2);

    private static final int ATTEMPTS = 8;

    /**
     * What was found.
     *
     * @param rank the exact rank
     * @param complete false when time ran out or contexts had to be sampled and the rank is not full: then the rank is a
     *     lower bound only
     * @param point the point of the best round
     * @param rows the span of the Jacobian's rows there
     */
    public record Found(ExactRank rank, boolean complete, ModularPoint point, RowSpace rows) {}

    /**
     * Finds the rank.
     *
     * @param question at a generic point or at a model
     * @param expired asked now and then; true ends the search with what is known
     * @return the rank and the span it was found in
     * @throws ArithmeticException when the model has no unique stationary law
     */
    public Found find(Question question, BooleanSupplier expired) {
        RandomGenerator random = seed.split("rank").generator();
        int parameters = question.family().parameters();
        int done = 0;
        ModularPoint bestPoint = null;
        JacobianSpan best = null;
        Optional<RationalModel> model = question.at().map(at -> RationalModel.of(at, question.family()));
        for (int round = 0; round < rounds; round++) {
            ModularPoint point = point(question, model, random);
            JacobianSpan span = JacobianSpan.of(point, question.tasks(), random, expired);
            if (best == null
                    || bestPoint == null
                    || span.space().rank() > best.space().rank()) {
                best = span;
                bestPoint = point;
            }
            done++;
            if (best.space().full() || expired.getAsBoolean()) {
                break;
            }
        }
        if (best == null || bestPoint == null) {
            throw new IllegalStateException("number of rounds is " + rounds + ", expected at least 1");
        }
        double error = best.space().full() ? 0 : 1;
        for (int round = 0; round < done && error > 0; round++) {
            error *= ErrorBound.of(question, model, best.space().rank());
        }
        ExactRank rank = new ExactRank(parameters, best.space().rank(), error);
        return new Found(rank, best.complete(), bestPoint, best.space());
    }

    /** Draws primes until none of the few determinants that are needed vanishes. */
    private static ModularPoint point(Question question, Optional<RationalModel> model, RandomGenerator random) {
        for (int attempt = 1; ; attempt++) {
            PrimeField field = PrimeField.random(random);
            try {
                return model.map(at -> ModularPoint.of(at, field))
                        .orElseGet(() -> ModularPoint.random(question.family(), field, random));
            } catch (IllegalArgumentException | ArithmeticException degenerate) {
                if (attempt == ATTEMPTS) {
                    throw new ArithmeticException(
                            "the chain has no unique stationary law, or a covariance is singular: "
                                    + degenerate.getMessage());
                }
            }
        }
    }
}

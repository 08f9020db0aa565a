// SPDX-License-Identifier: Apache-2.0
package org.unmask.cli;

import org.unmask.estimate.Fit;
import org.unmask.model.Gaussian;
import org.unmask.task.TaskSet;
import org.unmask.verdict.Question;
import org.unmask.verdict.engine.VerdictEngine;

/** The verdict on a fit's tasks, at the fitted model where that is in reach. */
final class FitVerdict {

    /** Some seconds' worth; nobody waits longer for a rank beside a fit. What is not found by then is said to be open. */
    private static final long WORK = 4_000_000_000L;

    /**
     * Models with more symbols are not read exactly, as sums of their fractions get longer with each one, and the time grows with
     * the cube: the family is judged in their stead.
     */
    private static final int EXACT_SYMBOLS = 100;

    /** Nor of models with more states: the digits of exact fractions grow with every step of an elimination. */
    private static final int EXACT_STATES = 12;

    private FitVerdict() {}

    /** The fit with its verdict. */
    static Fit added(Fit fit) {
        return fit.verdict().isPresent()
                ? fit
                : fit.withVerdict(VerdictEngine.STANDARD.withWork(WORK).answer(question(fit)));
    }

    private static Question question(Fit fit) {
        TaskSet tasks = fit.options().tasksFor(fit.model().emission() instanceof Gaussian);
        if (fit.family().dimension() > EXACT_SYMBOLS || fit.family().states() > EXACT_STATES) {
            return Question.generic(fit.family(), tasks);
        }
        try {
            return Question.at(fit.model(), fit.family().chain(), tasks);
        } catch (IllegalArgumentException outside) {
            // A doubly stochastic fit is so up to rounding only.
            return Question.generic(fit.family(), tasks);
        }
    }
}

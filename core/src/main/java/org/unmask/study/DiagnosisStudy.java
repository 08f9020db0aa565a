// SPDX-License-Identifier: Apache-2.0
package org.unmask.study;

import java.util.List;
import java.util.Optional;
import org.unmask.data.Sequences;
import org.unmask.data.Simulator;
import org.unmask.diagnosis.Cause;
import org.unmask.diagnosis.Diagnosis;
import org.unmask.diagnosis.Precision;
import org.unmask.errors.ErrorMethod;
import org.unmask.errors.FixedMask;
import org.unmask.errors.LikelihoodErrors;
import org.unmask.errors.StandardErrors;
import org.unmask.estimate.Estimator;
import org.unmask.estimate.Fit;
import org.unmask.estimate.FitErrors;
import org.unmask.estimate.FitOptions;
import org.unmask.inference.InitialLaw;
import org.unmask.matrix.Matrix;
import org.unmask.model.Chain;
import org.unmask.model.CovarianceShape;
import org.unmask.model.Gaussian;
import org.unmask.model.Hmm;
import org.unmask.parallel.Threads;
import org.unmask.random.Seed;
import org.unmask.task.Loss;
import org.unmask.task.TaskSet;
import org.unmask.verdict.Question;
import org.unmask.verdict.engine.VerdictEngine;

/**
 * Whether a diagnosis names the right cause: fits are spoilt on purpose in one way each, and the diagnosis, which sees the fit
 * and the data only, has to say in which. A problem is what it is called: the second derivative of the likelihood at the true model, on data of
 * their own, gives tolerable errors for sound problems, and not for those of nearly equal states.
 *
 * @param problems for each way, and as many sound ones; of symbols and of points in turn
 * @param tokens of data that are long enough
 * @param seed of the draws
 */
public record DiagnosisStudy(int problems, int tokens, Seed seed) implements Study<List<DiagnosisStudy.Row>> {

    private static final int STATES = 3;
    private static final int SYMBOLS = 6;
    private static final int FEW = 300;

    /** Coordinates of points, and how few leave {@code x2|x1} unable to fix three states under squared loss (2.5). */
    private static final int PLANE = 2;

    private static final int LINE = 1;

    /** Models drawn in search of one that the tokens determine. */
    private static final int DRAWS = 20;

    /** How much of their own emissions nearly equal states keep at most. */
    private static final double OWN = 0.04;

    /**
     * One problem.
     *
     * @param points whether the data were points
     * @param truth what was spoilt; empty for nothing
     * @param named what the diagnosis names first; empty for a sound fit
     */
    public record Row(boolean points, Optional<Cause> truth, Optional<Cause> named) {
        /**
         * Whether the diagnosis is right.
         *
         * @return true when it names what was spoilt
         */
        public boolean right() {
            return truth.equals(named);
        }
    }

    /** Sound, and spoilt in each way, in turn. */
    private static final int KINDS = Cause.values().length + 1;

    @Override
    public int trials() {
        return problems * KINDS;
    }

    @Override
    public double[] trial(int number) {
        boolean points = number / KINDS % 2 == 1;
        Row row = one(points, cause(number % KINDS), seed.split("problem", number));
        return new double[] {points ? 1 : 0, number(row.truth), number(row.named)};
    }

    @Override
    public List<Row> result(List<double[]> trials) {
        return trials.stream()
                .map(row -> new Row(row[0] == 1, cause((int) row[1]), cause((int) row[2])))
                .toList();
    }

    /** A cause by its number; 0 is none. */
    private static Optional<Cause> cause(int number) {
        return number == 0 ? Optional.empty() : Optional.of(Cause.values()[number - 1]);
    }

    private static int number(Optional<Cause> cause) {
        return cause.map(known -> known.ordinal() + 1).orElse(0);
    }

    private Row one(boolean points, Optional<Cause> truth, Seed draw) {
        Hmm model = model(points, truth, draw);
        int length = truth.equals(Optional.of(Cause.STATISTICAL)) ? FEW : tokens;
        FitOptions how = FitOptions.of(STATES).withThreads(Threads.ONE).withSeed(draw);
        if (truth.equals(Optional.of(Cause.STRUCTURAL))) {
            how = how.withTasks(TaskSet.parse("x2|x1", points ? Loss.SQUARED : Loss.LOG));
            how = points ? how.withCovariance(CovarianceShape.IDENTITY) : how;
        }
        Sequences data = Simulator.draw(model, 1, length, draw, Threads.ONE).sequences();
        Fit fit = new Estimator(how).fit(data);
        fit = fit.withVerdict(VerdictEngine.STANDARD.answer(
                Question.at(fit.model(), fit.family().chain(), how.tasksFor(points))));
        fit = FitErrors.of(fit, data, Optional.empty()).map(fit::withErrors).orElse(fit);
        return new Row(points, truth, Diagnosis.of(fit, data).cause());
    }

    /** The truth of a problem. */
    private Hmm model(boolean points, Optional<Cause> truth, Seed draw) {
        if (truth.equals(Optional.of(Cause.MISSPECIFIED))) {
            return drawn(points, STATES + 2, draw);
        }
        if (points && truth.equals(Optional.of(Cause.STRUCTURAL))) {
            return Corpus.points(STATES, LINE, draw);
        }
        Hmm sound = sound(points, draw);
        return truth.equals(Optional.of(Cause.NUMERICAL)) ? alike(sound, draw) : sound;
    }

    private static Hmm drawn(boolean points, int states, Seed draw) {
        return points ? Corpus.points(states, PLANE, draw) : Corpus.distinct(states, SYMBOLS, draw);
    }

    /** A model that so many tokens determine; one that they do not if that is all that was found. */
    private Hmm sound(boolean points, Seed draw) {
        Hmm model = drawn(points, STATES, draw);
        for (int again = 1; again < DRAWS && isPoor(model, draw); again++) {
            model = drawn(points, STATES, draw.split("again", again));
        }
        return model;
    }

    /** The last two states emit almost the same, so much so that these tokens do not determine them. */
    private Hmm alike(Hmm model, Seed draw) {
        Matrix laws = model.emission().means();
        int last = model.states() - 1;
        double own = OWN;
        Hmm out;
        do {
            double kept = own;
            out = Corpus.with(
                    model,
                    Matrix.generate(
                            laws.rows(),
                            laws.columns(),
                            (i, x) -> i == last
                                    ? kept * laws.get(i, x) + (1 - kept) * laws.get(last - 1, x)
                                    : laws.get(i, x)));
            own /= 2;
        } while (!isPoor(out, draw));
        return out;
    }

    /** Whether entries of a true model could not be told by so many tokens. */
    private boolean isPoor(Hmm truth, Seed draw) {
        Sequences data = Simulator.draw(truth, 1, tokens, draw.split("examined"), Threads.ONE)
                .sequences();
        Hmm free = truth.emission() instanceof Gaussian gaussian
                ? new Hmm(truth.initial(), truth.transition(), gaussian.withShape(CovarianceShape.FULL_PER_STATE))
                : truth;
        Optional<StandardErrors> errors = new LikelihoodErrors(
                        Chain.STATIONARY, InitialLaw.STATIONARY, FixedMask.ALL, FitErrors.LEVEL, Threads.ONE)
                .of(free, data, Optional.of(ErrorMethod.INFORMATION));
        return Precision.of(free, errors, tokens).isPoor();
    }
}

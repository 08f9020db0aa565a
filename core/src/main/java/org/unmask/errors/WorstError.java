// SPDX-License-Identifier: Apache-2.0
package org.unmask.errors;

import java.util.Arrays;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.unmask.data.Sequences;
import org.unmask.data.Simulator;
import org.unmask.inference.ExpectedCounts;
import org.unmask.inference.InitialLaw;
import org.unmask.inference.LocalCoordinates;
import org.unmask.inference.LocalJacobian;
import org.unmask.inference.ScoreSums;
import org.unmask.matrix.Matrix;
import org.unmask.matrix.SymmetricEigen;
import org.unmask.model.Chain;
import org.unmask.model.Gaussian;
import org.unmask.model.Hmm;
import org.unmask.parallel.Threads;
import org.unmask.random.Seed;
import org.unmask.task.Loss;
import org.unmask.task.MaskedTask;
import org.unmask.task.TaskSet;
import org.unmask.training.MaskedScores;
import org.unmask.verdict.Question;
import org.unmask.verdict.rank.RankFinder;

/**
 * The largest error of any transition probability or emission entry (mean, for points) that an estimator makes on long data of a
 * known model. Times the root of the tokens, the errors tend to a normal law whose covariance is found from a simulated sequence;
 * the law of the largest is then drawn from. No probability comes below zero, and zeros are not taken for known: see
 * {@link EdgeCone}.
 */
public final class WorstError {

    private static final int DRAWS = 2000;

    /** Rounds in which a number of tokens and the law of the errors there agree, and how nearly. */
    private static final int ROUNDS = 10;

    private static final double AGREED = 0.01;

    private static final int SYMBOLS = 100_000;
    private static final int POINTS = 20_000;
    private static final double CELLS = 4e6;

    private final LocalJacobian by;
    /** Errors by the coordinates, times the root of the tokens, of an estimator that knows of no edge. */
    private final double[][] moves;

    private final EdgeCone edge;

    private WorstError(LocalJacobian by, double[][] moves, EdgeCone edge) {
        this.by = by;
        this.moves = moves;
        this.edge = edge;
    }

    /**
     * Of the maximum of the likelihood.
     *
     * @param model the truth, categorical or Gaussian
     * @param chain which transition matrices are allowed
     * @param seed of the simulation
     * @return the law; empty when the likelihood does not fix the model, or there are too many parameters
     */
    public static Optional<WorstError> ofLikelihood(Hmm model, Chain chain, Seed seed) {
        if (LocalCoordinates.most(model, InitialLaw.STATIONARY) > LikelihoodErrors.MOST_DIRECTIONS) {
            return Optional.empty();
        }
        Hmm inside = EdgeCone.inside(model, chain);
        Sequences data = draw(inside, seed);
        LocalCoordinates coordinates = coordinates(inside, chain, data);
        Curvature curvature = Curvature.of(squares(ScoreSums.of(coordinates, data, 1)), 0);
        return of(model, coordinates, curvature, curvature.inverse().scale(data.tokens()), seed);
    }

    /**
     * Of the minimum of masked loss.
     *
     * @param model the truth, categorical or Gaussian
     * @param chain which transition matrices are allowed
     * @param tasks what is predicted
     * @param seed of the simulation
     * @return the law; empty when the tasks do not fix the model, even locally, or there are too many parameters
     */
    public static Optional<WorstError> ofMasked(Hmm model, Chain chain, TaskSet tasks, Seed seed) {
        if (LocalCoordinates.most(model, InitialLaw.STATIONARY) > LikelihoodErrors.MOST_DIRECTIONS
                || RankFinder.STANDARD
                                .find(Question.at(model, chain, tasks), () -> false)
                                .rank()
                                .nullity()
                        > 0) {
            return Optional.empty();
        }
        Hmm inside = EdgeCone.inside(model, chain);
        Sequences data = draw(inside, seed);
        LocalCoordinates coordinates = coordinates(inside, chain, data);
        MaskedScores scores = MaskedScores.of(coordinates, data, tasks);
        Optional<Matrix> bend = tasks.tasks().stream().allMatch(task -> task.loss() == Loss.LOG)
                ? Optional.of(information(coordinates, data, tasks))
                : MaskedErrors.secondDerivative(coordinates, scores);
        if (bend.isEmpty()) {
            return Optional.empty();
        }
        Curvature curvature = Curvature.of(bend.get(), 0);
        Matrix spread = LongRun.covariance(scores.sums(LongRun.stretch(model, data.tokens())));
        return of(model, coordinates, curvature, curvature.around(spread).scale(data.tokens()), seed);
    }

    /** At the truth, log loss bends as much as the scores of single windows vary, task by task. */
    private static Matrix information(LocalCoordinates coordinates, Sequences data, TaskSet tasks) {
        Matrix sum = Matrix.zero(coordinates.size(), coordinates.size());
        for (MaskedTask task : tasks.tasks()) {
            Matrix scores = MaskedScores.of(coordinates, data, TaskSet.of(task)).sums(1);
            sum = sum.plus(squares(scores).scale(data.tokens()));
        }
        return sum;
    }

    private static Matrix squares(Matrix rows) {
        int size = rows.columns();
        double[] values = rows.toArray();
        double[] out = new double[size * size];
        for (int from = 0; from < values.length; from += size) {
            for (int p = 0; p < size; p++) {
                double own = values[from + p];
                for (int q = 0; q <= p && own != 0; q++) {
                    out[p * size + q] += own * values[from + q];
                }
            }
        }
        return Matrix.generate(size, size, (p, q) -> out[Math.max(p, q) * size + Math.min(p, q)]);
    }

    private static Sequences draw(Hmm model, Seed seed) {
        double most = CELLS / Math.max(1, LocalCoordinates.most(model, InitialLaw.STATIONARY));
        int tokens = (int) Math.min(most, model.emission() instanceof Gaussian ? POINTS : SYMBOLS);
        return Simulator.draw(model, 1, tokens, seed.split("plan"), Threads.ONE).sequences();
    }

    private static LocalCoordinates coordinates(Hmm model, Chain chain, Sequences data) {
        return LocalCoordinates.at(model, chain, InitialLaw.STATIONARY, ExpectedCounts.of(model, data, Threads.ONE));
    }

    private static Optional<WorstError> of(
            Hmm model, LocalCoordinates coordinates, Curvature curvature, Matrix covariance, Seed seed) {
        if (curvature.flat().columns() > 0) {
            return Optional.empty();
        }
        SymmetricEigen eigen = SymmetricEigen.of(covariance);
        Matrix root = eigen.vectors()
                .times(Matrix.diagonal(Arrays.stream(eigen.values().toArray())
                        .map(value -> Math.sqrt(Math.max(0, value)))
                        .toArray()));
        LocalJacobian by = coordinates.jacobian();
        return Optional.of(
                new WorstError(by, moves(root, seed.split("largest")), EdgeCone.of(model, by, curvature.inverse())));
    }

    private static double[][] moves(Matrix root, Seed seed) {
        RandomGenerator random = seed.generator();
        double[] noise = new double[root.columns()];
        double[][] moves = new double[DRAWS][];
        for (int n = 0; n < DRAWS; n++) {
            Arrays.setAll(noise, p -> random.nextGaussian());
            moves[n] = root.times(noise);
        }
        return moves;
    }

    /** The largest error times the root of the tokens, in a share of data sets of a length. */
    private double unit(double quantile, double tokens) {
        double[] worst = new double[DRAWS];
        for (int n = 0; n < DRAWS; n++) {
            double[] move = edge.nearest(moves[n], Math.sqrt(tokens));
            worst[n] = Math.max(
                    largest(by.transition().times(move)), largest(by.emission().times(move)));
        }
        return Quantiles.of(worst, quantile);
    }

    private static double largest(double[] values) {
        return Arrays.stream(values).map(Math::abs).max().orElse(0);
    }

    /**
     * The largest error on data of a given length, in a share of such data sets.
     *
     * @param quantile the share, between 0 and 1: 0.5 for the median
     * @param tokens length of the data
     * @return what the largest error does not exceed in this share
     */
    public double at(double quantile, double tokens) {
        return unit(quantile, tokens) / Math.sqrt(tokens);
    }

    /**
     * How many tokens bring the largest error down to a target in a share of data sets.
     *
     * @param quantile the share, between 0 and 1
     * @param error the target, positive
     * @return number of tokens, not rounded
     */
    public double tokens(double quantile, double error) {
        double tokens = Double.POSITIVE_INFINITY;
        for (int round = 0; round < ROUNDS; round++) {
            double before = tokens;
            double unit = unit(quantile, before) / error;
            tokens = unit * unit;
            if (Math.abs(tokens - before) <= AGREED * tokens) {
                break;
            }
        }
        return tokens;
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.unmask.errors;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.unmask.inference.LocalJacobian;
import org.unmask.inference.QuasiNewton;
import org.unmask.matrix.Matrix;
import org.unmask.matrix.StochasticMatrix;
import org.unmask.model.Categorical;
import org.unmask.model.Chain;
import org.unmask.model.Hmm;

/**
 * Where an estimator may go: no probability comes below zero. Its errors tend to those of an estimator that knows of no edge, each
 * taken to the nearest move that is allowed, near in the metric of the second derivative (Chernoff 1954; Self and Liang 1987).
 * That is so at a model with zeros, which taken for known would make plans too small, and, to first order, wherever errors are
 * larger than a probability, which otherwise would make them too large.
 */
final class EdgeCone {

    /** A probability of less is taken for zero. */
    private static final double ZERO = 1e-6;

    /** What stands for zero where slopes are wanted, beside the smallest other probability of its law. */
    private static final double NEARLY = 0.01;

    /** Rounds of the projection, which settles in a few. */
    private static final int ROUNDS = 200;

    private static final double SETTLED = 1e-9;

    /** One row for each probability that can move: its slopes by the coordinates. */
    private final double[][] slopes;
    /** {@code inverse slopes'}, one row for each, and the product of both. */
    private final double[][] ways;

    private final double[] stiffness;
    /** The probabilities themselves. */
    private final double[] room;

    private EdgeCone(double[][] slopes, double[][] ways, double[] room) {
        this.slopes = slopes;
        this.ways = ways;
        this.room = room;
        this.stiffness = IntStream.range(0, slopes.length)
                .mapToDouble(e -> QuasiNewton.dot(slopes[e], ways[e]))
                .toArray();
    }

    /**
     * The model with all that is zero a little above, where every direction has a slope. Doubly stochastic chains stay as they
     * are.
     */
    static Hmm inside(Hmm model, Chain chain) {
        StochasticMatrix transition = chain == Chain.DOUBLY_STOCHASTIC
                ? model.transition()
                : lifted("transition matrix", model.transition().matrix());
        return model.emission() instanceof Categorical symbols
                ? Hmm.stationary(
                        transition,
                        new Categorical(
                                symbols.alphabet(),
                                lifted(
                                        "emission matrix",
                                        symbols.probabilities().matrix())))
                : Hmm.stationary(transition, model.emission());
    }

    private static StochasticMatrix lifted(String name, Matrix rows) {
        double[] least = IntStream.range(0, rows.rows())
                .mapToDouble(i ->
                        Arrays.stream(rows.row(i)).filter(p -> p >= ZERO).min().orElse(0))
                .toArray();
        return StochasticMatrix.normalized(
                name,
                Matrix.generate(rows.rows(), rows.columns(), (i, j) -> Math.max(rows.get(i, j), NEARLY * least[i])));
    }

    /**
     * The cone at a model.
     *
     * @param model the truth
     * @param by slopes of the probabilities at the model {@link #inside}
     * @param inverse of the second derivative there
     */
    static EdgeCone of(Hmm model, LocalJacobian by, Matrix inverse) {
        double[] chain = model.transition().matrix().toArray();
        double[] tokens = model.emission() instanceof Categorical symbols
                ? symbols.probabilities().matrix().toArray()
                : new double[0];
        double[][] all = Stream.concat(
                        IntStream.range(0, chain.length).mapToObj(by.transition()::row),
                        IntStream.range(0, tokens.length).mapToObj(by.emission()::row))
                .toArray(double[][]::new);
        double[] probabilities = DoubleStream.concat(Arrays.stream(chain), Arrays.stream(tokens))
                .map(p -> p < ZERO ? 0 : p)
                .toArray();
        int[] moving = IntStream.range(0, all.length)
                .filter(n -> Arrays.stream(all[n]).anyMatch(slope -> slope != 0))
                .toArray();
        return new EdgeCone(
                Arrays.stream(moving).mapToObj(n -> all[n]).toArray(double[][]::new),
                Arrays.stream(moving).mapToObj(n -> inverse.times(all[n])).toArray(double[][]::new),
                Arrays.stream(moving).mapToDouble(n -> probabilities[n]).toArray());
    }

    /**
     * The nearest move that leaves no probability below zero, by ascent in one multiplier after another (Hildreth 1957).
     *
     * @param move by the coordinates
     * @param scale how many times larger than in the model it is drawn: the root of the number of tokens; infinite where only
     *     what is zero is in the way
     */
    double[] nearest(double[] move, double scale) {
        double[] at = move.clone();
        double[] multipliers = new double[slopes.length];
        boolean settled = false;
        for (int round = 0; round < ROUNDS && !settled; round++) {
            settled = true;
            for (int e = 0; e < slopes.length; e++) {
                double before = multipliers[e];
                double left = room[e] > 0 ? room[e] * scale : 0;
                multipliers[e] = Math.max(0, before - (QuasiNewton.dot(slopes[e], at) + left) / stiffness[e]);
                double change = multipliers[e] - before;
                settled &= Math.abs(change) <= SETTLED * (1 + before);
                for (int p = 0; p < at.length && change != 0; p++) {
                    at[p] += change * ways[e][p];
                }
            }
        }
        return at;
    }
}

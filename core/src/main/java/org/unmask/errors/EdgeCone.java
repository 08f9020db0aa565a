// SPDX-License-Identifier: Apache-2.0
package org.unmask.errors;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.unmask.inference.LocalJacobian;
import org.unmask.matrix.Matrix;
import org.unmask.matrix.StochasticMatrix;
import org.unmask.model.Categorical;
import org.unmask.model.Chain;
import org.unmask.model.Hmm;

/**
 * Where an estimator may go at a model some of whose probabilities are zero: not below zero. Its errors tend to those of an
 * estimator that knows of no edge, each taken to the nearest point of the cone of moves that are allowed, near in the metric of
 * the second derivative (Chernoff 1954; Self and Liang 1987). Holding such probabilities at zero, as if they were known, makes
 * plans too small.
 */
final class EdgeCone {

    /** A probability of less is taken for zero. */
    private static final double ZERO = 1e-6;

    /** What stands for zero where slopes are wanted, beside the smallest other probability of its law. */
    private static final double NEARLY = 0.01;

    /** Rounds of the projection, which settles in a few. */
    private static final int ROUNDS = 200;

    private static final double SETTLED = 1e-9;

    /** One row for each probability that is zero: its slopes by the coordinates. */
    private final double[][] slopes;
    /** {@code inverse slopes'}, one row for each. */
    private final double[][] ways;

    private EdgeCone(double[][] slopes, double[][] ways) {
        this.slopes = slopes;
        this.ways = ways;
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
        Matrix transition = model.transition().matrix();
        double[][] ofChain = zeros(transition, by.transition());
        double[][] ofTokens = model.emission() instanceof Categorical symbols
                ? zeros(symbols.probabilities().matrix(), by.emission())
                : new double[0][];
        double[][] slopes = java.util.stream.Stream.of(ofChain, ofTokens)
                .flatMap(Arrays::stream)
                .toArray(double[][]::new);
        return new EdgeCone(slopes, Arrays.stream(slopes).map(inverse::times).toArray(double[][]::new));
    }

    /** Slopes of the entries that are zero and can move. */
    private static double[][] zeros(Matrix entries, Matrix by) {
        return IntStream.range(0, entries.rows() * entries.columns())
                .filter(n -> entries.get(n / entries.columns(), n % entries.columns()) < ZERO)
                .mapToObj(by::row)
                .filter(row -> Arrays.stream(row).anyMatch(slope -> slope != 0))
                .toArray(double[][]::new);
    }

    /** The nearest move that leaves no probability below zero, by ascent in one multiplier after another (Hildreth 1957). */
    double[] nearest(double[] move) {
        double[] at = move.clone();
        double[] multipliers = new double[slopes.length];
        boolean settled = slopes.length == 0;
        for (int round = 0; round < ROUNDS && !settled; round++) {
            settled = true;
            for (int e = 0; e < slopes.length; e++) {
                double stiffness = product(slopes[e], ways[e]);
                double before = multipliers[e];
                multipliers[e] = Math.max(0, before - product(slopes[e], at) / stiffness);
                double change = multipliers[e] - before;
                settled &= Math.abs(change) <= SETTLED * (1 + before);
                for (int p = 0; p < at.length; p++) {
                    at[p] += change * ways[e][p];
                }
            }
        }
        return at;
    }

    private static double product(double[] one, double[] other) {
        double sum = 0;
        for (int p = 0; p < one.length; p++) {
            sum += one[p] * other[p];
        }
        return sum;
    }
}

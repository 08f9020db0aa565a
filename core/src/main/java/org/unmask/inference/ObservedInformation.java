// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.unmask.data.Sequences;
import org.unmask.matrix.Matrix;
import org.unmask.model.Categorical;
import org.unmask.model.Chain;
import org.unmask.model.Hmm;
import org.unmask.parallel.Threads;

/**
 * Minus the second derivative of the log-likelihood, by differences of the exact gradient (Louis 1982 has it in closed form
 * for independent tokens; along a chain an E step for each coordinate is as exact and cheaper to trust).
 */
public final class ObservedInformation {

    /**
     * Rounding of a gradient is about 1e-13 of the tokens and its third derivative at most about the tokens, so a difference is
     * wrong by 1e-7 of the tokens for the one and 1e-6 for the other: an error bar that wide tells nothing anyway.
     */
    private static final double STEP = 1e-6;

    private ObservedInformation() {}

    /**
     * The information.
     *
     * @param coordinates where and by what
     * @param counts of the E step at the coordinates' model, on the same data
     * @param sequences data of the model's kind
     * @param threads how many may work; the answer does not depend on it
     * @return symmetric; in nats for a unit of each coordinate; empty when a step leaves the family or a number overflows
     */
    public static Optional<Matrix> of(
            LocalCoordinates coordinates, ExpectedCounts counts, Sequences sequences, Threads threads) {
        int size = coordinates.size();
        double[] here = coordinates.gradient(coordinates.model(), counts);
        List<Optional<double[]>> there = threads.map(
                size,
                p -> coordinates
                        .moved(p, STEP)
                        .map(moved -> coordinates.gradient(moved, ExpectedCounts.of(moved, sequences, Threads.ONE))));
        if (there.stream().anyMatch(Optional::isEmpty)) {
            return Optional.empty();
        }
        Matrix raw =
                Matrix.generate(size, size, (p, q) -> (here[q] - there.get(p).orElseThrow()[q]) / STEP);
        Matrix even = raw.plus(raw.transpose()).scale(0.5);
        return Double.isFinite(even.frobeniusNorm()) ? Optional.of(even) : Optional.empty();
    }

    /**
     * The same along straight lines in the probabilities, where {@link #of} follows the arcs of {@link LocalCoordinates}
     * ([derived]: with {@code p = y^2} on the unit sphere the second derivative of {@code p_j} along directions with
     * {@code dp} and {@code dp'} is {@code dp_j dp'_j / (2 p_j)} less {@code p_j} times its sum over j). At an optimum both are
     * the same, as the gradient is zero. Of a sample of the data, at the optimum of all of them, the gradient is not, and along an
     * arc it adds its chance to the curvature, most of all where symbols are rare: expected counts {@code n_j} that are not
     * {@code n p_j}.
     *
     * @param information along arcs, from these counts' data
     * @param coordinates where and by what
     * @param counts of the E step at the coordinates' model
     * @return symmetric; in nats for a unit of each coordinate
     */
    public static Matrix straight(Matrix information, LocalCoordinates coordinates, ExpectedCounts counts) {
        Hmm model = coordinates.model();
        int k = model.states();
        int size = coordinates.size();
        double[] out = information.toArray();
        if (coordinates.chain() == Chain.STATIONARY) {
            double[] moves = new double[k * k];
            Arrays.setAll(moves, n -> counts.transition(n / k, n % k));
            straighten(
                    model.transition().matrix(), moves, coordinates.jacobian().transition(), out);
        }
        if (model.emission() instanceof Categorical categorical) {
            double[] seen = ((SymbolCounts) counts.emission()).byState();
            straighten(
                    categorical.probabilities().matrix(),
                    seen,
                    coordinates.jacobian().emission(),
                    out);
        }
        return Matrix.of(size, size, out);
    }

    /** Adds what the bend of the arcs had taken away. */
    private static void straighten(Matrix rows, double[] counts, Matrix by, double[] information) {
        int columns = rows.columns();
        int size = by.columns();
        double[] slopes = by.toArray();
        for (int i = 0; i < rows.rows(); i++) {
            double all = 0;
            for (int j = 0; j < columns; j++) {
                all += counts[i * columns + j];
            }
            for (int j = 0; j < columns; j++) {
                double p = rows.get(i, j);
                int at = (i * columns + j) * size;
                double surplus = p > 0 ? (counts[i * columns + j] - all * p) / (2 * p * p) : 0;
                for (int a = 0; a < size && surplus != 0; a++) {
                    for (int b = 0; b < size && slopes[at + a] != 0; b++) {
                        information[a * size + b] += surplus * slopes[at + a] * slopes[at + b];
                    }
                }
            }
        }
    }
}

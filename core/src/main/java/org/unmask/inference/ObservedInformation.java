// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

import java.util.List;
import java.util.Optional;
import org.unmask.data.Sequences;
import org.unmask.matrix.Matrix;
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
}

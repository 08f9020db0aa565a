// SPDX-License-Identifier: Apache-2.0
package org.unmask.errors;

import java.util.List;
import java.util.Optional;
import org.unmask.data.Sequences;
import org.unmask.data.Stretches;
import org.unmask.inference.ExpectedCounts;
import org.unmask.inference.LocalCoordinates;
import org.unmask.inference.ObservedInformation;
import org.unmask.matrix.Matrix;
import org.unmask.parallel.Threads;

/**
 * The observed information of long data from as many of their tokens as it takes. Rare symbols bend the likelihood sharply
 * and seldom, so a sample may bend the wrong way where the whole does not, or say that weak directions are strong. Two halves
 * of a sample tell: while they disagree, the sample grows.
 *
 * @param information of all the data, in nats for a unit of each coordinate
 * @param tokens that it was taken from
 * @param agreed whether these were all tokens, or halves that agree
 */
record SampledInformation(Matrix information, int tokens, boolean agreed) {

    /** How far standard errors from either half may be from those of both, as a logarithm. */
    private static final double AGREE = 0.15;

    /** Factor by which a sample grows. */
    private static final int GROWTH = 4;

    /**
     * The information.
     *
     * @param coordinates where and by what
     * @param counts of the E step at the coordinates' model, on all the data
     * @param data all of them
     * @param first tokens to begin with, at least 1
     * @param most tokens that may be looked at
     * @param stretches even number of stretches of a sample
     * @param threads how many may work; the answer does not depend on it
     * @return empty when a step leaves the family or a number overflows
     */
    static Optional<SampledInformation> of(
            LocalCoordinates coordinates,
            ExpectedCounts counts,
            Sequences data,
            int first,
            int most,
            int stretches,
            Threads threads) {
        Optional<SampledInformation> found = Optional.empty();
        boolean enough = false;
        for (long tokens = first; !enough; tokens *= GROWTH) {
            boolean hardlyMore = GROWTH * tokens / 2 >= data.tokens() && data.tokens() <= most;
            if (hardlyMore || data.tokens() <= tokens) {
                return ObservedInformation.of(coordinates, counts, data, threads)
                        .map(all -> new SampledInformation(all, data.tokens(), true));
            }
            Sequences sample = Stretches.sample(data, (int) tokens, stretches);
            Optional<Matrix> even = of(coordinates, Stretches.everyOther(sample, 0), threads);
            Optional<Matrix> odd = of(coordinates, Stretches.everyOther(sample, 1), threads);
            if (even.isEmpty() || odd.isEmpty()) {
                return Optional.empty();
            }
            Matrix sum = even.get().plus(odd.get());
            double share = (double) sample.tokens() / data.tokens();
            boolean agree = disagreement(coordinates, even.get(), odd.get()) <= AGREE;
            found = Optional.of(new SampledInformation(sum.scale(1 / share), sample.tokens(), agree));
            enough = agree || GROWTH * tokens > most;
        }
        return found;
    }

    private static Optional<Matrix> of(LocalCoordinates coordinates, Sequences half, Threads threads) {
        ExpectedCounts counts = ExpectedCounts.of(coordinates.model(), half, threads);
        return ObservedInformation.of(coordinates, counts, half, threads)
                .map(arcs -> ObservedInformation.straight(arcs, coordinates, counts));
    }

    /**
     * Half the logarithm of the ratio of the standard errors that two halves give to an entry, root mean square over all
     * entries that move; infinite where a half does not bend the right way.
     */
    static double disagreement(LocalCoordinates coordinates, Matrix even, Matrix odd) {
        Curvature one = Curvature.of(even, 0);
        Curvature other = Curvature.of(odd, 0);
        if (one.flat().columns() > 0 || other.flat().columns() > 0) {
            return Double.POSITIVE_INFINITY;
        }
        double sum = 0;
        int entries = 0;
        for (Matrix by : List.of(
                coordinates.jacobian().transition(), coordinates.jacobian().emission())) {
            for (int n = 0; n < by.rows(); n++) {
                double[] slopes = by.row(n);
                double variance = one.variance(slopes);
                if (variance > 0) {
                    double difference = Math.log(variance / other.variance(slopes)) / 4;
                    sum += difference * difference;
                    entries++;
                }
            }
        }
        return Math.sqrt(sum / Math.max(1, entries));
    }
}

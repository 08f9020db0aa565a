// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.unmask.inference.LocalCoordinates.Direction;
import org.unmask.matrix.Matrix;
import org.unmask.matrix.Svd;
import org.unmask.model.Chain;
import org.unmask.model.CovarianceShape;
import org.unmask.model.Gaussian;
import org.unmask.model.Hmm;

/** Chooses the directions of {@link LocalCoordinates}: orthonormal tangents of each row of probabilities, scaled units else. */
final class LocalFrame {

    private static final double DEPENDENT = 1e-9;

    private final Hmm model;
    private final Chain chain;
    private final InitialLaw initial;
    private final double[] origin;
    private final ExpectedCounts counts;
    private final double edge;
    private final List<Direction> directions = new ArrayList<>();
    private int at;

    LocalFrame(Hmm model, Chain chain, InitialLaw initial, double[] origin, ExpectedCounts counts, double edge) {
        this.model = model;
        this.chain = chain;
        this.initial = initial;
        this.origin = origin;
        this.counts = counts;
        this.edge = edge;
    }

    List<Direction> directions() {
        int k = model.states();
        double[] left = new double[k];
        double sequences = 0;
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                left[i] += counts.transition(i, j);
            }
            sequences += counts.initial(i);
        }
        if (chain == Chain.DOUBLY_STOCHASTIC) {
            addBalanced(left);
        } else {
            for (int i = 0; i < k; i++) {
                addRow(k, left[i]);
            }
        }
        if (initial == InitialLaw.FREE) {
            addRow(k, sequences);
        }
        if (model.emission() instanceof Gaussian gaussian) {
            addMeans(gaussian);
            addSpreads(gaussian);
        } else {
            for (int i = 0; i < k; i++) {
                addRow(model.emission().dimension(), counts.tokens(i));
            }
        }
        return List.copyOf(directions);
    }

    /** The places of a row whose probabilities are expected to be seen. */
    private int[] inside(int from, int size, double total) {
        return IntStream.range(from, from + size)
                .filter(n -> origin[n] > 0 && origin[n] * origin[n] * total >= edge)
                .toArray();
    }

    /** Reflects the unit vector of the largest root onto the row: the other columns of the reflection are its tangents. */
    private void addRow(int size, double total) {
        int[] places = inside(at, size, total);
        at += size;
        int s = places.length;
        if (s < 2) {
            return;
        }
        double norm = 0;
        int pivot = 0;
        for (int n = 0; n < s; n++) {
            norm += origin[places[n]] * origin[places[n]];
            pivot = origin[places[n]] > origin[places[pivot]] ? n : pivot;
        }
        double[] v = new double[s];
        double square = 0;
        for (int n = 0; n < s; n++) {
            v[n] = origin[places[n]] / Math.sqrt(norm) + (n == pivot ? 1 : 0);
            square += v[n] * v[n];
        }
        for (int column = 0; column < s; column++) {
            if (column != pivot) {
                double[] weights = new double[s];
                for (int n = 0; n < s; n++) {
                    weights[n] = (n == column ? 1 : 0) - 2 * v[n] * v[column] / square;
                }
                directions.add(new Direction(places, weights));
            }
        }
    }

    /** Tangents along which the sums of rows and of columns stand still. */
    private void addBalanced(double[] left) {
        int k = model.states();
        int[] places = IntStream.range(0, k)
                .flatMap(i -> Arrays.stream(inside(i * k, k, left[i])))
                .toArray();
        at += k * k;
        int size = Math.max(places.length, 2 * k);
        Matrix sums = Matrix.generate(size, places.length, (r, c) -> {
            int row = places[c] / k;
            int column = places[c] % k;
            return (r < k && row == r) || (r >= k && r < 2 * k && column == r - k) ? origin[places[c]] : 0;
        });
        Svd svd = Svd.of(sums);
        for (int n = 0; n < places.length; n++) {
            if (svd.value(n) <= DEPENDENT * svd.value(0)) {
                directions.add(new Direction(places, svd.right().column(n)));
            }
        }
    }

    private void addMeans(Gaussian gaussian) {
        for (int i = 0; i < gaussian.states(); i++) {
            Matrix covariance = gaussian.covariances().matrices().get(i);
            for (int c = 0; c < gaussian.dimension(); c++) {
                addUnit(at++, Math.sqrt(covariance.get(c, c)));
            }
        }
    }

    private void addSpreads(Gaussian gaussian) {
        CovarianceShape shape = gaussian.covariances().shape();
        if (shape == CovarianceShape.IDENTITY) {
            return;
        }
        int d = gaussian.dimension();
        for (int m = 0; m < (shape.shared() ? 1 : gaussian.states()); m++) {
            int from = at;
            switch (shape.form()) {
                case IDENTITY -> {}
                case SPHERICAL -> {
                    int[] diagonal =
                            IntStream.range(0, d).map(r -> from + r * d + r).toArray();
                    double[] ones = new double[d];
                    Arrays.fill(ones, 1);
                    directions.add(new Direction(diagonal, ones));
                }
                case DIAGONAL -> IntStream.range(0, d).forEach(r -> addUnit(from + r * d + r, 1));
                case FULL -> {
                    for (int r = 0; r < d; r++) {
                        double pivot = Math.exp(origin[from + r * d + r]);
                        for (int c = 0; c <= r; c++) {
                            addUnit(from + r * d + c, c == r ? 1 : pivot);
                        }
                    }
                }
            }
            at += d * d;
        }
    }

    private void addUnit(int place, double scale) {
        directions.add(new Direction(new int[] {place}, new double[] {scale}));
    }
}

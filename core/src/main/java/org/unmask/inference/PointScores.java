// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

import java.util.BitSet;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.unmask.data.PointSequences;
import org.unmask.matrix.Matrix;
import org.unmask.model.Gaussian;

/** Scores of points under normal laws. Missing coordinates are summed out: the observed ones are normal too. */
final class PointScores extends EmissionScores {

    private final Gaussian emission;
    private final double[] values;
    private final int dimension;
    private final NormalLaw[] laws;
    private final Map<BitSet, NormalLaw[]> partial = new ConcurrentHashMap<>();

    PointScores(Gaussian emission, PointSequences sequences) {
        super(emission.states());
        this.emission = emission;
        this.values = sequences.values();
        this.dimension = sequences.dimension();
        this.laws = lawsOf(all(dimension));
    }

    private static BitSet all(int dimension) {
        BitSet all = new BitSet(dimension);
        all.set(0, dimension);
        return all;
    }

    private NormalLaw[] lawsOf(BitSet observed) {
        int[] kept = observed.stream().toArray();
        NormalLaw[] out = new NormalLaw[states()];
        for (int i = 0; i < out.length; i++) {
            double[] mean = new double[kept.length];
            for (int c = 0; c < kept.length; c++) {
                mean[c] = emission.means().get(i, kept[c]);
            }
            Matrix covariance = emission.covariances().matrices().get(i);
            out[i] = NormalLaw.of(mean, covariance.selectRows(kept).selectColumns(kept));
        }
        return out;
    }

    Gaussian emission() {
        return emission;
    }

    double[] values() {
        return values;
    }

    /** The law of a whole token in each state. */
    NormalLaw[] laws() {
        return laws;
    }

    /** Whether a coordinate of the token is missing. */
    boolean incomplete(int token) {
        for (int c = 0, at = token * dimension; c < dimension; c++, at++) {
            if (Double.isNaN(values[at])) {
                return true;
            }
        }
        return false;
    }

    @Override
    void logDensities(int from, int to, double[] out) {
        int k = states();
        for (int t = from, at = 0; t < to; t++, at += k) {
            if (incomplete(t)) {
                partial(t, out, at);
            } else {
                for (int i = 0; i < k; i++) {
                    out[at + i] = laws[i].logDensity(values, t * dimension);
                }
            }
        }
    }

    /** Log-densities of a token with missing coordinates. */
    void partial(int token, double[] out, int at) {
        BitSet observed = new BitSet(dimension);
        double[] kept = new double[dimension];
        int size = 0;
        for (int c = 0; c < dimension; c++) {
            double value = values[token * dimension + c];
            if (!Double.isNaN(value)) {
                observed.set(c);
                kept[size++] = value;
            }
        }
        if (size == 0) {
            java.util.Arrays.fill(out, at, at + states(), 0);
            return;
        }
        NormalLaw[] marginal = partial.computeIfAbsent(observed, this::lawsOf);
        for (int i = 0; i < marginal.length; i++) {
            out[at + i] = marginal[i].logDensity(kept, 0);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

import java.util.Optional;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Loops that name their vector instructions. A lane's numbers do not depend on the width of the machine's vectors. Sums
 * over many rows keep several in registers at once; loads, not multiplications, would else set the pace.
 */
final class VectorKernel implements LaneKernel {

    static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
    static final int W = S.length();
    private static final long LARGEST = Double.doubleToLongBits(-Exponential.SMALLEST);
    /** Shorter vectors are no gain over what the compiler finds by itself. */
    private static final int FEWEST = 4;

    private static final int ROW = Bundles.LANES;

    private final PlainKernel plain = new PlainKernel();
    private final double[] most = new double[ROW];
    private final double[] others = new double[GROUP];
    private final VectorStatePass.Room room = new VectorStatePass.Room();
    private final VectorPaths.Room pathRoom = new VectorPaths.Room();

    static {
        VectorProfile.mix();
    }

    VectorKernel() {
        if (W < FEWEST || GROUP % W != 0) {
            throw new UnsupportedOperationException("vectors of " + W + " numbers");
        }
    }

    /** Where loops over {@code n} lanes end. */
    static int end(int n) {
        return (n + GROUP - 1) / GROUP * GROUP;
    }

    @Override
    public Optional<StatePass> states(ChainTables chain, EmissionScores scores) {
        Optional<VectorEmission> emission = Optional.empty();
        if (!VectorStatePass.possible(chain)) {
            return Optional.empty();
        }
        if (scores instanceof SymbolScores symbols) {
            emission = Optional.of(new VectorSymbols(symbols));
        } else if (scores instanceof PointScores points && VectorPoints.possible(points)) {
            emission = Optional.of(new VectorPoints(points, !chain.mixing, room));
        }
        return emission.map(tokens -> new VectorStatePass(chain, tokens, room));
    }

    @Override
    public Optional<StatePaths> paths(ChainTables chain, EmissionScores scores) {
        Optional<VectorCosts> costs = Optional.empty();
        if (!VectorPaths.possible()) {
            return Optional.empty();
        }
        if (scores instanceof SymbolScores symbols) {
            costs = Optional.of(new VectorSymbolCosts(symbols));
        } else if (scores instanceof PointScores points
                && VectorStatePass.possible(chain)
                && VectorPoints.possible(points)) {
            costs = Optional.of(new VectorPoints(points, false, room));
        }
        return costs.map(tokens -> new VectorPaths(chain, tokens, pathRoom));
    }

    @Override
    public LaneMap linear(Bundles bundles, double[] matrix) {
        return new VectorMap(bundles, matrix);
    }

    @Override
    public LaneMap best(Bundles bundles, double[] matrix) {
        return (from, to, n) -> VectorBest.apply(bundles, matrix, from, to, end(n));
    }

    @Override
    public void ready(Bundles bundles, double[][] rows) {
        // Maps and products of this kernel read no repeated slots.
    }

    @Override
    public void times(Bundles bundles, double[][] a, double[][] b, double[][] to, int n) {
        int end = end(n);
        for (int g = 0; g < a.length; g++) {
            for (int at = 0; at < bundles.end(); at += ROW) {
                times(a[g], b[g], at, to[g], at, at + end);
            }
        }
    }

    @Override
    public void scale(Bundles bundles, double[][] rows, double[] scale, int n) {
        int end = end(n);
        for (double[] row : rows) {
            for (int at = 0; at < bundles.end(); at += ROW) {
                times(row, scale, 0, row, at, at + end);
            }
        }
    }

    private static void times(double[] a, double[] b, int other, double[] to, int begin, int end) {
        for (int l = begin; l < end; l += W) {
            DoubleVector.fromArray(S, a, l)
                    .mul(DoubleVector.fromArray(S, b, l - begin + other))
                    .intoArray(to, l);
        }
    }

    @Override
    public LaneProducts products(Bundles bundles, int left, int right) {
        return new VectorProducts(bundles, left, right);
    }

    @Override
    public void relative(Bundles bundles, double[][] rows, double[] logs, double[] least, int n) {
        int end = end(n);
        VectorBest.largest(bundles, rows, most, end);
        LaneMath.add(most, logs, 0, n);
        // Lanes from n on do not count as likelihoods that are too small.
        System.arraycopy(least, n, others, 0, end - n);
        for (int i = 0; i < bundles.states; i++) {
            relative(rows[bundles.bundle(i)], bundles.at(i), most, least, end);
        }
        System.arraycopy(others, 0, least, n, end - n);
    }

    /** {@code row = exp(row - most)}. */
    private static void relative(double[] row, int at, double[] most, double[] least, int end) {
        for (int l = 0; l < end; l += W) {
            DoubleVector x = DoubleVector.fromArray(S, row, at + l).sub(DoubleVector.fromArray(S, most, l));
            DoubleVector.fromArray(S, least, l).min(x).intoArray(least, l);
            exp(x).intoArray(row, at + l);
        }
    }

    private static DoubleVector exp(DoubleVector x) {
        return expOfSafe(x.max(Exponential.SMALLEST));
    }

    /** {@code exp(-cost)} of costs that are not below zero, by the order of their bits; what is no number counts as much. */
    static DoubleVector expOfMinus(DoubleVector cost) {
        return expOfSafe(
                cost.reinterpretAsLongs().min(LARGEST).reinterpretAsDoubles().neg());
    }

    /** As {@link Exponential}. */
    private static DoubleVector expOfSafe(DoubleVector x) {
        DoubleVector magic = DoubleVector.broadcast(S, Exponential.MAGIC);
        DoubleVector bits = x.fma(DoubleVector.broadcast(S, Exponential.LOG2_E), magic);
        DoubleVector whole = bits.sub(magic);
        DoubleVector r = whole.fma(DoubleVector.broadcast(S, -Exponential.LN2_HIGH), x);
        r = whole.fma(DoubleVector.broadcast(S, -Exponential.LN2_LOW), r);
        // The polynomial in pairs, pairs of pairs and so on: multiplications wait for few others.
        DoubleVector r2 = r.mul(r);
        DoubleVector r4 = r2.mul(r2);
        DoubleVector q = pair(r, r2, 1.0 / 3628800, 1.0 / 39916800, 1.0 / 479001600, 1.0 / 6227020800.0);
        q = q.fma(r4, pair(r, r2, 1.0 / 720, 1.0 / 5040, 1.0 / 40320, 1.0 / 362880));
        q = q.fma(r4, pair(r, r2, 0.5, 1.0 / 6, 1.0 / 24, 1.0 / 120));
        DoubleVector p = q.fma(r2, r.add(1));
        LongVector power = bits.reinterpretAsLongs().add(1023).lanewise(VectorOperators.LSHL, 52);
        return p.mul(power.reinterpretAsDoubles());
    }

    /** {@code (a + b r) + (c + d r) r^2}. */
    private static DoubleVector pair(DoubleVector r, DoubleVector r2, double a, double b, double c, double d) {
        DoubleVector low = r.fma(DoubleVector.broadcast(S, b), DoubleVector.broadcast(S, a));
        DoubleVector high = r.fma(DoubleVector.broadcast(S, d), DoubleVector.broadcast(S, c));
        return high.fma(r2, low);
    }

    @Override
    public void logDensity(NormalLaw law, double[] rooted, double[][] x, double[] to, int start, int n) {
        double[] root = law.inverseRoot();
        int d = law.dimension();
        boolean diagonal = law.diagonal();
        double constant = law.logConstant();
        int end = end(n);
        int l = 0;
        for (; l + 2 * W <= end; l += 2 * W) {
            DoubleVector s0 = DoubleVector.zero(S);
            DoubleVector s1 = s0;
            for (int r = 0; r < d; r++) {
                DoubleVector y0 = DoubleVector.broadcast(S, -rooted[r]);
                DoubleVector y1 = y0;
                for (int c = diagonal ? r : 0; c <= r; c++) {
                    DoubleVector f = DoubleVector.broadcast(S, root[r * d + c]);
                    y0 = DoubleVector.fromArray(S, x[c], l).fma(f, y0);
                    y1 = DoubleVector.fromArray(S, x[c], l + W).fma(f, y1);
                }
                s0 = y0.fma(y0, s0);
                s1 = y1.fma(y1, s1);
            }
            s0.mul(-0.5).add(constant).intoArray(to, start + l);
            s1.mul(-0.5).add(constant).intoArray(to, start + l + W);
        }
        for (; l < end; l += W) {
            DoubleVector s = DoubleVector.zero(S);
            for (int r = 0; r < d; r++) {
                DoubleVector y = DoubleVector.broadcast(S, -rooted[r]);
                for (int c = diagonal ? r : 0; c <= r; c++) {
                    y = DoubleVector.fromArray(S, x[c], l).fma(DoubleVector.broadcast(S, root[r * d + c]), y);
                }
                s = y.fma(y, s);
            }
            s.mul(-0.5).add(constant).intoArray(to, start + l);
        }
    }

    @Override
    public void back(Bundles bundles, double[][] saved, double[] logTransposed, int[] state, int n) {
        plain.back(bundles, saved, logTransposed, state, n);
    }
}

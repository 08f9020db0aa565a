// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.theorem;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.hipparchus.fraction.BigFraction;
import org.unmask.model.Chain;
import org.unmask.model.FieldModel;
import org.unmask.model.ModelFamily;
import org.unmask.verdict.Evidence;
import org.unmask.verdict.RationalModel;

/** What holds at one model, in exact fractions. */
final class ModelPremises implements Premises {

    /** Entries below this are rounding of a zero; counting them as zeros only withholds theorems. */
    private static final double ZERO = 1e-15;

    /** Higher exact powers have too many digits. */
    private static final int MAX_POWER = 32;

    private final ModelFamily family;
    private final FieldModel<BigFraction> model;
    private final int k;

    /**
     * The premises at a model.
     *
     * @throws IllegalArgumentException when the chain has no unique stationary law
     */
    ModelPremises(RationalModel model) {
        this.family = model.family();
        this.model = model.expand();
        this.k = family.states();
    }

    @Override
    public ModelFamily family() {
        return family;
    }

    @Override
    public Optional<Evidence> independentEmissions() {
        return ExactMinor.ofAllRows(family instanceof ModelFamily.Categorical ? "emission" : "means", model.means());
    }

    @Override
    public Optional<Evidence> affinelyIndependentMeans() {
        BigFraction[][] extended = new BigFraction[k][];
        for (int i = 0; i < k; i++) {
            extended[i] = Arrays.copyOf(model.means()[i], family.dimension() + 1);
            extended[i][family.dimension()] = BigFraction.ONE;
        }
        return ExactMinor.ofAllRows("extended means", extended);
    }

    @Override
    public Optional<Evidence> distinctEmissions() {
        long laws = IntStream.range(0, k)
                .mapToObj(h -> {
                    List<BigFraction> law = new ArrayList<>(Arrays.asList(model.means()[h]));
                    Arrays.stream(model.spreads())
                            .skip(h)
                            .limit(1)
                            .flatMap(Arrays::stream)
                            .forEach(row -> law.addAll(Arrays.asList(row)));
                    return law;
                })
                .distinct()
                .count();
        return fact(laws == k, "no two states have the same emission law");
    }

    @Override
    public Optional<Evidence> invertibleChain() {
        return ExactMinor.ofAllRows("transition", model.transition());
    }

    @Override
    public Optional<Evidence> positiveLaw() {
        BigInteger common = BigInteger.ONE;
        for (BigFraction entry : model.initial()) {
            if (entry.signum() <= 0) {
                return Optional.empty();
            }
            BigInteger denominator = entry.getDenominator();
            common = common.multiply(denominator).divide(common.gcd(denominator));
        }
        List<BigInteger> numerators = new ArrayList<>(k);
        for (BigFraction entry : model.initial()) {
            numerators.add(entry.getNumerator().multiply(common.divide(entry.getDenominator())));
        }
        return Optional.of(new Evidence.PositiveLaw(numerators, common));
    }

    @Override
    public Optional<Evidence> positiveTokens() {
        boolean all = IntStream.range(0, family.dimension())
                .allMatch(x -> IntStream.range(0, k)
                        .anyMatch(h -> model.initial()[h].signum() > 0 && model.means()[h][x].signum() > 0));
        return fact(all, "every symbol has positive probability");
    }

    @Override
    public Optional<Evidence> uniqueLawOfPower(int power) {
        boolean[][] support = support();
        boolean[][] out = support;
        for (int step = 1; step < power; step++) {
            out = product(out, support);
        }
        return fact(closedClasses(out) == 1, "the chain's power " + power + " has one closed class of states");
    }

    /** Wielandt: a primitive matrix is positive from the power {@code (k-1)^2 + 1} on. */
    @Override
    public Optional<Evidence> primitiveChain() {
        boolean[][] out = support();
        for (int reached = 1; reached < (k - 1) * (k - 1) + 1; reached *= 2) {
            out = product(out, out);
        }
        boolean all = true;
        for (boolean[] row : out) {
            for (boolean entry : row) {
                all &= entry;
            }
        }
        return fact(all, "the chain is irreducible and has no period");
    }

    @Override
    public Optional<Evidence> obliqueCentroid(int before, int after) {
        boolean lawIsKnown = family.chain() == Chain.DOUBLY_STOCHASTIC
                || (before + after <= MAX_POWER && lawsMovedAlike(before, after) == 1);
        if (!lawIsKnown) {
            return Optional.empty();
        }
        BigFraction[] products = new BigFraction[k];
        for (int i = 0; i < k; i++) {
            products[i] = BigFraction.ZERO;
            for (int h = 0; h < k; h++) {
                products[i] = products[i].add(model.initial()[h].multiply(dot(model.means()[i], model.means()[h])));
            }
        }
        boolean differ = Arrays.stream(products).anyMatch(product -> !product.equals(products[0]));
        return fact(differ, "the inner products of the means with their centroid are not all the same");
    }

    /** Dimension of the left null space of {@code T^after - T_rev^before}; the stationary law is in it. */
    private int lawsMovedAlike(int before, int after) {
        BigFraction[][] forward = power(model.transition(), after);
        BigFraction[][] backward = power(model.transition(), before);
        BigFraction[][] difference = new BigFraction[k][k];
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                if (model.initial()[i].isZero()) {
                    return k;
                }
                difference[i][j] = forward[i][j].subtract(
                        model.initial()[j].divide(model.initial()[i]).multiply(backward[j][i]));
            }
        }
        return k - ExactMinor.rank(difference);
    }

    @Override
    public Optional<Evidence> noMirror() {
        if (k != 2) {
            return fact(true, "with three or more states whose means are independent no mirror image is a relabelling");
        }
        BigFraction[][] m = model.means();
        boolean tilted = !dot(m[0], m[0]).equals(dot(m[1], m[1])) || !model.initial()[0].equals(model.initial()[1]);
        return fact(tilted, "the two means differ in length, or the two states in probability");
    }

    @Override
    public Optional<Evidence> variancesFixedByPosteriors() {
        if (!(family instanceof ModelFamily.Gaussian gaussian)) {
            return Optional.empty();
        }
        boolean perState = !gaussian.covariance().shared();
        int d = family.dimension();
        return switch (gaussian.covariance().form()) {
            case FULL -> Optional.empty();
            case IDENTITY, SPHERICAL ->
                fact(IntStream.range(0, d).anyMatch(this::meansDiffer), "the means are not all the same");
            case DIAGONAL ->
                fact(
                        IntStream.range(0, d).allMatch(this::meansDiffer)
                                && (!perState || IntStream.range(0, d).anyMatch(this::meansChangeSign)),
                        "the means differ in every coordinate" + (perState ? ", and change sign in one of them" : ""));
        };
    }

    private boolean meansDiffer(int coordinate) {
        return IntStream.range(1, k).anyMatch(i -> !model.means()[i][coordinate].equals(model.means()[0][coordinate]));
    }

    private boolean meansChangeSign(int coordinate) {
        return IntStream.range(0, k)
                        .map(i -> model.means()[i][coordinate].signum())
                        .distinct()
                        .count()
                > 1;
    }

    @Override
    public Optional<List<Evidence>> kruskalWithSingularChain(int gapToContext) {
        Optional<Evidence> emissions = independentEmissions();
        if (emissions.isEmpty() || gapToContext > MAX_POWER) {
            return Optional.empty();
        }
        BigFraction[][] next = multiply(model.transition(), model.means());
        BigFraction[][] joint = new BigFraction[k][family.dimension()];
        for (int h = 0; h < k; h++) {
            for (int x = 0; x < joint[h].length; x++) {
                joint[h][x] = model.initial()[h].multiply(model.means()[h][x]);
            }
        }
        BigFraction[][] posteriors = multiply(transpose(power(model.transition(), gapToContext)), joint);
        int ofNext = kRank(next);
        int ofPosteriors = kRank(posteriors);
        if (k + ofNext + ofPosteriors < 2 * k + 2) {
            return Optional.empty();
        }
        return Optional.of(List.of(
                emissions.get(),
                new Evidence.KruskalRanks(
                        List.of("emissions", "emissions one step on", "posteriors"),
                        List.of(k, ofNext, ofPosteriors),
                        k)));
    }

    /** Largest r such that any r rows are independent; all subsets are tried, so few states only. */
    private static int kRank(BigFraction[][] rows) {
        int n = rows.length;
        if (n > 12) {
            return 0;
        }
        for (int size = 1; size <= n; size++) {
            for (int mask = 0; mask < 1 << n; mask++) {
                if (Integer.bitCount(mask) != size) {
                    continue;
                }
                int subset = mask;
                BigFraction[][] chosen = IntStream.range(0, n)
                        .filter(i -> (subset >> i & 1) != 0)
                        .mapToObj(i -> rows[i])
                        .toArray(BigFraction[][]::new);
                if (ExactMinor.rank(chosen) < size) {
                    return size - 1;
                }
            }
        }
        return n;
    }

    private boolean[][] support() {
        boolean[][] out = new boolean[k][k];
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                out[i][j] = Math.abs(model.transition()[i][j].doubleValue()) > ZERO;
            }
        }
        return out;
    }

    private static boolean[][] product(boolean[][] left, boolean[][] right) {
        int n = left.length;
        boolean[][] out = new boolean[n][n];
        for (int i = 0; i < n; i++) {
            for (int m = 0; m < n; m++) {
                for (int j = 0; j < n; j++) {
                    out[i][j] |= left[i][m] && right[m][j];
                }
            }
        }
        return out;
    }

    private static int closedClasses(boolean[][] step) {
        int n = step.length;
        boolean[][] reach = new boolean[n][n];
        for (int i = 0; i < n; i++) {
            reach[i] = step[i].clone();
            reach[i][i] = true;
        }
        for (int doubling = 1; doubling < n; doubling *= 2) {
            reach = product(reach, reach);
        }
        int classes = 0;
        for (int i = 0; i < n; i++) {
            boolean first = true;
            boolean closed = true;
            for (int j = 0; j < n; j++) {
                first &= j >= i || !(reach[i][j] && reach[j][i]);
                closed &= !reach[i][j] || reach[j][i];
            }
            if (first && closed) {
                classes++;
            }
        }
        return classes;
    }

    private static BigFraction dot(BigFraction[] left, BigFraction[] right) {
        BigFraction sum = BigFraction.ZERO;
        for (int i = 0; i < left.length; i++) {
            sum = sum.add(left[i].multiply(right[i]));
        }
        return sum;
    }

    private static BigFraction[][] transpose(BigFraction[][] matrix) {
        BigFraction[][] out = new BigFraction[matrix[0].length][matrix.length];
        for (int i = 0; i < matrix.length; i++) {
            for (int j = 0; j < matrix[i].length; j++) {
                out[j][i] = matrix[i][j];
            }
        }
        return out;
    }

    private static BigFraction[][] multiply(BigFraction[][] left, BigFraction[][] right) {
        BigFraction[][] columns = transpose(right);
        BigFraction[][] out = new BigFraction[left.length][columns.length];
        for (int i = 0; i < left.length; i++) {
            for (int j = 0; j < columns.length; j++) {
                out[i][j] = dot(left[i], columns[j]);
            }
        }
        return out;
    }

    private static BigFraction[][] power(BigFraction[][] matrix, int exponent) {
        BigFraction[][] out = matrix;
        for (int step = 1; step < exponent; step++) {
            out = multiply(out, matrix);
        }
        return out;
    }

    private static Optional<Evidence> fact(boolean holds, String statement) {
        return holds ? Optional.of(new Evidence.OfQuestion(statement)) : Optional.empty();
    }
}

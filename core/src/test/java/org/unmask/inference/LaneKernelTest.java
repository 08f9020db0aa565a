// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.unmask.data.PointSequences;
import org.unmask.data.Sequences;
import org.unmask.data.SymbolSequences;
import org.unmask.matrix.Matrix;
import org.unmask.matrix.Probabilities;
import org.unmask.matrix.StochasticMatrix;
import org.unmask.model.Alphabet;
import org.unmask.model.Categorical;
import org.unmask.model.CovarianceShape;
import org.unmask.model.Hmm;
import org.unmask.testkit.RandomModels;

/** Each kernel against sums written down plainly. The vector kernel is there when this runs with its module. */
@Tag("kernels")
class LaneKernelTest {

    private static final int[] LANES = {1, 8, 37, 128};
    private static final int MOST_STATES = 11;

    private final SplittableRandom random = new SplittableRandom(8);

    static Stream<LaneKernel> kernels() {
        return Stream.concat(Stream.of(new PlainKernel()), LaneKernel.spelledOut().stream());
    }

    @Test
    void theVectorKernelNeedsItsModuleAndIsAskedFor() {
        boolean resolved = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
        assertThat(LaneKernel.spelledOut()).matches(found -> resolved || found.isEmpty());
        boolean wanted = Boolean.getBoolean(LaneKernel.WANTED);
        assertThat(LaneKernel.ofThisMachine() instanceof PlainKernel)
                .isEqualTo(!wanted || LaneKernel.spelledOut().isEmpty());
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void linearMapsAreSumsOfProducts(LaneKernel kernel) {
        forEachShape((bundles, n) -> {
            int k = bundles.states;
            double[] matrix = numbers(k * k, 0);
            double[][] from = rows(bundles, k, n);
            double[][] to = bundles.rows();
            kernel.ready(bundles, from);
            kernel.linear(bundles, matrix).apply(from, to, n);
            for (int j = 0; j < k; j++) {
                for (int l = 0; l < n; l++) {
                    double sum = 0;
                    for (int i = 0; i < k; i++) {
                        sum += matrix[j * k + i] * at(bundles, from, i, l);
                    }
                    assertThat(at(bundles, to, j, l)).isCloseTo(sum, within(1e-14));
                }
            }
        });
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void bestMapsAreTheLargestSums(LaneKernel kernel) {
        forEachShape((bundles, n) -> {
            int k = bundles.states;
            double[] matrix = numbers(k * k, -1);
            matrix[random.nextInt(matrix.length)] = Double.NEGATIVE_INFINITY;
            double[][] from = rows(bundles, k, n);
            double[][] to = bundles.rows();
            kernel.ready(bundles, from);
            kernel.best(bundles, matrix).apply(from, to, n);
            for (int j = 0; j < k; j++) {
                for (int l = 0; l < n; l++) {
                    double best = Double.NEGATIVE_INFINITY;
                    for (int i = 0; i < k; i++) {
                        best = Math.max(best, matrix[j * k + i] + at(bundles, from, i, l));
                    }
                    assertThat(at(bundles, to, j, l)).isEqualTo(best);
                }
            }
        });
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void productsAreSummedOverLanesAndSteps(LaneKernel kernel) {
        forEachShape((bundles, n) -> {
            int k = bundles.states;
            int features = 1 + random.nextInt(9);
            LaneProducts products = kernel.products(bundles, k, features);
            double[] expected = new double[k * features];
            double[][] used = bundles.rows();
            products.add(used, wide(bundles, features, n), n);
            products.add(rows(bundles, k, n), wide(bundles, features, n), n);
            products.clear();
            for (int times = 0; times < 2; times++) {
                double[][] a = rows(bundles, k, n);
                double[][] b = wide(bundles, features, n);
                double[][] c = rows(bundles, k, n);
                double[][] d = wide(bundles, features, n);
                kernel.ready(bundles, b);
                kernel.ready(bundles, d);
                products.add(a, b, n);
                products.add(a, b, c, d, n);
                for (int m = 0; m < expected.length; m++) {
                    for (int l = 0; l < n; l++) {
                        expected[m] += 2 * at(bundles, a, m / features, l) * at(bundles, b, m % features, l)
                                + at(bundles, c, m / features, l) * at(bundles, d, m % features, l);
                    }
                }
            }
            for (int m = 0; m < expected.length; m++) {
                assertThat(products.sum(m / features, m % features))
                        .isCloseTo(expected[m], within(1e-13 * Math.abs(expected[m])));
            }
        });
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void scalesAndLikelihoodsAreTakenLaneByLane(LaneKernel kernel) {
        forEachShape((bundles, n) -> {
            int k = bundles.states;
            double[][] a = rows(bundles, k, n);
            double[][] b = rows(bundles, k, n);
            double[][] product = bundles.rows();
            kernel.times(bundles, a, b, product, n);
            double[] scale = numbers(Bundles.LANES, 0);
            kernel.scale(bundles, product, scale, n);
            double[][] rows = bundles.rows();
            Arrays.setAll(rows, g -> b[g].clone());
            double[] logs = new double[Bundles.LANES];
            double[] least = new double[Bundles.LANES];
            kernel.relative(bundles, rows, logs, least, n);
            for (int l = 0; l < n; l++) {
                double most = Double.NEGATIVE_INFINITY;
                double fewest = Double.POSITIVE_INFINITY;
                for (int i = 0; i < k; i++) {
                    most = Math.max(most, at(bundles, b, i, l));
                    fewest = Math.min(fewest, at(bundles, b, i, l));
                }
                assertThat(logs[l]).isEqualTo(most);
                assertThat(least[l]).isEqualTo(fewest - most);
                for (int i = 0; i < k; i++) {
                    double both = at(bundles, a, i, l) * at(bundles, b, i, l) * scale[l];
                    assertThat(at(bundles, product, i, l)).isEqualTo(both);
                    double share = Math.exp(at(bundles, b, i, l) - most);
                    assertThat(at(bundles, rows, i, l)).isCloseTo(share, within(1e-15));
                }
            }
        });
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void logDensitiesAreThoseOfTheLaw(LaneKernel kernel) {
        for (int d = 1; d <= 9; d++) {
            for (boolean full : new boolean[] {false, true}) {
                Matrix root = Matrix.of(d, d, numbers(d * d, -0.5));
                Matrix covariance = full
                        ? root.times(root.transpose()).plus(Matrix.identity(d))
                        : Matrix.identity(d).scale(0.5);
                double[] mean = numbers(d, -1);
                NormalLaw law = NormalLaw.of(mean, covariance);
                double[] rooted = Matrix.of(d, d, law.inverseRoot()).times(mean);
                for (int n : LANES) {
                    double[][] x = Bundles.single(d);
                    for (double[] row : x) {
                        System.arraycopy(numbers(n, -1), 0, row, 0, n);
                    }
                    double[] to = new double[3 * Bundles.LANES];
                    kernel.logDensity(law, rooted, x, to, Bundles.LANES, n);
                    for (int l = 0; l < n; l++) {
                        int lane = l;
                        double[] point =
                                Stream.of(x).mapToDouble(row -> row[lane]).toArray();
                        assertThat(to[Bundles.LANES + l]).isCloseTo(law.logDensity(point, 0), within(1e-12));
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void theFirstOfTheBestStatesBeforeIsFound(LaneKernel kernel) {
        forEachShape((bundles, n) -> {
            int k = bundles.states;
            // Few different numbers, so that there are ties.
            double[] matrix =
                    random.doubles((long) k * k).map(u -> -Math.rint(3 * u)).toArray();
            double[][] saved = bundles.rows();
            for (double[] row : saved) {
                Arrays.setAll(row, l -> -random.nextInt(3));
            }
            int[] state = random.ints(Bundles.LANES, 0, k).toArray();
            int[] before = state.clone();
            kernel.back(bundles, saved, matrix, before, n);
            for (int l = 0; l < n; l++) {
                int best = 0;
                for (int i = 1; i < k; i++) {
                    if (matrix[state[l] * k + i] + at(bundles, saved, i, l)
                            > matrix[state[l] * k + best] + at(bundles, saved, best, l)) {
                        best = i;
                    }
                }
                assertThat(before[l]).isEqualTo(best);
            }
        });
    }

    /** Nothing to see where a kernel has no such paths, as the plain one. */
    @ParameterizedTest
    @MethodSource("kernels")
    void pathsInVectorsAreOfWhatIsCompleteAndPossible(LaneKernel kernel) {
        Hmm symbols = new Hmm(
                Probabilities.of(0.5, 0.5),
                StochasticMatrix.ofRows(new double[] {0.5, 0.5}, new double[] {0.25, 0.75}),
                Categorical.ofRows(new double[] {0.5, 0.5, 0}, new double[] {1, 0, 0}));
        Alphabet alphabet = ((Categorical) symbols.emission()).alphabet();
        assertDecoded(kernel, symbols, SymbolSequences.single(alphabet, 0, 1, -1, 1), true);
        assertDecoded(kernel, symbols, SymbolSequences.single(alphabet, 0, 1, 2, 1), false);
        Hmm points = RandomModels.gaussianModel(new SplittableRandom(4), 3, 2, CovarianceShape.DIAGONAL_PER_STATE);
        assertDecoded(kernel, points, PointSequences.of(2, new double[] {1, 2, 3, 4, 5, 6}, 3), true);
        assertDecoded(kernel, points, PointSequences.of(2, new double[] {1, 2, Double.NaN, 4, 5, 6}, 3), false);
        double negative = Double.longBitsToDouble(0xfff8000000000000L);
        assertDecoded(kernel, points, PointSequences.of(2, new double[] {1, 2, 3, negative, 5, 6}, 3), false);
        assertDecoded(kernel, points, PointSequences.of(2, new double[] {1, 2, 1e200, 4, 5, 6}, 3), false);
    }

    private static void assertDecoded(LaneKernel kernel, Hmm model, Sequences data, boolean expected) {
        Lanes lanes = new Lanes(new int[] {0}, new int[] {data.tokens()});
        double[] logs = new double[1];
        kernel.paths(new ChainTables(model), EmissionScores.of(model.emission(), data))
                .ifPresent(paths -> {
                    assertThat(paths.decode(lanes, new int[data.tokens()], logs))
                            .isEqualTo(expected);
                    assertThat(!expected || Math.abs(logs[0] - Viterbi.alone(model, data, 0)) < 1e-12)
                            .isTrue();
                });
    }

    /** Whole passes with each kernel: to rounding what the plain one says. */
    @ParameterizedTest
    @MethodSource("kernels")
    void passesAgree(LaneKernel kernel) {
        SplittableRandom models = new SplittableRandom(21);
        for (int k = 1; k <= 9; k++) {
            for (Hmm model : new Hmm[] {
                RandomModels.startedModel(models, k, 4),
                RandomModels.gaussianModel(models, k, 3, CovarianceShape.FULL_PER_STATE),
                RandomModels.gaussianModel(models, k, 4, CovarianceShape.DIAGONAL_PER_STATE)
            }) {
                int[] lengths = models.ints(30 + 11L * k, 1, 60).toArray();
                Sequences data = SideBySideTest.withGaps(models, model, lengths);
                assertClose(counts(model, data, kernel), counts(model, data, new PlainKernel()), "states " + k);
            }
        }
    }

    /** Log-likelihoods, transitions and counts of tokens. */
    private static double[] counts(Hmm model, Sequences data, LaneKernel kernel) {
        int k = model.states();
        LanePlan plan = LanePlan.of(data, 0, data.count());
        EmissionScores scores = EmissionScores.of(model.emission(), data);
        SideBySide work = new SideBySide(model, scores, plan, new LaneTables.Pool(() -> kernel));
        return plan.whole().stream()
                .flatMapToDouble(block -> work.block(block, work.wholeEnds(), (pass, emission, predicted, after) -> {
                            assertThat(pass.forward(block.lanes(), predicted, true))
                                    .isTrue();
                            assertThat(pass.backward(block.lanes(), predicted, after, true, (step, lanes) -> {}))
                                    .isTrue();
                            double[] transitions = new double[k * k];
                            pass.drain(transitions);
                            EmissionCounts tokens = EmissionCounts.zero(model.emission());
                            emission.drain(tokens);
                            double[] logs =
                                    Arrays.copyOf(pass.logs(), block.lanes().width());
                            return java.util.Optional.of(
                                    Stream.of(logs, transitions, tokens.weights(), means(tokens, model, data))
                                            .flatMapToDouble(Arrays::stream));
                        })
                        .orElseThrow())
                .toArray();
    }

    private static double[] means(EmissionCounts tokens, Hmm model, Sequences data) {
        return tokens.maximized(model.emission(), VarianceFloor.of(data, 1e-9))
                .means()
                .toArray();
    }

    private static void assertClose(double[] found, double[] expected, String what) {
        assertThat(found).hasSameSizeAs(expected);
        for (int m = 0; m < found.length; m++) {
            assertThat(found[m]).as(what).isCloseTo(expected[m], within(1e-12 * Math.max(1, Math.abs(expected[m]))));
        }
    }

    private interface Check {
        void of(Bundles bundles, int lanes);
    }

    private static void forEachShape(Check check) {
        for (int k = 1; k <= MOST_STATES; k++) {
            for (int n : LANES) {
                check.of(new Bundles(k), n);
            }
        }
    }

    private static double at(Bundles bundles, double[][] rows, int row, int lane) {
        return rows[bundles.bundle(row)][bundles.at(row) + lane];
    }

    /** Random numbers in the first lanes of some rows, zeros elsewhere. */
    private double[][] rows(Bundles bundles, int count, int n) {
        double[][] out = bundles.rows();
        fill(bundles, out, count, n);
        return out;
    }

    /** The same for any number of rows. */
    private double[][] wide(Bundles bundles, int count, int n) {
        double[][] out = new double[(count + bundles.size - 1) / bundles.size][bundles.rows()[0].length];
        fill(bundles, out, count, n);
        return out;
    }

    private void fill(Bundles bundles, double[][] out, int count, int n) {
        for (int i = 0; i < count; i++) {
            System.arraycopy(numbers(n, 0), 0, out[bundles.bundle(i)], bundles.at(i), n);
        }
    }

    private double[] numbers(int count, double from) {
        return random.doubles(count, from, from + 1).toArray();
    }
}

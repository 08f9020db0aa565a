// SPDX-License-Identifier: Apache-2.0
package org.unmask.atlas;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.hipparchus.util.Binary64;
import org.hipparchus.util.Binary64Field;
import org.unmask.data.Sequences;
import org.unmask.data.Simulator;
import org.unmask.explore.Predictions;
import org.unmask.explore.Scores;
import org.unmask.matrix.Matrix;
import org.unmask.matrix.SymmetricEigen;
import org.unmask.model.FieldModel;
import org.unmask.model.Hmm;
import org.unmask.model.ModelFamily;
import org.unmask.model.Parameterization;
import org.unmask.parallel.Threads;
import org.unmask.random.Seed;
import org.unmask.verdict.Question;

/**
 * The law of an estimator's error at a solution, for large samples: masked training minimises a mean over windows, so its
 * error times the root of their number is normal with covariance {@code H^-1 S H^-1}, H the second derivatives of the
 * population loss and S the long-run covariance of its gradient over overlapping windows (6.2). Directions that the
 * predictions leave free are left out of H.
 */
final class Yardstick {

    private static final int CONTEXTS = 200;
    private static final int WINDOWS = 8_000;
    private static final int BATCH = 50;
    private static final int DRAWS = 2_000;
    private static final double SMALL = 0.1;

    private final double softest;
    private final double[] sorted;
    private final Seed seed;

    private Yardstick(double softest, double[] sorted, Seed seed) {
        this.softest = softest;
        this.sorted = sorted;
        this.seed = seed;
    }

    /**
     * The yardstick.
     *
     * @param statement family and tasks, and the truth that the data comes from
     * @param at a model with the truth's predictions
     * @param nullity free directions there
     * @param seed of contexts, a simulated sequence, and draws
     */
    static Yardstick of(Statement statement, Hmm at, int nullity, Seed seed) {
        Question question = Question.at(at, statement.chain(), statement.tasks());
        Predictions predictions = Predictions.of(question, CONTEXTS, seed.split("contexts"));
        double[] free = predictions.parameters(at);
        SymmetricEigen eigen = SymmetricEigen.of(predictions.information(free));
        int n = free.length;
        int[] ascending = IntStream.range(0, n)
                .boxed()
                .sorted((a, b) ->
                        Double.compare(eigen.values().get(0, a), eigen.values().get(0, b)))
                .mapToInt(i -> i)
                .toArray();
        Matrix inverse = Matrix.zero(n, n);
        for (int rank = nullity; rank < n; rank++) {
            Matrix direction = Matrix.of(n, 1, eigen.vectors().column(ascending[rank]));
            inverse = inverse.plus(direction
                    .times(direction.transpose())
                    .scale(1 / eigen.values().get(0, ascending[rank])));
        }
        Sequences data = Simulator.draw(statement.truth(), 1, WINDOWS, seed.split("scores"), Threads.ONE)
                .sequences();
        Matrix longRun = Scores.longRunCovariance(predictions, at, data, BATCH);
        Matrix covariance = inverse.times(longRun).times(inverse);
        return new Yardstick(
                eigen.values().get(0, ascending[nullity]),
                draws(covariance, entries(question.family(), free), seed.split("errors")),
                seed);
    }

    /** Derivatives of all entries of the model by the free parameters; the entries are affine in them. */
    private static Matrix entries(ModelFamily family, double[] free) {
        double[] origin = all(family, free);
        double[][] columns = new double[free.length][];
        for (int i = 0; i < free.length; i++) {
            double[] moved = free.clone();
            moved[i] += 0.5;
            columns[i] = all(family, moved);
        }
        return Matrix.generate(origin.length, free.length, (e, i) -> (columns[i][e] - origin[e]) / 0.5);
    }

    private static double[] all(ModelFamily family, double[] free) {
        Binary64[] numbers = Arrays.stream(free).mapToObj(Binary64::new).toArray(Binary64[]::new);
        FieldModel<Binary64> model = Parameterization.of(family).expand(Binary64Field.getInstance(), numbers);
        return java.util.stream.Stream.concat(Arrays.stream(model.transition()), Arrays.stream(model.means()))
                .flatMap(Arrays::stream)
                .mapToDouble(Binary64::getReal)
                .toArray();
    }

    /** Draws of the largest error times the root of the number of windows, ascending. */
    private static double[] draws(Matrix covariance, Matrix entries, Seed seed) {
        SymmetricEigen eigen =
                SymmetricEigen.of(covariance.plus(covariance.transpose()).scale(0.5));
        int n = covariance.rows();
        RandomGenerator random = seed.generator();
        double[] out = new double[DRAWS];
        for (int draw = 0; draw < DRAWS; draw++) {
            double[] error = new double[n];
            for (int h = 0; h < n; h++) {
                double size = Math.sqrt(Math.max(0, eigen.values().get(0, h))) * random.nextGaussian();
                for (int i = 0; i < n; i++) {
                    error[i] += size * eigen.vectors().get(i, h);
                }
            }
            out[draw] = Arrays.stream(entries.times(error)).map(Math::abs).max().orElse(0);
        }
        Arrays.sort(out);
        return out;
    }

    /**
     * How far a model may be whose loss is near the smallest: a quadratic valley of the softest curvature, and a factor of
     * three for valleys that are not quadratic that far out.
     */
    double resolution(double excess) {
        return 3 * Math.sqrt(2 * excess / softest);
    }

    /** A quantile of the largest error of a parameter on a sample. */
    double error(int tokens, double probability) {
        int index = (int) Math.min(sorted.length - 1.0, Math.floor(probability * sorted.length));
        return sorted[index] / Math.sqrt(tokens);
    }

    /**
     * Bounds of the exponent that a least-squares line through the logarithms shows, each passed once in a thousand times:
     * -1/2, and the chance of the samples.
     */
    double[] slopes(List<Integer> sizes) {
        if (sizes.size() < 2) {
            return new double[] {Double.NaN, Double.NaN};
        }
        double[] x = sizes.stream().mapToDouble(Math::log).toArray();
        double mean = Arrays.stream(x).average().orElse(0);
        double spread = Arrays.stream(x).map(v -> (v - mean) * (v - mean)).sum();
        RandomGenerator random = seed.split("slopes").generator();
        double[] slopes = new double[4 * DRAWS];
        for (int draw = 0; draw < slopes.length; draw++) {
            double slope = -0.5;
            for (double value : x) {
                slope += (value - mean) / spread * Math.log(sorted[random.nextInt(sorted.length)]);
            }
            slopes[draw] = slope;
        }
        Arrays.sort(slopes);
        return new double[] {slopes[slopes.length / 1000], slopes[slopes.length - 1 - slopes.length / 1000]};
    }

    /** What theory says of an experiment with these sizes, by the yardsticks of all solutions. */
    static Theory theory(List<Hmm> solutions, List<Yardstick> yardsticks, List<Integer> sizes, double optimal) {
        List<Double> noise = new ArrayList<>();
        List<Double> typical = new ArrayList<>();
        for (int size : sizes) {
            noise.add(yardsticks.stream()
                    .mapToDouble(y -> y.error(size, 0.999))
                    .max()
                    .orElseThrow());
            typical.add(yardsticks.stream()
                    .mapToDouble(y -> y.error(size, 0.5))
                    .max()
                    .orElseThrow());
        }
        double small = SMALL * Math.max(1, solutions.get(0).emission().means().maxAbs());
        List<Integer> large = IntStream.range(0, sizes.size())
                .filter(i -> typical.get(i) <= small)
                .mapToObj(sizes::get)
                .toList();
        double[] slopes = yardsticks.get(0).slopes(large);
        return new Theory(
                solutions,
                yardsticks.stream()
                        .mapToDouble(y -> y.resolution(optimal))
                        .max()
                        .orElseThrow(),
                noise,
                typical,
                small,
                slopes[0],
                slopes[1]);
    }
}

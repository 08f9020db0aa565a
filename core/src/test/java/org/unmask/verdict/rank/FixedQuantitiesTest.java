// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.rank;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.unmask.field.Dual;
import org.unmask.field.DualField;
import org.unmask.field.PrimeField;
import org.unmask.model.Chain;
import org.unmask.model.CovarianceShape;
import org.unmask.model.FieldModel;
import org.unmask.model.ModelFamily;
import org.unmask.model.Parameterization;
import org.unmask.random.Seed;
import org.unmask.task.Loss;
import org.unmask.task.TaskSet;
import org.unmask.verdict.Fixed;
import org.unmask.verdict.Question;

/** What stands still, the other way round: every null vector is followed, and whole matrices are looked at. */
class FixedQuantitiesTest {

    /** The model as it moves along one null vector. */
    private static final class Motion {
        private final DualField duals;
        private final FieldModel<Dual> model;
        private final int k;

        Motion(ModularPoint point, long[] direction) {
            PrimeField field = point.field;
            this.duals = new DualField(field, 1);
            Dual[] free = new Dual[point.free.length];
            Arrays.setAll(
                    free,
                    i -> duals.constant(point.free[i])
                            .add(duals.variable(0, 0).multiply(duals.constant(direction[i]))));
            this.model = Parameterization.of(point.family).expand(duals, free);
            this.k = point.states();
        }

        private static boolean still(Dual[][] matrix) {
            return Arrays.stream(matrix).flatMap(Arrays::stream).allMatch(entry -> entry.gradient()[0] == 0);
        }

        private Dual[][] product(Dual[][] left, Dual[][] right) {
            return IntStream.range(0, left.length)
                    .mapToObj(i -> IntStream.range(0, right[0].length)
                            .mapToObj(j -> {
                                Dual sum = duals.getZero();
                                for (int m = 0; m < right.length; m++) {
                                    sum = sum.add(left[i][m].multiply(right[m][j]));
                                }
                                return sum;
                            })
                            .toArray(Dual[]::new))
                    .toArray(Dual[][]::new);
        }

        private Dual[][] power(int exponent) {
            return exponent == 1 ? model.transition() : product(power(exponent - 1), model.transition());
        }

        private Dual trace(int exponent) {
            Dual[][] power = power(exponent);
            Dual sum = duals.getZero();
            for (int i = 0; i < k; i++) {
                sum = sum.add(power[i][i]);
            }
            return sum;
        }

        private Dual[][] pair(int gap) {
            Dual[][] weighted = new Dual[model.means()[0].length][k];
            for (int x = 0; x < weighted.length; x++) {
                for (int h = 0; h < k; h++) {
                    weighted[x][h] = model.initial()[h].multiply(model.means()[h][x]);
                }
            }
            return product(weighted, product(power(gap), model.means()));
        }

        /** By the formula for two coordinates, or one. */
        private Dual[][] covariance(int state) {
            Dual[][] p = model.spreads()[state];
            if (p.length == 1) {
                return new Dual[][] {{p[0][0].reciprocal()}};
            }
            Dual determinant = p[0][0].multiply(p[1][1]).subtract(p[0][1].multiply(p[1][0]));
            return new Dual[][] {
                {p[1][1].divide(determinant), p[0][1].negate().divide(determinant)},
                {p[1][0].negate().divide(determinant), p[0][0].divide(determinant)}
            };
        }

        private static void entries(String name, Dual[][] matrix, int rows, int columns, Map<String, Boolean> out) {
            for (int i = 0; i < rows; i++) {
                for (int j = 0; j < columns; j++) {
                    out.put(name + "[" + (i + 1) + "," + (j + 1) + "]", still(new Dual[][] {{matrix[i][j]}}));
                }
            }
        }

        Map<String, Boolean> standing(ModelFamily family, int window) {
            Map<String, Boolean> out = new LinkedHashMap<>();
            boolean ds = family.chain() == Chain.DOUBLY_STOCHASTIC;
            boolean points = family instanceof ModelFamily.Gaussian;
            int d = family.dimension();
            entries("transition", model.transition(), ds ? k - 1 : k, k - 1, out);
            entries(points ? "mean" : "emission", model.means(), k, points ? d : d - 1, out);
            if (family instanceof ModelFamily.Gaussian gaussian) {
                covariances(gaussian.covariance(), d, out);
            }
            if (k > 1) {
                out.put("transition matrix", still(model.transition()));
                for (int g = 2; g < window; g++) {
                    out.put("power " + g + " of the transition matrix", still(power(g)));
                }
                out.put(
                        "spectrum of the transition matrix",
                        IntStream.rangeClosed(1, k).allMatch(g -> still(new Dual[][] {{trace(g)}})));
                if (!ds) {
                    out.put("stationary law", still(new Dual[][] {model.initial()}));
                }
            }
            out.put(points ? "means" : "emission matrix", still(model.means()));
            if (points) {
                Dual[][] differences = Arrays.stream(model.means())
                        .map(mean -> IntStream.range(0, d)
                                .mapToObj(j -> mean[j].subtract(model.means()[0][j]))
                                .toArray(Dual[]::new))
                        .toArray(Dual[][]::new);
                out.put("differences of the means", still(differences));
            }
            out.put(
                    points ? "mean of a token" : "law of a token",
                    still(product(new Dual[][] {model.initial()}, model.means())));
            for (int g = 1; g < window; g++) {
                out.put((points ? "moments" : "law") + " of two tokens at distance " + g, still(pair(g)));
            }
            return out;
        }

        private void covariances(CovarianceShape shape, int d, Map<String, Boolean> out) {
            for (int h = 0; h < (shape.shared() ? 1 : k); h++) {
                String name = shape.shared() ? "covariance" : "covariance[" + (h + 1) + "]";
                Dual[][] matrix = covariance(h);
                for (int i = 0; i < d; i++) {
                    for (int j = 0; j <= i; j++) {
                        boolean free = switch (shape.form()) {
                            case IDENTITY -> false;
                            case SPHERICAL -> i == 0;
                            case DIAGONAL -> i == j;
                            case FULL -> true;
                        };
                        if (free) {
                            out.put(name + "[" + (i + 1) + "," + (j + 1) + "]", still(new Dual[][] {{matrix[i][j]}}));
                        }
                    }
                }
            }
        }
    }

    private static RankFinder.Found found(Question question) {
        return RankFinder.STANDARD.find(question, () -> false);
    }

    private static Map<String, Boolean> map(List<Fixed> quantities) {
        return quantities.stream()
                .collect(Collectors.toMap(Fixed::quantity, Fixed::fixed, (a, b) -> a, LinkedHashMap::new));
    }

    private static Question draw(RandomGenerator random, int n) {
        String[] tasks = {"x2|x1", "x3|x1", "x2|x1 & x3|x1", "x2|x1,x4", "x2,x3|x1", "x1,x3|x2", "x5|x1"};
        Chain chain = random.nextBoolean() ? Chain.STATIONARY : Chain.DOUBLY_STOCHASTIC;
        CovarianceShape shape = CovarianceShape.values()[n % CovarianceShape.values().length];
        ModelFamily family = n % 3 == 0
                ? new ModelFamily.Categorical(random.nextInt(1, 4), random.nextInt(2, 4), chain)
                : new ModelFamily.Gaussian(random.nextInt(1, 4), random.nextInt(1, 3), shape, chain);
        return Question.generic(family, TaskSet.parse(tasks[random.nextInt(tasks.length)], Loss.values()[n % 2]));
    }

    @Test
    void quantitiesAreFixedWhereNoNullVectorMovesThem() {
        RandomGenerator random = new Seed(44).generator();
        int fixed = 0;
        int moving = 0;
        for (int n = 0; n < 84; n++) {
            Question question = draw(random, n);
            if (question.family().parameters() == 0) {
                continue;
            }
            RankFinder.Found found = found(question);
            int window = question.tasks().window();
            Map<String, Boolean> expected =
                    new Motion(found.point(), new long[found.point().free.length]).standing(question.family(), window);
            for (long[] vector : found.rows().nullVectors()) {
                Map<String, Boolean> here = new Motion(found.point(), vector).standing(question.family(), window);
                expected.replaceAll((name, still) -> still && here.getOrDefault(name, false));
            }
            assertThat(map(FixedQuantities.of(question, found)))
                    .as(question.toString())
                    .containsExactlyInAnyOrderEntriesOf(expected);
            fixed += Math.toIntExact(
                    expected.values().stream().filter(still -> still).count());
            moving += Math.toIntExact(
                    expected.values().stream().filter(still -> !still).count());
            entriesAreThoseOfTheQuantities(question, found, expected);
        }
        assertThat(fixed).isGreaterThan(200);
        assertThat(moving).isGreaterThan(200);
    }

    /** Free entries have their quantity; the last of a row stands still where its row does, zeros of a shape always. */
    private static void entriesAreThoseOfTheQuantities(
            Question question, RankFinder.Found found, Map<String, Boolean> expected) {
        FixedEntries entries = FixedEntries.of(question, found);
        int k = question.family().states();
        int d = question.family().dimension();
        boolean points = question.family() instanceof ModelFamily.Gaussian;
        assertThat(entries.transition()).hasSize(k * k);
        assertThat(entries.stationary()).hasSize(k);
        assertThat(entries.emission()).hasSize(k * d);
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < d; j++) {
                String name = (points ? "mean" : "emission") + "[" + (i + 1) + "," + (j + 1) + "]";
                if (expected.containsKey(name)) {
                    assertThat(entries.emission().get(i * d + j)).as(name).isEqualTo(expected.get(name));
                }
            }
            for (int j = 0; j < k - 1; j++) {
                String name = "transition[" + (i + 1) + "," + (j + 1) + "]";
                if (expected.containsKey(name)) {
                    assertThat(entries.transition().get(i * k + j)).as(name).isEqualTo(expected.get(name));
                }
            }
        }
        assertThat(!entries.transition().contains(false)).isEqualTo(expected.getOrDefault("transition matrix", true));
        assertThat(!entries.emission().contains(false)).isEqualTo(expected.get(points ? "means" : "emission matrix"));
        assertThat(!entries.stationary().contains(false)).isEqualTo(expected.getOrDefault("stationary law", true));
        if (question.family() instanceof ModelFamily.Gaussian gaussian) {
            CovarianceShape shape = gaussian.covariance();
            assertThat(entries.covariances()).hasSize(k);
            for (int h = 0; h < k; h++) {
                for (int at = 0; at < d * d; at++) {
                    int r = Math.max(at / d, at % d);
                    int c = Math.min(at / d, at % d);
                    boolean spherical = shape.form() == CovarianceShape.Form.SPHERICAL && r == c;
                    String name = "covariance" + (shape.shared() ? "" : "[" + (h + 1) + "]") + "["
                            + (spherical ? "1,1" : (r + 1) + "," + (c + 1)) + "]";
                    assertThat(entries.covariances().get(h).get(at))
                            .as(name)
                            .isEqualTo(expected.getOrDefault(name, true));
                }
            }
        } else {
            assertThat(entries.covariances()).isEmpty();
        }
    }

    /** Powers and laws up to six steps are told, whatever the window. */
    @Test
    void longWindowsAreToldUpToSixSteps() {
        ModelFamily family = new ModelFamily.Categorical(2, 2, Chain.STATIONARY);
        Question question = Question.generic(family, TaskSet.parse("x9|x1", Loss.LOG));
        assertThat(FixedQuantities.of(question, found(question)))
                .extracting(Fixed::quantity)
                .contains("power 6 of the transition matrix", "law of two tokens at distance 6")
                .doesNotContain("power 7 of the transition matrix", "law of two tokens at distance 7");
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.hipparchus.fraction.BigFraction;
import org.hipparchus.fraction.BigFractionField;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.unmask.model.Chain;
import org.unmask.model.CovarianceShape;
import org.unmask.model.FieldModel;
import org.unmask.predictor.PredictionFormula;
import org.unmask.task.Loss;
import org.unmask.task.MaskedTask;
import org.unmask.task.TaskSet;
import org.unmask.verdict.ExactModels;
import org.unmask.verdict.RationalModel;

/** What predictors are made of: tables by the library's formula, and by sums over all paths of states. */
class PredictorsTest {

    private static final String TWO = "3/4 1/4; 1/2 1/2";
    private static final RationalModel SYMBOLS =
            ExactModels.categorical(Chain.STATIONARY, TWO, "1/2 1/4 1/4; 1/8 1/4 5/8");
    private static final RationalModel POINTS = ExactModels.gaussian(
            Chain.STATIONARY, CovarianceShape.FULL_PER_STATE, TWO, "1 -1; 1/2 2", "2 1/2 1 3 -1 2");

    private static Predictors.Rows<Ratio> rows(RationalModel model, String tasks, Loss loss) {
        Family family = Asked.family(model.family(), TaskSet.parse(tasks, loss));
        Model<Ratio> all = family.expand(Asked.free(model));
        return Predictors.rows(family, all, all.lookalikes());
    }

    /** All words of a length, the first letter slowest. */
    private static List<List<Integer>> words(int letters, int length) {
        List<List<Integer>> out = List.of(List.of());
        for (int position = 0; position < length; position++) {
            out = out.stream()
                    .flatMap(word ->
                            IntStream.range(0, letters).mapToObj(letter -> Matrix.joined(word, List.of(letter))))
                    .toList();
        }
        return out;
    }

    @ParameterizedTest
    @ValueSource(strings = {"x2|x1", "x1|x3", "x2,x3|x1", "x1,x4|x2", "x2|x1,x4", "x4|x2,x1 & x2|x1"})
    void tablesAreThoseOfTheFormula(String tasks) {
        FieldModel<BigFraction> model = SYMBOLS.expand();
        PredictionFormula<BigFraction> formula = new PredictionFormula<>(
                BigFractionField.getInstance(), model.initial(), model.transition(), model.means());
        List<BigFraction> expected = new ArrayList<>();
        for (MaskedTask task : TaskSet.parse(tasks, Loss.LOG).tasks()) {
            for (List<Integer> context : words(3, task.context().size())) {
                List<BigFraction[]> weights = Matrix.map(
                        context,
                        x -> Arrays.stream(model.means()).map(row -> row[x]).toArray(BigFraction[]::new));
                expected.addAll(List.of(formula.conditionalMean(task, weights)));
            }
        }
        Predictors.Rows<Ratio> found = rows(SYMBOLS, tasks, Loss.SQUARED);
        assertThat(Matrix.map(found.plain(), Asked::fraction)).isEqualTo(expected);
        assertThat(found.factors()).isEmpty();
        assertThat(found.values()).isEqualTo(found.plain());
    }

    @Test
    void aContextThatNeverOccursHasATableOfZeros() {
        RationalModel model = ExactModels.categorical(Chain.STATIONARY, TWO, "1/2 1/2 0; 1/4 3/4 0");
        assertThat(rows(model, "x2|x1", Loss.SQUARED).plain().subList(6, 9)).containsOnly(Ratio.ZERO);
        assertThat(rows(model, "x2|x1", Loss.SQUARED).plain()).hasSize(9);
    }

    /** The chance of a path of states at some positions, by a sum over all states between. */
    private static Ratio path(Model<Ratio> model, List<Integer> positions, List<Integer> states) {
        int length = positions.stream().mapToInt(Integer::intValue).max().orElseThrow();
        Ratio sum = Ratio.ZERO;
        for (List<Integer> all : words(model.initial().size(), length)) {
            boolean fits = IntStream.range(0, positions.size())
                    .allMatch(i -> all.get(positions.get(i) - 1).equals(states.get(i)));
            Ratio chance = model.initial().get(all.get(0));
            for (int t = 1; t < length; t++) {
                chance = chance.times(model.transition().at(all.get(t - 1), all.get(t)));
            }
            sum = fits ? sum.plus(chance) : sum;
        }
        return sum;
    }

    /** Log loss on points: the joint law of the states under all positions, by time, then what the states emit. */
    @Test
    void densitiesAreMadeOfTheLawOfStates() {
        Family family = Asked.family(POINTS.family(), TaskSet.parse("x4|x1,x2", Loss.LOG));
        Model<Ratio> model = family.expand(Asked.free(POINTS));
        List<Ratio> expected = new ArrayList<>();
        words(2, 3).forEach(states -> expected.add(path(model, List.of(1, 2, 4), states)));
        expected.addAll(model.emission(0));
        expected.addAll(model.emission(1));
        assertThat(rows(POINTS, "x4|x1,x2", Loss.LOG).plain()).isEqualTo(expected);
    }

    /** Two states with one law count as one under log loss: the other's share is zero. */
    @Test
    void statesThatEmitAlikeCountAsOne() {
        RationalModel alike =
                ExactModels.gaussian(Chain.STATIONARY, CovarianceShape.SPHERICAL_SHARED, TWO, "1; 1", "2");
        assertThat(rows(alike, "x2|x1", Loss.LOG).plain().subList(0, 4))
                .containsExactly(Ratio.ONE, Ratio.ZERO, Ratio.ZERO, Ratio.ZERO);
    }

    private static double value(Ratio ratio) {
        return ratio.toDouble();
    }

    /** Twice the logarithm of a state's weighted density, but for {@code d log(2 pi)}. */
    private static double twiceLog(Model<Ratio> model, int h, double[] x) {
        double a = value(model.covariances().get(h).at(0, 0));
        double b = value(model.covariances().get(h).at(0, 1));
        double c = value(model.covariances().get(h).at(1, 1));
        double u = x[0] - value(model.means().at(h, 0));
        double v = x[1] - value(model.means().at(h, 1));
        double determinant = a * c - b * b;
        return -Math.log(determinant) - (c * u * u - 2 * b * u * v + a * v * v) / determinant;
    }

    /** The rows of squared loss make up the predictor: put together at two points, they give its mean. */
    @Test
    void meansAreMadeOfTheRows() {
        Family family = Asked.family(POINTS.family(), TaskSet.parse("x2|x1,x4", Loss.SQUARED));
        Model<Ratio> model = family.expand(Asked.free(POINTS));
        Predictors.Rows<Ratio> rows = rows(POINTS, "x2|x1,x4", Loss.SQUARED);
        double[][] x = {{0.3, -0.7}, {1.2, 0.4}};
        List<List<Integer>> contexts = words(2, 2);
        assertThat(rows.plain()).hasSize(4 * 2 + 2 * 6);
        double above = 0;
        double below = 0;
        double expectedAbove = 0;
        double expectedBelow = 0;
        for (int i = 0; i < 4; i++) {
            List<Integer> states = contexts.get(i);
            double weight =
                    Math.log(value(rows.factors().get(i))) + value(rows.terms().get(i));
            double direct = 2 * Math.log(value(path(model, List.of(1, 4), states)));
            for (int p = 0; p < 2; p++) {
                List<Ratio> exponent = rows.plain().subList(8 + 6 * states.get(p), 14 + 6 * states.get(p));
                weight += 2 * (value(exponent.get(0)) * x[p][0] + value(exponent.get(1)) * x[p][1]);
                for (int r = 0; r < 2; r++) {
                    for (int c = 0; c < 2; c++) {
                        weight -= value(exponent.get(2 + 2 * r + c)) * x[p][r] * x[p][c];
                    }
                }
                direct += twiceLog(model, states.get(p), x[p]);
            }
            above += value(rows.plain().get(2 * i)) * Math.exp(weight / 2);
            below += Math.exp(weight / 2);
            double share = Math.exp(direct / 2);
            for (int h = 0; h < 2; h++) {
                double conditional = value(path(model, List.of(1, 2, 4), List.of(states.get(0), h, states.get(1)))
                        .over(path(model, List.of(1, 4), states)));
                expectedAbove += share * conditional * value(model.means().at(h, 0));
            }
            expectedBelow += share;
        }
        assertThat(above / below).isCloseTo(expectedAbove / expectedBelow, within(1e-13));
        assertThat(rows.factors()).hasSize(4);
        assertThat(rows.terms()).hasSize(4);
    }

    /** Values as the interval rows give them: logarithm of the factor and the term. */
    @Test
    void valuesAddLogarithmAndTerm() {
        Predictors.Rows<Interval> rows =
                new Predictors.Rows<>(List.of(Interval.ONE), List.of(new Interval(2, 2)), List.of(new Interval(3, 3)));
        assertThat(rows.values()).hasSize(2);
        assertThat(rows.values().get(1).middle().low()).isCloseTo(3 + Math.log(2), within(1e-14));
    }

    @Test
    void statesThatCannotOccurTogetherAreRefused() {
        RationalModel periodic =
                ExactModels.gaussian(Chain.STATIONARY, CovarianceShape.IDENTITY, "0 1; 1 0", "1; 2", "");
        assertThatThrownBy(() -> rows(periodic, "x3|x1,x2", Loss.SQUARED))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("cannot occur together");
    }

    @Test
    void logDensitiesAreThoseOfTheNormalLaw() {
        Family family = Asked.family(POINTS.family(), TaskSet.parse("x2|x1", Loss.SQUARED));
        Model<Ratio> model = family.expand(Asked.free(POINTS));
        Predictors<Interval> predictors = new Predictors<>(model.mapped(Interval::of));
        double[] x = {0.3, -0.7};
        List<Interval> found = predictors.twiceLogDensities(
                Arrays.stream(x).mapToObj(value -> new Interval(value, value)).toList());
        for (int h = 0; h < 2; h++) {
            assertThat(found.get(h).middle().low()).isCloseTo(twiceLog(model, h, x), within(1e-13));
        }
    }

    private static boolean independent(String means, String chain) {
        RationalModel model = ExactModels.gaussian(Chain.STATIONARY, CovarianceShape.IDENTITY, chain, means, "");
        Family family = Asked.family(model.family(), TaskSet.parse("x2|x1", Loss.SQUARED));
        return new Predictors<>(family.expand(Asked.free(model))).hasIndependentDensities();
    }

    @Test
    void densitiesAreIndependentWhereMeansAreAffinely() {
        String chain = "1/2 1/4 1/4; 1/8 1/2 3/8; 1/4 1/8 5/8";
        assertThat(independent("1 0; 2 0; 3 1", chain)).isTrue();
        assertThat(independent("1 0; 2 0; 3 0", chain)).isFalse();
        assertThat(independent("1; 2", TWO)).isTrue();
        assertThat(independent("1; 1", TWO)).isFalse();
        Family symbols = Asked.family(SYMBOLS.family(), TaskSet.parse("x2|x1", Loss.SQUARED));
        assertThat(new Predictors<>(symbols.expand(Asked.free(SYMBOLS))).hasIndependentDensities())
                .isTrue();
    }

    /** Chances of words, and moments with up to two factors at a position or none. */
    @Test
    void momentsAreSumsOverPaths() {
        Family symbols = Asked.family(SYMBOLS.family(), TaskSet.parse("x2|x1", Loss.SQUARED));
        Model<Ratio> model = symbols.expand(Asked.free(SYMBOLS));
        Ratio word = Ratio.ZERO;
        for (List<Integer> states : words(2, 3)) {
            word = word.plus(path(model, List.of(1, 2, 3), states)
                    .times(model.means().at(states.get(0), 2))
                    .times(model.means().at(states.get(1), 0))
                    .times(model.means().at(states.get(2), 1)));
        }
        assertThat(new Predictors<>(model).moment(List.of(List.of(2), List.of(0), List.of(1))))
                .isEqualTo(word);
        Family points = Asked.family(POINTS.family(), TaskSet.parse("x2|x1", Loss.SQUARED));
        Model<Ratio> plane = points.expand(Asked.free(POINTS));
        Ratio moment = Ratio.ZERO;
        for (List<Integer> states : words(2, 2)) {
            Ratio second = plane.means()
                    .at(states.get(0), 0)
                    .times(plane.means().at(states.get(0), 1))
                    .plus(plane.covariances().get(states.get(0)).at(0, 1));
            moment = moment.plus(path(plane, List.of(1, 3), states)
                    .times(second)
                    .times(plane.means().at(states.get(1), 1)));
        }
        assertThat(new Predictors<>(plane).moment(List.of(List.of(0, 1), List.of(), List.of(1))))
                .isEqualTo(moment);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.twin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.unmask.matrix.Matrix;
import org.unmask.matrix.StochasticMatrix;
import org.unmask.model.Categorical;
import org.unmask.model.Chain;
import org.unmask.model.CovarianceShape;
import org.unmask.model.Gaussian;
import org.unmask.model.Hmm;
import org.unmask.model.ModelFamily;
import org.unmask.model.Parameterization;
import org.unmask.random.Seed;
import org.unmask.recovery.Alignment;
import org.unmask.task.Loss;
import org.unmask.task.TaskSet;
import org.unmask.verdict.Question;
import org.unmask.verdict.document.CertificateChecker;

/** Each way to a twin, at the smallest model that needs it. */
class TwinStepsTest {

    private static final Hmm COINS = coins(0.75, 0.75, 0.5);
    private static final TwinOptions NEAR = TwinOptions.near(new Seed(3));

    private static Hmm coins(double stay, double other, double second) {
        return symbols(Matrix.of(2, 2, stay, 1 - stay, 1 - other, other), new double[] {0.75, 0.25}, new double[] {
            second, 1 - second
        });
    }

    private static Hmm symbols(Matrix transition, double[]... rows) {
        return Hmm.stationary(StochasticMatrix.of("transition matrix", transition), Categorical.ofRows(rows));
    }

    private static Hmm points(Matrix transition, Matrix means) {
        return Hmm.stationary(StochasticMatrix.of("transition matrix", transition), Gaussian.unit(means));
    }

    private static TwinSearch search(Hmm model, Chain chain, String tasks, TwinOptions options) {
        return TwinFinder.find(Question.at(model, chain, TaskSet.parse(tasks, Loss.SQUARED)), options);
    }

    private static FoundTwin found(Hmm model, Chain chain, String tasks, TwinOptions options) {
        TwinSearch search = search(model, chain, tasks, options);
        assertThat(search).isInstanceOf(TwinSearch.Found.class);
        FoundTwin twin = ((TwinSearch.Found) search).twin();
        assertThat(CertificateChecker.check(twin.document()).accepted()).isTrue();
        assertThat(Alike.transitions(twin.first(), model)).isLessThan(1e-15);
        assertThat(Alike.difference(model, twin.second(), tasks)).isLessThan(1e-11);
        assertThat(twin.parameterDistance())
                .isCloseTo(Alignment.of(twin.first(), twin.second()).worst(), within(1e-9));
        assertThat(twin.document().get("kind")).isEqualTo(twin.kind().word());
        for (List<Double> stop : twin.path()) {
            Hmm there = Parameterization.of(twin.exactFirst().family())
                    .toModel(
                            stop.stream().mapToDouble(x -> x).toArray(),
                            twin.exactFirst().alphabet());
            assertThat(Alike.difference(model, there, tasks)).isLessThan(1e-11);
        }
        return twin;
    }

    private static double least(Hmm model) {
        double least = 1;
        for (Matrix matrix :
                List.of(model.transition().matrix(), model.emission().means())) {
            for (double entry : matrix.toArray()) {
                least = Math.min(least, entry);
            }
        }
        return least;
    }

    /** The first half that is inside; far, up to where an entry meets zero. */
    @Test
    void slidesGoAHalfOrToTheEdge() {
        FoundTwin near = found(COINS, Chain.STATIONARY, "x2|x1", NEAR);
        assertThat(near.kind()).isEqualTo(FoundTwin.Kind.RATIONAL_TWIN);
        assertThat(near.path()).isEmpty();
        assertThat(near.parameterDistance()).isGreaterThan(0.01);
        assertThat(near.exactSecond())
                .hasValueSatisfying(second -> assertThat(second.toHmm()).isEqualTo(near.second()));
        FoundTwin far = found(COINS, Chain.STATIONARY, "x2|x1", NEAR.withFar());
        assertThat(far.path()).hasSize(11);
        assertThat(least(far.second())).isBetween(0.0, 1e-3);
        assertThat(far.parameterDistance()).isGreaterThan(near.parameterDistance());
    }

    /** One middle mask has a curve for two states and two symbols (2.7): no rational one is known, so it is walked. */
    @Test
    void fibresAreWalked() {
        FoundTwin near = found(COINS, Chain.STATIONARY, "x2|x1,x3", NEAR);
        assertThat(near.kind()).isEqualTo(FoundTwin.Kind.ENCLOSED_TWIN);
        assertThat(near.exactSecond()).isEmpty();
        assertThat(near.path()).hasSizeBetween(1, 47);
    }

    /** Two means on a line and a square of the chain: the other root is a fraction when 2 pi - T has no negative entry. */
    @Test
    void squaresHaveAMirroredRoot() {
        Hmm calm = points(Matrix.of(2, 2, 0.5, 0.5, 0.25, 0.75), Matrix.of(2, 1, 1, -1));
        FoundTwin twin = found(calm, Chain.STATIONARY, "x3|x1", NEAR);
        assertThat(twin.kind()).isEqualTo(FoundTwin.Kind.RATIONAL_TWIN);
        assertThat(twin.second().transition().get(0, 0)).isCloseTo(2.0 / 3 - 0.5, within(1e-15));
        Hmm stubborn = points(Matrix.of(2, 2, 0.9, 0.1, 0.25, 0.75), Matrix.of(2, 1, 1, -1));
        assertThat(search(stubborn, Chain.STATIONARY, "x3|x1", NEAR))
                .as("the other root has a negative entry")
                .isInstanceOf(TwinSearch.NotFound.class);
    }

    @Test
    void thirdRootsAreEnclosed() {
        Matrix turning = Matrix.of(3, 3, 0.5, 0.3, 0.2, 0.2, 0.5, 0.3, 0.3, 0.2, 0.5);
        FoundTwin twin =
                found(points(turning, Matrix.of(3, 2, 1, 0, 0, 1, -1, 0.5)), Chain.DOUBLY_STOCHASTIC, "x4|x1", NEAR);
        assertThat(twin.kind()).isEqualTo(FoundTwin.Kind.ROOT_TWIN);
        assertThat(twin.path()).isEmpty();
    }

    /** The example of the notebook. */
    @Test
    void twoStatesBetweenTwoTargetsHaveAMirror() {
        Hmm model = points(Matrix.of(2, 2, 0.2, 0.8, 0.5, 0.5), Matrix.of(2, 2, 1, 0.3, -0.7, 0.5));
        FoundTwin twin = found(model, Chain.STATIONARY, "x1,x3|x2", NEAR);
        assertThat(twin.kind()).isEqualTo(FoundTwin.Kind.MIRROR_TWIN);
        assertThat(twin.second().transition().get(0, 0)).isBetween(0.6061, 0.6062);
        Hmm close = points(Matrix.of(2, 2, 0.9, 0.1, 0.5, 0.5), Matrix.of(2, 1, 0.1, -0.1));
        assertThat(search(close, Chain.STATIONARY, "x1,x3|x2", NEAR))
                .as("its mirror has a negative entry")
                .isInstanceOf(TwinSearch.NotFound.class);
    }

    /**
     * States that emit alike: the second model is the same process, and says so. With 3/4 on the diagonal the first step tried
     * leads to a chain outside the family that has no law.
     */
    @Test
    void theSameProcessHasManyModels() {
        for (double other : new double[] {0.5, 0.75}) {
            FoundTwin twin = found(coins(0.75, other, 0.75), Chain.STATIONARY, "x2,x3|x1", NEAR);
            assertThat(twin.kind()).isEqualTo(FoundTwin.Kind.RATIONAL_TWIN);
            assertThat(String.valueOf(twin.document().get("witness"))).contains("the same process");
        }
    }

    @Test
    void whatIsFixedOrUnreadableSaysWhy() {
        assertThat(search(coins(0.75, 0.5, 0.25), Chain.STATIONARY, "x2,x3|x1", NEAR))
                .isEqualTo(new TwinSearch.NotFound("the predictors fix all parameters near the model"));
        Hmm parted = new Hmm(
                COINS.initial(), StochasticMatrix.of("transition matrix", Matrix.identity(2)), COINS.emission());
        assertThat(search(parted, Chain.STATIONARY, "x2|x1", NEAR))
                .isEqualTo(new TwinSearch.NotFound(
                        "the model has several stationary laws, or its fractions leave the family"));
    }

    /** Under log loss points show more than their conditional means, which have a fibre here. */
    @Test
    void densitiesAreNotWalked() {
        Hmm model =
                points(Matrix.of(3, 3, 0.5, 0.25, 0.25, 0.25, 0.5, 0.25, 0.25, 0.25, 0.5), Matrix.of(3, 1, 1, -1, 0.5));
        Question log = Question.at(model, Chain.STATIONARY, TaskSet.parse("x2|x1", Loss.LOG));
        assertThat(TwinFinder.find(log, NEAR))
                .isEqualTo(new TwinSearch.NotFound("the predictors fix all parameters near the model"));
        assertThat(new Fibre(ExactModel.of(model, log.family()).orElseThrow(), log.tasks()).dimension())
                .as("of the means alone")
                .isPositive();
    }

    private static TwinSearch generic(ModelFamily family, String tasks, long seed) {
        return TwinFinder.find(
                Question.generic(family, TaskSet.parse(tasks, Loss.SQUARED)), TwinOptions.near(new Seed(seed)));
    }

    /** Without a model the first of the finder's own has a slide, a root or a mirror, which a seed decides. */
    @Test
    void genericQuestionsHaveModelsOfTheirOwn() {
        ModelFamily symbols = new ModelFamily.Categorical(2, 2, Chain.STATIONARY);
        ModelFamily line = new ModelFamily.Gaussian(2, 1, CovarianceShape.IDENTITY, Chain.STATIONARY);
        assertThat(kind(generic(symbols, "x2|x1", 1))).isEqualTo(FoundTwin.Kind.RATIONAL_TWIN);
        assertThat(kind(generic(line, "x3|x1", 1))).isEqualTo(FoundTwin.Kind.RATIONAL_TWIN);
        assertThat(kind(generic(line, "x1,x3|x2", 1))).isEqualTo(FoundTwin.Kind.MIRROR_TWIN);
        assertThat(generic(line, "x1,x3|x2", 1)).isEqualTo(generic(line, "x1,x3|x2", 1));
        assertThat(generic(symbols, "x2|x1", 1)).isNotEqualTo(generic(symbols, "x2|x1", 2));
        assertThat(generic(line, "x2|x1", 1))
                .isEqualTo(new TwinSearch.NotFound("the predictors fix all parameters near the model"));
    }

    private static FoundTwin.Kind kind(TwinSearch search) {
        assertThat(search).isInstanceOf(TwinSearch.Found.class);
        return ((TwinSearch.Found) search).twin().kind();
    }
}

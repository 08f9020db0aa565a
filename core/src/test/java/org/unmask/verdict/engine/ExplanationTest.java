// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.unmask.matrix.Matrix;
import org.unmask.matrix.StochasticMatrix;
import org.unmask.model.Categorical;
import org.unmask.model.Chain;
import org.unmask.model.Hmm;
import org.unmask.parallel.Progress;
import org.unmask.parallel.Threads;
import org.unmask.random.Seed;
import org.unmask.task.Loss;
import org.unmask.task.TaskSet;
import org.unmask.verdict.Fixed;
import org.unmask.verdict.Question;
import org.unmask.verdict.Verdict;

class ExplanationTest {

    private static final VerdictEngine ENGINE = VerdictEngine.STANDARD;

    private static Question question(String family, int k, int d, String chain, String covariance, String tasks) {
        return new QuestionRow(family, "" + k, "" + d, chain, covariance, tasks).question();
    }

    private static String words(String family, int k, int d, String chain, String covariance, String tasks) {
        Question question = question(family, k, d, chain, covariance, tasks);
        return Explanation.of(ENGINE.withQuantities().answer(question), ENGINE);
    }

    private static Map<String, Boolean> fixed(Question question) {
        Verdict verdict = ENGINE.withQuantities().answer(question);
        return ((Verdict.NotIdentifiable) verdict)
                .quantities().stream().collect(Collectors.toMap(Fixed::quantity, Fixed::fixed));
    }

    @Test
    void saysWhatSlidesAndWhatHelps() {
        assertThat(words("categorical", 3, 3, "doubly-stochastic", "", "x2|x1"))
                .contains("surface of dimension 4")
                .contains("What stays put: the law of a token, the law of two tokens at distance 1")
                .contains("mixing the hidden states")
                .contains("predicting x2,x3|x1 in place of x2|x1, which identifies the model");
        assertThat(words("categorical", 3, 3, "doubly-stochastic", "", "x2|x1 & x3|x1"))
                .contains("a curve")
                .contains("rotating");
        assertThat(words("categorical", 2, 2, "stationary", "", "x2|x1,x3")).contains("no simple symmetry");
        assertThat(words("gaussian", 2, 2, "doubly-stochastic", "spherical-shared", "x2|x1"))
                .contains("covariance is unknown");
        assertThat(words("gaussian", 4, 2, "doubly-stochastic", "identity", "x2|x1"))
                .contains("more states (4)");
        assertThat(words("gaussian", 3, 3, "doubly-stochastic", "identity", "x3|x1"))
                .contains("a power can have several roots")
                .contains("predicting x2,x3|x1 in place of x3|x1");
        assertThat(words("gaussian", 2, 2, "stationary", "identity", "x1,x3|x2"))
                .contains("leave a sign");
        assertThat(words("categorical", 2, 2, "stationary", "", "x2,x3|x1")).contains("one model only");
    }

    @Test
    void tellsThatDirectionsMayLeadOutOfTheFamily() {
        String edge = "2 probabilities of this model at or next to zero";
        assertThat(at(Matrix.of(2, 2, 0.4, 0.6, 0.7, 0.3), Matrix.of(2, 3, 0.5, 0.5, 0, 0, 0.5, 0.5)))
                .contains(edge);
        assertThat(at(Matrix.of(2, 2, 0.4, 0.6, 0.7, 0.3), Matrix.of(2, 3, 0.5, 0.25, 0.25, 0.125, 0.5, 0.375)))
                .doesNotContain("zero");
    }

    private static String at(Matrix transition, Matrix emission) {
        Hmm model = Hmm.stationary(
                StochasticMatrix.of("transition matrix", transition),
                Categorical.ofRows(emission.row(0), emission.row(1)));
        return Explanation.of(
                ENGINE.answer(Question.at(model, Chain.STATIONARY, TaskSet.parse("x2|x1", Loss.LOG))), ENGINE);
    }

    @Test
    void quantitiesFollowTheSymmetry() {
        Map<String, Boolean> rotated = fixed(question("categorical", 3, 3, "stationary", "", "x2|x1 & x3|x1"));
        assertThat(rotated)
                .containsEntry("spectrum of the transition matrix", true)
                .containsEntry("law of two tokens at distance 2", true)
                .containsEntry("transition matrix", false)
                .containsEntry("stationary law", false)
                .containsEntry("transition[1,1]", false)
                .containsEntry("emission[3,2]", false);
        assertThat(fixed(question("categorical", 3, 3, "stationary", "", "x2|x1")))
                .containsEntry("spectrum of the transition matrix", false)
                .containsEntry("law of a token", true);
        Map<String, Boolean> flat = fixed(question("gaussian", 2, 3, "stationary", "full-shared", "x2,x3|x1"));
        assertThat(flat)
                .containsEntry("means", true)
                .containsEntry("differences of the means", true)
                .containsEntry("transition matrix", true)
                .containsEntry("covariance[1,1]", false)
                .containsEntry("covariance[3,2]", false);
        // One mean fixes its own coordinates only; the variance is not seen by a conditional mean of one state.
        assertThat(fixed(question("gaussian", 1, 2, "stationary", "diagonal-shared", "x2|x1")))
                .containsEntry("mean[1,2]", true)
                .containsEntry("covariance[2,2]", false);
    }

    @Test
    void twinsComeWithTheVerdict() {
        Verdict verdict =
                ENGINE.withTwins(new Seed(1)).answer(question("categorical", 2, 2, "doubly-stochastic", "", "x2|x1"));
        assertThat(((Verdict.NotIdentifiable) verdict).twin())
                .hasValueSatisfying(twin -> assertThat(twin.parameterDistance()).isPositive());
        Verdict large =
                ENGINE.withTwins(new Seed(1)).answer(question("categorical", 5, 5, "doubly-stochastic", "", "x2|x1"));
        assertThat(((Verdict.NotIdentifiable) large).twin()).isEmpty();
    }

    @Test
    void aTimeLimitEndsTheWork() {
        Verdict verdict = ENGINE.withLimit(Duration.ZERO)
                .answer(question("categorical", 4, 4, "stationary", "", "x2|x1 & x3|x1"));
        assertThat(verdict.word()).isEqualTo("undetermined");
        assertThat(verdict.rank())
                .hasValueSatisfying(rank -> assertThat(rank.rank()).isZero());
        assertThat(verdict.reason()).contains("at least 0 of 24");
        Verdict proved =
                ENGINE.withLimit(Duration.ZERO).answer(question("categorical", 4, 4, "stationary", "", "x2,x3|x1"));
        assertThat(proved.word()).as("a theorem needs no rank").isEqualTo("identifiable");
        assertThat(proved.rank()).isEmpty();
    }

    @Test
    void tablesAreAnsweredInOrderWhateverTheThreads() {
        List<Question> questions = List.of(
                question("categorical", 2, 2, "stationary", "", "x2|x1"),
                question("gaussian", 2, 2, "stationary", "diag-per-state", "x2|x1"),
                question("categorical", 3, 3, "stationary", "", "x2,x3|x1"));
        ConcurrentLinkedQueue<Long> heard = new ConcurrentLinkedQueue<>();
        List<Verdict> two = ENGINE.answer(questions, new Threads(2), (phase, done, total) -> heard.add(done));

        assertThat(two).isEqualTo(ENGINE.answer(questions, Threads.ONE, Progress.NONE));
        assertThat(two).extracting(Verdict::question).isEqualTo(questions);
        assertThat(heard).containsExactlyInAnyOrder(1L, 2L, 3L);
    }

    @Test
    void rowsSayWhatIsWrongWithThem() {
        assertThatThrownBy(() -> question("poisson", 2, 2, "stationary", "", "x2|x1"))
                .hasMessageContaining("family is \"poisson\"");
        assertThatThrownBy(() -> question("categorical", 2, 2, "stationary", "identity", "x2|x1"))
                .hasMessageContaining("covariance is \"identity\"");
        assertThatThrownBy(() -> question("gaussian", 2, 2, "moving", "identity", "x2|x1"))
                .hasMessageContaining("\"moving\"");
        assertThatThrownBy(() -> new QuestionRow("categorical", "two", "2", "stationary", "", "x2|x1").question())
                .hasMessageContaining("states is \"two\"");
        assertThat(question("gaussian", 2, 2, "stationary", "", "x2|x1").family())
                .isEqualTo(question("gaussian", 2, 2, "stationary", "identity", "x2|x1")
                        .family());
    }
}

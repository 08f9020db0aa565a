// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.unmask.matrix.Matrix;
import org.unmask.matrix.StochasticMatrix;
import org.unmask.model.Categorical;
import org.unmask.model.Chain;
import org.unmask.model.Hmm;
import org.unmask.task.Loss;
import org.unmask.task.TaskSet;
import org.unmask.verdict.ExactRank;
import org.unmask.verdict.Question;
import org.unmask.verdict.certificate.Certificates;
import org.unmask.verdict.rank.RankFinder;

/**
 * Where probabilities are zero, dual numbers of value zero have slopes. An elimination that left out rows by their values alone
 * found rank 2 in the place of 3 at a model with an absorbing state, and accepted certificates of it.
 */
class RankAtZerosTest {

    private static Hmm model(double stay, double leave) {
        return Hmm.stationary(
                StochasticMatrix.of("transition matrix", Matrix.of(2, 2, stay, 1 - stay, leave, 1 - leave)),
                Categorical.ofRows(new double[] {0.5, 0.25, 0.25}, new double[] {0.125, 0.25, 0.625}));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "1;   0.25; x2|x1",
                "1;   0.25; x2,x3|x1",
                "1;   0.5; x2|x1 & x3|x1",
                "0; 1; x2|x1",
                "0;   0.5; x1,x3|x2",
                "0.5; 0;    x2|x1",
                "0.5; 0;    x2,x3|x1",
                "1;   0.5; x2|x1,x3"
            })
    void theCheckerHasTheRankOfTheFinderAndNoOther(double stay, double leave, String tasks) {
        Question question = Question.at(model(stay, leave), Chain.STATIONARY, TaskSet.parse(tasks, Loss.SQUARED));
        ExactRank rank = RankFinder.STANDARD.find(question, () -> false).rank();
        Map<String, Object> document =
                Certificates.rank(question, rank).orElseThrow().document();
        assertThat(document).containsEntry("rank", rank.rank());
        assertThat(CertificateChecker.check(document).accepted()).isTrue();
        ExactRank less = new ExactRank(rank.parameters(), rank.rank() - 1, 1e-20);
        assertThat(Certificates.rank(question, less)).isEmpty();
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.unmask.model.Chain;
import org.unmask.model.Hmm;
import org.unmask.random.Seed;
import org.unmask.task.Loss;
import org.unmask.task.TaskSet;
import org.unmask.testkit.RandomModels;
import org.unmask.verdict.ExactRank;
import org.unmask.verdict.Question;
import org.unmask.verdict.certificate.Certificates;
import org.unmask.verdict.engine.QuestionRow;
import org.unmask.verdict.rank.RankFinder;

/** Finder and checker bound the chance of a wrong rank (4.5), each by its own code; a document must hold both. */
class ErrorProbabilityTest {

    private static double checked(Question question, ExactRank rank) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("verdict", "not-identifiable");
        claims.put("at", question.atWord());
        claims.put(
                "certificate", Certificates.rank(question, rank).orElseThrow().document());
        CheckResult result = CertificateChecker.completed(claims);
        assertThat(result.accepted()).as(result.statement()).isTrue();
        return ((CheckResult.Accepted) result).document().get("errorProbability") instanceof Double value ? value : -1;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "categorical; 3; 3; doubly-stochastic; ; x2|x1",
                "categorical; 2; 3; stationary; ; x2|x1 & x3|x1 & x5|x1",
                "categorical; 4; 3; stationary; ; x2|x1,x3 & x2|x1",
                "categorical; 3; 2; stationary; ; x1|x2 & x4,x5|x1",
                "gaussian; 4; 2; doubly-stochastic; identity; x2|x1",
                "gaussian; 2; 2; stationary; full-shared; x2|x1 & x2,x3|x1",
            })
    void boundsAreTheSameToTheLastDigit(
            String family, String k, String d, String chain, String covariance, String tasks) {
        Question row = new QuestionRow(family, k, d, chain, covariance == null ? "" : covariance, tasks).question();
        Question question = Question.generic(row.family(), TaskSet.parse(tasks, Loss.SQUARED));
        ExactRank rank = RankFinder.STANDARD.find(question, () -> false).rank();
        assertThat(rank.nullity()).isPositive();
        assertThat(rank.errorProbability()).isPositive().isEqualTo(checked(question, rank));
    }

    @Test
    void atAModelTheDigitsOfItsEntriesCount() {
        Hmm model = RandomModels.categoricalModel(new Seed(9).generator(), 2, 3);
        Question question = Question.at(model, Chain.STATIONARY, TaskSet.parse("x2|x1", Loss.SQUARED));
        ExactRank rank = RankFinder.STANDARD.find(question, () -> false).rank();
        ExactRank generic = RankFinder.STANDARD
                .find(Question.generic(question.family(), question.tasks()), () -> false)
                .rank();
        assertThat(rank.errorProbability())
                .isGreaterThan(generic.errorProbability())
                .isEqualTo(checked(question, rank));
    }

    /** (4.5) by hand, for two states, two symbols and one pair: 2 of 4 parameters are fixed. */
    @Test
    void theBoundIsTheOneOfTheFormula() {
        Question question = new QuestionRow("categorical", "2", "2", "stationary", "", "x2|x1").question();
        ExactRank rank = RankFinder.STANDARD.find(question, () -> false).rank();
        assertThat(rank.rank()).isEqualTo(2);
        double degree = 2 * (2 + 2 + 2 * 2);
        double bits = 2 * (2 * 2 + 2) * 3 + 2 * (2 + 2) * 4 + 4 + 2;
        double points = (3 * 2 + 1 + 2 * 2) * degree / Math.pow(2, 60);
        double primes = 3 * (bits + Math.log(3) / Math.log(2)) / 60 / Math.pow(2, 54);
        assertThat(Math.sqrt(rank.errorProbability()))
                .isCloseTo(points + primes, org.assertj.core.data.Percentage.withPercentage(1e-9));
    }
}

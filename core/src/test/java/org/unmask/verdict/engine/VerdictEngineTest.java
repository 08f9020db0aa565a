// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.unmask.verdict.Verdict;

/** The answers of the literature, with their sources, negative ones too. */
class VerdictEngineTest {

    private static String word(String family, int k, int d, String chain, String covariance, String tasks) {
        QuestionRow row = new QuestionRow(family, "" + k, "" + d, chain, covariance == null ? "" : covariance, tasks);
        Verdict verdict = VerdictEngine.STANDARD.answer(row.question());
        verdict.rank()
                .ifPresent(rank -> assertThat(rank.nullity() == 0)
                        .as("a theorem never contradicts the exact rank: %s", row)
                        .isEqualTo(!(verdict instanceof Verdict.NotIdentifiable)));
        return verdict.word();
    }

    /** Source, then the question, then the answer. Theorem numbers are those of Liu, Hsu, Ravikumar, Risteski 2022. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "Theorem 2;                       categorical; 3; 4; doubly-stochastic; ; x2|x1;               not",
                "Theorem 2, reversed;             categorical; 3; 4; doubly-stochastic; ; x1|x2;               not",
                "Theorem 2, both;                 categorical; 3; 4; doubly-stochastic; ; x2|x1 & x1|x2;       not",
                "Theorem 2, stationary, derived;  categorical; 3; 4; stationary; ;        x2|x1;               not",
                "Theorem 4;                       categorical; 3; 3; doubly-stochastic; ; x2|x1 & x3|x1 & x3|x2; not",
                "Theorem 4, k=2 is an exception;  categorical; 2; 3; doubly-stochastic; ; x2|x1 & x3|x1;       yes",
                "the exception needs DS;          categorical; 2; 3; stationary; ;        x2|x1 & x3|x1;       not",
                "two even gaps leave a sign;      categorical; 2; 3; doubly-stochastic; ; x3|x1 & x5|x1;       locally",
                "Theorem 5;                       categorical; 4; 4; doubly-stochastic; ; 'x2,x3|x1';          yes",
                "Theorem 5, middle;               categorical; 4; 4; doubly-stochastic; ; 'x1,x3|x2';          yes",
                "Theorem 5, end;                  categorical; 4; 4; doubly-stochastic; ; 'x1,x2|x3';          yes",
                "Allman Matias Rhodes 2009;       categorical; 3; 5; stationary; ;        'x2,x3|x1';          yes",
                "more targets hold the triple;    categorical; 3; 5; stationary; ;        'x2,x4,x5|x1';       yes",
                "next from two, (2.8);            categorical; 3; 3; stationary; ;        'x3|x1,x2';          yes",
                "first from two, (2.8);           categorical; 3; 3; stationary; ;        'x1|x3,x2';          yes",
                "gap (2.4);                       categorical; 3; 3; stationary; ;        'x2,x4|x1';          yes",
                "gap (2.4);                       categorical; 3; 3; stationary; ;        'x3,x4|x1';          yes",
                "gap (2.4);                       categorical; 3; 3; stationary; ;        'x1,x4|x2';          yes",
                "gap (2.4);                       categorical; 3; 3; stationary; ;        'x1,x4|x3';          yes",
                "square roots (2.4);              categorical; 3; 3; stationary; ;        'x1,x5|x3';          locally",
                "the square root helped out;      categorical; 3; 3; stationary; ;        'x1,x5|x3 & x2|x1';  yes",
                "the square root helped out;      categorical; 3; 3; stationary; ;        'x1,x5|x3 & x2,x3|x1'; yes",
                "cubes, two states;               categorical; 2; 3; stationary; ;        'x4,x7|x1';          yes",
                "middle mask (2.7);               categorical; 2; 2; stationary; ;        'x2|x1,x3';          not",
                "middle mask (2.7);               categorical; 3; 3; stationary; ;        'x2|x1,x3';          locally",
                "one state;                       categorical; 1; 3; stationary; ;        x2|x1;               yes",
                "paper, Gaussian pair;            gaussian; 3; 3; doubly-stochastic; identity; x2|x1;          yes",
                "(2.5), d = k - 1;                gaussian; 4; 3; stationary; identity;        x2|x1;          yes",
                "(2.5), d < k - 1;                gaussian; 4; 2; stationary; identity;        x2|x1;          not",
                "Claim 1, gap 2;                  gaussian; 3; 3; doubly-stochastic; identity; x3|x1;          locally",
                "Claim 1 repaired;                gaussian; 3; 3; doubly-stochastic; identity; x3|x1 & x2|x1;  yes",
                "coprime gaps;                    gaussian; 3; 3; doubly-stochastic; identity; x3|x1 & x4|x1;  yes",
                "odd gap, two states (2.6);       gaussian; 2; 2; doubly-stochastic; identity; x4|x1;          yes",
                "even gap, two states;            gaussian; 2; 2; doubly-stochastic; identity; x5|x1;          locally",
                "Theorem 5, Gaussian;             gaussian; 3; 3; doubly-stochastic; identity; 'x2,x3|x1';     yes",
                "Theorem 5, Gaussian, middle;     gaussian; 3; 3; doubly-stochastic; identity; 'x1,x3|x2';     yes",
                "middle, three states;            gaussian; 3; 3; stationary; identity;        'x1,x3|x2';     yes",
                "middle, a second model exists;   gaussian; 2; 2; stationary; identity;        'x1,x3|x2';     locally",
                "(2.9);                           gaussian; 2; 2; doubly-stochastic; spherical-shared; x2|x1;  not",
                "(2.9) repaired;                  gaussian; 2; 2; doubly-stochastic; spherical-shared; 'x2,x3|x1'; yes",
                "one state, unknown variance;     gaussian; 1; 2; stationary; spherical-shared; x2|x1;         not",
                "one state, a sign;               gaussian; 1; 2; stationary; identity; 'x2,x3|x1';            locally",
                "one state;                       gaussian; 1; 2; stationary; identity;        x2|x1;          yes",
            })
    void answersAsTheLiteratureDoes(
            String source, String family, int k, int d, String chain, String covariance, String tasks, String answer) {
        String expected = switch (answer) {
            case "yes" -> "identifiable";
            case "locally" -> "locally-identifiable";
            default -> "not-identifiable";
        };
        assertThat(word(family, k, d, chain, covariance, tasks)).as(source).isEqualTo(expected);
    }
}

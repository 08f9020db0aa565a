// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.unmask.matrix.Matrix;
import org.unmask.matrix.StochasticMatrix;
import org.unmask.model.Categorical;
import org.unmask.model.Chain;
import org.unmask.model.CovarianceShape;
import org.unmask.model.Hmm;
import org.unmask.model.ModelFamily;
import org.unmask.random.Seed;
import org.unmask.task.Loss;
import org.unmask.task.TaskSet;
import org.unmask.verdict.ExactRank;
import org.unmask.verdict.Question;
import org.unmask.verdict.Verdict;
import org.unmask.verdict.certificate.Certificates;
import org.unmask.verdict.engine.VerdictEngine;
import org.unmask.verdict.twin.TwinFinder;
import org.unmask.verdict.twin.TwinOptions;
import org.unmask.verdict.twin.TwinSearch;

/** A document with one field changed is refused: by its digest, and, where the field is a claim, by mathematics too. */
class TamperingTest {

    /** Names of symbols are not a claim where they stand in one model only. */
    private static final Set<String> GUARDED_BY_DIGEST = Set.of("symbols");

    private static final List<Map<String, Object>> DOCUMENTS = new ArrayList<>();

    @BeforeAll
    static void makeDocuments() {
        ModelFamily symbols = new ModelFamily.Categorical(3, 3, Chain.DOUBLY_STOCHASTIC);
        ModelFamily points = new ModelFamily.Gaussian(2, 1, CovarianceShape.SPHERICAL_SHARED, Chain.STATIONARY);
        ModelFamily unseen = new ModelFamily.Gaussian(2, 2, CovarianceShape.FULL_SHARED, Chain.DOUBLY_STOCHASTIC);
        DOCUMENTS.add(twin(symbols, "x2|x1", false));
        DOCUMENTS.add(twin(symbols, "x2|x1 & x3|x1", true));
        DOCUMENTS.add(twin(points, "x2|x1", false));
        DOCUMENTS.add(twin(unseen, "x2,x3|x1", false));
        DOCUMENTS.add(twin(new ModelFamily.Categorical(2, 2, Chain.STATIONARY), "x2|x1,x3", false));
        Question generic = question(symbols, "x2|x1");
        DOCUMENTS.add(Certificates.rank(generic, new ExactRank(10, 6, 1e-17))
                .orElseThrow()
                .document());
        Hmm model = Hmm.stationary(
                StochasticMatrix.of("transition matrix", Matrix.of(2, 2, 0.9, 0.1, 0.3, 0.7)),
                Categorical.ofRows(new double[] {0.5, 0.25, 0.25}, new double[] {0.1, 0.2, 0.7}));
        Question at = Question.at(model, Chain.STATIONARY, TaskSet.parse("x2,x3|x1", Loss.SQUARED));
        DOCUMENTS.add(
                Certificates.rank(at, new ExactRank(6, 6, 0)).orElseThrow().document());
        DOCUMENTS.add(theorem(at));
        DOCUMENTS.add(theorem(question(symbols, "x1,x3|x2")));
    }

    private static Question question(ModelFamily family, String tasks) {
        return Question.generic(family, TaskSet.parse(tasks, Loss.SQUARED));
    }

    private static Map<String, Object> twin(ModelFamily family, String tasks, boolean far) {
        TwinOptions options = new TwinOptions(new Seed(5), far);
        return ((TwinSearch.Found) TwinFinder.find(question(family, tasks), options))
                .twin()
                .document();
    }

    private static Map<String, Object> theorem(Question question) {
        Verdict verdict = VerdictEngine.STANDARD.answer(question);
        return Certificates.theorem((Verdict.Identifiable) verdict)
                .orElseThrow()
                .document();
    }

    @Test
    void documentsAreAcceptedAsTheyAre() {
        for (Map<String, Object> document : DOCUMENTS) {
            CheckResult result = CertificateChecker.check(document);
            assertThat(result.accepted())
                    .as(document.get("kind") + ": " + result.statement())
                    .isTrue();
        }
    }

    @Test
    void eachOfManyChangesIsRefused() {
        RandomGenerator random = new Seed(500).generator();
        int changes = 0;
        for (int n = 0; n < 600; n++) {
            Map<String, Object> document = Leaves.copy(DOCUMENTS.get(n % DOCUMENTS.size()));
            String place = change(document, random, false);
            CheckResult result = CertificateChecker.check(document);
            assertThat(result.accepted()).as(document.get("kind") + place).isFalse();
            assertThat(result.statement())
                    .contains(place.replaceFirst("^\\.digests", "").split("[.\\[]")[1]);
            changes++;
        }
        assertThat(changes).isGreaterThanOrEqualTo(500);
    }

    @Test
    @Tag("slow")
    void aChangedClaimIsRefusedAlsoWhenTheDigestIsMadeAnew() {
        RandomGenerator random = new Seed(501).generator();
        for (int n = 0; n < 500; n++) {
            Map<String, Object> document = Leaves.copy(DOCUMENTS.get(n % DOCUMENTS.size()));
            String place = change(document, random, true);
            document = new LinkedHashMap<>(CertificateChecker.sealed(document));
            assertThat(CertificateChecker.check(document).accepted())
                    .as(document.get("kind") + place)
                    .isFalse();
        }
    }

    @Test
    void aFieldTooManyOrTooFewIsRefused() {
        for (Map<String, Object> given : DOCUMENTS) {
            Map<String, Object> more = Leaves.copy(given);
            more.put("remark", "true, too");
            assertThat(CertificateChecker.check(more).accepted()).isFalse();
            assertThat(CertificateChecker.check(CertificateChecker.sealed(more)).accepted())
                    .isFalse();
            for (String key : given.keySet()) {
                Map<String, Object> fewer = Leaves.copy(given);
                fewer.remove(key);
                assertThat(CertificateChecker.check(fewer).accepted())
                        .as("without " + key + " of " + given.get("kind"))
                        .isFalse();
                if (!key.equals("digests")) {
                    assertThat(CertificateChecker.check(CertificateChecker.sealed(fewer))
                                    .accepted())
                            .as("without " + key + " of " + given.get("kind"))
                            .isFalse();
                }
            }
        }
    }

    /** Changes one leaf; claims only when asked for. */
    private static String change(Map<String, Object> document, RandomGenerator random, boolean claimsOnly) {
        while (true) {
            Object node = document;
            StringBuilder place = new StringBuilder();
            while (true) {
                if (node instanceof Map<?, ?> map) {
                    List<String> keys = new ArrayList<>();
                    map.keySet().forEach(key -> keys.add(String.valueOf(key)));
                    String key = keys.get(random.nextInt(keys.size()));
                    place.append('.').append(key);
                    if (claimsOnly && (GUARDED_BY_DIGEST.contains(key) || key.equals("digests"))) {
                        break;
                    }
                    Object value = map.get(key);
                    if (!(value instanceof Map || value instanceof List)) {
                        Leaves.put(map, key, Leaves.changed(java.util.Objects.requireNonNull(value), random));
                        return place.toString();
                    }
                    node = value;
                } else if (node instanceof List<?> list) {
                    if (list.isEmpty()) {
                        break;
                    }
                    int index = random.nextInt(list.size());
                    place.append('[').append(index).append(']');
                    Object value = list.get(index);
                    if (!(value instanceof Map || value instanceof List)) {
                        Leaves.set(list, index, Leaves.changed(value, random));
                        return place.toString();
                    }
                    node = value;
                }
            }
        }
    }
}

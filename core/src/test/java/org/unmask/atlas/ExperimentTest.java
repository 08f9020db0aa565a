// SPDX-License-Identifier: Apache-2.0
package org.unmask.atlas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.unmask.parallel.Progress;
import org.unmask.parallel.Threads;
import org.unmask.random.Seed;
import org.unmask.verdict.Verdict;

@Tag("slow")
class ExperimentTest {

    private static final Experiment SHORT =
            new Experiment(12, 3, 3, 60, List.of(1_000, 100_000, 1_000_000), List.of(1_000, 8_000), 0, new Seed(1));

    @Test
    void aPairIsSpreadAndATripleIsNot() {
        Reproduction pair = SHORT.run(statement("theorem-2"));
        assertThat(pair.verdict()).isInstanceOf(Verdict.NotIdentifiable.class);
        assertThat(pair.distinctModels()).isEqualTo(pair.optimal().size()).isGreaterThan(4);
        assertThat(pair.reproduced()).isTrue();
        Reproduction triple = SHORT.run(statement("theorem-5-forward"));
        assertThat(triple.optimal())
                .hasSizeGreaterThan(4)
                .allMatch(landing -> landing.distance() < triple.theory().resolution());
        assertThat(triple.distinctModels()).isEqualTo(1);
        assertThat(triple.sampleSlope())
                .isBetween(triple.theory().slopeLow(), triple.theory().slopeHigh());
        assertThat(triple.theory().resolution()).isLessThan(0.01);
        assertThat(triple.samplesAreHeldToTheory()).isTrue();
        assertThat(triple.reproduced()).isTrue();
    }

    @Test
    void aFalseStatementIsNotReproduced() {
        Statement pair = statement("theorem-2");
        Statement wrong = new Statement(
                "wrong", "nobody", "", pair.chain(), pair.tasks(), pair.truth(), Statement.Expected.ONE_MODEL);
        Reproduction found = SHORT.run(wrong);
        assertThat(found.verdictAgrees()).isFalse();
        assertThat(found.populationAgrees()).isFalse();
        assertThat(found.samplesAgree()).isFalse();
        assertThat(found.reproduced()).isFalse();
    }

    @Test
    void whatIdentifiesIsNotAContinuum() {
        Statement triple = statement("theorem-5-forward");
        Statement wrong = new Statement(
                "wrong too",
                "nobody",
                "",
                triple.chain(),
                triple.tasks(),
                triple.truth(),
                Statement.Expected.CONTINUUM);
        Reproduction found = SHORT.run(wrong);
        assertThat(found.verdictAgrees()).isFalse();
        assertThat(found.populationAgrees()).isFalse();
        assertThat(found.samplesAgree()).isFalse();
    }

    @Test
    void trailsEndWhereTrainingLands() {
        Reproduction found = SHORT.run(statement("theorem-5-middle"));
        assertThat(found.trails().trails()).hasSize(3);
        for (int i = 0; i < 3; i++) {
            assertThat(found.trails().trails().get(i).distance())
                    .isEqualTo(found.landings().get(i).distance());
            assertThat(found.trails().trails().get(i).losses()).isSortedAccordingTo((a, b) -> Double.compare(b, a));
        }
    }

    @Test
    void pointsTwoStepsAheadLandOnSeveralModels() {
        // Fewer than half of the starts arrive, so it takes some to meet both models.
        Experiment longer = new Experiment(24, 3, 3, 150, List.of(1_000), List.of(1_000), 50_000, new Seed(1));
        Reproduction found = longer.run(statement("claim-1"));
        assertThat(found.verdict()).isInstanceOf(Verdict.LocallyIdentifiable.class);
        assertThat(found.verdictAgrees()).isTrue();
        assertThat(found.optimal()).isNotEmpty();
        assertThat(found.theory().solutions()).hasSize(2);
        assertThat(found.distinctModels()).isEqualTo(2);
        assertThat(found.populationAgrees()).isTrue();
        assertThat(found.samples()).extracting(SampleError::tokens).containsExactly(1_000, 10_000);
        assertThat(found.samplesAreHeldToTheory())
                .as("ten thousand points say nothing here, and more than fifty are not allowed")
                .isFalse();
    }

    @Test
    void sameAtTwoThreads() {
        List<Statement> two = List.of(statement("theorem-4-exception"), statement("theorem-5-backward"));
        assertThat(SHORT.run(two, new Threads(2), Progress.NONE).toString())
                .isEqualTo(SHORT.run(two, Threads.ONE, Progress.NONE).toString());
    }

    private static Statement statement(String id) {
        return Statements.all().stream()
                .filter(statement -> statement.id().equals(id))
                .findFirst()
                .orElseThrow();
    }
}

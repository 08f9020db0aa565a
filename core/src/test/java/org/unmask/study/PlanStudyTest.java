// SPDX-License-Identifier: Apache-2.0
package org.unmask.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.unmask.estimate.FitOptions;
import org.unmask.estimate.Method;
import org.unmask.model.Hmm;
import org.unmask.parallel.Progress;
import org.unmask.parallel.Threads;
import org.unmask.random.Seed;
import org.unmask.task.Loss;
import org.unmask.task.TaskSet;

/** Plans and rankings put to the test, and false ones that have to fail it. */
class PlanStudyTest {

    private static final double ERROR = 0.05;

    private static final FitOptions MASKED = FitOptions.of(1).withMethod(Method.MASKED);

    /** As found by nine data sets, all close to each other. */
    private static PlanStudy.Row row(double planned, double factor) {
        List<Double> errors = IntStream.range(-4, 5)
                .mapToObj(n -> ERROR * Math.sqrt(factor) * (1 + n / 100.0))
                .toList();
        return new PlanStudy.Row(
                planned, (long) planned, ERROR, ERROR * Math.sqrt(factor), errors.get(0), errors.get(8), errors);
    }

    private static PlanStudy study(int replicates, int most, List<PlannedSize> plans) {
        return new PlanStudy(MASKED, ERROR, replicates, most, new Seed(3), plans);
    }

    private static List<double[]> errors(double... values) {
        return java.util.Arrays.stream(values)
                .mapToObj(value -> new double[] {value})
                .toList();
    }

    private static PlannedSize plan(double tokens) {
        return new PlannedSize(Corpus.distinct(2, 3, new Seed(1)), TaskSet.parse("x2,x3|x1", Loss.LOG), tokens);
    }

    @Test
    void theOrderOfTasksIsThatOfWhatTheyTook() {
        List<PlanStudy.Row> right = List.of(row(1000, 1), row(2000, 0.9), row(9000, 1.1));
        assertThat(TaskOrder.of(right)).isEqualTo(new TaskOrder(3, 0, 0, 1));
        // The same data under a ranking the other way round.
        List<PlanStudy.Row> wrong = List.of(row(9000, 1.0 / 9), row(2000, 0.9), row(1000, 9.9));
        assertThat(TaskOrder.of(wrong)).isEqualTo(new TaskOrder(0, 3, 0, -1));
        assertThat(PlanStudy.right(right, 2)).isEqualTo(1);
        assertThat(PlanStudy.right(wrong, 2)).isCloseTo(1.0 / 3, within(1e-15));
        assertThat(TaskOrder.of(List.of(row(1000, 1), row(1010, 1)))).isEqualTo(new TaskOrder(0, 0, 1, 1));
        assertThat(TaskOrder.of(List.of(row(1000, 1))).correlation()).isNaN();
    }

    @Test
    void aPlanBeyondWhatMayBeDrawnIsHeldToTheErrorItForetellsThere() {
        PlanStudy study = study(1, 10_000, List.of(plan(40_000), plan(Double.POSITIVE_INFINITY)));
        List<PlanStudy.Row> rows = study.result(errors(0.2, Double.NaN));
        assertThat(rows.get(0).drawn()).isEqualTo(10_000);
        assertThat(rows.get(0).promised()).isCloseTo(0.1, within(1e-15));
        assertThat(rows.get(0).factor()).isCloseTo(4, within(1e-12));
        assertThat(rows.get(1).drawn()).isZero();
        assertThat(rows.get(1).factor()).isNaN();
        assertThat(PlanStudy.right(rows, 2)).isZero();
        assertThat(PlanStudy.right(rows.subList(1, 2), 2)).isNaN();
    }

    @Test
    void theIntervalOfAMedianCoversItInNineOfTenStudies() {
        for (int draws : new int[] {5, 9, 16, 25}) {
            int covered = 0;
            int studies = 1000;
            PlanStudy study = study(draws, 1000, List.of(plan(1000)));
            java.util.random.RandomGenerator random = new Seed(draws).generator();
            for (int n = 0; n < studies; n++) {
                double[] sample = IntStream.range(0, draws)
                        .mapToDouble(i -> random.nextDouble())
                        .toArray();
                PlanStudy.Row row = study.result(errors(sample)).get(0);
                covered += row.low() <= 0.5 && row.high() >= 0.5 ? 1 : 0;
            }
            assertThat((double) covered / studies).as("%s draws", draws).isBetween(0.88, 0.98);
        }
    }

    @Test
    @Tag("slow")
    void aRankingHoldsAndAShuffledOneDoesNot() {
        Hmm model = Corpus.distinct(2, 3, new Seed(2));
        List<PlannedSize> ranking = PlannedSize.ranked(List.of(model), MASKED, 3, 2, ERROR, new Seed(1), Threads.ONE)
                .get(0);
        assertThat(ranking).hasSize(2);
        assertThat(ranking.get(1).tokens()).isGreaterThan(4 * ranking.get(0).tokens());
        List<PlanStudy.Row> rows = rows(ranking, 20, Threads.ONE);
        assertThat(PlanStudy.right(rows, 2)).isEqualTo(1);
        assertThat(TaskOrder.of(rows)).isEqualTo(new TaskOrder(1, 0, 0, 1));
        assertThat(rows(ranking, 2, new Threads(2))).isEqualTo(rows(ranking, 2, Threads.ONE));

        List<PlanStudy.Row> shuffled = rows(
                List.of(
                        new PlannedSize(
                                model, ranking.get(0).tasks(), ranking.get(1).tokens()),
                        new PlannedSize(
                                model, ranking.get(1).tasks(), ranking.get(0).tokens())),
                12,
                Threads.ONE);
        assertThat(PlanStudy.right(shuffled, 2)).isZero();
        assertThat(TaskOrder.of(shuffled)).isEqualTo(new TaskOrder(0, 1, 0, -1));
    }

    private static List<PlanStudy.Row> rows(List<PlannedSize> plans, int replicates, Threads threads) {
        PlanStudy study = study(replicates, 1_000_000, plans);
        return study.result(threads.each(study.trials(), study::trial, "fits", Progress.NONE));
    }
}

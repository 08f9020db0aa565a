// SPDX-License-Identifier: Apache-2.0
package org.unmask.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.unmask.atlas.Atlas;
import org.unmask.atlas.AtlasGrid;
import org.unmask.atlas.WindowTasks;
import org.unmask.model.Chain;
import org.unmask.model.CovarianceShape;
import org.unmask.model.ModelFamily;
import org.unmask.parallel.Progress;
import org.unmask.parallel.Threads;
import org.unmask.parallel.Workers;
import org.unmask.random.Seed;
import org.unmask.study.DiagnosisStudy;
import org.unmask.task.Loss;
import org.unmask.verdict.engine.VerdictEngine;

/** Cells of an atlas and trials of a study come back as from here, in their order, lost ones too. */
@Tag("slow")
class SparkWorkersTest {

    private static Workers spark;

    @BeforeAll
    static void start() {
        spark = new SparkWorkers(new JavaSparkContext(Sessions.shared().sparkContext()), Threads.ONE);
    }

    @Test
    void anAtlasIsThatOfThisProcess() {
        AtlasGrid symbols = new AtlasGrid(
                List.of(
                        new ModelFamily.Categorical(2, 2, Chain.DOUBLY_STOCHASTIC),
                        new ModelFamily.Categorical(2, 3, Chain.STATIONARY)),
                WindowTasks.of(3, Loss.LOG));
        AtlasGrid points = new AtlasGrid(
                List.of(new ModelFamily.Gaussian(2, 1, CovarianceShape.IDENTITY, Chain.STATIONARY)),
                WindowTasks.of(2, Loss.SQUARED));
        for (AtlasGrid grid : List.of(symbols, points)) {
            assertThat(Atlas.of(grid, VerdictEngine.STANDARD, spark, Progress.NONE))
                    .isEqualTo(Atlas.of(grid, VerdictEngine.STANDARD, Threads.ONE, Progress.NONE));
        }
    }

    @Test
    void trialsOfAStudyAreThoseOfThisProcess() {
        DiagnosisStudy study = new DiagnosisStudy(1, 300, new Seed(4));
        Workers.Piece piece = number -> new DiagnosisStudy(1, 300, new Seed(4)).trial(number);
        assertThat(study.result(spark.each(study.trials(), piece, "diagnosis", Progress.NONE)))
                .isEqualTo(study.result(Threads.ONE.each(study.trials(), study::trial, "diagnosis", Progress.NONE)))
                .hasSize(study.trials());
    }

    @Test
    void aLostPieceIsDoneAgainInItsPlace() {
        Workers.Piece squares = number -> {
            if (number == 5 && TaskContext.get().attemptNumber() == 0) {
                throw new IllegalStateException("the first attempt fails");
            }
            return new double[] {number, (double) number * number};
        };
        List<double[]> found = spark.each(9, squares, "squares", Progress.NONE);
        assertThat(found).hasSize(9);
        for (int n = 0; n < found.size(); n++) {
            assertThat(found.get(n)).containsExactly(n, n * n);
        }
        assertThat(spark.each(0, squares, "nothing", Progress.NONE)).isEmpty();
        Workers.Piece refusing = number -> {
            throw new IllegalArgumentException("found " + number + ", expected something else");
        };
        assertThatThrownBy(() -> spark.each(1, refusing, "refused", Progress.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("found 0, expected something else");
    }
}

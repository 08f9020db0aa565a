// SPDX-License-Identifier: Apache-2.0
package org.unmask.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.unmask.data.PointSequences;
import org.unmask.data.Sequences;
import org.unmask.data.Simulator;
import org.unmask.data.SymbolSequences;
import org.unmask.inference.ExpectedCounts;
import org.unmask.inference.InitialLaw;
import org.unmask.inference.LocalCoordinates;
import org.unmask.matrix.Matrix;
import org.unmask.model.Chain;
import org.unmask.model.CovarianceShape;
import org.unmask.model.Hmm;
import org.unmask.parallel.Threads;
import org.unmask.random.Seed;
import org.unmask.task.Loss;
import org.unmask.task.TaskSet;
import org.unmask.testkit.RandomModels;

/** Scores of masked loss against differences of the loss. */
class MaskedScoresTest {

    private static final double STEP = 1e-5;

    private static double loss(Hmm model, Sequences data, TaskSet tasks, CovarianceShape shape) {
        List<MaskedLoss> losses = data instanceof SymbolSequences symbols
                ? CategoricalTraining.of(symbols, Chain.STATIONARY, tasks, Threads.ONE)
                        .losses(model)
                : GaussianTraining.of((PointSequences) data, shape, Chain.STATIONARY, tasks)
                        .losses(model, Threads.ONE);
        return losses.stream().mapToDouble(MaskedLoss::model).sum();
    }

    private static void check(Hmm model, String tasks, Loss loss, CovarianceShape shape) {
        TaskSet all = TaskSet.parse(tasks, loss);
        Sequences data = Simulator.draw(model, 2, 150, new Seed(1), Threads.ONE).sequences();
        LocalCoordinates coordinates = LocalCoordinates.at(
                model, Chain.STATIONARY, InitialLaw.STATIONARY, ExpectedCounts.of(model, data, Threads.ONE));
        MaskedScores scores = MaskedScores.of(coordinates, data, all);
        double[] gradient = scores.gradient(model);
        Matrix sums = scores.sums(13);
        assertThat(gradient).hasSize(coordinates.size());
        for (int p = 0; p < gradient.length; p++) {
            double slope = (loss(coordinates.moved(p, STEP).orElseThrow(), data, all, shape)
                            - loss(coordinates.moved(p, -STEP).orElseThrow(), data, all, shape))
                    / (2 * STEP);
            double total = 0;
            for (double part : sums.column(p)) {
                total += part;
            }
            assertThat(gradient[p])
                    .as("%s, %s, %d", tasks, shape, p)
                    .isCloseTo(slope, within(1e-7 + 1e-6 * Math.abs(slope)));
            assertThat(total)
                    .as("sum of %s, %s, %d", tasks, shape, p)
                    .isCloseTo(slope, within(1e-7 + 1e-6 * Math.abs(slope)));
        }
    }

    @Test
    void addUpToTheGradientForSymbols() {
        Hmm model = RandomModels.categoricalModel(new SplittableRandom(1), 3, 4);
        for (Loss loss : Loss.values()) {
            check(model, "x2,x3|x1", loss, CovarianceShape.IDENTITY);
            check(model, "x2|x1 & x4|x1,x2", loss, CovarianceShape.IDENTITY);
        }
    }

    @Test
    void addUpToTheGradientForPoints() {
        SplittableRandom random = new SplittableRandom(2);
        for (CovarianceShape shape : CovarianceShape.values()) {
            Hmm model = RandomModels.gaussianModel(random, 2, 2, shape);
            check(model, "x2|x1", Loss.LOG, shape);
            check(model, "x2,x3|x1", Loss.SQUARED, shape);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.unmask.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.unmask.data.PointSequences;
import org.unmask.data.SymbolSequences;
import org.unmask.inference.StopReason;
import org.unmask.model.Alphabet;
import org.unmask.model.Chain;
import org.unmask.model.CovarianceShape;
import org.unmask.model.Hmm;
import org.unmask.parallel.Threads;
import org.unmask.random.Seed;
import org.unmask.task.Loss;
import org.unmask.task.TaskSet;

class AdamTrainingTest {

    /** A chain that mostly stays, each state with a symbol of its own nine times in ten. */
    private static int[] sticky(int tokens) {
        RandomGenerator random = new Seed(41).generator();
        int[] codes = new int[tokens];
        int state = 0;
        for (int t = 0; t < tokens; t++) {
            state = random.nextInt(10) == 0 ? 1 - state : state;
            codes[t] = random.nextInt(10) == 0 ? 2 : state;
        }
        return codes;
    }

    private static final SymbolSequences DATA = SymbolSequences.single(Alphabet.numbered(3), sticky(20_000));

    @Test
    @Tag("slow")
    void learnsNearlyWhatTheFullBatchDoesAndReportsTheCurve() {
        for (Loss loss : Loss.values()) {
            for (Chain chain : Chain.values()) {
                TaskSet tasks = TaskSet.parse("x2,x3|x1", loss);
                Start start =
                        Starts.random(DATA.alphabet(), 2, chain, 1, new Seed(3)).get(0);
                AdamResult result =
                        AdamTraining.symbols(DATA, chain, tasks, start.model(), AdamOptions.DEFAULT.withSteps(600));
                CategoricalTraining full = CategoricalTraining.of(DATA, chain, tasks, Threads.ONE);
                double best =
                        full.train(List.of(start), TrainingOptions.DEFAULT).loss();
                double before = full.losses(start.model()).get(0).model();
                double after = full.losses(result.model()).get(0).model();
                assertThat(before - best).as(loss + " " + chain).isGreaterThan(0.03);
                assertThat(after - best).as(loss + " " + chain).isLessThan(0.1 * (before - best));
                assertThat(result.curve().get(0).step()).isZero();
                assertThat(result.curve().stream()
                                .mapToDouble(AdamResult.Look::heldOut)
                                .min()
                                .orElseThrow())
                        .isEqualTo(result.heldOutLoss());
                assertThat(result.model().transition().isDoublyStochastic(1e-12))
                        .isEqualTo(chain == Chain.DOUBLY_STOCHASTIC);
            }
        }
    }

    @Test
    void theSeedDecidesEverything() {
        TaskSet tasks = TaskSet.parse("x2|x1,x3", Loss.LOG);
        Hmm start = Starts.random(DATA.alphabet(), 2, Chain.STATIONARY, 1, new Seed(3))
                .get(0)
                .model();
        AdamOptions options = AdamOptions.DEFAULT.withSteps(60).withBatch(64);
        AdamResult once = AdamTraining.symbols(DATA, Chain.STATIONARY, tasks, start, options);
        assertThat(AdamTraining.symbols(DATA, Chain.STATIONARY, tasks, start, options))
                .isEqualTo(once);
        assertThat(AdamTraining.symbols(DATA, Chain.STATIONARY, tasks, start, options.withSeed(new Seed(2))))
                .isNotEqualTo(once);
        assertThat(once.stopReason()).isEqualTo(StopReason.ITERATION_LIMIT);
    }

    @Test
    void stopsWhenHeldOutLossNoLongerFalls() {
        TaskSet tasks = TaskSet.parse("x2|x1", Loss.LOG);
        Hmm start = Starts.random(DATA.alphabet(), 2, Chain.STATIONARY, 1, new Seed(3))
                .get(0)
                .model();
        AdamResult result = AdamTraining.symbols(
                DATA,
                Chain.STATIONARY,
                tasks,
                start,
                AdamOptions.DEFAULT.withSteps(5000).withPatience(3).withRate(0.2));
        assertThat(result.stopReason()).isEqualTo(StopReason.CONVERGED);
        assertThat(result.steps()).isLessThan(5000);
    }

    @Test
    @Tag("slow")
    void learnsPoints() {
        RandomGenerator random = new Seed(42).generator();
        int[] codes = sticky(8000);
        double[] values = new double[codes.length];
        for (int t = 0; t < values.length; t++) {
            values[t] = 4 * codes[t] + random.nextGaussian();
        }
        PointSequences data = PointSequences.of(1, values, 8000);
        for (Loss loss : Loss.values()) {
            TaskSet tasks = TaskSet.parse("x2|x1", loss);
            Hmm start = Starts.clusters(data, 2, CovarianceShape.SPHERICAL_SHARED, Chain.STATIONARY, 1, new Seed(1))
                    .get(0)
                    .model();
            AdamResult result =
                    AdamTraining.points(data, Chain.STATIONARY, tasks, start, AdamOptions.DEFAULT.withSteps(400));
            assertThat(result.heldOutLoss()).isLessThan(result.curve().get(0).heldOut());
        }
    }

    @Test
    void badInputIsNamed() {
        assertThatThrownBy(() -> AdamOptions.DEFAULT.withBatch(0)).hasMessageContaining("at least 1");
        assertThatThrownBy(() -> AdamOptions.DEFAULT.withRate(-1)).hasMessageContaining("-1.0");
        Hmm start = Starts.random(Alphabet.numbered(2), 2, Chain.STATIONARY, 1, new Seed(3))
                .get(0)
                .model();
        TaskSet tasks = TaskSet.parse("x2|x1", Loss.LOG);
        assertThatThrownBy(() -> AdamTraining.symbols(DATA, Chain.STATIONARY, tasks, start, AdamOptions.DEFAULT))
                .hasMessageContaining("expected 3");
        PointSequences points = PointSequences.of(1, new double[] {1, 2, 3}, 3);
        assertThatThrownBy(() -> AdamTraining.points(points, Chain.STATIONARY, tasks, start, AdamOptions.DEFAULT))
                .hasMessageContaining("not a Gaussian model");
        SymbolSequences brief = SymbolSequences.single(Alphabet.numbered(2), 0, 1);
        assertThatThrownBy(() -> AdamTraining.symbols(brief, Chain.STATIONARY, tasks, start, AdamOptions.DEFAULT))
                .hasMessageContaining("no window");
    }
}

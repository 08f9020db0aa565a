// SPDX-License-Identifier: Apache-2.0
package org.unmask.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.unmask.matrix.StochasticMatrix;
import org.unmask.model.Alphabet;
import org.unmask.model.Categorical;
import org.unmask.model.Chain;
import org.unmask.model.Hmm;
import org.unmask.model.ModelFamily;
import org.unmask.predictor.OptimalPredictor;
import org.unmask.predictor.TablePredictor;
import org.unmask.random.Seed;
import org.unmask.recovery.Recovery.Reason;
import org.unmask.task.MaskedTask;
import org.unmask.testkit.RandomModels;

class PredictorFitTest {

    private static Recovery fit(Hmm model, String task, Chain chain) {
        TablePredictor table =
                OptimalPredictor.of(model, MaskedTask.parse(task)).table();
        ModelFamily.Categorical family = new ModelFamily.Categorical(model.states(), table.symbols(), chain);
        return PredictorFit.of(table, family, Alphabet.numbered(table.symbols()), new Seed(1));
    }

    /** Tasks of nullity 0 (2.7), (2.8), also when the window does not begin at the first position. */
    @ParameterizedTest
    @ValueSource(strings = {"x2|x1,x3", "x3|x1,x2", "x6,x5|x4"})
    void aTaskThatFixesTheModelGivesItBack(String task) {
        Hmm model = Hmm.stationary(
                StochasticMatrix.ofRows(new double[][] {{0.8, 0.2}, {0.3, 0.7}}),
                Categorical.ofRows(new double[] {0.5, 0.2, 0.2, 0.1}, new double[] {0.1, 0.3, 0.2, 0.4}));
        Recovery recovery = fit(model, task, Chain.STATIONARY);
        assertThat(recovery).isInstanceOf(Recovery.Recovered.class);
        Hmm found = ((Recovery.Recovered) recovery).model();
        assertThat(Alignment.of(model, found).worst()).isLessThan(1e-5);
    }

    /** The negative control (2.1): ends agree on the predictor and not on the model. */
    @Test
    void aPairLeavesSeveralModels() {
        Hmm model = RandomModels.categoricalModel(new Seed(5).generator(), 3, 4);
        Recovery recovery = fit(model, "x2|x1", Chain.STATIONARY);
        assertThat(recovery).isInstanceOf(Recovery.Failed.class);
        Recovery.Failed failed = (Recovery.Failed) recovery;
        assertThat(failed.reason()).isEqualTo(Reason.SEVERAL_MODELS);
        assertThat(failed.candidates()).hasSizeGreaterThan(1);
        TablePredictor table =
                OptimalPredictor.of(model, MaskedTask.parse("x2|x1")).table();
        for (Hmm one : failed.candidates()) {
            assertThat(PredictorDistance.of(table, one).worst()).isLessThan(1e-5);
            assertThat(Alignment.of(model, one).worst()).isGreaterThan(1e-3);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.twin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.unmask.matrix.Matrix;
import org.unmask.matrix.StochasticMatrix;
import org.unmask.model.Categorical;
import org.unmask.model.Chain;
import org.unmask.model.Hmm;
import org.unmask.task.Loss;
import org.unmask.task.TaskSet;
import org.unmask.verdict.Question;

class FreeBoxesTest {

    /** Two states, doubly stochastic, one pair: one curve, along which {@code lambda delta^2} stands still (2.1). */
    private static final Hmm PAIR = Hmm.stationary(
            StochasticMatrix.of("transition matrix", Matrix.of(2, 2, 0.75, 0.25, 0.25, 0.75)),
            Categorical.ofRows(new double[] {0.7, 0.3}, new double[] {0.4, 0.6}));

    private static List<FreeBoxes.Box> boxes(String tasks) {
        return FreeBoxes.of(Question.at(PAIR, Chain.DOUBLY_STOCHASTIC, TaskSet.parse(tasks, Loss.SQUARED)))
                .boxes();
    }

    /**
     * With the token's law (0.55, 0.45) fixed and {@code lambda delta^2 = 0.5 0.15^2}: the eigenvalue is at most 1, where
     * delta is least, and delta at most 0.45, where an emission meets zero.
     */
    @Test
    void reachesTheEdgesThatTheFormulaGives() {
        List<FreeBoxes.Box> boxes = boxes("x2|x1");
        FreeBoxes.Box chain = boxes.get(0);
        assertThat(chain.entry()).isEqualTo("transition[1,1]");
        assertThat(chain.high()).isBetween(0.999, 1.0);
        double least = 0.5 + 0.5 * 0.5 * 0.15 * 0.15 / (0.45 * 0.45);
        assertThat(chain.low()).isBetween(least - 1e-9, least + 1e-3);
        FreeBoxes.Box emission = boxes.get(4);
        assertThat(emission.entry()).isEqualTo("emission[1,1]");
        assertThat(emission.high()).isBetween(0.999, 1.0);
        assertThat(emission.low()).isBetween(0.55 + 0.15 * Math.sqrt(0.5) - 1e-9, 0.55 + 0.15 * Math.sqrt(0.5) + 1e-3);
        assertThat(boxes).allMatch(FreeBoxes.Box::moves);
    }

    /** The control: a second gap fixes the model (2.2). */
    @Test
    void isEmptyWhereNothingSlides() {
        assertThat(boxes("x2|x1 & x3|x1")).isEmpty();
    }
}

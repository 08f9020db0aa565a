// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.rank;

import java.util.random.RandomGenerator;
import org.unmask.model.Chain;
import org.unmask.model.CovarianceShape;
import org.unmask.model.ModelFamily;
import org.unmask.task.Loss;
import org.unmask.task.TaskSet;
import org.unmask.verdict.Question;

/** Questions of the kind of the table of nullities: two to four states, all shapes, both chains, one to three tasks. */
public final class RandomQuestion {

    private static final String[] TASKS = {
        "x2|x1",
        "x3|x1",
        "x2|x1 & x1|x2",
        "x2|x1 & x3|x1",
        "x2,x3|x1",
        "x1,x3|x2",
        "x1,x2|x3",
        "x2|x1,x3",
        "x3|x1,x2",
        "x2,x4|x1",
        "x3,x4|x1",
        "x1,x4|x2",
        "x2|x1,x4",
        "x2|x1,x3 & x2|x1",
        "x2|x1 & x3|x1 & x4|x1",
        "x4|x1,x2",
        "x3,x5|x1,x2",
        "x3,x4|x1 & x2,x3|x1 & x2|x1",
        "x3|x1,x2 & x1|x2,x3",
        "x5|x1",
        "x2,x3,x4|x1"
    };

    private RandomQuestion() {}

    /**
     * A question at a generic point.
     *
     * @param random where it is drawn from
     * @param logs whether Gaussians may be asked with log loss
     * @param most parameters
     * @return the question
     */
    public static Question draw(RandomGenerator random, boolean logs, int most) {
        while (true) {
            int k = random.nextInt(2, 5);
            boolean gaussian = random.nextBoolean();
            int d = gaussian ? random.nextInt(1, 4) : random.nextInt(2, 5);
            Chain chain = random.nextBoolean() ? Chain.STATIONARY : Chain.DOUBLY_STOCHASTIC;
            CovarianceShape shape = CovarianceShape.values()[random.nextInt(CovarianceShape.values().length)];
            ModelFamily family =
                    gaussian ? new ModelFamily.Gaussian(k, d, shape, chain) : new ModelFamily.Categorical(k, d, chain);
            Loss loss = logs && gaussian && random.nextInt(4) == 0 ? Loss.LOG : Loss.SQUARED;
            String tasks = TASKS[random.nextInt(TASKS.length)];
            if (family.parameters() <= most) {
                return Question.generic(family, TaskSet.parse(tasks, loss));
            }
        }
    }
}

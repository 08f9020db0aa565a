// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.engine;

import java.util.function.BooleanSupplier;
import org.unmask.verdict.Question;

/**
 * A limit of work for one rank. It is asked once before each row of the Jacobian, and a row is reduced by as many rows as
 * there are parameters at most, so what it allows is a number of questions, whatever the machine.
 */
final class Work implements BooleanSupplier {

    private final BooleanSupplier deadline;
    private long rows;

    /**
     * A limit.
     *
     * @param multiplications that may be spent
     * @param question tells what a row costs
     * @param deadline ends the work as well
     */
    Work(long multiplications, Question question, BooleanSupplier deadline) {
        long parameters = Math.max(1, question.family().parameters());
        this.rows = Math.max(1, multiplications / (parameters * parameters));
        this.deadline = deadline;
    }

    @Override
    public boolean getAsBoolean() {
        return rows-- <= 0 || deadline.getAsBoolean();
    }
}

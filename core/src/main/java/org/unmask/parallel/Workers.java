// SPDX-License-Identifier: Apache-2.0
package org.unmask.parallel;

import java.io.Serializable;
import java.util.List;

/**
 * Who does independent pieces of work: threads of this process, or processes on other machines. Pieces are numbered and
 * their results come back in the order of their numbers, so no answer depends on who does which.
 */
public interface Workers {

    /**
     * Work in numbered pieces that know nothing of each other. Travels between processes, so all that it holds must be
     * serializable; the same piece always has the same result.
     */
    @FunctionalInterface
    interface Piece extends Serializable {
        /**
         * Does one piece.
         *
         * @param number from 0
         * @return the result as plain numbers
         */
        double[] at(int number);
    }

    /**
     * Does all pieces of some work.
     *
     * @param count number of pieces
     * @param work does each, once or, where a process was lost, again
     * @param phase what is being done, a short word for a person
     * @param progress hears how many are done
     * @return the results in the order of the pieces
     * @throws java.util.concurrent.CancellationException when the calling thread is interrupted
     */
    List<double[]> each(int count, Piece work, String phase, Progress progress);

    /**
     * The threads of this process, for work that is not worth sending elsewhere.
     *
     * @return at least one
     */
    Threads here();
}

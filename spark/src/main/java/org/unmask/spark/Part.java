// SPDX-License-Identifier: Apache-2.0
package org.unmask.spark;

import java.io.Serializable;
import org.unmask.data.SymbolStream;
import org.unmask.inference.ExpectedCounts;
import org.unmask.inference.PieceExpectation;
import org.unmask.inference.PieceLikelihood;
import org.unmask.model.Hmm;

/** A numbered part of the data, that a task can pass by as often as asked, each time the same. */
interface Part extends Serializable {

    /** Place among all parts, in the order of the data. */
    long number();

    /** Whether the first tokens may go on with a sequence of the part before. */
    boolean resumes();

    /**
     * Passes the symbols by. A sequence is ended where it ends; one that goes on in the next part is not.
     *
     * @param sink takes them
     */
    void replay(SymbolStream.Sink sink);

    /** What {@link PieceLikelihood#total} takes. */
    default double[] likelihood(Hmm model) {
        PieceLikelihood piece = new PieceLikelihood(model, resumes());
        replay(piece);
        return piece.numbers();
    }

    /** The E step, given what {@link PieceLikelihood#around} says of this part. */
    default ExpectedCounts expected(Hmm model, double[] around) {
        PieceExpectation piece = new PieceExpectation(model, around);
        replay(piece);
        return piece.counts();
    }
}

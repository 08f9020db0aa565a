// SPDX-License-Identifier: Apache-2.0
package org.unmask.spark;

import java.io.Serializable;
import org.unmask.data.SymbolStream;

/** A numbered part of symbols, that a task can pass by as often as asked, each time the same. */
interface Part extends Serializable {

    /** Place among all parts, in the order of the data. */
    long number();

    /** Whether the first tokens may go on with a sequence of the part before. */
    boolean resumes();

    /**
     * Passes the tokens by. A sequence is ended where it ends; one that goes on in the next part is not.
     *
     * @param sink takes them
     */
    void replay(SymbolStream.Sink sink);
}

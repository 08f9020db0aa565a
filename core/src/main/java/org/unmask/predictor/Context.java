// SPDX-License-Identifier: Apache-2.0
package org.unmask.predictor;

/**
 * What a predictor sees: one token for each context position, in the task's order. A missing token is averaged over.
 */
public sealed interface Context permits SymbolContext, PointContext {

    /**
     * Number of tokens.
     *
     * @return at least 0
     */
    int size();

    /**
     * A context of symbols.
     *
     * @param codes the code of each token, or -1 for a missing one
     * @return the context
     */
    static Context ofSymbols(int... codes) {
        return new SymbolContext(codes);
    }

    /**
     * A context of points.
     *
     * @param points the coordinates of each token, NaN for a missing one
     * @return the context
     */
    static Context ofPoints(double[]... points) {
        return new PointContext(points);
    }
}

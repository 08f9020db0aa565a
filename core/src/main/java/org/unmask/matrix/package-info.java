// SPDX-License-Identifier: Apache-2.0
/**
 * Immutable matrices, tensors and probability vectors on flat row-major arrays, and the decompositions that the rest
 * needs. This is the one room that opens the linear-algebra library; everything after it speaks {@code Matrix}.
 *
 * <p>Start with {@link org.unmask.matrix.Matrix} and {@link org.unmask.matrix.StochasticMatrix}.
 *
 * <table>
 * <caption>Which decomposition</caption>
 * <tr><th>need</th><th>take</th></tr>
 * <tr><td>rank, range, condition, pseudo-inverse</td><td>{@link org.unmask.matrix.Svd}</td></tr>
 * <tr><td>symmetric spectrum</td><td>{@link org.unmask.matrix.SymmetricEigen}</td></tr>
 * <tr><td>general spectrum</td><td>{@link org.unmask.matrix.Eigen}</td></tr>
 * <tr><td>solve, inverse, least squares, Cholesky</td><td>{@link org.unmask.matrix.LinearSystem}</td></tr>
 * <tr><td>match rows to columns</td><td>{@link org.unmask.matrix.Assignment}</td></tr>
 * </table>
 */
@NullMarked
package org.unmask.matrix;

import org.jspecify.annotations.NullMarked;

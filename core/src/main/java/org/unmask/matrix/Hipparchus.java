// SPDX-License-Identifier: Apache-2.0
package org.unmask.matrix;

import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.RealMatrix;

/** Copies between our matrices and the library's. */
final class Hipparchus {

    private Hipparchus() {}

    static RealMatrix of(Matrix matrix) {
        return new Array2DRowRealMatrix(matrix.toRows(), false);
    }

    static Matrix matrix(RealMatrix matrix) {
        return Matrix.generate(matrix.getRowDimension(), matrix.getColumnDimension(), matrix::getEntry);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.unmask.training;

/** A symmetric positive definite stand-in for the inverse of the second derivative. */
@FunctionalInterface
interface Preconditioner {

    /** The product with a vector, which is not modified. */
    double[] apply(double[] vector);
}

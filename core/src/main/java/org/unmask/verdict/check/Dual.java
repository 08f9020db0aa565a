// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.check;

import static org.unmask.verdict.check.Matrix.list;
import static org.unmask.verdict.check.Matrix.map;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A number with its slope along one direction.
 *
 * @param <N> the number system below
 */
record Dual<N extends Num<N>>(N value, N slope) implements Num<Dual<N>> {

    /** A point that moves in a direction. */
    static <N extends Num<N>> List<Dual<N>> moving(List<N> point, List<N> direction) {
        return list(point.size(), i -> new Dual<>(point.get(i), direction.get(i)));
    }

    /** The slopes of several functions, one in each row, along these directions, one in each column. */
    static <N extends Num<N>> Matrix<N> slopes(
            List<N> point, List<List<N>> directions, UnaryOperator<List<Dual<N>>> functions) {
        return new Matrix<>(map(directions, along -> map(functions.apply(moving(point, along)), Dual::slope)))
                .transposed();
    }

    /** The slopes along all coordinates. */
    static <N extends Num<N>> Matrix<N> jacobian(List<N> point, UnaryOperator<List<Dual<N>>> functions) {
        return slopes(point, Matrix.identity(point.size(), point.get(0)).rows(), functions);
    }

    @Override
    public Dual<N> plus(Dual<N> other) {
        return new Dual<>(value.plus(other.value), slope.plus(other.slope));
    }

    @Override
    public Dual<N> minus(Dual<N> other) {
        return new Dual<>(value.minus(other.value), slope.minus(other.slope));
    }

    @Override
    public Dual<N> times(Dual<N> other) {
        return new Dual<>(value.times(other.value), slope.times(other.value).plus(value.times(other.slope)));
    }

    @Override
    public Dual<N> over(Dual<N> other) {
        N inverse = value.constant(Ratio.ONE).over(other.value);
        N quotient = value.times(inverse);
        return new Dual<>(quotient, slope.minus(quotient.times(other.slope)).times(inverse));
    }

    @Override
    public Dual<N> log() {
        return new Dual<>(value.log(), slope.over(value));
    }

    @Override
    public Dual<N> constant(Ratio constant) {
        return new Dual<>(value.constant(constant), value.constant(Ratio.ZERO));
    }

    @Override
    public double size() {
        return value.size();
    }

    @Override
    public boolean isZero() {
        return value.isZero();
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.check;

import java.util.Collections;
import java.util.List;
import java.util.function.BinaryOperator;

/**
 * A number with its slopes along several variables; no slopes at all for a constant.
 *
 * @param <N> the number system below
 */
record Dual<N extends Num<N>>(N value, List<N> slopes) implements Num<Dual<N>> {

    /** The variables themselves at a point. */
    static <N extends Num<N>> List<Dual<N>> variables(List<N> point) {
        List<List<N>> unit = Linear.identity(point.size(), point.get(0));
        return Linear.list(point.size(), i -> new Dual<>(point.get(i), unit.get(i)));
    }

    /** The slopes along so many variables. */
    List<N> slopes(int variables) {
        return slopes.isEmpty() ? Collections.nCopies(variables, value.constant(Ratio.ZERO)) : slopes;
    }

    private Dual<N> with(N result, Dual<N> other, BinaryOperator<N> slope) {
        int variables = Math.max(slopes.size(), other.slopes.size());
        List<N> left = slopes(variables);
        List<N> right = other.slopes(variables);
        return new Dual<>(result, Linear.list(variables, i -> slope.apply(left.get(i), right.get(i))));
    }

    @Override
    public Dual<N> plus(Dual<N> other) {
        return with(value.plus(other.value), other, Num::plus);
    }

    @Override
    public Dual<N> minus(Dual<N> other) {
        return with(value.minus(other.value), other, Num::minus);
    }

    @Override
    public Dual<N> times(Dual<N> other) {
        BinaryOperator<N> slope = (a, b) -> a.times(other.value).plus(b.times(value));
        return with(value.times(other.value), other, slope);
    }

    @Override
    public Dual<N> over(Dual<N> other) {
        N inverse = value.constant(Ratio.ONE).over(other.value);
        N quotient = value.times(inverse);
        return with(quotient, other, (a, b) -> a.minus(b.times(quotient)).times(inverse));
    }

    @Override
    public Dual<N> log() {
        return with(value.log(), this, (a, b) -> a.over(value));
    }

    @Override
    public Dual<N> constant(Ratio constant) {
        return new Dual<>(value.constant(constant), List.of());
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

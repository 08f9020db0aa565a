// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.check;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A number with its slopes along several variables; no slopes at all for a constant.
 *
 * @param <N> the number system below
 */
record Dual<N extends Num<N>>(N value, List<N> slopes) implements Num<Dual<N>> {

    /** The variables themselves at a point. */
    static <N extends Num<N>> List<Dual<N>> variables(List<N> point) {
        List<Dual<N>> out = new ArrayList<>();
        for (int i = 0; i < point.size(); i++) {
            List<N> slopes = new ArrayList<>();
            for (int j = 0; j < point.size(); j++) {
                slopes.add(point.get(0).constant(i == j ? Ratio.ONE : Ratio.ZERO));
            }
            out.add(new Dual<>(point.get(i), slopes));
        }
        return out;
    }

    @Override
    public Dual<N> plus(Dual<N> other) {
        N sum = value.plus(other.value);
        if (other.slopes.isEmpty() || slopes.isEmpty()) {
            return new Dual<>(sum, slopes.isEmpty() ? other.slopes : slopes);
        }
        List<N> out = new ArrayList<>(slopes.size());
        for (int i = 0; i < slopes.size(); i++) {
            out.add(slopes.get(i).plus(other.slopes.get(i)));
        }
        return new Dual<>(sum, out);
    }

    @Override
    public Dual<N> minus(Dual<N> other) {
        return plus(other.times(other.constant(Ratio.of(-1))));
    }

    @Override
    public Dual<N> times(Dual<N> other) {
        N product = value.times(other.value);
        if (other.slopes.isEmpty()) {
            return new Dual<>(product, each(slopes, slope -> slope.times(other.value)));
        }
        if (slopes.isEmpty()) {
            return other.times(this);
        }
        List<N> out = new ArrayList<>(slopes.size());
        for (int i = 0; i < slopes.size(); i++) {
            out.add(slopes.get(i).times(other.value).plus(other.slopes.get(i).times(value)));
        }
        return new Dual<>(product, out);
    }

    @Override
    public Dual<N> over(Dual<N> other) {
        N inverse = value.constant(Ratio.ONE).over(other.value);
        N factor = inverse.times(inverse).times(value.constant(Ratio.of(-1)));
        return times(new Dual<>(inverse, each(other.slopes, slope -> slope.times(factor))));
    }

    @Override
    public Dual<N> log() {
        return new Dual<>(value.log(), each(slopes, slope -> slope.over(value)));
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

    /** The slope along a variable; zero for a constant. */
    N slope(int variable) {
        return slopes.isEmpty() ? value.constant(Ratio.ZERO) : slopes.get(variable);
    }

    private static <N> List<N> each(List<N> slopes, UnaryOperator<N> change) {
        List<N> out = new ArrayList<>(slopes.size());
        for (N slope : slopes) {
            out.add(change.apply(slope));
        }
        return out;
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.rank;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.unmask.field.PrimeField;
import org.unmask.field.RowSpace;
import org.unmask.model.ModelFamily;
import org.unmask.task.Loss;
import org.unmask.task.MaskedTask;
import org.unmask.task.TaskSet;

/**
 * The span of all rows of the Jacobian at one point.
 *
 * <p>At one context the predictions are a tensor, and the rows of its entries span the same space as random products of
 * one functional for each target. So functionals are drawn until one brings nothing new: were the span not complete, a
 * random one would miss it with a chance of at most degree/p. Categorical contexts are gone through one by one; Gaussian
 * ones are drawn along with the functional, by the same argument.
 */
final class JacobianSpan {

    /** More contexts than this are sampled. */
    static final int MAX_CONTEXTS = 1 << 18;

    private final ModularPoint point;
    private final PrimeField field;
    private final RandomGenerator random;
    private final BooleanSupplier expired;
    private final GradientRow gradient;
    private final RowSpace space;
    private boolean complete = true;

    private JacobianSpan(ModularPoint point, RandomGenerator random, BooleanSupplier expired) {
        this.point = point;
        this.field = point.field;
        this.random = random;
        this.expired = expired;
        this.gradient = new GradientRow(point);
        this.space = new RowSpace(field, point.free.length);
    }

    /**
     * Grows the span at a point until nothing is new.
     *
     * @param point where
     * @param tasks whose predictors
     * @param random source of functionals and contexts
     * @param expired asked now and then; the span is left as it is when true
     */
    static JacobianSpan of(ModularPoint point, TaskSet tasks, RandomGenerator random, BooleanSupplier expired) {
        JacobianSpan span = new JacobianSpan(point, random, expired);
        for (MaskedTask task : tasks.tasks()) {
            if (point.family instanceof ModelFamily.Categorical) {
                span.addCategorical(task);
            } else {
                span.grow(task, Optional.empty());
            }
        }
        return span;
    }

    RowSpace space() {
        return space;
    }

    /** False when contexts were sampled or time ran out, and the span is not everything. */
    boolean complete() {
        return complete || space.full();
    }

    private void addCategorical(MaskedTask task) {
        int d = point.dimension();
        int length = task.context().size();
        double count = Math.pow(d, length);
        boolean sampled = count > MAX_CONTEXTS;
        complete &= !sampled;
        int contexts = sampled ? MAX_CONTEXTS : (int) count;
        int[] symbols = new int[length];
        for (int c = 0; c < contexts && !space.full(); c++) {
            if (expired.getAsBoolean()) {
                complete = false;
                return;
            }
            int rest = c;
            for (int i = 0; i < length; i++) {
                symbols[i] = sampled ? random.nextInt(d) : rest % d;
                rest /= d;
            }
            TokenFactor[] context = new TokenFactor[length];
            for (int i = 0; i < length; i++) {
                context[i] = symbol(symbols[i]);
            }
            grow(task, Optional.of(context));
        }
    }

    private void grow(MaskedTask task, Optional<TokenFactor[]> context) {
        boolean densities = point.family instanceof ModelFamily.Gaussian && task.loss() == Loss.LOG;
        while (!space.full()) {
            if (expired.getAsBoolean()) {
                complete = false;
                return;
            }
            TokenFactor[] seen =
                    context.orElseGet(() -> densities(task.context().size()));
            int masked = task.targets().size();
            TokenFactor[] targets = densities ? densities(masked) : functionals(masked);
            Optional<long[]> row = gradient.of(task, seen, targets);
            if (row.isEmpty() || !space.add(row.get())) {
                return;
            }
        }
    }

    private TokenFactor symbol(int x) {
        long[] values = new long[point.states()];
        for (int h = 0; h < values.length; h++) {
            values[h] = point.means[h][x];
        }
        long[] unit = new long[point.dimension()];
        unit[x] = field.bareOne();
        return new TokenFactor.Linear(values, unit);
    }

    private TokenFactor[] functionals(int count) {
        TokenFactor[] out = new TokenFactor[count];
        for (int i = 0; i < count; i++) {
            long[] functional = draw(point.dimension());
            long[] values = new long[point.states()];
            for (int h = 0; h < values.length; h++) {
                for (int x = 0; x < functional.length; x++) {
                    values[h] = field.add(values[h], field.multiply(functional[x], point.means[h][x]));
                }
            }
            out[i] = new TokenFactor.Linear(values, functional);
        }
        return out;
    }

    private TokenFactor[] densities(int count) {
        TokenFactor[] out = new TokenFactor[count];
        for (int i = 0; i < count; i++) {
            long[] values = draw(point.states());
            // States with one law have one density, so one value.
            for (int h = 0; h < values.length; h++) {
                values[h] = values[point.sameLaw[h]];
            }
            out[i] = new TokenFactor.Density(values, draw(point.dimension()));
        }
        return out;
    }

    private long[] draw(int count) {
        long[] out = new long[count];
        for (int i = 0; i < count; i++) {
            out[i] = field.draw(random);
        }
        return out;
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.unmask.predictor;

import java.util.List;
import org.hipparchus.Field;
import org.hipparchus.FieldElement;
import org.hipparchus.util.MathArrays;
import org.unmask.task.MaskedTask;

/**
 * The optimal predictor of a task, once, over any number system (1.7): a message pass along the window with
 * tensor-valued messages. Over doubles it is the predictor, over dual numbers its gradient, over residues mod p the exact
 * rank, over rationals the twin check, over intervals the enclosure.
 *
 * <p>The message at a position holds, for each state {@code h} there and each combination {@code tau} of the targets
 * passed so far, {@code E[target product at tau, likelihood of the context so far, state = h]} at
 * {@code tau * states + h}.
 *
 * @param <T> the number system
 */
public final class PredictionFormula<T extends FieldElement<T>> {

    private final Field<T> field;
    private final T[] initial;
    private final T[][] transition;
    private final T[][] means;

    /**
     * The formula for one model.
     *
     * @param field the number system
     * @param initial stationary law; not modified
     * @param transition {@code [from][to]}; not modified
     * @param means expected token, {@code [state][coordinate]}; the emission matrix for symbols; not modified
     */
    public PredictionFormula(Field<T> field, T[] initial, T[][] transition, T[][] means) {
        this.field = field;
        this.initial = initial;
        this.transition = transition;
        this.means = means;
    }

    /**
     * {@code E[outer product of the targets | context]}, formula (1.7).
     *
     * @param task the task; its loss is not looked at
     * @param weights for each context position, in the task's order, the likelihood of its token in each state; not
     *     modified
     * @return the tensor of predictions, axes in the order of the task's targets, the last one fastest
     */
    public T[] conditionalMean(MaskedTask task, List<T[]> weights) {
        T[] joint = initial;
        T[] evidence = initial;
        for (int position = task.first(); position <= task.last(); position++) {
            if (position > task.first()) {
                joint = step(joint);
                evidence = evidence == initial ? initial : step(evidence);
            }
            int seen = task.context().indexOf(position);
            if (seen >= 0) {
                joint = weigh(joint, weights.get(seen));
                evidence = weigh(evidence, weights.get(seen));
            } else if (task.targets().contains(position)) {
                joint = emit(joint);
            }
        }
        T scale = sum(evidence, 0).reciprocal();
        int outcomes = joint.length / states();
        T[] inTime = MathArrays.buildArray(field, outcomes);
        for (int tau = 0; tau < outcomes; tau++) {
            inTime[tau] = sum(joint, tau * states()).multiply(scale);
        }
        return inOrder(task, inTime);
    }

    /**
     * The conditional density of the targets given the context, at one point, formula (1.7) under log loss.
     *
     * @param task the task
     * @param context for each context position, in the task's order, the likelihood of its token in each state
     * @param targets the same for each target position
     * @return the density
     */
    public T conditionalDensity(MaskedTask task, List<T[]> context, List<T[]> targets) {
        T[] joint = initial;
        T[] evidence = initial;
        for (int position = task.first(); position <= task.last(); position++) {
            if (position > task.first()) {
                joint = step(joint);
                evidence = step(evidence);
            }
            int seen = task.context().indexOf(position);
            int masked = task.targets().indexOf(position);
            if (seen >= 0) {
                joint = weigh(joint, context.get(seen));
                evidence = weigh(evidence, context.get(seen));
            } else if (masked >= 0) {
                joint = weigh(joint, targets.get(masked));
            }
        }
        return sum(joint, 0).divide(sum(evidence, 0));
    }

    private int states() {
        return initial.length;
    }

    private T[] step(T[] message) {
        int k = states();
        T[] out = MathArrays.buildArray(field, message.length);
        for (int base = 0; base < message.length; base += k) {
            for (int j = 0; j < k; j++) {
                T sum = message[base].multiply(transition[0][j]);
                for (int h = 1; h < k; h++) {
                    sum = sum.add(message[base + h].multiply(transition[h][j]));
                }
                out[base + j] = sum;
            }
        }
        return out;
    }

    private T[] weigh(T[] message, T[] weight) {
        T[] out = MathArrays.buildArray(field, message.length);
        for (int m = 0; m < message.length; m++) {
            out[m] = message[m].multiply(weight[m % states()]);
        }
        return out;
    }

    private T[] emit(T[] message) {
        int k = states();
        int d = means[0].length;
        T[] out = MathArrays.buildArray(field, message.length * d);
        for (int tau = 0; tau < message.length / k; tau++) {
            for (int x = 0; x < d; x++) {
                for (int h = 0; h < k; h++) {
                    out[(tau * d + x) * k + h] = message[tau * k + h].multiply(means[h][x]);
                }
            }
        }
        return out;
    }

    private T sum(T[] message, int from) {
        T sum = message[from];
        for (int h = 1; h < states(); h++) {
            sum = sum.add(message[from + h]);
        }
        return sum;
    }

    /** Moves the axes from the order of time to the order in which the task names its targets. */
    private T[] inOrder(MaskedTask task, T[] inTime) {
        List<Integer> sorted = task.targets().stream().sorted().toList();
        if (sorted.equals(task.targets())) {
            return inTime;
        }
        int axes = sorted.size();
        int d = means[0].length;
        T[] out = MathArrays.buildArray(field, inTime.length);
        for (int flat = 0; flat < inTime.length; flat++) {
            int to = 0;
            for (int axis = 0; axis < axes; axis++) {
                int inTimeAxis = sorted.indexOf(task.targets().get(axis));
                int digit = flat / power(d, axes - 1 - inTimeAxis) % d;
                to = to * d + digit;
            }
            out[to] = inTime[flat];
        }
        return out;
    }

    private static int power(int base, int exponent) {
        int out = 1;
        for (int i = 0; i < exponent; i++) {
            out *= base;
        }
        return out;
    }
}

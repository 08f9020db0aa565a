// SPDX-License-Identifier: Apache-2.0
package org.unmask.predictor;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.unmask.matrix.Matrix;
import org.unmask.model.Hmm;
import org.unmask.task.MaskedTask;

/**
 * The message pass of {@link PredictionFormula} over doubles. It stops only at positions that the task names and crosses
 * the gaps between them by a power of the transition, taken once. A message stands at {@code tau * states + h}, as there.
 */
final class PredictionKernel {

    /** A named position: which context token or which target it is (the other is -1), and the way there. */
    private static final class Stop {
        private final int context;
        private final int target;
        private final double[] power;

        Stop(int context, int target, double[] power) {
            this.context = context;
            this.target = target;
            this.power = power;
        }
    }

    private final int states;
    private final int dimension;
    private final double[] law;
    private final double[] means;
    private final List<Stop> stops;

    PredictionKernel(Hmm model, MaskedTask task) {
        states = model.states();
        dimension = model.emission().dimension();
        law = model.stationaryLaw().toArray();
        means = model.emission().means().toArray();
        List<Integer> positions = Stream.concat(task.context().stream(), task.targets().stream())
                .sorted()
                .toList();
        Stop[] made = new Stop[positions.size()];
        for (int s = 0; s < made.length; s++) {
            int position = positions.get(s);
            double[] power = s == 0
                    ? new double[0]
                    : power(model.transition().matrix(), position - positions.get(s - 1))
                            .toArray();
            made[s] = new Stop(task.context().indexOf(position), task.targets().indexOf(position), power);
        }
        stops = List.of(made);
    }

    /** A power of a square matrix by repeated squaring. */
    static Matrix power(Matrix matrix, int exponent) {
        Matrix out = Matrix.identity(matrix.rows());
        Matrix square = matrix;
        for (int left = exponent; left > 0; left >>= 1) {
            if ((left & 1) == 1) {
                out = out.times(square);
            }
            if (left > 1) {
                square = square.times(square);
            }
        }
        return out;
    }

    /** {@code E[product of the targets; context]} in time order of the targets, not divided by the evidence. */
    double[] jointMean(double[][] weights) {
        double[] message = law.clone();
        for (Stop stop : stops) {
            message = step(message, stop.power);
            if (stop.context >= 0) {
                weigh(message, weights[stop.context]);
            } else {
                message = emit(message);
            }
        }
        return overStates(message);
    }

    /** The likelihood of the context. */
    double evidence(double[][] weights) {
        double[] message = law.clone();
        for (Stop stop : stops) {
            if (stop.context >= 0) {
                message = step(message, stop.power);
                weigh(message, weights[stop.context]);
            } else {
                message = step(message, stop.power);
            }
        }
        return overStates(message)[0];
    }

    /** The likelihood of context and targets together. */
    double likelihood(double[][] context, double[][] targets) {
        double[] message = law.clone();
        for (Stop stop : stops) {
            message = step(message, stop.power);
            weigh(message, stop.context >= 0 ? context[stop.context] : targets[stop.target]);
        }
        return overStates(message)[0];
    }

    /** The law of all named tokens in time order, for symbols. */
    double[] jointLaw() {
        double[] message = law.clone();
        for (Stop stop : stops) {
            message = emit(step(message, stop.power));
        }
        return overStates(message);
    }

    private double[] step(double[] message, double[] power) {
        if (power.length == 0) {
            return message;
        }
        double[] out = new double[message.length];
        for (int base = 0; base < message.length; base += states) {
            for (int h = 0; h < states; h++) {
                double now = message[base + h];
                for (int j = 0; j < states; j++) {
                    out[base + j] += now * power[h * states + j];
                }
            }
        }
        return out;
    }

    private void weigh(double[] message, double[] weight) {
        for (int base = 0; base < message.length; base += states) {
            for (int h = 0; h < states; h++) {
                message[base + h] *= weight[h];
            }
        }
    }

    private double[] emit(double[] message) {
        double[] out = new double[Math.multiplyExact(message.length, dimension)];
        for (int base = 0, at = 0; base < message.length; base += states) {
            for (int x = 0; x < dimension; x++) {
                for (int h = 0; h < states; h++) {
                    out[at++] = message[base + h] * means[h * dimension + x];
                }
            }
        }
        return out;
    }

    private double[] overStates(double[] message) {
        double[] out = new double[message.length / states];
        for (int tau = 0; tau < out.length; tau++) {
            for (int h = 0; h < states; h++) {
                out[tau] += message[tau * states + h];
            }
        }
        return out;
    }

    /**
     * Moves the axes of a tensor from the order of time to another.
     *
     * @param inTime entries, axes by ascending position, last fastest
     * @param positions positions in the wanted order of axes
     */
    static double[] reordered(double[] inTime, List<Integer> positions, int dimension) {
        int[] order = positions.stream().mapToInt(Integer::intValue).toArray();
        int[] sorted = order.clone();
        Arrays.sort(sorted);
        if (Arrays.equals(order, sorted)) {
            return inTime;
        }
        int axes = order.length;
        int[] stride = new int[axes];
        for (int axis = 0; axis < axes; axis++) {
            int at = Arrays.binarySearch(sorted, order[axis]);
            stride[axis] = 1;
            for (int later = at + 1; later < axes; later++) {
                stride[axis] *= dimension;
            }
        }
        double[] out = new double[inTime.length];
        for (int to = 0; to < out.length; to++) {
            int from = 0;
            for (int axis = axes - 1, rest = to; axis >= 0; axis--, rest /= dimension) {
                from += rest % dimension * stride[axis];
            }
            out[to] = inTime[from];
        }
        return out;
    }
}

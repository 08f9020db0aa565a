// SPDX-License-Identifier: Apache-2.0
package org.unmask.training;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.unmask.data.WindowWeights;
import org.unmask.matrix.Matrix;
import org.unmask.predictor.TablePredictor;
import org.unmask.task.Loss;
import org.unmask.task.MaskedTask;

/**
 * A task with the weights of its windows, arranged for training: each cell's context and share of it, each context's share
 * of all. Shared by all starts; not modified after construction.
 */
final class WindowTask {

    final MaskedTask task;
    final Loss loss;
    final int d;
    /** Number of positions of a window. */
    final int m;
    /** Steps of the chain between neighbouring positions. */
    final int[] gaps;
    /** Whether the position at each place is a target. */
    final boolean[] masked;

    /** Sum of all weights; whether each is a whole number, as counts are. */
    final double total;

    final boolean counts;
    final boolean dense;
    final int cells;
    final int contexts;
    /** Share of a cell in its context; by key when dense. */
    final double[] share;

    final int[] contextOf;
    final double[] contextShare;
    /** Symbols of each cell, place by place. */
    final int[] digits;
    /** A cell of each context. */
    final int[] cellOf;

    WindowTask(MaskedTask task, WindowWeights weights) {
        this.task = task.shifted();
        this.loss = task.loss();
        this.d = weights.symbols();
        List<Integer> positions = weights.positions();
        int[] wanted = positions(task);
        int shift = positions.get(0) - wanted[0];
        if (!positions.stream()
                .map(p -> p - shift)
                .toList()
                .equals(Arrays.stream(wanted).boxed().toList())) {
            throw new IllegalArgumentException("windows are weighed at positions " + positions + ", expected "
                    + Arrays.toString(wanted) + " as the task is " + task.text());
        }
        this.m = wanted.length;
        this.gaps = IntStream.range(1, m).map(i -> wanted[i] - wanted[i - 1]).toArray();
        this.masked = new boolean[m];
        for (int i = 0; i < m; i++) {
            masked[i] = this.task.targets().contains(wanted[i]);
        }
        this.total = weights.total();
        if (!(total > 0)) {
            throw new IllegalArgumentException("no window of task " + task.text()
                    + " is in the data: each sequence is shorter than " + task.window() + " tokens, or has gaps");
        }
        boolean[] whole = {true};
        weights.forEach((key, weight) -> whole[0] &= weight == Math.rint(weight));
        this.counts = whole[0];
        this.dense = weights.isDense();
        this.cells = dense ? (int) Math.round(Math.pow(d, m)) : weights.nonzeros();
        this.share = new double[cells];
        this.contextOf = new int[cells];
        this.digits = new int[cells * m];
        this.contexts = dense ? arrangeDense(weights) : arrangeSparse(weights);
        this.contextShare = new double[contexts];
        this.cellOf = new int[contexts];
        for (int c = cells - 1; c >= 0; c--) {
            contextShare[contextOf[c]] += share[c];
            cellOf[contextOf[c]] = c;
        }
        for (int c = 0; c < cells; c++) {
            double mass = contextShare[contextOf[c]];
            share[c] = mass > 0 ? share[c] / mass : 0;
        }
        for (int c = 0; c < contexts; c++) {
            contextShare[c] /= total;
        }
    }

    /** The positions that a task names, ascending from 1. */
    static int[] positions(MaskedTask task) {
        MaskedTask shifted = task.shifted();
        return Stream.concat(shifted.targets().stream(), shifted.context().stream())
                .mapToInt(Integer::intValue)
                .sorted()
                .toArray();
    }

    private int arrangeDense(WindowWeights weights) {
        weights.forEach((key, weight) -> share[(int) key] = weight);
        for (int cell = 0; cell < cells; cell++) {
            int context = 0;
            int scale = 1;
            int rest = cell;
            for (int i = m - 1; i >= 0; i--) {
                digits[cell * m + i] = rest % d;
                if (!masked[i]) {
                    context += scale * (rest % d);
                    scale *= d;
                }
                rest /= d;
            }
            contextOf[cell] = context;
        }
        return (int) Math.round(Math.pow(d, task.context().size()));
    }

    private int arrangeSparse(WindowWeights weights) {
        Map<Long, Integer> seen = new HashMap<>();
        int[] next = {0};
        weights.forEach((key, weight) -> {
            int cell = next[0]++;
            share[cell] = weight;
            long context = 0;
            for (int i = 0; i < m; i++) {
                int symbol = weights.symbolAt(key, i);
                digits[cell * m + i] = symbol;
                context = masked[i] ? context : context * d + symbol;
            }
            Integer fresh = seen.size();
            Integer before = seen.putIfAbsent(context, fresh);
            contextOf[cell] = before == null ? fresh : before;
        });
        return seen.size();
    }

    /** The windows' own predictor, for a dense task with ascending targets and an ascending context. */
    TablePredictor table() {
        int outcomes = cells / contexts;
        double[] joint = new double[cells];
        for (int cell = 0; cell < cells; cell++) {
            int outcome = 0;
            for (int i = 0; i < m; i++) {
                outcome = masked[i] ? outcome * d + symbol(cell, i) : outcome;
            }
            joint[contextOf[cell] * outcomes + outcome] = share[cell] * contextShare[contextOf[cell]];
        }
        return TablePredictor.ofJoint(task, d, Matrix.of(contexts, outcomes, joint));
    }

    /** The smallest loss that any predictor can have on these windows: that of the table of shares itself. */
    double floor() {
        double sum = 0;
        for (int c = 0; c < cells; c++) {
            double p = share[c];
            if (p > 0) {
                double weight = contextShare[contextOf[c]] * p;
                sum += loss == Loss.LOG ? -weight * Math.log(p) : weight * (1 - p);
            }
        }
        return sum;
    }

    /** The loss of guessing each target by the law of single tokens at its place, without any context. */
    double independent() {
        double[][] law = new double[m][d];
        for (int c = 0; c < cells; c++) {
            double weight = contextShare[contextOf[c]] * share[c];
            if (weight > 0) {
                for (int i = 0; i < m; i++) {
                    law[i][symbol(c, i)] += weight;
                }
            }
        }
        double entropy = 0;
        double collision = 1;
        for (int i = 0; i < m; i++) {
            if (masked[i]) {
                double squares = 0;
                for (double p : law[i]) {
                    entropy -= p > 0 ? p * Math.log(p) : 0;
                    squares += p * p;
                }
                collision *= squares;
            }
        }
        return loss == Loss.LOG ? entropy : squaredIndependent(law, collision);
    }

    /** {@code E|token - q|^2} for the product law {@code q}: {@code 1 - 2 E q(token) + |q|^2}. */
    private double squaredIndependent(double[][] law, double collision) {
        double guessed = 0;
        for (int c = 0; c < cells; c++) {
            double weight = contextShare[contextOf[c]] * share[c];
            if (weight > 0) {
                double product = 1;
                for (int i = 0; i < m; i++) {
                    product *= masked[i] ? law[i][symbol(c, i)] : 1;
                }
                guessed += weight * product;
            }
        }
        return 1 - 2 * guessed + collision;
    }

    /** The symbol at a place of a cell. */
    int symbol(int cell, int place) {
        return digits[cell * m + place];
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.unmask.data;

import java.util.Arrays;
import java.util.List;
import org.unmask.model.Categorical;
import org.unmask.model.Hmm;

/**
 * A weight for each combination of symbols at given positions of a window: counts of data, or the exact probabilities of
 * a model when training is studied on a whole population. Keys as in {@link WindowCounts}. Immutable.
 */
public final class WindowWeights {

    /** Takes one cell after another. */
    @FunctionalInterface
    public interface Cells {
        /**
         * A cell with a weight other than zero.
         *
         * @param key its key
         * @param weight above 0
         */
        void accept(long key, double weight);
    }

    private final int symbols;
    private final int[] positions;
    private final boolean dense;
    private final long[] keys;
    private final double[] values;

    private WindowWeights(int symbols, int[] positions, boolean dense, long[] keys, double[] values) {
        this.symbols = symbols;
        this.positions = positions;
        this.dense = dense;
        this.keys = keys;
        this.values = values;
    }

    static WindowWeights owned(int symbols, int[] positions, boolean dense, long[] keys, double[] values) {
        return new WindowWeights(symbols, positions, dense, keys, values);
    }

    /**
     * Weights of all cells.
     *
     * @param symbols size of the alphabet
     * @param positions ascending positions, from 1
     * @param weights {@code symbols^positions} weights of at least 0, the last position fastest; copied
     * @return the weights
     * @throws IllegalArgumentException when their number is another one, or one is negative or not finite
     */
    public static WindowWeights dense(int symbols, List<Integer> positions, double... weights) {
        int[] checked = WindowPositions.checked(
                positions.stream().mapToInt(Integer::intValue).toArray());
        long cells = WindowPositions.combinations(symbols, checked.length);
        if (weights.length != cells) {
            throw new IllegalArgumentException(checked.length + " positions over " + symbols + " symbols have " + cells
                    + " combinations, found " + weights.length + " weights");
        }
        for (int i = 0; i < weights.length; i++) {
            if (!(weights[i] >= 0) || Double.isInfinite(weights[i])) {
                throw new IllegalArgumentException("weight " + (i + 1) + " of the window table is " + weights[i]
                        + ", expected a finite number of at least 0");
            }
        }
        return new WindowWeights(symbols, checked, true, new long[0], weights.clone());
    }

    /**
     * Weights of the cells that occur.
     *
     * @param symbols size of the alphabet
     * @param positions ascending positions, from 1
     * @param keys ascending keys; copied
     * @param weights a weight above 0 for each key; copied
     * @return the weights
     * @throws IllegalArgumentException when keys do not ascend or are out of range, or a weight is not above 0
     */
    public static WindowWeights sparse(int symbols, List<Integer> positions, long[] keys, double[] weights) {
        int[] checked = WindowPositions.checked(
                positions.stream().mapToInt(Integer::intValue).toArray());
        long cells = WindowPositions.combinations(symbols, checked.length);
        if (keys.length != weights.length) {
            throw new IllegalArgumentException("found " + keys.length + " keys and " + weights.length + " weights");
        }
        for (int i = 0; i < keys.length; i++) {
            if (keys[i] < 0 || keys[i] >= cells || (i > 0 && keys[i] <= keys[i - 1])) {
                throw new IllegalArgumentException("key " + (i + 1) + " of the window table is " + keys[i]
                        + ", expected ascending keys from 0 to " + (cells - 1));
            }
            if (!(weights[i] > 0) || Double.isInfinite(weights[i])) {
                throw new IllegalArgumentException("weight " + (i + 1) + " of the window table is " + weights[i]
                        + ", expected a finite number above 0");
            }
        }
        return new WindowWeights(symbols, checked, false, keys.clone(), weights.clone());
    }

    /**
     * The exact law of a stationary model's windows: what infinitely many data would give.
     *
     * @param model a categorical model; windows are far from its start
     * @param positions ascending positions, from 1
     * @return dense probabilities that sum to one
     * @throws IllegalArgumentException when the model is not categorical or there are more than
     *     {@link WindowCounts#DENSE_LIMIT} combinations
     */
    public static WindowWeights ofModel(Hmm model, int... positions) {
        int[] checked = WindowPositions.checked(positions);
        if (!(model.emission() instanceof Categorical categorical)) {
            throw new IllegalArgumentException("the law of windows is a table for categorical models only");
        }
        int d = categorical.dimension();
        int k = model.states();
        if (WindowPositions.combinations(d, checked.length) > WindowCounts.DENSE_LIMIT) {
            throw new IllegalArgumentException("the law of " + checked.length + " positions over " + d
                    + " symbols has more than " + WindowCounts.DENSE_LIMIT + " cells");
        }
        double[][] messages = {model.stationaryLaw().toArray()};
        for (int i = 0; i < checked.length; i++) {
            double[][] longer = new double[messages.length * d][k];
            for (int cell = 0; cell < longer.length; cell++) {
                double[] message = messages[cell / d];
                for (int step = i == 0 ? 0 : checked[i] - checked[i - 1]; step > 0; step--) {
                    message = model.transition().matrix().leftTimes(message);
                }
                for (int h = 0; h < k; h++) {
                    longer[cell][h] = message[h] * categorical.probabilities().get(h, cell % d);
                }
            }
            messages = longer;
        }
        double[] law =
                Arrays.stream(messages).mapToDouble(m -> Arrays.stream(m).sum()).toArray();
        return new WindowWeights(d, checked, true, new long[0], law);
    }

    /**
     * Size of the alphabet.
     *
     * @return at least 1
     */
    public int symbols() {
        return symbols;
    }

    /**
     * The positions.
     *
     * @return ascending, from 1
     */
    public List<Integer> positions() {
        return Arrays.stream(positions).boxed().toList();
    }

    /**
     * Whether every cell has a place in memory.
     *
     * @return false when only those that occur are kept
     */
    public boolean isDense() {
        return dense;
    }

    /**
     * The sum of all weights.
     *
     * @return at least 0
     */
    public double total() {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }

    /**
     * One weight.
     *
     * @param combination a symbol's code for each position
     * @return its weight
     */
    public double get(int... combination) {
        if (combination.length != positions.length) {
            throw new IllegalArgumentException(
                    "expected " + positions.length + " symbols, found " + combination.length);
        }
        long key = 0;
        for (int code : combination) {
            key = key * symbols + java.util.Objects.checkIndex(code, symbols);
        }
        int at = dense ? (int) key : Arrays.binarySearch(keys, key);
        return at < 0 ? 0 : values[at];
    }

    /**
     * Number of cells with a weight other than zero.
     *
     * @return at least 0
     */
    public int nonzeros() {
        int sum = 0;
        for (double value : values) {
            sum += value != 0 ? 1 : 0;
        }
        return sum;
    }

    /**
     * Walks the cells with a weight other than zero, by ascending key.
     *
     * @param cells takes each
     */
    public void forEach(Cells cells) {
        for (int at = 0; at < values.length; at++) {
            if (values[at] != 0) {
                cells.accept(dense ? at : keys[at], values[at]);
            }
        }
    }

    /**
     * The symbol at a position of a cell.
     *
     * @param key key of the cell
     * @param place index of the position, from 0
     * @return its code
     */
    public int symbolAt(long key, int place) {
        return WindowPositions.digit(key, place, positions.length, symbols);
    }

    /**
     * The conditional law of some positions given others, with the weight of each context. Dense: for small alphabets.
     *
     * @param targets positions whose joint law is asked, in the order of its axes
     * @param context positions given, in the order of a context's symbols
     * @return the table
     * @throws IllegalArgumentException when a position is not among those weighed, or the table has more than
     *     {@link WindowCounts#DENSE_LIMIT} cells
     */
    public ConditionalTable conditional(List<Integer> targets, List<Integer> context) {
        int[] t = WindowPositions.places(
                positions, targets.stream().mapToInt(Integer::intValue).toArray());
        int[] c = WindowPositions.places(
                positions, context.stream().mapToInt(Integer::intValue).toArray());
        if (WindowPositions.combinations(symbols, t.length + c.length) > WindowCounts.DENSE_LIMIT) {
            throw new IllegalArgumentException("the conditional table of " + (t.length + c.length) + " positions over "
                    + symbols + " symbols has more than " + WindowCounts.DENSE_LIMIT + " cells");
        }
        int outcomes = (int) WindowPositions.combinations(symbols, t.length);
        int contexts = (int) WindowPositions.combinations(symbols, c.length);
        double[] joint = new double[contexts * outcomes];
        forEach((key, weight) -> joint[
                (int) (WindowPositions.project(key, c, positions.length, symbols) * outcomes
                        + WindowPositions.project(key, t, positions.length, symbols))] += weight);
        return ConditionalTable.ofJoint(targets, context, symbols, contexts, outcomes, joint);
    }
}

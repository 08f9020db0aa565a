// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.twin;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hipparchus.Field;
import org.hipparchus.FieldElement;
import org.hipparchus.util.MathArrays;
import org.unmask.model.FieldModel;

/**
 * Where two processes differ: a word with its probabilities, or a moment with its values (5.1).
 *
 * @param factors for each position the symbol, or the coordinates multiplied there (none, one or two)
 */
record Witness(List<List<Integer>> factors) {

    private static final int LONGEST = 8;
    private static final int MOST_WORDS = 20_000;

    /** Smaller differences may be rounding; the checker encloses what is larger. */
    private static final double ROUNDING = 1e-13;

    /**
     * The first place in a list of words or moments, short ones first, where two models differ visibly.
     *
     * @param field double precision
     * @param first one model
     * @param second the other
     * @return the witness; empty when none of the list differs by more than rounding
     */
    static <T extends FieldElement<T>> Optional<Witness> find(
            Field<T> field, FieldModel<T> first, FieldModel<T> second) {
        double best = ROUNDING;
        Optional<Witness> found = Optional.empty();
        for (List<Witness> level : first.spreads().length == 0 ? words(first) : moments(first)) {
            for (Witness witness : level) {
                double difference = Math.abs(witness.value(field, first)
                        .subtract(witness.value(field, second))
                        .getReal());
                if (difference > 4 * best) {
                    best = difference;
                    found = Optional.of(witness);
                }
            }
            if (best > 1e-4) {
                return found;
            }
        }
        return found;
    }

    private static List<List<Witness>> words(FieldModel<?> model) {
        int d = model.means()[0].length;
        List<List<Witness>> out = new ArrayList<>();
        for (int length = 1; length <= LONGEST && Math.pow(d, length) <= MOST_WORDS; length++) {
            List<Witness> level = new ArrayList<>();
            for (int[] word : Combinations.of(d, length)) {
                List<List<Integer>> factors = new ArrayList<>();
                for (int symbol : word) {
                    factors.add(List.of(symbol));
                }
                level.add(new Witness(factors));
            }
            out.add(level);
        }
        return out;
    }

    private static List<List<Witness>> moments(FieldModel<?> model) {
        int d = model.means()[0].length;
        List<List<Integer>> choices = new ArrayList<>();
        choices.add(List.of());
        for (int i = 0; i < d; i++) {
            choices.add(List.of(i));
        }
        for (int i = 0; i < d; i++) {
            for (int j = i; j < d; j++) {
                choices.add(List.of(i, j));
            }
        }
        List<List<Witness>> out = new ArrayList<>();
        for (int length = 1; length <= 4 && Math.pow(choices.size(), length) <= MOST_WORDS; length++) {
            List<Witness> level = new ArrayList<>();
            for (int[] word : Combinations.of(choices.size(), length)) {
                List<List<Integer>> factors = new ArrayList<>();
                for (int choice : word) {
                    factors.add(choices.get(choice));
                }
                if (!factors.get(length - 1).isEmpty()) {
                    level.add(new Witness(factors));
                }
            }
            out.add(level);
        }
        return out;
    }

    /** The probability or moment under a model. */
    <T extends FieldElement<T>> T value(Field<T> field, FieldModel<T> model) {
        int k = model.initial().length;
        boolean symbols = model.spreads().length == 0;
        T[] message = model.initial();
        for (int t = 0; t < factors.size(); t++) {
            T[] next = MathArrays.buildArray(field, k);
            for (int j = 0; j < k; j++) {
                T sum = t == 0 ? message[j] : field.getZero();
                for (int i = 0; i < k && t > 0; i++) {
                    sum = sum.add(message[i].multiply(model.transition()[i][j]));
                }
                T factor = field.getOne();
                for (int coordinate : factors.get(t)) {
                    factor = factor.multiply(model.means()[j][coordinate]);
                }
                if (!symbols && factors.get(t).size() == 2) {
                    factor = factor.add(model.spreads()[j][factors.get(t).get(0)][
                            factors.get(t).get(1)]);
                }
                next[j] = sum.multiply(factor);
            }
            message = next;
        }
        T total = field.getZero();
        for (T part : message) {
            total = total.add(part);
        }
        return total;
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict;

import java.math.BigInteger;
import java.util.List;

/** A precondition of a theorem, checked, with the fact that shows it (5.3). */
public sealed interface Evidence {

    /**
     * The fact in words.
     *
     * @return one sentence
     */
    String statement();

    /**
     * A fact about sizes or names that the question itself shows, or that holds outside a set of measure zero.
     *
     * @param statement the fact in words
     */
    record OfQuestion(String statement) implements Evidence {}

    /**
     * A square minor of a matrix of the model that is not zero, so that the matrix has at least this rank. The entries are
     * the model's doubles taken as exact rationals, rows normalised by their exact sums.
     *
     * @param matrix which matrix: {@code transition}, {@code emission}, {@code means}, {@code mean differences}
     * @param rows rows of the minor, from 0
     * @param columns columns of the minor, from 0
     * @param numerator numerator of the determinant in lowest terms, not zero
     * @param denominator its denominator, positive
     */
    record NonzeroMinor(
            String matrix, List<Integer> rows, List<Integer> columns, BigInteger numerator, BigInteger denominator)
            implements Evidence {
        /** Copies the lists. */
        public NonzeroMinor {
            rows = List.copyOf(rows);
            columns = List.copyOf(columns);
        }

        @Override
        public String statement() {
            return "the " + rows.size() + " x " + rows.size() + " minor of the " + matrix + " matrix in rows "
                    + from1(rows)
                    + " and columns " + from1(columns) + " is not zero (about "
                    + new java.math.BigDecimal(numerator)
                            .divide(new java.math.BigDecimal(denominator), java.math.MathContext.DECIMAL32)
                    + ")";
        }

        private static List<Integer> from1(List<Integer> indices) {
            return indices.stream().map(i -> i + 1).toList();
        }
    }

    /**
     * Every state has positive stationary probability.
     *
     * @param numerators one numerator for each state over a common denominator, all positive
     * @param denominator the common denominator, positive
     */
    record PositiveLaw(List<BigInteger> numerators, BigInteger denominator) implements Evidence {
        /** Copies the list. */
        public PositiveLaw {
            numerators = List.copyOf(numerators);
        }

        @Override
        public String statement() {
            return "every state has positive stationary probability";
        }
    }
}

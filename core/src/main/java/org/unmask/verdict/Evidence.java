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
     * those of the {@link RationalModel}.
     *
     * @param matrix which matrix: {@code transition}, {@code emission}, {@code means}, or {@code extended means}: the means
     *     with a column of ones, from which affine independence is seen
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

    /**
     * Largest numbers such that any so many rows of a factor are linearly independent (Kruskal 1977); they suffice when
     * they sum to at least {@code 2 states + 2}.
     *
     * @param names what the factors are
     * @param ranks their k-ranks, exact lower bounds
     * @param states number of states
     */
    record KruskalRanks(List<String> names, List<Integer> ranks, int states) implements Evidence {
        /** Copies the lists. */
        public KruskalRanks {
            names = List.copyOf(names);
            ranks = List.copyOf(ranks);
        }

        @Override
        public String statement() {
            int sum = ranks.stream().mapToInt(Integer::intValue).sum();
            return "the k-ranks of " + names + " are " + ranks + ", in sum " + sum + " >= 2k + 2 = " + (2 * states + 2);
        }
    }
}

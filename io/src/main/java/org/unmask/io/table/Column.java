// SPDX-License-Identifier: Apache-2.0
package org.unmask.io.table;

import java.util.Arrays;
import java.util.List;

/** One column of a table, as long as the table has rows. */
public sealed interface Column {

    /**
     * Its name.
     *
     * @return as in the header, or "column 1" and so on without one
     */
    String name();

    /** Numbers. NaN where missing. */
    final class Numbers implements Column {

        private final String name;
        private final double[] values;

        Numbers(String name, double[] values) {
            this.name = name;
            this.values = values;
        }

        @Override
        public String name() {
            return name;
        }

        /**
         * The values.
         *
         * @return the array itself; not to be modified
         */
        public double[] values() {
            return values;
        }
    }

    /** Symbols, by codes in order of appearance; -1 where missing. */
    final class Symbols implements Column {

        private final String name;
        private final int[] codes;
        private final List<String> symbols;

        Symbols(String name, int[] codes, List<String> symbols) {
            this.name = name;
            this.codes = codes;
            this.symbols = List.copyOf(symbols);
        }

        @Override
        public String name() {
            return name;
        }

        /**
         * The codes.
         *
         * @return the array itself; not to be modified
         */
        public int[] codes() {
            return codes;
        }

        /**
         * The symbols by code.
         *
         * @return distinct texts in order of appearance
         */
        public List<String> symbols() {
            return symbols;
        }

        @Override
        public String toString() {
            return name + " " + symbols + " " + Arrays.toString(codes);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.unmask.io.table;

import com.fasterxml.jackson.core.io.NumberInput;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Grows one column. Its first cell that is not missing decides whether it holds numbers or symbols. */
final class ColumnBuilder {

    private static final int SHOWN = 40;

    private enum Kind {
        UNDECIDED,
        NUMBERS,
        SYMBOLS
    }

    private final String name;
    private Kind kind;
    private int rows;
    private double[] values = new double[0];
    private int[] codes = new int[0];
    private final List<String> symbols = new ArrayList<>();
    private final Map<String, Integer> known = new HashMap<>();

    ColumnBuilder(String name, boolean symbols) {
        this.name = name;
        this.kind = symbols ? Kind.SYMBOLS : Kind.UNDECIDED;
    }

    String name() {
        return name;
    }

    void addMissing() {
        grow();
        if (kind == Kind.NUMBERS) {
            values[rows] = Double.NaN;
        } else if (kind == Kind.SYMBOLS) {
            codes[rows] = -1;
        }
        rows++;
    }

    void add(double value) {
        decide(Kind.NUMBERS);
        grow();
        values[rows++] = value;
    }

    /** Adds a cell; says what is wrong with it, if anything. */
    Optional<String> add(String cell) {
        if (kind != Kind.SYMBOLS) {
            if (isNumber(cell)) {
                double value = NumberInput.parseDouble(cell, true);
                if (Double.isInfinite(value)) {
                    return Optional.of("found " + shown(cell) + ", a number beyond the range of doubles");
                }
                add(value);
                return Optional.empty();
            }
            if (isNotFinite(cell)) {
                return Optional.of(
                        "found " + shown(cell) + ", expected a finite number; missing values are empty or NA");
            }
            if (kind == Kind.NUMBERS) {
                return Optional.of("found " + shown(cell) + " among numbers, expected a number");
            }
        }
        decide(Kind.SYMBOLS);
        grow();
        Integer code = known.putIfAbsent(cell, symbols.size());
        if (code == null) {
            code = symbols.size();
            symbols.add(cell);
        }
        codes[rows++] = code;
        return Optional.empty();
    }

    Column build() {
        return kind == Kind.SYMBOLS
                ? new Column.Symbols(name, Arrays.copyOf(codes, rows), symbols)
                : new Column.Numbers(name, kind == Kind.NUMBERS ? Arrays.copyOf(values, rows) : absent());
    }

    private double[] absent() {
        double[] out = new double[rows];
        Arrays.fill(out, Double.NaN);
        return out;
    }

    private void decide(Kind found) {
        if (kind != Kind.UNDECIDED) {
            return;
        }
        kind = found;
        if (found == Kind.NUMBERS) {
            values = absent();
        } else {
            codes = new int[rows];
            Arrays.fill(codes, -1);
        }
    }

    private void grow() {
        if (kind == Kind.NUMBERS && rows == values.length) {
            values = Arrays.copyOf(values, Math.max(16, 2 * rows));
        } else if (kind == Kind.SYMBOLS && rows == codes.length) {
            codes = Arrays.copyOf(codes, Math.max(16, 2 * rows));
        }
    }

    /** Whether a cell is a plain decimal number, such as -1.5e3. */
    static boolean isNumber(String cell) {
        int i = 0;
        int end = cell.length();
        if (i < end && (cell.charAt(i) == '-' || cell.charAt(i) == '+')) {
            i++;
        }
        int digits = 0;
        boolean point = false;
        while (i < end && (isDigit(cell.charAt(i)) || (cell.charAt(i) == '.' && !point))) {
            if (cell.charAt(i) == '.') {
                point = true;
            } else {
                digits++;
            }
            i++;
        }
        if (digits == 0 || i == end) {
            return digits > 0;
        }
        if (cell.charAt(i) != 'e' && cell.charAt(i) != 'E') {
            return false;
        }
        i++;
        if (i < end && (cell.charAt(i) == '-' || cell.charAt(i) == '+')) {
            i++;
        }
        int first = i;
        while (i < end && isDigit(cell.charAt(i))) {
            i++;
        }
        return i == end && i > first;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** Whether a cell spells a number that is none. */
    static boolean isNotFinite(String cell) {
        String word = cell.startsWith("-") || cell.startsWith("+") ? cell.substring(1) : cell;
        return word.equalsIgnoreCase("nan") || word.equalsIgnoreCase("inf") || word.equalsIgnoreCase("infinity");
    }

    static String shown(String cell) {
        return "\"" + (cell.length() > SHOWN ? cell.substring(0, SHOWN) + "…" : cell) + "\"";
    }
}

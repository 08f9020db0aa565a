// SPDX-License-Identifier: Apache-2.0
package org.unmask.spark;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;
import org.unmask.data.SymbolSequences;
import org.unmask.data.WindowMoments;
import org.unmask.io.BadInputException;
import org.unmask.io.table.TableSource;
import org.unmask.io.text.SymbolOrder;
import org.unmask.model.Alphabet;
import scala.Tuple2;

/**
 * Tables in parts that depend on neither cluster nor files: {@link #ROWS} rows each, in the order of the table; or with a
 * sequence column all sequences whose names have one of {@link #BUCKETS} hash codes, by name. Making them moves every row
 * once.
 */
final class TableParts {

    /** Rows of a part: that of the moments' own parts, so that they are summed in the same order. */
    static final int ROWS = WindowMoments.PART;

    /** Parts that sequences are dealt to. */
    static final int BUCKETS = 1 << 10;

    private TableParts() {}

    /**
     * Where a row belongs.
     *
     * @param offsets number of the first row of each block, by file and first byte
     * @param codes code of each symbol; empty for points
     * @param dimension coordinates of a point; 0 for symbols
     * @param named whether rows name their sequences
     * @param ahead rows of the next part that a part gets to look at
     * @param source the data's name
     * @param columns names of the columns
     */
    private record Places(
            HashMap<String, Long> offsets,
            HashMap<String, Integer> codes,
            int dimension,
            boolean named,
            int ahead,
            String source,
            ArrayList<String> columns)
            implements java.io.Serializable {

        Iterator<Tuple2<Long, RowBits>> deal(Iterator<Row> rows) {
            Map<Long, RowBits> dealt = new TreeMap<>();
            String block = "";
            long next = 0;
            double[] point = new double[dimension];
            while (rows.hasNext()) {
                Row row = rows.next();
                String at = key(row);
                if (!at.equals(block)) {
                    block = at;
                    next = offsets.getOrDefault(at, 0L);
                }
                long number = next++;
                int code = dimension == 0 ? code(row, number) : 0;
                for (int c = 0; c < dimension; c++) {
                    point[c] = number(row, c, number);
                }
                String name = row.isNullAt(2) ? "" : row.getString(2);
                if (named && name.isEmpty()) {
                    throw BadInputException.in(
                            source, "row " + (number + 1) + ": the sequence is missing, expected its name");
                }
                long part = named ? Math.floorMod(name.hashCode(), BUCKETS) : number / ROWS;
                bits(dealt, part).add(number, name, code, point);
                if (!named && part > 0 && number % ROWS < ahead) {
                    bits(dealt, part - 1).add(number, name, code, point);
                }
            }
            return dealt.entrySet().stream()
                    .map(entry -> new Tuple2<>(entry.getKey(), entry.getValue()))
                    .iterator();
        }

        private RowBits bits(Map<Long, RowBits> dealt, long part) {
            return dealt.computeIfAbsent(part, any -> new RowBits(dimension, named));
        }

        private int code(Row row, long number) {
            if (row.isNullAt(3)) {
                return SymbolSequences.MISSING;
            }
            Integer code = codes.get(row.getString(3));
            if (code == null) {
                throw BadInputException.in(
                        source, "row " + (number + 1) + " has changed since it was first read, expected data at rest");
            }
            return code;
        }

        private double number(Row row, int column, long number) {
            if (row.isNullAt(3 + column)) {
                return Double.NaN;
            }
            String cell = row.getString(3 + column);
            return TableSource.number(cell)
                    .orElseThrow(() -> BadInputException.in(
                            source,
                            "row " + (number + 1) + ": found \"" + cell + "\", expected a number (column \""
                                    + columns.get(column) + "\")"));
        }
    }

    private static String key(Row row) {
        return row.getString(0) + " " + row.getLong(1);
    }

    /** The alphabet of the values that occur. */
    static Alphabet alphabet(TableReading table, String source) {
        List<String> found = new ArrayList<>();
        for (Row row : table.rows().select("c0").distinct().collectAsList()) {
            if (!row.isNullAt(0)) {
                found.add(row.getString(0));
            }
        }
        if (found.isEmpty()) {
            throw BadInputException.in(
                    source,
                    "every value of column \"" + table.columns().get(0) + "\" is missing, expected some that are not");
        }
        List<String> sorted = new ArrayList<>();
        for (int place : SymbolOrder.natural(found)) {
            sorted.add(found.get(place));
        }
        return Alphabet.of(sorted);
    }

    /**
     * The parts.
     *
     * @param table the rows
     * @param alphabet the symbols; without any for points
     * @param ahead rows to look ahead at
     * @param source the data's name
     * @return all parts, kept by the executors
     */
    static JavaRDD<TablePart> of(TableReading table, List<String> alphabet, int ahead, String source) {
        int dimension = table.symbols() ? 0 : table.columns().size();
        HashMap<String, Integer> codes = new HashMap<>();
        alphabet.forEach(symbol -> codes.put(symbol, codes.size()));
        Places places = new Places(
                offsets(table.rows()),
                codes,
                dimension,
                table.named(),
                ahead,
                source,
                new ArrayList<>(table.columns()));
        boolean named = table.named();
        return table.rows()
                .javaRDD()
                .mapPartitionsToPair(places::deal)
                .groupByKey()
                .map(part -> TablePart.of(
                        part._1(),
                        StreamSupport.stream(part._2().spliterator(), false).toList(),
                        dimension,
                        named))
                .persist(StorageLevel.MEMORY_AND_DISK_SER());
    }

    /** Rows of each block are numbered on from those before it, by file and place in it. */
    @SuppressWarnings("NonApiType") // travels between processes, which not every Map can
    private static HashMap<String, Long> offsets(Dataset<Row> rows) {
        List<Row> blocks =
                rows.groupBy("file", "block").count().orderBy("file", "block").collectAsList();
        HashMap<String, Long> offsets = new HashMap<>();
        long next = 0;
        for (Row block : blocks) {
            offsets.put(key(block), next);
            next += block.getLong(2);
        }
        return offsets;
    }
}

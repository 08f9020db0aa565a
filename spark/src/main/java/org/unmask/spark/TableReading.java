// SPDX-License-Identifier: Apache-2.0
package org.unmask.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.fs.FileStatus;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructType;
import org.unmask.io.BadInputException;
import org.unmask.io.InputBytes;
import org.unmask.io.data.DataFormat;
import org.unmask.io.data.DataOptions;
import org.unmask.io.data.TokenKind;
import org.unmask.io.table.CsvReader;
import org.unmask.io.table.Table;
import org.unmask.io.table.TableOptions;
import org.unmask.io.table.TableSource;

/**
 * A table as rows of texts with their place: file, first byte of the block that Spark read the row from, sequence, cells.
 * Header, separator and what columns hold are seen from the first file as they are on this machine.
 *
 * @param rows columns {@code file, block, sequence, c0, c1 …}; a cell that is missing is null
 * @param columns names of the cells' columns
 * @param symbols whether the one column holds symbols rather than numbers
 * @param named whether rows name their sequences
 */
record TableReading(Dataset<Row> rows, List<String> columns, boolean symbols, boolean named) {

    static TableReading of(SparkSession session, List<FileStatus> files, DataFormat format, DataOptions how) {
        Dataset<Row> all = read(session, files, format, how);
        List<String> names = List.of(all.columns());
        String source = files.get(0).getPath().toString();
        List<String> chosen = how.columns().isEmpty()
                ? names.stream()
                        .filter(name -> !how.sequenceColumn().equals(Optional.of(name)))
                        .filter(name -> !name.isEmpty())
                        .toList()
                : how.columns();
        List<String> wanted = new ArrayList<>(chosen);
        how.sequenceColumn().ifPresent(wanted::add);
        for (String name : wanted) {
            if (!names.contains(name)) {
                throw BadInputException.in(
                        source, "there is no column \"" + name + "\", expected one of " + String.join(", ", names));
            }
        }
        boolean symbols = holdsSymbols(session, files.get(0), format, how, all, chosen);
        if (symbols && chosen.size() != 1) {
            throw BadInputException.in(
                    source,
                    "there are " + chosen.size() + " columns, expected one of symbols; choose it with --columns out of "
                            + String.join(", ", chosen));
        }
        Set<String> missing = how.missing().orElse(Set.of("NA"));
        List<Column> cells = new ArrayList<>();
        cells.add(col("_metadata.file_path").as("file"));
        cells.add(col("_metadata.file_block_start").as("block"));
        cells.add(how.sequenceColumn()
                .map(name -> quoted(name).cast(DataTypes.StringType))
                .orElse(lit(""))
                .as("sequence"));
        for (int c = 0; c < chosen.size(); c++) {
            Column cell = quoted(chosen.get(c)).cast(DataTypes.StringType);
            Column absent = cell.equalTo("").or(cell.isin(missing.toArray()));
            cells.add(org.apache
                    .spark
                    .sql
                    .functions
                    .when(absent, lit(null).cast(DataTypes.StringType))
                    .otherwise(cell)
                    .as("c" + c));
        }
        return new TableReading(
                all.select(cells.toArray(Column[]::new)),
                chosen,
                symbols,
                how.sequenceColumn().isPresent());
    }

    /** A column by its name, whatever is in it. */
    private static Column quoted(String name) {
        return col("`" + name.replace("`", "``") + "`");
    }

    private static Dataset<Row> read(SparkSession session, List<FileStatus> files, DataFormat format, DataOptions how) {
        String[] paths = files.stream().map(file -> file.getPath().toString()).toArray(String[]::new);
        DataFrameReader reader = session.read();
        return switch (format) {
            case PARQUET -> reader.parquet(paths);
            case JSONL -> {
                if (how.columns().isEmpty()) {
                    throw new IllegalArgumentException(
                            "the columns of JSON have no order on Spark, expected --columns to name them");
                }
                yield reader.json(paths);
            }
            case CSV, TSV -> csv(reader, paths, FileHeads.lines(session, files.get(0)), format, how);
            default -> throw new IllegalArgumentException(format.word() + " is no table");
        };
    }

    private static Dataset<Row> csv(
            DataFrameReader reader, String[] paths, InputBytes head, DataFormat format, DataOptions how) {
        List<List<String>> first = new ArrayList<>();
        CsvReader.read(head, format.table().orElseThrow(), (line, cells) -> {
            if (first.isEmpty()) {
                first.add(List.copyOf(cells));
            }
        });
        boolean header = how.header()
                .orElseGet(() -> first.get(0).stream()
                        .noneMatch(cell -> TableSource.number(cell).isPresent()));
        StructType schema = new StructType();
        for (int c = 0; c < first.get(0).size(); c++) {
            schema = schema.add(header ? first.get(0).get(c) : "column " + (c + 1), DataTypes.StringType);
        }
        String start = new String(head.head(1 << 14), java.nio.charset.StandardCharsets.UTF_8);
        String line = start.lines().findFirst().orElse("");
        String separator =
                format == DataFormat.TSV ? "\t" : line.indexOf(',') < 0 && line.indexOf(';') >= 0 ? ";" : ",";
        return reader.schema(schema)
                .option("header", header)
                .option("sep", separator)
                .option("escape", "\"")
                .option("mode", "FAILFAST")
                .csv(paths);
    }

    /** The first value that is there decides, as it does on this machine. */
    private static boolean holdsSymbols(
            SparkSession session,
            FileStatus file,
            DataFormat format,
            DataOptions how,
            Dataset<Row> all,
            List<String> chosen) {
        if (how.kind() == TokenKind.SYMBOLS) {
            return true;
        }
        boolean texts;
        if (format == DataFormat.CSV || format == DataFormat.TSV) {
            Table table = TableSource.read(
                    FileHeads.lines(session, file),
                    format.table().orElseThrow(),
                    new TableOptions(
                            chosen,
                            Optional.empty(),
                            Optional.empty(),
                            how.header(),
                            how.missing().orElse(Set.of("NA")),
                            false,
                            List.of()));
            texts = table.columns().stream().anyMatch(org.unmask.io.table.Column.Symbols.class::isInstance);
        } else {
            texts = chosen.stream().anyMatch(name -> !(all.schema().apply(name).dataType() instanceof NumericType));
        }
        if (texts && how.kind() == TokenKind.POINTS) {
            throw BadInputException.in(file.getPath().toString(), "found texts, expected columns of numbers");
        }
        return texts;
    }
}

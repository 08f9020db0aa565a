// SPDX-License-Identifier: Apache-2.0
package org.unmask.io.table;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.unmask.io.BadInputException;
import org.unmask.io.InputBytes;

/** What the embedded database reads and writes. It is loaded by the first call, nothing is fetched from the network. */
final class DuckDb {

    private static final Set<Integer> NUMERIC = Set.of(
            Types.TINYINT,
            Types.SMALLINT,
            Types.INTEGER,
            Types.BIGINT,
            Types.FLOAT,
            Types.REAL,
            Types.DOUBLE,
            Types.DECIMAL,
            Types.NUMERIC);

    private DuckDb() {}

    static Table read(InputBytes input, TableFormat format, TableOptions options) {
        if (input.size() == 0) {
            throw BadInputException.in(input.name(), "the file is empty, expected a table");
        }
        try (Connection database = open();
                Statement statement = database.createStatement()) {
            statement.execute("CREATE VIEW data AS SELECT * FROM " + scan(input.asFile(), format, options));
            try (ResultSet rows = statement.executeQuery(options.query().orElse("SELECT * FROM data"))) {
                return collect(input.name(), rows, options);
            }
        } catch (SQLException failed) {
            throw BadInputException.in(input.name(), problem(failed));
        }
    }

    /** Turns CSV with a header into another format. */
    static void write(Path csv, Path to, TableFormat format, List<TableSource.Kind> kinds) throws IOException {
        String types = String.join(", ", kinds.stream().map(DuckDb::type).toList());
        try (Connection database = open();
                Statement statement = database.createStatement()) {
            statement.execute("COPY (SELECT * FROM read_csv(" + quoted(csv.toString())
                    + ", header = true, delim = ',', quote = '\"', escape = '\"', types = [" + types + "])) TO "
                    + quoted(to.toString()) + " " + target(format));
        } catch (SQLException failed) {
            throw new IOException(problem(failed), failed);
        }
    }

    private static String type(TableSource.Kind kind) {
        return switch (kind) {
            case TEXT -> "'VARCHAR'";
            case INTEGER -> "'BIGINT'";
            case NUMBER -> "'DOUBLE'";
        };
    }

    private static Connection open() throws SQLException {
        Connection database = DriverManager.getConnection("jdbc:duckdb:");
        try (Statement settings = database.createStatement()) {
            settings.execute("SET autoinstall_known_extensions = false");
            settings.execute("SET preserve_insertion_order = true");
        }
        return database;
    }

    private static String scan(Path file, TableFormat format, TableOptions options) {
        String name = quoted(file.toString());
        String header = options.header().map(has -> ", header = " + has).orElse("");
        return switch (format) {
            case CSV -> "read_csv(" + name + header + ")";
            case TSV -> "read_csv(" + name + ", delim = '\t'" + header + ")";
            case JSONL -> "read_json(" + name + ", format = 'newline_delimited')";
            case PARQUET -> "read_parquet(" + name + ")";
        };
    }

    private static String target(TableFormat format) {
        return format == TableFormat.JSONL ? "(FORMAT json)" : "(FORMAT parquet)";
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    private static Table collect(String source, ResultSet rows, TableOptions asked) throws SQLException {
        ResultSetMetaData meta = rows.getMetaData();
        List<String> names = new ArrayList<>();
        for (int c = 1; c <= meta.getColumnCount(); c++) {
            names.add(meta.getColumnLabel(c));
        }
        TableOptions options = asked.in(names);
        int[] chosen = TableSource.choose(source, names, options);
        int sequencePlace = options.sequenceColumn()
                .map(name -> TableSource.find(source, names, name))
                .orElse(-1);
        ColumnBuilder sequence = new ColumnBuilder(options.sequenceColumn().orElse(""), true);
        List<ColumnBuilder> columns = new ArrayList<>();
        boolean[] numeric = new boolean[chosen.length];
        for (int c = 0; c < chosen.length; c++) {
            numeric[c] = NUMERIC.contains(meta.getColumnType(chosen[c] + 1)) && !options.symbols();
            columns.add(new ColumnBuilder(names.get(chosen[c]), options.symbols()));
        }
        int count = 0;
        while (rows.next()) {
            count++;
            if (sequencePlace >= 0) {
                String id = rows.getString(sequencePlace + 1);
                if (id == null) {
                    throw BadInputException.in(
                            source, "row " + count + ": the sequence of the row is missing, expected its name");
                }
                sequence.add(id);
            }
            for (int c = 0; c < chosen.length; c++) {
                Optional<String> problem = cell(rows, chosen[c] + 1, numeric[c], columns.get(c), options);
                if (problem.isPresent()) {
                    throw BadInputException.in(
                            source,
                            "row " + count + ": " + problem.get() + " (column \""
                                    + columns.get(c).name() + "\")");
                }
            }
        }
        if (count == 0) {
            throw BadInputException.in(source, "there is no row, expected some");
        }
        return new Table(
                source,
                count,
                columns.stream().map(ColumnBuilder::build).toList(),
                sequencePlace < 0 ? Optional.empty() : Optional.of((Column.Symbols) sequence.build()),
                Optional.empty(),
                chosen);
    }

    private static Optional<String> cell(
            ResultSet rows, int place, boolean numeric, ColumnBuilder column, TableOptions options)
            throws SQLException {
        if (numeric) {
            double value = rows.getDouble(place);
            if (rows.wasNull()) {
                column.addMissing();
            } else if (Double.isFinite(value)) {
                column.add(value);
            } else if (options.missing().contains(Double.toString(value))) {
                column.addMissing();
            } else {
                return Optional.of("found " + value + ", expected a finite number");
            }
            return Optional.empty();
        }
        String text = rows.getString(place);
        if (text == null || text.isEmpty() || options.missing().contains(text)) {
            column.addMissing();
            return Optional.empty();
        }
        return column.add(text);
    }

    /** The line that says what is wrong, without the line of the query that follows it and the remark before it. */
    private static String problem(SQLException failed) {
        String message = String.valueOf(failed.getMessage());
        String mark = "\nError: ";
        int begin = message.indexOf(mark);
        String rest = begin < 0 ? message : message.substring(begin + mark.length());
        int end = rest.indexOf('\n');
        return "the database says: " + (end < 0 ? rest : rest.substring(0, end));
    }
}

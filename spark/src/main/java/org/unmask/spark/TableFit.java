// SPDX-License-Identifier: Apache-2.0
package org.unmask.spark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.FileStatus;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.SparkSession;
import org.unmask.data.PointSequences;
import org.unmask.data.Sequences;
import org.unmask.data.SymbolSequences;
import org.unmask.estimate.Estimator;
import org.unmask.estimate.LargePointEstimator;
import org.unmask.estimate.StreamFit;
import org.unmask.io.BadInputException;
import org.unmask.io.data.DataChecks;
import org.unmask.io.data.DataFormat;
import org.unmask.io.data.DataProvenance;
import org.unmask.io.data.DataSet;
import org.unmask.io.engine.FitEngine;
import org.unmask.model.Alphabet;

/**
 * Fits to tables. A table no larger than what may be kept in this process is brought here, in its own order, and fitted as
 * one that was read here; larger ones are fitted by sums over their parts.
 */
final class TableFit {

    private TableFit() {}

    static FitEngine.Answer of(SparkSession session, FitEngine.Job job, DataFormat format, List<FileStatus> files) {
        TableReading table = TableReading.of(session, files, format, job.how());
        List<String> symbols =
                table.symbols() ? TableParts.alphabet(table, job.data()).symbols() : List.of();
        int window = job.options().tasksFor(!table.symbols()).window();
        JavaRDD<TablePart> parts = TableParts.of(table, symbols, window - 1, job.data());
        List<Shape> shapes = parts.map(TablePart::shape).collect();
        long tokens = shapes.stream().mapToLong(Shape::tokens).sum();
        if (tokens == 0) {
            throw BadInputException.in(job.data(), "there is no row, expected some");
        }
        int kept = table.symbols()
                ? job.sample()
                : points(job.sample(), table.columns().size());
        if (tokens <= kept) {
            return small(job, format, files, table, symbols, parts.collect());
        }
        if (!table.symbols()) {
            SparkPoints source = new SparkPoints(parts, table.columns().size(), shapes);
            StreamFit fitted = new LargePointEstimator(job.options(), kept).fit(source);
            return SparkEngine.answer(job, fitted, format, table.columns(), files, source.tokens(), source.count());
        }
        SparkSymbols source = new SparkSymbols(Alphabet.of(symbols), parts, shapes);
        return SparkEngine.answer(job, source, format, table.columns(), files);
    }

    /** Points that take the memory of so many symbols, those of few coordinates as many. */
    private static int points(int symbols, int coordinates) {
        return (int) Math.max(1 << 10, Math.min(symbols, 4L * symbols / coordinates));
    }

    private static FitEngine.Answer small(
            FitEngine.Job job,
            DataFormat format,
            List<FileStatus> files,
            TableReading table,
            List<String> symbols,
            List<TablePart> parts) {
        Sequences data = gathered(parts, symbols, table);
        long missing = data instanceof PointSequences points
                ? Arrays.stream(points.values()).filter(Double::isNaN).count()
                : Arrays.stream(((SymbolSequences) data).codes())
                        .filter(code -> code < 0)
                        .count();
        DataSet read = new DataSet(
                data,
                new DataProvenance(
                        job.data(),
                        SparkEngine.listing(files),
                        format,
                        table.columns(),
                        List.of(),
                        Optional.empty(),
                        data.tokens(),
                        data.count(),
                        missing));
        DataChecks.forFit(read, job.options().tasksFor(!table.symbols()).window());
        return new FitEngine.Answer(new Estimator(job.options()).fit(data), read);
    }

    /** One sequence of some part. */
    private record Stretch(TablePart part, int from, int to, long firstRow) {}

    /** All tokens, sequences in the order in which the table first names them. */
    static Sequences gathered(List<TablePart> parts, List<String> symbols, TableReading table) {
        List<Stretch> stretches = new ArrayList<>();
        for (TablePart part : parts) {
            int from = 0;
            for (int s = 0; s < part.sequences(); s++) {
                stretches.add(new Stretch(part, from, part.ends()[s], part.firstRows()[s]));
                from = part.ends()[s];
            }
            if (part.sequences() == 0) {
                stretches.add(new Stretch(part, 0, part.starts(), part.firstRows()[0]));
            }
        }
        stretches.sort(Comparator.comparingLong(Stretch::firstRow));
        int d = table.symbols() ? 0 : table.columns().size();
        int tokens = stretches.stream().mapToInt(s -> s.to() - s.from()).sum();
        int[] codes = new int[d == 0 ? tokens : 0];
        double[] values = new double[tokens * d];
        int[] ends = new int[stretches.size()];
        int at = 0;
        for (int s = 0; s < ends.length; s++) {
            Stretch stretch = stretches.get(s);
            int length = stretch.to() - stretch.from();
            if (d == 0) {
                System.arraycopy(stretch.part().codes(), stretch.from(), codes, at, length);
            } else {
                System.arraycopy(stretch.part().values(), stretch.from() * d, values, at * d, length * d);
            }
            at += length;
            ends[s] = at;
        }
        int[] all = table.named() ? ends : new int[] {tokens};
        return d == 0 ? SymbolSequences.of(Alphabet.of(symbols), codes, all) : PointSequences.of(d, values, all);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.rank;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.unmask.model.Chain;
import org.unmask.model.CovarianceShape;
import org.unmask.model.ModelFamily;
import org.unmask.task.Loss;
import org.unmask.task.TaskSet;
import org.unmask.verdict.Question;

/** The table of nullities that were found elsewhere: float64 Jacobians for all rows, exact ranks for some. */
public final class NullityTable {

    private static final Pattern ROW =
            Pattern.compile("(\\w+),(\\d+),(\\d+),([\\w-]+),([\\w-]*),\"?([^\"]+?)\"?,(\\d+),(\\d+),(\\d+)");

    private NullityTable() {}

    public record Row(String text, Question question, int parameters, int rank, int nullity) {}

    public static List<Row> rows() {
        try (InputStream in =
                Objects.requireNonNull(NullityTable.class.getResourceAsStream("/org/unmask/verdict/nullity.csv"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .map(NullityTable::row)
                    .toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static Row row(String text) {
        Matcher row = ROW.matcher(text);
        if (!row.matches()) {
            throw new IllegalArgumentException(text);
        }
        int k = Integer.parseInt(row.group(2));
        int d = Integer.parseInt(row.group(3));
        Chain chain = Chain.ofWord(row.group(4));
        ModelFamily family = row.group(1).equals("categorical")
                ? new ModelFamily.Categorical(k, d, chain)
                : new ModelFamily.Gaussian(k, d, CovarianceShape.ofWord(row.group(5)), chain);
        return new Row(
                text,
                Question.generic(family, TaskSet.parse(row.group(6), Loss.SQUARED)),
                Integer.parseInt(row.group(7)),
                Integer.parseInt(row.group(8)),
                Integer.parseInt(row.group(9)));
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.unmask.cli.answer;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.unmask.io.BadInputException;
import org.unmask.io.InputBytes;
import org.unmask.verdict.ExactRank;
import org.unmask.verdict.Question;
import org.unmask.verdict.engine.QuestionRow;

/**
 * A CSV file of questions: the columns are {@code family,states,dimension,transition,covariance,tasks} and then
 * {@code parameters,rank,nullity}, which the answer fills.
 *
 * @param rows the rows in their order
 * @param questions the question of each
 */
public record QuestionTable(List<QuestionRow> rows, List<Question> questions) {

    private static final List<String> COLUMNS = List.of(
            "family", "states", "dimension", "transition", "covariance", "tasks", "parameters", "rank", "nullity");

    private static final int ASKED = 6;

    /**
     * Reads a table.
     *
     * @throws BadInputException naming the line that is wrong
     */
    public static QuestionTable read(String path) {
        InputBytes input = InputBytes.of(path);
        String text = new String(input.readAll(), StandardCharsets.UTF_8);
        if (text.startsWith("\uFEFF")) {
            text = text.substring(1);
        }
        List<QuestionRow> rows = new ArrayList<>();
        List<Question> questions = new ArrayList<>();
        int[] columnOf = new int[0];
        long line = 0;
        for (String record : text.lines().toList()) {
            line++;
            if (record.isBlank()) {
                continue;
            }
            List<String> cells = cells(input.name(), line, record);
            if (columnOf.length == 0) {
                columnOf = header(input.name(), line, cells);
                continue;
            }
            QuestionRow row = row(input.name(), line, cells, columnOf);
            rows.add(row);
            questions.add(question(input.name(), line, row));
        }
        if (rows.isEmpty()) {
            throw BadInputException.in(input.name(), "the table has no questions");
        }
        return new QuestionTable(List.copyOf(rows), List.copyOf(questions));
    }

    private static int[] header(String source, long line, List<String> cells) {
        int[] out = new int[ASKED];
        for (int i = 0; i < ASKED; i++) {
            out[i] = cells.stream().map(String::strip).toList().indexOf(COLUMNS.get(i));
            if (out[i] < 0) {
                throw BadInputException.at(
                        source,
                        line,
                        "there is no column \"" + COLUMNS.get(i) + "\", expected " + String.join(",", COLUMNS));
            }
        }
        return out;
    }

    private static QuestionRow row(String source, long line, List<String> cells, int[] columnOf) {
        String[] asked = new String[ASKED];
        for (int i = 0; i < ASKED; i++) {
            if (columnOf[i] >= cells.size()) {
                throw BadInputException.at(
                        source,
                        line,
                        "the column " + COLUMNS.get(i) + " is missing, found " + cells.size() + " columns");
            }
            asked[i] = cells.get(columnOf[i]);
        }
        return new QuestionRow(asked[0], asked[1], asked[2], asked[3], asked[4], asked[5]);
    }

    private static Question question(String source, long line, QuestionRow row) {
        try {
            return row.question();
        } catch (IllegalArgumentException wrong) {
            throw BadInputException.at(source, line, String.valueOf(wrong.getMessage()));
        }
    }

    /** The cells of a line, by RFC 4180. */
    private static List<String> cells(String source, long line, String record) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int at = 0; at < record.length(); at++) {
            char c = record.charAt(at);
            if (quoted && c == '"' && at + 1 < record.length() && record.charAt(at + 1) == '"') {
                cell.append(c);
                at++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        if (quoted) {
            throw BadInputException.at(source, line, "a quotation mark is not closed");
        }
        cells.add(cell.toString());
        return cells;
    }

    /**
     * The table with its answers: the words as they were given, tasks joined by {@code &}; empty where a rank is
     * not known.
     */
    public String answered(List<Optional<ExactRank>> ranks) {
        StringBuilder text = new StringBuilder(String.join(",", COLUMNS)).append('\n');
        for (int i = 0; i < rows.size(); i++) {
            QuestionRow row = rows.get(i);
            Optional<ExactRank> rank = ranks.get(i);
            List<String> cells = List.of(
                    row.family(),
                    row.states(),
                    row.dimension(),
                    row.transition(),
                    row.covariance(),
                    row.tasks(),
                    Integer.toString(questions.get(i).family().parameters()),
                    rank.map(found -> Integer.toString(found.rank())).orElse(""),
                    rank.map(found -> Integer.toString(found.nullity())).orElse(""));
            text.append(cells.stream().map(QuestionTable::quoted).collect(Collectors.joining(",")))
                    .append('\n');
        }
        return text.toString();
    }

    private static String quoted(String cell) {
        return cell.indexOf(',') >= 0 || cell.indexOf('"') >= 0 ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
    }
}

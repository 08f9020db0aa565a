// SPDX-License-Identifier: Apache-2.0
package org.unmask.cli.answer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.unmask.cli.terminal.Numbers;
import org.unmask.cli.terminal.TextTable;
import org.unmask.study.PlanStudy;
import org.unmask.study.PlannedSize;
import org.unmask.study.TaskOrder;

/** Tables of plans that were put to the test, for {@code study}. */
public final class PlanAnswers {

    /** What a plan is to be right within. */
    private static final double WITHIN = 2;

    private final TextTable table = new TextTable(
            "model", "task", "#planned tokens", "#drawn", "#promised", "#median of the largest error", "#factor");

    private final List<Map<String, Object>> lines = new ArrayList<>();
    private final List<PlanStudy.Row> all = new ArrayList<>();

    /** One plan of each model. */
    public static StudyAnswer ofPlans(List<String> names, List<PlannedSize> plans, List<PlanStudy.Row> rows) {
        PlanAnswers answers = new PlanAnswers();
        for (int n = 0; n < rows.size(); n++) {
            answers.add(names.get(n), plans.get(n), rows.get(n));
        }
        Map<String, Object> totals = new LinkedHashMap<>();
        List<String> remarks = new ArrayList<>();
        answers.total(totals, remarks);
        return new StudyAnswer(answers.table, answers.lines, totals, remarks);
    }

    /** Several tasks of each model; rows of all models in turn. */
    public static StudyAnswer ofRankings(
            List<String> names, List<List<PlannedSize>> rankings, List<PlanStudy.Row> rows) {
        PlanAnswers answers = new PlanAnswers();
        List<TaskOrder> orders = new ArrayList<>();
        int at = 0;
        for (int n = 0; n < rankings.size(); n++) {
            List<PlannedSize> plans = rankings.get(n);
            for (int p = 0; p < plans.size(); p++) {
                answers.add(names.get(n), plans.get(p), rows.get(at + p));
            }
            orders.add(TaskOrder.of(rows.subList(at, at + plans.size())));
            at += plans.size();
        }
        Map<String, Object> totals = new LinkedHashMap<>();
        List<String> remarks = new ArrayList<>();
        answers.total(totals, remarks);
        int confirmed = orders.stream().mapToInt(TaskOrder::confirmed).sum();
        int contradicted = orders.stream().mapToInt(TaskOrder::contradicted).sum();
        int open = orders.stream().mapToInt(TaskOrder::open).sum();
        List<Map<String, Object>> models = new ArrayList<>();
        for (int n = 0; n < orders.size(); n++) {
            models.add(order(names.get(n), orders.get(n)));
        }
        totals.put("pairsConfirmed", confirmed);
        totals.put("pairsContradicted", contradicted);
        totals.put("pairsOpen", open);
        totals.put("orders", models);
        remarks.add(String.format(
                Locale.ROOT,
                "pairs of tasks of one model: %d in the order of the ranking beyond doubt, %d against it, %d not told apart",
                confirmed,
                contradicted,
                open));
        orders.stream()
                .mapToDouble(TaskOrder::correlation)
                .filter(Double::isFinite)
                .average()
                .ifPresent(mean ->
                        remarks.add(String.format(Locale.ROOT, "rank correlation, mean over models: %.2f", mean)));
        return new StudyAnswer(answers.table, answers.lines, totals, remarks);
    }

    private static Map<String, Object> order(String name, TaskOrder order) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("model", name);
        fields.put("confirmed", order.confirmed());
        fields.put("contradicted", order.contradicted());
        fields.put("open", order.open());
        if (Double.isFinite(order.correlation())) {
            fields.put("rankCorrelation", order.correlation());
        }
        return fields;
    }

    private void add(String name, PlannedSize plan, PlanStudy.Row row) {
        all.add(row);
        boolean tested = row.drawn() > 0;
        table.add(
                name,
                plan.tasks().text(),
                Double.isFinite(row.planned()) ? String.format(Locale.ROOT, "%,.0f", row.planned()) : "never",
                tested ? String.format(Locale.ROOT, "%,d", row.drawn()) : "",
                tested ? Numbers.short4(row.promised()) : "",
                tested ? Numbers.short4(row.median()) : "",
                tested
                        ? String.format(
                                Locale.ROOT, "%.2f (%.2f–%.2f)", row.factor(), row.factors()[0], row.factors()[1])
                        : "");
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("model", name);
        fields.put("task", plan.tasks().text());
        if (Double.isFinite(row.planned())) {
            fields.put("plannedTokens", row.planned());
        }
        if (tested) {
            fields.put("drawnTokens", row.drawn());
            fields.put("promisedError", row.promised());
            fields.put("medianLargestError", row.median());
            fields.put("factor", row.factor());
            fields.put("factorLow", row.factors()[0]);
            fields.put("factorHigh", row.factors()[1]);
        }
        lines.add(fields);
    }

    private void total(Map<String, Object> totals, List<String> remarks) {
        double right = PlanStudy.right(all, WITHIN);
        if (Double.isFinite(right)) {
            long refuted = PlanStudy.refuted(all, WITHIN);
            totals.put("right", right);
            totals.put("refuted", refuted);
            remarks.add(String.format(
                    Locale.ROOT,
                    "right within a factor of %s: %.1f %% of %d plans; wrong beyond doubt: %d",
                    Numbers.short4(WITHIN),
                    100 * right,
                    all.stream().filter(row -> row.drawn() > 0).count(),
                    refuted));
        }
    }
}

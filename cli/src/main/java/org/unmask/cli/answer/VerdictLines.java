// SPDX-License-Identifier: Apache-2.0
package org.unmask.cli.answer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.unmask.io.Counted;
import org.unmask.model.ModelFamily;
import org.unmask.task.Loss;
import org.unmask.verdict.ExactRank;
import org.unmask.verdict.Fixed;
import org.unmask.verdict.Twin;
import org.unmask.verdict.Verdict;

/** A verdict for a person. */
public final class VerdictLines {

    private VerdictLines() {}

    /** The lines to print. */
    public static List<String> lines(Verdict verdict, String explanation) {
        List<String> out = new ArrayList<>();
        String headline = verdict.fold(
                yes -> "IDENTIFIABLE, up to relabelling the states",
                locally -> locally.twin().isPresent()
                        ? "LOCALLY IDENTIFIABLE, NOT GLOBALLY: finitely many models share the predictors, two at least"
                        : "LOCALLY IDENTIFIABLE: finitely many models share the predictors, one or several",
                no -> "NOT IDENTIFIABLE: a continuum of models shares the predictors",
                open -> "UNDETERMINED");
        out.add(headline);
        verdict.rank().ifPresent(rank -> out.add(rank(verdict, rank)));
        if (verdict.question().family() instanceof ModelFamily.Gaussian) {
            boolean densities = verdict.question().tasks().tasks().stream().anyMatch(task -> task.loss() == Loss.LOG);
            out.add(
                    densities
                            ? "asked for log loss, where a predictor gives densities; --loss squared asks about means alone"
                            : "asked for squared loss, where a predictor gives means alone; --loss log asks about densities");
        }
        out.add("");
        out.add(explanation);
        if (!(verdict instanceof Verdict.Undetermined)) {
            out.add("");
            out.add(verdict.reason());
        }
        if (verdict instanceof Verdict.NotIdentifiable not && !not.quantities().isEmpty()) {
            out.add("Fixed: " + names(not.quantities(), true));
            out.add("Not fixed: " + names(not.quantities(), false));
        }
        twin(verdict)
                .ifPresent(twin -> out.add(String.format(
                        Locale.ROOT,
                        "A twin was found and checked: another model with the same predictions, a parameter of which differs by %.3g;"
                                + " `unmask twin` writes it down",
                        twin.parameterDistance())));
        return out;
    }

    /** A rank whose search was cut short bounds the true one from below. */
    private static String rank(Verdict verdict, ExactRank rank) {
        boolean bound = verdict instanceof Verdict.Undetermined open && open.isBound();
        return Counted.of(rank.parameters(), "parameter")
                + (bound ? ", rank at least " : ", rank ")
                + rank.rank()
                + (bound ? ", nullity at most " : ", nullity ")
                + rank.nullity()
                + (bound ? "" : " (" + chance(rank) + ")")
                + (verdict.question().at().isPresent() ? ", at the given model" : ", at a generic point");
    }

    private static String chance(ExactRank rank) {
        return rank.errorProbability() > 0
                ? String.format(Locale.ROOT, "chance of error below %.1e", rank.errorProbability())
                : "exact";
    }

    private static Optional<Twin> twin(Verdict verdict) {
        return verdict.fold(
                yes -> Optional.empty(),
                Verdict.LocallyIdentifiable::twin,
                Verdict.NotIdentifiable::twin,
                open -> Optional.empty());
    }

    /** Functions by name, single parameters by how many of each kind. */
    private static String names(List<Fixed> quantities, boolean fixed) {
        Map<String, Integer> kinds = new LinkedHashMap<>();
        List<String> names = new ArrayList<>();
        for (Fixed quantity : quantities) {
            int bracket = quantity.quantity().indexOf('[');
            if (quantity.fixed() == fixed && bracket < 0) {
                names.add(quantity.quantity());
            } else if (bracket >= 0) {
                kinds.merge(quantity.quantity().substring(0, bracket), quantity.fixed() == fixed ? 1 : 0, Integer::sum);
            }
        }
        kinds.forEach((kind, count) -> {
            if (count > 0) {
                names.add(Counted.of(count, "single " + kind + " parameter"));
            }
        });
        return names.isEmpty() ? "nothing" : String.join(", ", names);
    }
}

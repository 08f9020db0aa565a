// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.rank;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.unmask.field.Dual;
import org.unmask.field.DualField;
import org.unmask.model.CovarianceShape;
import org.unmask.model.FieldModel;
import org.unmask.model.ModelFamily;
import org.unmask.model.Parameterization;
import org.unmask.verdict.Fixed;
import org.unmask.verdict.Question;

/**
 * Which entries of a model's matrices the predictors fix locally (4.4), entries that follow from the others included. Exact
 * modulo the prime, like {@link FixedQuantities}.
 *
 * @param transition {@code now * states + next}
 * @param stationary one for each state
 * @param emission {@code state * dimension + symbol or coordinate}: emission matrix or means
 * @param covariances for each state {@code row * dimension + column}; empty for symbols
 */
public record FixedEntries(
        List<Boolean> transition, List<Boolean> stationary, List<Boolean> emission, List<List<Boolean>> covariances) {

    /** Copies the lists. */
    public FixedEntries {
        transition = List.copyOf(transition);
        stationary = List.copyOf(stationary);
        emission = List.copyOf(emission);
        covariances = List.copyOf(covariances);
    }

    /**
     * The entries of a question's family, at its point.
     *
     * @param question the question
     * @param found its rank, with the span of the rows
     * @return which are fixed
     */
    public static FixedEntries of(Question question, RankFinder.Found found) {
        ModularPoint point = found.point();
        DualField duals = new DualField(point.field, point.free.length);
        Dual[] free = new Dual[point.free.length];
        Arrays.setAll(free, i -> duals.variable(point.free[i], i));
        FieldModel<Dual> model = Parameterization.of(point.family).expand(duals, free);
        List<List<Boolean>> covariances = question.family() instanceof ModelFamily.Gaussian gaussian
                ? covariances(gaussian, FixedQuantities.of(question, found))
                : List.of();
        return new FixedEntries(
                of(found, model.transition()),
                of(found, new Dual[][] {model.initial()}),
                of(found, model.means()),
                covariances);
    }

    private static List<Boolean> of(RankFinder.Found found, Dual[][] rows) {
        List<Boolean> out = new ArrayList<>();
        for (Dual[] row : rows) {
            for (Dual entry : row) {
                out.add(found.rows().contains(entry.gradient()));
            }
        }
        return out;
    }

    /** Entries that the shape sets to zero count as fixed. */
    private static List<List<Boolean>> covariances(ModelFamily.Gaussian family, List<Fixed> quantities) {
        Map<String, Boolean> known = new HashMap<>();
        quantities.forEach(fixed -> known.put(fixed.quantity(), fixed.fixed()));
        int d = family.dimension();
        boolean spherical = family.covariance().form() == CovarianceShape.Form.SPHERICAL;
        List<List<Boolean>> out = new ArrayList<>();
        for (int i = 1; i <= family.states(); i++) {
            String prefix = family.covariance().shared() ? "covariance" : "covariance[" + i + "]";
            List<Boolean> entries = new ArrayList<>();
            for (int r = 1; r <= d; r++) {
                for (int c = 1; c <= d; c++) {
                    String name = spherical && r == c
                            ? prefix + "[1,1]"
                            : prefix + "[" + Math.max(r, c) + "," + Math.min(r, c) + "]";
                    entries.add(known.getOrDefault(name, true));
                }
            }
            out.add(List.copyOf(entries));
        }
        return out;
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.unmask.cli.answer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.unmask.io.Counted;
import org.unmask.io.model.ModelFiles;
import org.unmask.model.Hmm;
import org.unmask.random.Seed;
import org.unmask.verdict.Verdict;
import org.unmask.verdict.twin.FreeBoxes;
import org.unmask.verdict.twin.Solutions;

/** What a verdict leaves open, in numbers: how far entries slide at a model, which other models a search found. */
public record Slides(FreeBoxes.Reach reach, Optional<Solutions> solutions) {

    private static final int MOST_LINES = 24;

    private static final FreeBoxes.Reach NONE = new FreeBoxes.Reach(List.of(), List.of());

    /** Nothing to tell. */
    public static Slides none() {
        return new Slides(NONE, Optional.empty());
    }

    /** Boxes where a continuum remains at a model, solutions where finitely many models do. */
    public static Slides of(Verdict verdict, Seed seed) {
        return verdict.fold(
                yes -> none(),
                locally -> new Slides(NONE, Solutions.of(locally.question(), seed)),
                not -> new Slides(FreeBoxes.of(not.question()), Optional.empty()),
                open -> none());
    }

    /** Adds the fields {@code boxes}, {@code reached} and {@code solutions}, each only when there is something to tell. */
    public void addTo(Map<String, Object> document) {
        if (!reach.boxes().isEmpty()) {
            document.put("boxes", reach.boxes().stream().map(Slides::fields).toList());
            document.put("reached", Map.of("points", reach.points()));
        }
        solutions.ifPresent(found -> {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("count", found.models().size());
            fields.put("starts", found.starts());
            fields.put("landings", found.landings());
            fields.put("statement", statement(found));
            fields.put(
                    "models", found.models().stream().map(ModelFiles::document).toList());
            document.put("solutions", fields);
        });
    }

    private static Map<String, Object> fields(FreeBoxes.Box box) {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("entry", box.entry());
        out.put("value", box.value());
        out.put("low", box.low());
        out.put("high", box.high());
        return out;
    }

    /** The lines to print; none when nothing is left open. */
    public List<String> lines() {
        List<String> out = new ArrayList<>();
        List<FreeBoxes.Box> moving =
                reach.boxes().stream().filter(FreeBoxes.Box::moves).toList();
        if (!moving.isEmpty()) {
            out.add("At least so far can an entry slide, others with it, while the predictions stand still:");
            moving.stream()
                    .limit(MOST_LINES)
                    .forEach(box -> out.add(String.format(
                            Locale.ROOT,
                            "  %-18s %9.4f   in [%.4f, %.4f]",
                            box.entry(),
                            box.value(),
                            box.low(),
                            box.high())));
            if (moving.size() > MOST_LINES) {
                out.add("  and " + Counted.of(moving.size() - MOST_LINES, "more entry") + " (--json lists all)");
            }
        }
        solutions.map(Slides::statement).ifPresent(out::add);
        return out;
    }

    private static String statement(Solutions found) {
        List<Hmm> models = found.models();
        String first = models.size() == 1
                ? "A search for other models with the same predictors found none"
                : "A search for other models with the same predictors found " + (models.size() - 1)
                        + (models.size() == 2
                                ? " besides this one"
                                : " besides this one, none a relabelling of another");
        return first + ": " + found.landings() + " of " + found.starts()
                + " fits from random starts landed on a model with these predictors, after the roots of the chain's powers"
                + " were tried. Finding no more proves nothing.";
    }
}

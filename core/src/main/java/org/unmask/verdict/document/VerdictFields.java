// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.document;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.unmask.verdict.check.Family;
import org.unmask.verdict.check.Interval;
import org.unmask.verdict.check.Matrix;
import org.unmask.verdict.check.Model;
import org.unmask.verdict.check.Predictors;
import org.unmask.verdict.check.RankCheck;
import org.unmask.verdict.check.Ratio;
import org.unmask.verdict.check.Refusal;
import org.unmask.verdict.check.Task;

/**
 * What follows in a verdict's document: from the certificate inside it, which was accepted before, and from two claims of its
 * own, the points that were reached by sliding and the models that a search found. These are not proved to be solutions: how
 * far at most their predictors are from the model's is told.
 */
final class VerdictFields {

    private static final double MOST_DIFFERENCE = 1e-9;
    private static final double LEAST_DISTANCE = 1e-6;
    private static final double MOST_CONTEXTS = 1 << 18;

    private final Tree verdict;
    private final Family family;
    private final boolean generic;
    private final Tree model;

    private VerdictFields(Tree verdict, Tree certificate) {
        this.verdict = verdict;
        this.family = AskedQuestion.read(certificate.get("question"));
        this.generic = verdict.get("at").word("generic|model").equals("generic");
        this.model = certificate.has("first")
                ? certificate.get("first")
                : new Tree("model", certificate.fields().get("model"));
    }

    /** The fields that follow, each with its only value. */
    static Map<String, Object> of(Tree verdict, Tree certificate) {
        VerdictFields check = new VerdictFields(verdict, certificate);
        boolean theorem = certificate.has("theorem");
        boolean fits = certificate.has("first") || check.generic != certificate.has("model");
        Refusal.unless(fits, "at is " + verdict.get("at").text() + ", and the certificate is not");
        Map<String, Object> out = new LinkedHashMap<>();
        if (theorem) {
            verdict.get("theorem")
                    .get("name")
                    .mustEqual(certificate.get("theorem").text());
        }
        if (!theorem || verdict.has("rank")) {
            int rank = certificate.has("rank")
                    ? certificate.get("rank").integer(0, check.family.parameters())
                    : check.rank(theorem);
            int nullity = check.family.parameters() - rank;
            out.put("rank", rank);
            out.put("nullity", nullity);
            out.put("errorProbability", nullity == 0 ? 0 : check.error(rank));
            out.put("verdict", nullity > 0 ? "not-identifiable" : "locally-identifiable");
        }
        out.put("verdict", theorem ? "identifiable" : out.get("verdict"));
        out.put("upTo", "relabelling");
        out.put("parameters", check.family.parameters());
        out.put("question", certificate.get("question").fields());
        check.addReached(out);
        check.addSolutions(out);
        return out;
    }

    /** A map that can be inverted off a set of measure zero has full rank off such a set. */
    private int rank(boolean theorem) {
        if (theorem && generic) {
            return family.parameters();
        }
        Optional<List<Ratio>> at = generic ? Optional.empty() : Optional.of(ModelDocument.free(family, model));
        return RankCheck.rank(family, at).rows().size();
    }

    /** The bound (4.5) on the chance that both rounds of a rank were unlucky. */
    private double error(int rank) {
        double degree = 0;
        double bits = 0;
        double contexts = 0;
        double k = family.states();
        double d = family.dimension();
        for (Task task : family.tasks()) {
            double tokens = task.all().size();
            double here = 2 * (k + task.window() + 2 * tokens) + (family.gaussian() ? 2 + d + tokens : 0);
            double law = 2 * (2 * k + task.window()) * log2(2 * k * k);
            degree = Math.max(degree, here);
            bits = Math.max(bits, law + 2 * (tokens + d) * log2(4 * d * d) + log2(here) + 2);
            contexts += family.gaussian()
                    ? 1
                    : Math.min(MOST_CONTEXTS, Math.pow(d, task.context().size()));
        }
        if (!generic) {
            List<Ratio> entries = ModelDocument.free(family, model);
            int longest = entries.stream().mapToInt(VerdictFields::bits).max().orElse(1);
            bits += degree * (entries.size() + 1) * longest;
        }
        double points = (3.0 * rank + 1 + 2 * contexts) * degree / 0x1p60;
        double once = Math.min(1, points + (rank + 1) * (bits + log2(rank + 1)) / 60 / 0x1p54);
        return once * once;
    }

    /** Of the longer part of a fraction. */
    private static int bits(Ratio value) {
        return Math.max(value.top().bitLength(), value.bottom().bitLength());
    }

    private static double log2(double value) {
        return StrictMath.log(value) / StrictMath.log(2);
    }

    /** The boxes are the ranges of entries over the model and the points. */
    private void addReached(Map<String, Object> out) {
        Refusal.unless(verdict.has("reached") == verdict.has("boxes"), "boxes and reached belong together");
        if (verdict.has("reached")) {
            List<Tree> points = verdict.get("reached").get("points").list();
            List<List<Ratio>> free = new ArrayList<>(List.of(ModelDocument.free(family, model)));
            points.forEach(point -> free.add(point.ratios(family.parameters())));
            out.put(
                    "reached",
                    Map.of("points", points.stream().map(Tree::node).toList(), "difference", difference(free)));
            List<Map<String, Double>> entries = free.stream().map(this::entries).toList();
            out.put(
                    "boxes",
                    entries.get(0).keySet().stream()
                            .map(name -> box(name, entries))
                            .toList());
        }
    }

    private static Map<String, Object> box(String name, List<Map<String, Double>> entries) {
        List<Double> values =
                entries.stream().map(point -> point.getOrDefault(name, 0.0)).toList();
        Map<String, Object> out = new LinkedHashMap<>(Map.of("entry", name));
        out.put("value", values.get(0));
        out.put("low", Collections.min(values));
        out.put("high", Collections.max(values));
        return out;
    }

    /** The entries of a model by their names, rows and columns from 1. */
    private Map<String, Double> entries(List<Ratio> free) {
        Model<Ratio> all = family.expand(free);
        Map<String, Double> out = new LinkedHashMap<>();
        add("transition", all.transition(), out);
        add(family.gaussian() ? "means" : "emission", all.means(), out);
        for (int h = 0; h < all.covariances().size(); h++) {
            add("covariance " + (h + 1) + " ", all.covariances().get(h), out);
        }
        return out;
    }

    private static void add(String name, Matrix<Ratio> table, Map<String, Double> out) {
        for (int i = 0; i < table.rows().size(); i++) {
            List<Ratio> row = table.rows().get(i);
            for (int j = 0; j < row.size(); j++) {
                out.put(name + "[" + (i + 1) + "," + (j + 1) + "]", row.get(j).toDouble());
            }
        }
    }

    /** Where a question has no model, the first of the solutions is one. */
    private void addSolutions(Map<String, Object> out) {
        if (verdict.has("solutions")) {
            Map<String, Object> told = new LinkedHashMap<>();
            verdict.get("solutions").fields().forEach((key, value) -> told.put(String.valueOf(key), value));
            List<Tree> models = verdict.get("solutions").get("models").list();
            List<List<Ratio>> free = new ArrayList<>();
            List<Map<String, Object>> written = new ArrayList<>();
            for (Tree place : models) {
                List<Ratio> other = ModelDocument.free(family, place);
                boolean apart = free.stream().allMatch(before -> distance(before, other) > LEAST_DISTANCE);
                Refusal.unless(apart, place.path() + " is one of those before, relabelled");
                free.add(other);
                written.add(ModelDocument.of(family, family.expand(other), Ratio::toDouble, place));
            }
            told.put("count", models.size());
            told.put("models", written);
            if (!generic) {
                free.add(0, ModelDocument.free(family, model));
            }
            told.put("difference", difference(free));
            out.put("solutions", told);
        }
    }

    private double distance(List<Ratio> first, List<Ratio> second) {
        return new Relabelling(family.expand(first), family.expand(second)).distance();
    }

    /** A bound on the difference of what the predictors of the first model and of others are made of. */
    private double difference(List<List<Ratio>> points) {
        List<List<Interval>> rows = points.stream().map(this::rows).toList();
        List<Interval> wanted = rows.get(0);
        double worst = Interval.reach(rows.stream()
                .flatMap(other -> IntStream.range(0, wanted.size())
                        .mapToObj(i -> other.get(i).minus(wanted.get(i))))
                .toList());
        Refusal.unless(worst <= MOST_DIFFERENCE, "a point has predictors that differ by " + worst);
        return worst;
    }

    private List<Interval> rows(List<Ratio> point) {
        Model<Ratio> model = family.exact("a point", point);
        return Predictors.rows(family, model.mapped(Interval::of), model.lookalikes())
                .values();
    }
}

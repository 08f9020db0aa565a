// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.document;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.unmask.verdict.check.Family;
import org.unmask.verdict.check.Interval;
import org.unmask.verdict.check.Model;
import org.unmask.verdict.check.RankCheck;
import org.unmask.verdict.check.Ratio;
import org.unmask.verdict.check.Refusal;
import org.unmask.verdict.check.TheoremCheck;
import org.unmask.verdict.check.TwinCheck;

/** Hands the claims of a certificate to the checker, and writes down all that follows from them and from its proof. */
final class CertificateFields {

    private static final long PRIME = (1L << 61) - 1;
    private static final int LONGEST = 100;

    private final Tree tree;
    private final Family family;
    private final Map<String, Object> out = new LinkedHashMap<>();

    private CertificateFields(Tree tree) {
        this.tree = tree;
        this.family = AskedQuestion.read(tree.get("question"));
    }

    /** The fields of a certificate in their order, each with its only value. */
    static Map<String, Object> of(Tree certificate) {
        CertificateFields fields = new CertificateFields(certificate);
        fields.write(certificate.get("kind").word("(rational|enclosed|root|mirror)-twin|exact-rank|theorem"));
        return fields.out;
    }

    private void write(String kind) {
        out.put("format", "unmask-certificate");
        out.put("version", 1);
        out.put("kind", kind);
        out.put("question", tree.get("question").fields());
        out.put("tasks", tree.get("question").get("tasks").node());
        out.put("parameters", family.parameters());
        switch (kind) {
            case "exact-rank" -> writeRank();
            case "theorem" -> writeTheorem();
            default -> writeTwin(kind);
        }
    }

    /** The free parameters of the model, if the question has one, which is written too. */
    private Optional<List<Ratio>> model() {
        if (!tree.has("model")) {
            return Optional.empty();
        }
        List<Ratio> free = ModelDocument.free(family, tree.get("model"));
        out.put("model", exactly(family.expand(free), tree.get("model")));
        return Optional.of(free);
    }

    private Map<String, Object> exactly(Model<Ratio> model, Tree like) {
        return ModelDocument.of(family, model, Ratio::toString, like);
    }

    private void writeRank() {
        RankCheck.Proof proof = RankCheck.prove(family, model());
        int rank = proof.rows().size();
        out.put("rank", rank);
        out.put("nullity", family.parameters() - rank);
        out.put("prime", String.valueOf(PRIME));
        out.put("rows", proof.rows());
        out.put("columns", proof.columns());
        out.put("statement", proof.statement());
    }

    private void writeTheorem() {
        TheoremCheck.Proof proof = TheoremCheck.prove(family, model());
        out.put("theorem", proof.theorem());
        out.put("readings", proof.readings());
        out.put("transitionMinor", proof.minors().get(0));
        out.put("emissionMinor", proof.minors().get(1));
        out.put("statement", proof.statement());
    }

    private void writeTwin(String kind) {
        List<List<Ratio>> stops = new ArrayList<>(List.of(ModelDocument.free(family, tree.get("first"))));
        if (tree.has("path")) {
            tree.get("path").list().forEach(point -> stops.add(point.ratios(family.parameters())));
        }
        stops.add(ModelDocument.free(family, tree.get("second")));
        TwinCheck twin = new TwinCheck(family, stops, factors());
        TwinCheck.Proof proof = switch (kind) {
            case "rational-twin" -> twin.rational();
            case "enclosed-twin" -> twin.enclosed();
            case "root-twin" -> twin.root();
            default -> twin.mirror();
        };
        Function<Ratio, Object> print = kind.equals("rational-twin") ? Ratio::toString : Ratio::toDouble;
        Model<Ratio> first = family.expand(stops.get(0));
        Model<Ratio> second = family.expand(stops.get(stops.size() - 1));
        double distance = new Relabelling(first, second).distance();
        out.put("first", exactly(first, tree.get("first")));
        out.put("second", ModelDocument.of(family, second, print, tree.get("first")));
        out.put("predictorDifference", 0);
        out.put("parameterDistance", distance);
        out.put("witness", witness(proof));
        out.put("statement", proof.statement() + "; the models differ by " + distance + " beyond relabelling");
        if (!kind.equals("rational-twin")) {
            out.put("radius", proof.radius());
        }
        if (tree.has("path")) {
            List<List<Ratio>> between = stops.subList(1, stops.size() - 1);
            out.put(
                    "path",
                    between.stream()
                            .map(point -> ModelDocument.printed(point, print))
                            .toList());
            out.put(
                    "strides",
                    IntStream.range(1, stops.size())
                            .mapToObj(i -> stride(stops.get(i - 1), stops.get(i)))
                            .toList());
        }
    }

    /** The sum of the absolute changes from a stop to the next. */
    private static double stride(List<Ratio> from, List<Ratio> to) {
        return IntStream.range(0, to.size())
                .mapToDouble(i -> Math.abs(to.get(i).minus(from.get(i)).toDouble()))
                .sum();
    }

    /** What stands at each position of the witness: a symbol, or coordinates of a moment; nothing where there is none. */
    private List<List<Integer>> factors() {
        Tree witness = tree.get("witness");
        if (witness.has("none")) {
            return List.of();
        }
        List<List<Integer>> out = new ArrayList<>();
        for (Tree factor : witness.get(family.gaussian() ? "moment" : "word").list()) {
            int position = family.gaussian() ? factor.list(2).get(0).integer(1, LONGEST) : out.size() + 1;
            while (out.size() < position) {
                out.add(new ArrayList<>());
            }
            out.get(position - 1).add(coordinate(factor));
        }
        Refusal.unless(!out.isEmpty() && out.size() <= LONGEST, "witness has no factors or too many");
        return out;
    }

    /** A symbol, or the second of a pair of position and coordinate, both from 1. */
    private int coordinate(Tree factor) {
        if (family.gaussian()) {
            return factor.list(2).get(1).integer(1, family.dimension()) - 1;
        }
        int symbol = ModelDocument.symbols(family, tree.get("first")).indexOf(factor.text());
        Refusal.unless(symbol >= 0, factor.path() + " is " + factor.text() + ", no symbol of first");
        return symbol;
    }

    private Map<String, Object> witness(TwinCheck.Proof proof) {
        if (proof.witness().isEmpty()) {
            return Map.of("none", "the two models may be the same process");
        }
        String kind = family.gaussian() ? "moment" : "word";
        Object second = proof.witness().get(1) instanceof Interval near
                ? near.low() / 2 + near.high() / 2
                : proof.witness().get(1).toString();
        List<?> named =
                tree.get("witness").get(kind).list().stream().map(Tree::node).toList();
        return new TreeMap<>(Map.of(kind, named, "first", proof.witness().get(0).toString(), "second", second));
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.certificate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.hipparchus.analysis.differentiation.Gradient;
import org.hipparchus.fraction.BigFraction;
import org.unmask.random.Seed;
import org.unmask.verdict.Evidence;
import org.unmask.verdict.ExactRank;
import org.unmask.verdict.Question;
import org.unmask.verdict.Twin;
import org.unmask.verdict.Verdict;
import org.unmask.verdict.check.CertificateChecker;
import org.unmask.verdict.twin.Documents;
import org.unmask.verdict.twin.ExactModel;
import org.unmask.verdict.twin.FoundTwin;
import org.unmask.verdict.twin.NicePoint;
import org.unmask.verdict.twin.Pivots;
import org.unmask.verdict.twin.PredictorEquations;

/** Makes certificates of verdicts. */
public final class Certificates {

    private static final String PRIME = "2305843009213693951";
    private static final String SEED = "unmask";
    private static final int POINTS = 6;

    private Certificates() {}

    /**
     * The strongest certificate of a verdict that the checker accepts: a theorem, a twin, or the exact rank.
     *
     * @param verdict the verdict
     * @return the certificate; empty when the verdict is open, or rests on something that the checker does not know
     */
    public static Optional<Certificate> of(Verdict verdict) {
        Optional<Certificate> first = verdict.fold(
                Certificates::theorem,
                locally -> locally.twin().flatMap(Certificates::twin),
                not -> not.twin().flatMap(Certificates::twin),
                open -> Optional.empty());
        if (first.isPresent() || verdict instanceof Verdict.Undetermined) {
            return first;
        }
        return verdict.rank().flatMap(rank -> rank(verdict.question(), rank));
    }

    private static Optional<Certificate> twin(Twin twin) {
        return twin instanceof FoundTwin found ? Optional.of(new Certificate.OfTwin(found)) : Optional.empty();
    }

    /**
     * The certificate of an exact rank.
     *
     * @param question the question
     * @param rank its rank
     * @return the certificate; empty when the checker does not accept it, as at a model where contexts have
     *     probability zero, or when the Jacobian is too large to be eliminated again in a moment
     */
    public static Optional<Certificate> rank(Question question, ExactRank rank) {
        Optional<ExactModel> model = question.at().flatMap(at -> ExactModel.of(at, question.family()));
        if (question.at().isPresent() && model.isEmpty()) {
            return Optional.empty();
        }
        Optional<Pivots> pivots = model.isPresent()
                ? pivots(question, model.get(), rank.rank())
                : IntStream.range(0, POINTS)
                        .mapToObj(n -> NicePoint.of(question.family(), new Seed(1).split("rank", n)))
                        .flatMap(point -> pivots(question, point, rank.rank()).stream())
                        .max(Comparator.comparingDouble(Pivots::smallest));
        if (pivots.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Object> out = Documents.begun("exact-rank", question);
        out.put("parameters", rank.parameters());
        out.put("rank", rank.rank());
        out.put("nullity", rank.nullity());
        out.put("prime", PRIME);
        model.ifPresentOrElse(at -> out.put("model", Documents.model(at)), () -> out.put("seed", SEED));
        out.put("rows", pivots.get().rows());
        out.put("columns", pivots.get().columns());
        out.put("errorProbability", rank.errorProbability());
        return accepted(out).map(Certificate.OfRank::new);
    }

    /** A minor of this size that does not vanish at a point, as far as doubles can tell. */
    private static Optional<Pivots> pivots(Question question, ExactModel point, int rank) {
        try {
            List<Gradient> jacobian = new PredictorEquations(question.family(), question.tasks())
                    .at(point.free().stream()
                            .mapToDouble(BigFraction::doubleValue)
                            .toArray());
            return Optional.of(Pivots.of(jacobian, rank))
                    .filter(pivots -> pivots.rows().size() == rank);
        } catch (IllegalArgumentException severalLaws) {
            return Optional.empty();
        }
    }

    /**
     * The certificate of a theorem.
     *
     * @param verdict the verdict that rests on it
     * @return the certificate; empty when the checker does not know this case of the theorem
     */
    public static Optional<Certificate> theorem(Verdict.Identifiable verdict) {
        Map<String, Object> out = Documents.begun("theorem", verdict.question());
        out.put("theorem", verdict.theorem().word());
        out.put("formula", verdict.theorem().formula());
        out.put("statement", verdict.theorem().statement());
        out.put("source", verdict.theorem().source());
        List<Object> facts = new ArrayList<>();
        verdict.evidence().forEach(evidence -> facts.add(fact(evidence)));
        out.put("preconditions", facts);
        Question question = verdict.question();
        question.at()
                .flatMap(at -> ExactModel.of(at, question.family()))
                .ifPresent(model -> out.put("model", Documents.model(model)));
        return accepted(out).map(Certificate.OfTheorem::new);
    }

    private static Map<String, Object> fact(Evidence evidence) {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("statement", evidence.statement());
        if (evidence instanceof Evidence.NonzeroMinor minor) {
            out.put("matrix", minor.matrix());
            out.put("rows", minor.rows());
            out.put("columns", minor.columns());
            out.put("determinant", text(new BigFraction(minor.numerator(), minor.denominator())));
        } else if (evidence instanceof Evidence.PositiveLaw law) {
            out.put(
                    "stationaryLaw",
                    law.numerators().stream()
                            .map(numerator -> text(new BigFraction(numerator, law.denominator())))
                            .toList());
        } else if (evidence instanceof Evidence.KruskalRanks ranks) {
            out.put("factors", ranks.names());
            out.put("kRanks", ranks.ranks());
        }
        return out;
    }

    private static String text(BigFraction value) {
        return value.getDenominator().equals(java.math.BigInteger.ONE)
                ? value.getNumerator().toString()
                : value.getNumerator() + "/" + value.getDenominator();
    }

    private static Optional<Map<String, Object>> accepted(Map<String, Object> document) {
        Map<String, Object> sealed = Documents.sealed(document);
        return CertificateChecker.check(sealed).accepted() ? Optional.of(sealed) : Optional.empty();
    }
}

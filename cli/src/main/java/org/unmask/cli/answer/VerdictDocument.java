// SPDX-License-Identifier: Apache-2.0
package org.unmask.cli.answer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.unmask.model.ModelFamily;
import org.unmask.task.MaskedTask;
import org.unmask.verdict.Evidence;
import org.unmask.verdict.ExactRank;
import org.unmask.verdict.Question;
import org.unmask.verdict.Verdict;
import org.unmask.verdict.certificate.Certificate;
import org.unmask.verdict.certificate.Certificates;

/** A verdict as a document. */
public final class VerdictDocument {

    /** Says that the rank is a lower bound, and so the nullity an upper one. */
    public static final String BOUND = "rankIsLowerBound";

    private VerdictDocument() {}

    /** The rank of a table: none where it is in doubt or a bound only. */
    public static Optional<ExactRank> settled(Verdict verdict) {
        return verdict instanceof Verdict.Undetermined ? Optional.empty() : verdict.rank();
    }

    /** The document of a verdict with the certificate that its question has. */
    public static Map<String, Object> of(Verdict verdict) {
        return of(verdict, Certificates.of(verdict));
    }

    /** The document of a verdict with a certificate that is known. */
    public static Map<String, Object> of(Verdict verdict, Optional<Certificate> certificate) {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("verdict", verdict.word());
        out.put("parameters", verdict.question().family().parameters());
        verdict.rank().ifPresent(rank -> {
            out.put("rank", rank.rank());
            out.put("nullity", rank.nullity());
        });
        boolean bound = verdict instanceof Verdict.Undetermined open && open.isBound();
        if (bound) {
            out.put(BOUND, true);
        }
        out.put("at", verdict.question().atWord());
        out.put("upTo", "relabelling");
        out.put("reason", verdict.reason());
        verdict.rank().filter(rank -> !bound).ifPresent(rank -> out.put("errorProbability", rank.errorProbability()));
        out.put("question", question(verdict.question()));
        if (verdict instanceof Verdict.Identifiable identifiable) {
            out.put("theorem", theorem(identifiable));
        }
        certificate.ifPresent(found -> out.put("certificate", found.document()));
        if (verdict instanceof Verdict.NotIdentifiable not) {
            Map<String, Boolean> fixed = new LinkedHashMap<>();
            not.quantities().forEach(quantity -> fixed.put(quantity.quantity(), quantity.fixed()));
            out.put("fixed", fixed);
        }
        return out;
    }

    private static Map<String, Object> question(Question question) {
        Map<String, Object> out = new LinkedHashMap<>();
        ModelFamily family = question.family();
        out.put("family", family instanceof ModelFamily.Categorical ? "categorical" : "gaussian");
        out.put("states", family.states());
        out.put("dimension", family.dimension());
        out.put("transition", family.chain().word());
        if (family instanceof ModelFamily.Gaussian gaussian) {
            out.put("covariance", gaussian.covariance().word());
            out.put("loss", question.tasks().tasks().get(0).loss().word());
        }
        out.put("tasks", question.tasks().tasks().stream().map(MaskedTask::text).toList());
        return out;
    }

    private static Map<String, Object> theorem(Verdict.Identifiable verdict) {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("name", verdict.theorem().word());
        out.put("formula", verdict.theorem().formula());
        out.put("statement", verdict.theorem().statement());
        out.put("source", verdict.theorem().source());
        List<Object> facts = new ArrayList<>();
        for (Evidence evidence : verdict.evidence()) {
            facts.add(fact(evidence));
        }
        out.put("preconditions", facts);
        return out;
    }

    private static Map<String, Object> fact(Evidence evidence) {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("statement", evidence.statement());
        if (evidence instanceof Evidence.NonzeroMinor minor) {
            out.put("matrix", minor.matrix());
            out.put("rows", minor.rows());
            out.put("columns", minor.columns());
            out.put("determinant", minor.numerator() + "/" + minor.denominator());
        } else if (evidence instanceof Evidence.PositiveLaw law) {
            out.put(
                    "stationaryLaw",
                    law.numerators().stream()
                            .map(numerator -> numerator + "/" + law.denominator())
                            .toList());
        } else if (evidence instanceof Evidence.KruskalRanks ranks) {
            out.put("factors", ranks.names());
            out.put("kRanks", ranks.ranks());
        }
        return out;
    }
}

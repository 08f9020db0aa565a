// SPDX-License-Identifier: Apache-2.0
package org.unmask.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.unmask.io.Counted;
import org.unmask.verdict.ExactRank;
import org.unmask.verdict.Verdict;

/** The verdict on a fit as a section. */
final class VerdictSeen {

    private static final String LIKELIHOOD_SEES_MORE =
            "The verdict is about this masked task. Where the estimator climbs the"
                    + " likelihood of the whole data, as it does unless masked prediction alone was asked for, the data may fix"
                    + " what the task leaves open.";

    private VerdictSeen() {}

    /** The section: the answer in a sentence, why, what was checked, and the certificate. */
    static Section.Verdict of(Verdict verdict, Optional<Map<String, Object>> certificate) {
        String task = verdict.question().tasks().text();
        String sentence = verdict.fold(
                yes -> "Predicting " + task + " fixes every parameter of this model, up to the order of the states.",
                locally -> "Predicting " + task + " fixes the parameters locally: no other model near this one predicts"
                        + " the same. Whether one far away does is open.",
                no -> "Predicting " + task + " does not fix the parameters: a family of other models, of dimension "
                        + no.exactRank().nullity() + ", predicts exactly the same.",
                open -> "Whether predicting " + task + " fixes the parameters is not known.");
        List<String> paragraphs = new ArrayList<>();
        List<String> checks = new ArrayList<>();
        if (verdict instanceof Verdict.Identifiable yes) {
            paragraphs.add(yes.theorem().statement() + " Statement "
                    + yes.theorem().formula() + "; " + yes.theorem().source() + ".");
            yes.evidence().forEach(evidence -> checks.add(evidence.statement()));
        } else {
            paragraphs.add(verdict.reason());
            paragraphs.add(LIKELIHOOD_SEES_MORE);
        }
        verdict.rank().ifPresent(rank -> checks.add(count(verdict, rank)));
        return new Section.Verdict(verdict.word(), sentence, paragraphs, checks, certificate.map(Exact::new));
    }

    private static String count(Verdict verdict, ExactRank rank) {
        boolean bound = verdict instanceof Verdict.Undetermined open && open.isBound();
        return "of " + Counted.of(rank.parameters(), "free parameter") + (bound ? " at least " : " ")
                + Counted.of(rank.rank(), "direction") + (rank.rank() == 1 ? " changes" : " change")
                + " the predictions"
                + (rank.errorProbability() > 0 && !bound
                        ? ", exact but for a chance of " + rank.errorProbability()
                        : "");
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.certificate;

import java.util.Map;
import java.util.Optional;
import org.unmask.model.ModelFamily;
import org.unmask.task.Loss;
import org.unmask.task.MaskedTask;
import org.unmask.verdict.ExactRank;
import org.unmask.verdict.Question;
import org.unmask.verdict.Twin;
import org.unmask.verdict.Verdict;
import org.unmask.verdict.document.CertificateChecker;
import org.unmask.verdict.document.CheckResult;
import org.unmask.verdict.twin.Documents;
import org.unmask.verdict.twin.ExactModel;
import org.unmask.verdict.twin.FoundTwin;

/** Makes certificates of verdicts. */
public final class Certificates {

    private static final double MOST_WORK = 1e7;

    /** Beyond this the fractions of a model's stationary law have thousands of digits, and the checker takes minutes. */
    private static final int MOST_STATES_AT_A_MODEL = 10;

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
        if (isLargeModel(question)) {
            return Optional.empty();
        }
        Optional<ExactModel> model = question.at().flatMap(at -> ExactModel.of(at, question.family()));
        boolean unknown = question.family() instanceof ModelFamily.Gaussian
                && question.tasks().tasks().stream().anyMatch(task -> task.loss() == Loss.LOG);
        if ((question.at().isPresent() && model.isEmpty()) || unknown || work(question) > MOST_WORK) {
            return Optional.empty();
        }
        Map<String, Object> claims = Documents.begun("exact-rank", question);
        model.ifPresent(at -> claims.put("model", Documents.model(at)));
        return accepted(claims)
                .filter(document -> Integer.valueOf(rank.rank()).equals(document.get("rank")))
                .map(Certificate.OfRank::new);
    }

    private static boolean isLargeModel(Question question) {
        return question.at().isPresent() && question.family().states() > MOST_STATES_AT_A_MODEL;
    }

    /** Entries of the Jacobian times parameters: what an elimination costs. */
    private static double work(Question question) {
        ModelFamily family = question.family();
        double rows = 0;
        for (MaskedTask task : question.tasks().tasks()) {
            int contexts = family instanceof ModelFamily.Categorical ? family.dimension() : family.states();
            rows += Math.pow(contexts, task.context().size())
                    * Math.pow(family.dimension(), task.targets().size());
        }
        return rows * family.parameters() * family.parameters();
    }

    /**
     * The certificate of a theorem.
     *
     * @param verdict the verdict that rests on it
     * @return the certificate; empty when the checker does not know this case of the theorem, or at a model of more than
     *     ten states
     */
    public static Optional<Certificate> theorem(Verdict.Identifiable verdict) {
        Question question = verdict.question();
        if (isLargeModel(question)) {
            return Optional.empty();
        }
        Map<String, Object> claims = Documents.begun("theorem", question);
        question.at()
                .flatMap(at -> ExactModel.of(at, question.family()))
                .ifPresent(model -> claims.put("model", Documents.model(model)));
        return accepted(claims)
                .filter(document -> verdict.theorem().word().equals(document.get("theorem")))
                .map(Certificate.OfTheorem::new);
    }

    private static Optional<Map<String, Object>> accepted(Map<String, Object> claims) {
        return CertificateChecker.completed(claims) instanceof CheckResult.Accepted accepted
                ? Optional.of(accepted.document())
                : Optional.empty();
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.engine;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.unmask.matrix.Matrix;
import org.unmask.model.Categorical;
import org.unmask.model.Chain;
import org.unmask.model.CovarianceShape;
import org.unmask.model.ModelFamily;
import org.unmask.task.MaskedTask;
import org.unmask.verdict.Fixed;
import org.unmask.verdict.Question;
import org.unmask.verdict.Verdict;

/** A verdict in words for someone who fits models and has not heard of identifiability. */
public final class Explanation {

    /** Probabilities below this are zero to whoever fitted them. */
    private static final double ZERO = 1e-9;

    private Explanation() {}

    /**
     * A paragraph: what is fixed, what slides, why, and what to do about it. The advice is found by computing the verdicts
     * of neighbouring questions.
     *
     * @param verdict the verdict, with its quantities if they shall be told
     * @param engine answers the neighbours
     * @return some sentences
     */
    public static String of(Verdict verdict, VerdictEngine engine) {
        Question question = verdict.question();
        String tasks = question.tasks().text();
        return verdict.fold(
                yes -> "A predictor that is optimal for " + tasks
                        + " belongs to one model only: every parameter can be read off it, up to the names of the states."
                        + " With enough data, fits from different starts must agree; where they do not, it is a local"
                        + " optimum or too few tokens, not the question.",
                locally -> "Near the true model no other has the same optimal predictor for " + tasks
                        + ", so a fit that starts close is safe. "
                        + (locally.twin().isPresent()
                                ? "A different model further away does share it, as a twin shows: fits from different"
                                        + " starts may land on either, and the predictions cannot tell which is true."
                                : "Whether a different model far away shares it is not settled by this computation: local"
                                        + " rank never proves global identifiability.")
                        + locallyWhy(question) + advice(verdict, engine),
                no -> "Even with endless data and a perfect predictor for " + tasks
                        + ", the parameters are not determined: " + slides(no) + edge(question) + " "
                        + why(question, engine)
                        + " Do not interpret the parameters that slide; the prediction is the same for all of them."
                        + advice(verdict, engine),
                open -> "No answer was reached for " + tasks + ": " + open.reason() + ".");
    }

    /** Directions are counted without regard to the edge of the family. */
    private static String edge(Question question) {
        long zeros = question.at()
                .map(model -> zeros(model.transition().matrix())
                        + (model.emission() instanceof Categorical
                                ? zeros(model.emission().means())
                                : 0))
                .orElse(0L);
        return zeros == 0
                ? ""
                : " " + zeros + (zeros == 1 ? " probability" : " probabilities")
                        + " of this model at or next to zero: a slide that would make one negative leaves the family, so that"
                        + " there may be less room than directions, or none.";
    }

    private static long zeros(Matrix probabilities) {
        return Arrays.stream(probabilities.toArray()).filter(p -> p < ZERO).count();
    }

    private static String slides(Verdict.NotIdentifiable verdict) {
        int nullity = verdict.exactRank().nullity();
        String how = "they can slide along "
                + (nullity == 1 ? "a curve" : "a surface of dimension " + nullity)
                + " of models that all predict the same.";
        if (verdict.quantities().isEmpty()) {
            return how;
        }
        List<String> fixed = functions(verdict.quantities(), true);
        List<String> loose = functions(verdict.quantities(), false);
        return how
                + (fixed.isEmpty() ? " Nothing that was looked at stays put" : " What stays put: " + list(fixed))
                + (loose.isEmpty() ? "." : "; what slides: " + list(loose) + ".");
    }

    private static List<String> functions(List<Fixed> quantities, boolean fixed) {
        List<String> functions = quantities.stream()
                .filter(quantity -> quantity.fixed() == fixed)
                .map(Fixed::quantity)
                .filter(name -> name.indexOf('[') < 0)
                .collect(Collectors.toList());
        long single = quantities.stream()
                .filter(quantity ->
                        quantity.fixed() == fixed && quantity.quantity().startsWith("covariance["))
                .count();
        if (single > 0) {
            functions.add(single + (single == 1 ? " entry" : " entries") + " of the covariances");
        }
        return functions;
    }

    private static String list(List<String> names) {
        return names.stream().map(name -> "the " + name).collect(Collectors.joining(", "));
    }

    /** The symmetry behind a continuum, where one is known. */
    private static String why(Question question, VerdictEngine engine) {
        ModelFamily family = question.family();
        TreeSet<Integer> gaps = new TreeSet<>();
        boolean pairs = true;
        for (MaskedTask task : question.tasks().tasks()) {
            pairs &= task.targets().size() == 1 && task.context().size() == 1;
            gaps.add(Math.abs(task.targets().get(0) - task.context().get(0)));
        }
        if (pairs && family instanceof ModelFamily.Categorical && gaps.size() == 1) {
            return "Why: a pair of tokens only shows the product of emissions, chain and emissions; mixing the hidden"
                    + " states in the emissions and unmixing them in the chain leaves the product as it is (2.1).";
        }
        if (pairs && family instanceof ModelFamily.Categorical) {
            return "Why: pairs of tokens, at whatever distance, only show the hidden states through one product; rotating"
                    + " the states against each other, the same way in emissions and chain, changes no pair (2.2). Three"
                    + " tokens in one prediction would.";
        }
        if (family instanceof ModelFamily.Gaussian gaussian && gaussian.covariance() != CovarianceShape.IDENTITY) {
            Verdict known = engine.answer(Question.generic(
                    new ModelFamily.Gaussian(
                            gaussian.states(), gaussian.dimension(), CovarianceShape.IDENTITY, gaussian.chain()),
                    question.tasks()));
            if (!(known instanceof Verdict.NotIdentifiable)) {
                return "Why: the covariance is unknown. The prediction sees the means and the shape of the posteriors only,"
                        + " and a change of the covariances can be made up for by the other parameters; with a known"
                        + " covariance there is no such freedom (2.9).";
            }
        }
        int needed = family instanceof ModelFamily.Gaussian ? family.states() - 1 : family.states();
        if (family.dimension() < needed) {
            return "Why: there are more states (" + family.states() + ") than " + family.dimension()
                    + (family instanceof ModelFamily.Gaussian ? " coordinates" : " symbols")
                    + " can tell apart in one look, so mixtures of states hide behind each other.";
        }
        if (question.at().isPresent()) {
            return "Why: this model is special, such as a chain that forgets part of its state at once, or states that emit"
                    + " alike; a generic model of the family may not have the freedom.";
        }
        return "Why: counted exactly, the predictions have fewer independent directions than there are parameters; no"
                + " simple symmetry is known to stand behind it.";
    }

    private static String locallyWhy(Question question) {
        boolean far = question.tasks().tasks().stream().allMatch(task -> {
            TreeSet<Integer> positions = new TreeSet<>(task.targets());
            positions.addAll(task.context());
            int before = positions.first();
            for (int position : positions.tailSet(before + 1)) {
                if (position - before == 1) {
                    return false;
                }
                before = position;
            }
            return true;
        });
        boolean mirror = question.family() instanceof ModelFamily.Gaussian
                && question.family().states() == 2
                && question.family().chain() == Chain.STATIONARY
                && question.tasks().tasks().stream()
                        .allMatch(task -> task.targets().size() == 2);
        if (far) {
            return " Here no two neighbouring tokens meet in a task, so only powers of the chain are seen, and a power can"
                    + " have several roots (2.6).";
        }
        return mirror
                ? " Here two states and a product of two targets leave a sign: for some models a second one, with the"
                        + " fluctuations of the chain turned round, predicts the same."
                : "";
    }

    private static String advice(Verdict verdict, VerdictEngine engine) {
        Optional<Repairs.Repair> repair = Repairs.of(verdict, engine);
        return repair.map(found -> " What helps: " + found.change()
                        + (found.verdict() instanceof Verdict.Identifiable
                                ? ", which identifies the model."
                                : ", which leaves no continuum, though perhaps several models."))
                .orElse(" No small change of the tasks was found that settles it.");
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.engine;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.unmask.matrix.Matrix;
import org.unmask.model.Categorical;
import org.unmask.model.Chain;
import org.unmask.model.Hmm;
import org.unmask.model.StationaryLaw;
import org.unmask.parallel.Progress;
import org.unmask.parallel.Workers;
import org.unmask.random.Seed;
import org.unmask.verdict.Evidence;
import org.unmask.verdict.ExactRank;
import org.unmask.verdict.Fixed;
import org.unmask.verdict.Question;
import org.unmask.verdict.RationalModel;
import org.unmask.verdict.Twin;
import org.unmask.verdict.Verdict;
import org.unmask.verdict.Verdict.Undetermined.Obstacle;
import org.unmask.verdict.rank.FixedQuantities;
import org.unmask.verdict.rank.FloatJacobian;
import org.unmask.verdict.rank.RankFinder;
import org.unmask.verdict.theorem.Deciders;

/**
 * Answers questions. Immutable; one engine serves all threads.
 *
 * <p>At a model, all free parameters of the family count as free, also those at the edge of it: a zero may only grow, so a
 * null direction may lead out of the family there, and the reason says so. Contexts of probability zero have no prediction
 * and are left out.
 *
 * @param ranks finds exact ranks
 * @param limit time for one question; what is known by then is the answer
 * @param work multiplications that a rank may take; what is known by then is the answer, the same on every machine
 * @param quantities whether to say which parameters and functions are fixed when the model is not
 * @param twins where a search for twins starts from; empty for none
 */
public record VerdictEngine(RankFinder ranks, Duration limit, long work, boolean quantities, Optional<Seed> twins) {

    private static final int MOST_PARAMETERS_FOR_QUANTITIES = 800;

    private static final Seed CONTEXTS = new Seed(43L);

    /** Longer than anyone waits: answers do not depend on the clock unless somebody sets a limit. */
    private static final Duration NO_LIMIT = Duration.ofDays(366);

    /** Two rounds of ranks, no limit of time or work, no quantities, no twins. */
    public static final VerdictEngine STANDARD =
            new VerdictEngine(RankFinder.STANDARD, NO_LIMIT, Long.MAX_VALUE, false, Optional.empty());

    /**
     * The same with another time limit.
     *
     * @param newLimit time for one question
     * @return the engine
     */
    public VerdictEngine withLimit(Duration newLimit) {
        return new VerdictEngine(ranks, newLimit, work, quantities, twins);
    }

    /**
     * The same with a limit of work: unlike time, it ends at the same place on every machine.
     *
     * @param multiplications modular multiplications that one rank may take, a nanosecond or so each
     * @return the engine
     */
    public VerdictEngine withWork(long multiplications) {
        return new VerdictEngine(ranks, limit, multiplications, quantities, twins);
    }

    /**
     * The same, saying which parameters and functions are fixed.
     *
     * @return the engine
     */
    public VerdictEngine withQuantities() {
        return new VerdictEngine(ranks, limit, work, true, twins);
    }

    /**
     * The same, with a search for twins where the answer is not a plain yes and there are few parameters: a twin with its
     * certificate may take a second for each handful of them.
     *
     * @param seed where the search starts from
     * @return the engine
     */
    public VerdictEngine withTwins(Seed seed) {
        return new VerdictEngine(ranks, limit, work, quantities, Optional.of(seed));
    }

    /**
     * Answers many questions. Workers find the ranks of generic questions, which is nearly all of the work; the rest, and
     * all of it where more than a rank is asked for, is done by threads of this process.
     *
     * @param questions the questions
     * @param workers who works; the answers do not depend on it
     * @param progress hears how many are done
     * @return one verdict for each, in order
     */
    public List<Verdict> answer(List<Question> questions, Workers workers, Progress progress) {
        boolean generic = questions.stream().allMatch(question -> question.at().isEmpty());
        if (generic && !quantities && twins.isEmpty()) {
            List<double[]> found =
                    workers.each(questions.size(), GenericRanks.of(this, questions), "verdicts", progress);
            return workers.here()
                    .map(
                            questions.size(),
                            i -> answer(
                                    questions.get(i),
                                    true,
                                    question -> GenericRanks.read(question, found.get(i)),
                                    Deadline.in(limit)));
        }
        AtomicInteger done = new AtomicInteger();
        return workers.here().map(questions.size(), i -> {
            Verdict verdict = answer(questions.get(i));
            progress.at("verdicts", done.incrementAndGet(), questions.size());
            return verdict;
        });
    }

    /**
     * Answers a question.
     *
     * @param question family, tasks and point
     * @return the verdict
     */
    public Verdict answer(Question question) {
        return answer(question, true);
    }

    /** The verdict, with or without the second opinion of floating point. */
    Verdict answer(Question question, boolean secondOpinion) {
        Deadline deadline = Deadline.in(limit);
        return answer(
                question, secondOpinion, any -> FoundRank.of(ranks.find(any, new Work(work, any, deadline))), deadline);
    }

    private Verdict answer(
            Question question, boolean secondOpinion, Function<Question, FoundRank> rank, Deadline deadline) {
        Optional<String> obstacle = question.at().flatMap(model -> obstacle(model, question));
        if (obstacle.isPresent()) {
            return new Verdict.Undetermined(question, Obstacle.NO_UNIQUE_LAW, obstacle.get(), Optional.empty());
        }
        Optional<Deciders.Proof> proof = Deciders.decide(question);
        FoundRank found = rank.apply(question);
        Optional<String> doubt = secondOpinion && question.at().isPresent() ? doubt(question, found) : Optional.empty();
        if (doubt.isPresent()) {
            return new Verdict.Undetermined(question, Obstacle.DOUBTFUL_RANK, doubt.get(), Optional.of(found.rank()));
        }
        if (proof.isPresent()) {
            return new Verdict.Identifiable(
                    question,
                    proof.get().theorem(),
                    proof.get().evidence(),
                    found.complete() ? Optional.of(found.rank()) : Optional.empty(),
                    reason(proof.get(), question));
        }
        if (!found.complete()) {
            return new Verdict.Undetermined(
                    question,
                    Obstacle.CUT_SHORT,
                    "the limit of time or work, or the number of contexts, ended the search for the rank: it is at least "
                            + found.rank().rank() + " of " + found.rank().parameters(),
                    Optional.of(found.rank()));
        }
        if (found.rank().nullity() == 0) {
            Optional<Twin> twin = twin(question, deadline);
            return new Verdict.LocallyIdentifiable(question, found.rank(), twin, locally(question, twin.isPresent()));
        }
        List<Fixed> fixed = quantities && found.rank().parameters() <= MOST_PARAMETERS_FOR_QUANTITIES
                ? found.span().map(span -> FixedQuantities.of(question, span)).orElse(List.of())
                : List.of();
        return new Verdict.NotIdentifiable(
                question, found.rank(), twin(question, deadline), fixed, notAtAll(question, found.rank()));
    }

    /**
     * A verdict that knows of a twin found elsewhere, and says so in its reason.
     *
     * @param verdict any verdict; one that is a plain yes, or open, stays as it is
     * @param twin a twin for its question
     * @return the verdict with that twin, or with its own where it has one
     */
    public static Verdict withTwin(Verdict verdict, Twin twin) {
        return verdict.fold(
                yes -> yes,
                locally -> locally.twin().isPresent()
                        ? locally
                        : new Verdict.LocallyIdentifiable(
                                locally.question(),
                                locally.exactRank(),
                                Optional.of(twin),
                                locally(locally.question(), true)),
                not -> not.twin().isPresent()
                        ? not
                        : new Verdict.NotIdentifiable(
                                not.question(), not.exactRank(), Optional.of(twin), not.quantities(), not.reason()),
                open -> open);
    }

    private Optional<Twin> twin(Question question, Deadline deadline) {
        return twins.flatMap(seed -> TwinHunt.of(question, seed, deadline.left()));
    }

    /**
     * Where the exact reading of a model and its doubles disagree on the rank, neither can be trusted. A rank that is a lower
     * bound disagrees with a smaller one only.
     */
    private static Optional<String> doubt(Question question, FoundRank found) {
        ExactRank exact = found.rank();
        return FloatJacobian.of(question, CONTEXTS)
                .flatMap(jacobian -> jacobian.rank()
                        .filter(rank -> rank < exact.rank() || (found.complete() && rank > exact.rank()))
                        .map(rank -> "read exactly, the model's Jacobian has rank " + exact.rank() + " of "
                                + exact.parameters()
                                + "; in floating point it has rank " + rank
                                + ", the next singular value being lost in rounding. The model lies, as far as its digits tell, on"
                                + " or very near a special set of models where less is fixed"));
    }

    /** Why the question has no meaning at this model, if so. */
    private static Optional<String> obstacle(Hmm model, Question question) {
        int classes = StationaryLaw.closedClasses(model.transition()).size();
        return question.family().chain() == Chain.STATIONARY && classes > 1
                ? Optional.of(
                        "the chain has " + classes + " closed classes of states, so its stationary law, and with it"
                                + " the optimal predictor, is not unique")
                : Optional.empty();
    }

    private static String reason(Deciders.Proof proof, Question question) {
        String where = question.at().isPresent() ? "at this model" : "at a generic point of the family";
        return "By " + proof.theorem().formula() + " on " + proof.tasks() + ", " + where + ": "
                + proof.theorem().statement() + " Checked: "
                + proof.evidence().stream().map(Evidence::statement).collect(Collectors.joining("; ")) + "."
                + remarks(question);
    }

    private static String locally(Question question, boolean another) {
        String what = question.at().isPresent()
                ? "The exact rank is full, so no other model near this one shares the predictors of "
                : "The exact rank is full, so only finitely many other models, near by or far away, share the predictors of ";
        String known = another
                ? ". Another model, away from it, does share them: it was found and its certificate checked, so that "
                        + (question.at().isPresent() ? "this model" : "the family, on an open set of its models,")
                        + " is not globally identifiable."
                : ". No theorem here proves that there is none at all: local rank never proves global identifiability, and"
                        + " not finding another model would prove nothing.";
        return what + question.tasks().text() + known + remarks(question);
    }

    private String notAtAll(Question question, ExactRank rank) {
        String first = "The exact rank is " + rank.rank() + " of " + rank.parameters() + " parameters, so "
                + (rank.nullity() == 1
                        ? "one direction in parameter space leaves"
                        : rank.nullity() + " directions in parameter space leave")
                + " every prediction of "
                + question.tasks().text() + " unchanged";
        if (question.at().isEmpty()) {
            return first + ".";
        }
        Question generic = Question.generic(question.family(), question.tasks());
        int usual = ranks.find(generic, () -> false).rank().rank();
        return first
                + (rank.rank() == usual
                        ? ", as everywhere in this family; the models that share its predictors are a continuum."
                        : " to first order; a generic model of this family has rank " + usual
                                + ", so this model is special.")
                + edge(question.at().get())
                + remarks(question);
    }

    /** At the edge of the family the directions that the rank counts may lead outside. */
    private static String edge(Hmm model) {
        boolean zeros = hasZero(model.transition().matrix())
                || (model.emission() instanceof Categorical
                        && hasZero(model.emission().means()));
        return zeros
                ? " Some of its probabilities are zero, so it lies at the edge of the family: the rank counts directions that"
                        + " lead outside as well, and of those that stay inside there may be fewer, or none."
                : "";
    }

    private static boolean hasZero(Matrix matrix) {
        return Arrays.stream(matrix.toArray()).anyMatch(entry -> entry == 0);
    }

    private static String remarks(Question question) {
        return question.at()
                .map(model -> RationalModel.of(model, question.family()).remarks())
                .filter(remarks -> !remarks.isEmpty())
                .map(remarks -> " Note: " + String.join("; ", remarks) + ".")
                .orElse("");
    }
}

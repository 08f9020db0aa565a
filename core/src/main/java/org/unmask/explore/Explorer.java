// SPDX-License-Identifier: Apache-2.0
package org.unmask.explore;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.unmask.matrix.SymmetricEigen;
import org.unmask.model.Hmm;
import org.unmask.model.ModelFamily;
import org.unmask.random.Seed;
import org.unmask.verdict.Question;
import org.unmask.verdict.Verdict;
import org.unmask.verdict.engine.VerdictEngine;
import org.unmask.verdict.twin.ExactModel;
import org.unmask.verdict.twin.FoundTwin;
import org.unmask.verdict.twin.NicePoint;
import org.unmask.verdict.twin.Solutions;
import org.unmask.verdict.twin.TwinFinder;
import org.unmask.verdict.twin.TwinOptions;
import org.unmask.verdict.twin.TwinSearch;

/** Explores a question around a model: the models that share its predictions, and how the loss rises off them. */
public final class Explorer {

    private static final int POINTS = 150;
    private static final int BASES = 12;
    private static final int SOFT = 4;
    private static final int STIFF = 2;
    private static final int PARAMETERS_WITH_TWINS = 16;
    private static final int MOST_OTHERS = 5;

    private final VerdictEngine engine;
    private final Seed seed;

    private Explorer(VerdictEngine engine, Seed seed) {
        this.engine = engine;
        this.seed = seed;
    }

    /**
     * Explores.
     *
     * @param asked the question; one at a generic point is looked at from a model of its family
     * @param engine answers it
     * @param seed which model and which directions
     * @return what there is to see; around a model a little inside the family, where from the one asked about every way leads out
     * @throws IllegalArgumentException when the tasks cannot be looked at, see {@link Predictions#of}
     */
    public static Exploration explore(Question asked, VerdictEngine engine, Seed seed) {
        return new Explorer(engine, seed).explore(asked);
    }

    private Exploration explore(Question asked) {
        Verdict verdict = engine.answer(asked);
        Question question = asked.at().isPresent() ? asked : placed(asked, verdict);
        Predictions predictions = Predictions.of(question, POINTS, seed.split("contexts"));
        if (!Edge.isAt(predictions, question.at().orElseThrow(), seed.split("edge"))) {
            Verdict here = asked.at().isPresent() ? verdict : engine.answer(question);
            Exploration seen = around(predictions, question, here, verdict, 0);
            if (!seen.courses().isEmpty()) {
                return seen;
            }
        }
        Question near = Edge.inside(question);
        Predictions beside = Predictions.of(near, POINTS, seed.split("contexts"));
        return around(beside, near, engine.answer(near), verdict, Edge.INSIDE);
    }

    /** What there is to see around the model of a question with this answer; another answer may have been asked for. */
    private Exploration around(
            Predictions predictions, Question question, Verdict here, Verdict verdict, double moved) {
        int nullity = here instanceof Verdict.Identifiable
                ? 0
                : here.rank().map(rank -> rank.nullity()).orElse(0);
        double[] start = predictions.parameters(question.at().orElseThrow());

        List<Course> courses = new ArrayList<>();
        Optional<FibreWalk.Walk> walk =
                nullity > 0 ? FibreWalk.from(predictions, start, nullity, seed.split("fibre")) : Optional.empty();
        Optional<FoundTwin> twin = twin(here, question);
        List<Hmm> others = here instanceof Verdict.LocallyIdentifiable ? others(question, twin) : List.of();
        Optional<WitnessPlace> witness = witness(predictions, question, walk, others);
        Courses from = new Courses(predictions, witness, start);
        walk.ifPresent(found -> courses.add(from.along(found)));
        others.forEach(other -> courses.add(from.to(other)));
        SymmetricEigen eigen = SymmetricEigen.of(predictions.information(start));
        int n = start.length;
        int[] ascending = IntStream.range(0, n)
                .boxed()
                .sorted((a, b) ->
                        Double.compare(eigen.values().get(0, a), eigen.values().get(0, b)))
                .mapToInt(i -> i)
                .toArray();
        for (int rank : chosen(n, nullity)) {
            int h = ascending[rank];
            from.across(eigen.vectors().column(h), eigen.values().get(0, h)).ifPresent(courses::add);
        }
        // A twin of a model beside the one asked about is no answer to what was asked.
        Optional<FoundTwin> told = moved > 0 ? Optional.empty() : twin;
        return new Exploration(
                question,
                told.map(found -> VerdictEngine.withTwin(verdict, found)).orElse(verdict),
                predictions,
                courses,
                Arrays.stream(ascending)
                        .mapToObj(h -> Math.max(0, eigen.values().get(0, h)))
                        .toList(),
                witness,
                told,
                moved);
    }

    /** A model of the family as generic as the verdict wants it. */
    private Question placed(Question asked, Verdict verdict) {
        int wanted = verdict.rank().map(rank -> rank.nullity()).orElse(0);
        Optional<Question> fallback = Optional.empty();
        for (int n = 0; n < BASES; n++) {
            ExactModel base = NicePoint.of(asked.family(), seed.split("model", n));
            if (!base.isInside()) {
                continue;
            }
            Question here = new Question(asked.family(), asked.tasks(), Optional.of(base.toHmm()));
            Verdict found = engine.answer(here);
            if (found.word().equals(verdict.word())
                    && found.rank().map(rank -> rank.nullity()).orElse(wanted) == wanted) {
                return here;
            }
            fallback = fallback.or(() -> Optional.of(here));
        }
        return fallback.orElseThrow(
                () -> new IllegalArgumentException("no model inside the family was found; please give one"));
    }

    private Optional<FoundTwin> twin(Verdict here, Question question) {
        boolean pairs = question.family() instanceof ModelFamily.Categorical
                && question.tasks().tasks().stream()
                        .allMatch(task -> task.targets().size() + task.context().size() == 2);
        if (here instanceof Verdict.Identifiable
                || here instanceof Verdict.Undetermined
                || (question.family().parameters() > PARAMETERS_WITH_TWINS && !pairs)) {
            return Optional.empty();
        }
        TwinSearch search = TwinFinder.find(question, TwinOptions.near(seed.split("twin")));
        return search instanceof TwinSearch.Found found ? Optional.of(found.twin()) : Optional.empty();
    }

    /** Models that predict the same: all that a search finds, or the one whose certificate is known. */
    private List<Hmm> others(Question question, Optional<FoundTwin> twin) {
        List<Hmm> found = Solutions.of(question, seed.split("solutions"))
                .map(solutions ->
                        solutions.models().stream().skip(1).limit(MOST_OTHERS).toList())
                .orElse(List.of());
        return found.isEmpty() ? twin.map(FoundTwin::second).stream().toList() : found;
    }

    private static Optional<WitnessPlace> witness(
            Predictions predictions, Question question, Optional<FibreWalk.Walk> walk, List<Hmm> others) {
        List<Hmm> models = new ArrayList<>(List.of(question.at().orElseThrow()));
        walk.ifPresent(found -> {
            models.add(predictions.model(found.points().get(0)).orElseThrow());
            models.add(predictions
                    .model(found.points().get(found.points().size() - 1))
                    .orElseThrow());
        });
        models.addAll(others);
        return models.size() == 1 ? Optional.empty() : WitnessPlace.mostTelling(models);
    }

    /** Which eigenvalues, counted from the smallest, get a course: the softest that are not null, and the stiffest. */
    private static int[] chosen(int parameters, int nullity) {
        return IntStream.range(nullity, parameters)
                .filter(rank -> rank < nullity + SOFT || rank >= parameters - STIFF)
                .toArray();
    }
}

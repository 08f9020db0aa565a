// SPDX-License-Identifier: Apache-2.0
package org.unmask.explore;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.unmask.matrix.Matrix;
import org.unmask.matrix.StochasticMatrix;
import org.unmask.matrix.SymmetricEigen;
import org.unmask.model.Categorical;
import org.unmask.model.Emission;
import org.unmask.model.Hmm;
import org.unmask.model.ModelFamily;
import org.unmask.random.Seed;
import org.unmask.recovery.Alignment;
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
    private static final int SIDE = 30;
    private static final int BASES = 12;
    private static final int SOFT = 4;
    private static final int STIFF = 2;
    private static final int PARAMETERS_WITH_TWINS = 16;
    private static final int MOST_OTHERS = 5;

    /** Ways tried from a model that may be at the edge. */
    private static final int WAYS = 64;

    /** Share of the uniform law that takes a model off the edge of its family. */
    private static final double INSIDE = 0.05;

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
        if (!isAtEdge(predictions, question.at().orElseThrow())) {
            Verdict here = asked.at().isPresent() ? verdict : engine.answer(question);
            Exploration seen = around(predictions, question, here, verdict, 0);
            if (!seen.courses().isEmpty()) {
                return seen;
            }
        }
        Question near = inside(question);
        Predictions beside = Predictions.of(near, POINTS, seed.split("contexts"));
        return around(beside, near, engine.answer(near), verdict, INSIDE);
    }

    /** Whether of some random ways none stays in the family: then, as good as surely, those that matter do not either. */
    private boolean isAtEdge(Predictions predictions, Hmm model) {
        double[] start = predictions.parameters(model);
        RandomGenerator random = seed.split("edge").generator();
        double longest = 1 / Math.sqrt(start.length);
        for (int n = 0; n < WAYS; n++) {
            double[] direction = random.doubles(start.length, -longest, longest).toArray();
            if (room(predictions, start, direction, 1) > 0) {
                return false;
            }
        }
        return true;
    }

    /** The question at a model a little inside the family. */
    private static Question inside(Question question) {
        Hmm model = question.at().orElseThrow();
        StochasticMatrix transition = StochasticMatrix.of(
                "transition matrix", levelled(model.transition().matrix()));
        Emission emission = model.emission() instanceof Categorical categorical
                ? new Categorical(
                        categorical.alphabet(),
                        StochasticMatrix.of(
                                "emission matrix",
                                levelled(categorical.probabilities().matrix())))
                : model.emission();
        return new Question(question.family(), question.tasks(), Optional.of(Hmm.stationary(transition, emission)));
    }

    private static Matrix levelled(Matrix rows) {
        return Matrix.generate(
                rows.rows(), rows.columns(), (i, j) -> (1 - INSIDE) * rows.get(i, j) + INSIDE / rows.columns());
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
        walk.ifPresent(found -> courses.add(
                course(predictions, witness, Course.Kind.FIBRE, 0, thinned(found), thinnedStart(found), start)));
        for (Hmm other : others) {
            List<double[]> way = line(start, aligned(predictions, question, other));
            courses.add(course(predictions, witness, Course.Kind.BETWEEN, Double.NaN, way, 0, start));
        }
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
            across(
                            predictions,
                            witness,
                            start,
                            eigen.vectors().column(h),
                            eigen.values().get(0, h))
                    .ifPresent(courses::add);
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

    private static double[] aligned(Predictions predictions, Question question, Hmm other) {
        Alignment alignment = Alignment.of(question.at().orElseThrow(), other);
        return predictions.parameters(other.permuted(alignment.permutation()));
    }

    private static List<double[]> line(double[] from, double[] to) {
        List<double[]> points = new ArrayList<>();
        for (int n = 0; n <= SIDE; n++) {
            points.add(between(from, to, (double) n / SIDE));
        }
        return points;
    }

    private static double[] between(double[] from, double[] to, double share) {
        double[] out = new double[from.length];
        Arrays.setAll(out, i -> from[i] + share * (to[i] - from[i]));
        return out;
    }

    /** Which eigenvalues, counted from the smallest, get a course: the softest that are not null, and the stiffest. */
    private static int[] chosen(int parameters, int nullity) {
        return IntStream.range(nullity, parameters)
                .filter(rank -> rank < nullity + SOFT || rank >= parameters - STIFF)
                .toArray();
    }

    private static Optional<Course> across(
            Predictions predictions,
            Optional<WitnessPlace> witness,
            double[] start,
            double[] direction,
            double curvature) {
        double left = room(predictions, start, direction, -1);
        double right = room(predictions, start, direction, 1);
        if (left + right < 1e-9) {
            return Optional.empty();
        }
        List<double[]> points = new ArrayList<>();
        for (int n = -SIDE; n <= SIDE; n++) {
            double way = n < 0 ? left * n / SIDE : right * n / SIDE;
            double[] point = start.clone();
            for (int i = 0; i < point.length; i++) {
                point[i] += way * direction[i];
            }
            points.add(point);
        }
        return Optional.of(course(predictions, witness, Course.Kind.ACROSS, curvature, points, SIDE, start));
    }

    /** How far a line stays inside the family, at most once the size of the parameters. */
    private static double room(Predictions predictions, double[] start, double[] direction, int sign) {
        double most = Math.max(1, Arrays.stream(start).map(Math::abs).max().orElse(1));
        double inside = 0;
        for (double step = most; step > most * 1e-4; step /= 2) {
            double[] point = start.clone();
            for (int i = 0; i < point.length; i++) {
                point[i] += sign * (inside + step) * direction[i];
            }
            if (predictions.model(point).isPresent()) {
                inside += step;
            }
            if (inside >= most) {
                return most;
            }
        }
        return 0.98 * inside;
    }

    private static List<double[]> thinned(FibreWalk.Walk walk) {
        List<double[]> points = new ArrayList<>();
        for (int n = -SIDE; n <= SIDE; n++) {
            int index = place(walk, n);
            if (points.isEmpty()
                    || points.get(points.size() - 1) != walk.points().get(index)) {
                points.add(walk.points().get(index));
            }
        }
        return points;
    }

    private static int thinnedStart(FibreWalk.Walk walk) {
        return thinned(walk).indexOf(walk.points().get(walk.start()));
    }

    private static int place(FibreWalk.Walk walk, int n) {
        int room = n < 0 ? walk.start() : walk.points().size() - 1 - walk.start();
        return walk.start() + Math.round((float) n * room / SIDE);
    }

    private static Course course(
            Predictions predictions,
            Optional<WitnessPlace> witness,
            Course.Kind kind,
            double curvature,
            List<double[]> points,
            int start,
            double[] origin) {
        Hmm middle = predictions.model(origin).orElseThrow();
        double[] walked = new double[points.size()];
        for (int n = 1; n < walked.length; n++) {
            walked[n] = walked[n - 1] + apart(points.get(n - 1), points.get(n));
        }
        List<Stop> stops = new ArrayList<>();
        for (int n = 0; n < walked.length; n++) {
            Hmm model = predictions.model(points.get(n)).orElseThrow();
            double[] values = predictions.at(points.get(n)).orElseThrow();
            stops.add(new Stop(
                    walked[n] - walked[start],
                    model,
                    Arrays.stream(values).boxed().toList(),
                    predictions.change(values),
                    predictions.excess(values),
                    Alignment.of(middle, model).worst(),
                    witness.map(place -> place.value(model)).orElse(Double.NaN)));
        }
        return new Course(kind, curvature, stops, start);
    }

    private static double apart(double[] a, double[] b) {
        return Math.sqrt(IntStream.range(0, a.length)
                .mapToDouble(i -> (a[i] - b[i]) * (a[i] - b[i]))
                .sum());
    }
}

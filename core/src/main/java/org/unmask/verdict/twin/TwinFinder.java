// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.twin;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.hipparchus.fraction.BigFraction;
import org.unmask.matrix.Matrix;
import org.unmask.model.FieldModel;
import org.unmask.model.Hmm;
import org.unmask.model.ModelFamily;
import org.unmask.model.Parameterization;
import org.unmask.random.Seed;
import org.unmask.task.Loss;
import org.unmask.verdict.Question;
import org.unmask.verdict.document.CertificateChecker;
import org.unmask.verdict.document.CheckResult;

/**
 * Finds twins, cheap constructions first (5.1): slides that are rational in a parameter, then a walk along the fibre. A
 * twin is handed out only when the checker has accepted its certificate.
 */
public final class TwinFinder {

    private static final int POINTS = 24;
    private static final int WALKS = 8;
    private static final int DIRECTIONS = 3;
    private static final int FINEST = 24;
    private static final int STOPS = 12;
    private static final int MOST_STOPS = 256;
    private static final double SHORT = 1e-3;
    private static final int MOST_GAP = 100;
    private static final int MANY_PARAMETERS = 60;

    private final Question question;
    private final TwinOptions options;
    private String trouble = "no construction applies";

    /** Whether the last candidate was proved, but its witness could not tell the two processes apart. */
    private boolean blurred;

    private TwinFinder(Question question, TwinOptions options) {
        this.question = question;
        this.options = options;
    }

    /**
     * Looks for a twin of a question's model, or of a model of its choice when the question is asked at a generic point.
     *
     * @param question the question
     * @param options seed and reach
     * @return a twin with its certificate, or why there is none to show
     */
    public static TwinSearch find(Question question, TwinOptions options) {
        return new TwinFinder(question, options).search();
    }

    private TwinSearch search() {
        if (question.at().isPresent()) {
            Optional<ExactModel> base = ExactModel.of(question.at().get(), question.family());
            if (base.isEmpty()) {
                return new TwinSearch.NotFound(
                        "the model has several stationary laws, or its fractions leave the family");
            }
            Seed seed = options.seed().split("twin");
            return answer(slide(base.get(), seed)
                    .or(() -> walk(new Fibre(base.get(), question.tasks()), seed))
                    .or(() -> root(base.get()))
                    .or(() -> mirror(base.get())));
        }
        List<ExactModel> bases = new ArrayList<>();
        int points = question.family().parameters() > MANY_PARAMETERS ? POINTS / 6 : POINTS;
        for (int point = 0; point < points; point++) {
            ExactModel base = NicePoint.of(question.family(), options.seed().split("point", point));
            if (base.isInside()) {
                bases.add(base);
            }
        }
        for (int point = 0; point < Math.min(2, bases.size()); point++) {
            Optional<FoundTwin> twin = slide(bases.get(point), options.seed().split("twin", point));
            if (twin.isPresent()) {
                return answer(twin);
            }
        }
        List<Fibre> fibres = bases.stream()
                .map(base -> new Fibre(base, question.tasks()))
                .sorted(Comparator.comparingInt(Fibre::dimension)
                        .thenComparing(
                                Comparator.comparingDouble(Fibre::smallestPivot).reversed()))
                .toList();
        for (int point = 0; point < Math.min(WALKS, fibres.size()); point++) {
            Optional<FoundTwin> twin = walk(fibres.get(point), options.seed().split("walk", point));
            if (twin.isPresent()) {
                return answer(twin);
            }
        }
        for (ExactModel base : bases) {
            Optional<FoundTwin> twin = root(calmed(base)).or(() -> mirror(base));
            if (twin.isPresent()) {
                return answer(twin);
            }
        }
        return answer(Optional.empty());
    }

    /** The model with its chain moved most of the way to independence, where roots of its powers are not negative. */
    private static ExactModel calmed(ExactModel base) {
        FieldModel<BigFraction> all = base.expand();
        BigFraction[][] rest = Fractions.repeated(all.initial(), base.family().states());
        BigFraction quarter = new BigFraction(1, 4);
        return base.with(
                Fractions.combined(quarter, all.transition(), new BigFraction(3, 4), rest), all.means(), all.spreads());
    }

    /** A chain with the same power, when all positions are multiples of a gap apart (2.6). */
    private Optional<FoundTwin> root(ExactModel base) {
        int gap = ChainRoots.gap(question.tasks());
        if (gap < 2 || gap > MOST_GAP) {
            return Optional.empty();
        }
        FieldModel<BigFraction> all = base.expand();
        BigFraction[][] rest = Fractions.repeated(all.initial(), base.family().states());
        ExactModel mirror = base.with(
                Fractions.combined(new BigFraction(-1), all.transition(), new BigFraction(2), rest),
                all.means(),
                all.spreads());
        if (gap % 2 == 0 && mirror.isInside()) {
            Optional<FoundTwin> twin = rational(base, t -> Optional.of(mirror), BigFraction.ONE, false);
            if (twin.isPresent()) {
                return twin;
            }
        }
        Hmm model = base.toHmm();
        for (Matrix root : ChainRoots.of(model.transition().matrix(), gap)) {
            double[] second = ChainRoots.with(base, root);
            Optional<FoundTwin> twin = Fibre.isInside(base, second)
                    ? enclosed(FoundTwin.Kind.ROOT_TWIN, base, List.of(second))
                    : Optional.empty();
            if (twin.isPresent()) {
                return twin;
            }
        }
        return Optional.empty();
    }

    /** The second model of two Gaussian states between two targets. */
    private Optional<FoundTwin> mirror(ExactModel base) {
        if (!MirrorTwins.apply(base.family(), question.tasks())) {
            return Optional.empty();
        }
        return MirrorTwins.of(base)
                .filter(second -> Fibre.isInside(base, second))
                .flatMap(second -> enclosed(FoundTwin.Kind.MIRROR_TWIN, base, List.of(second)));
    }

    private TwinSearch answer(Optional<FoundTwin> twin) {
        return twin.<TwinSearch>map(TwinSearch.Found::new).orElseGet(() -> new TwinSearch.NotFound(trouble));
    }

    private Optional<FoundTwin> slide(ExactModel base, Seed seed) {
        for (Slide slide : RationalSlides.of(base, question.tasks(), seed)) {
            Optional<FoundTwin> twin = along(base, slide, false);
            if (twin.isPresent()) {
                return twin;
            }
        }
        for (Slide slide : PlainSlides.of(base)) {
            Optional<FoundTwin> twin = along(base, slide, true);
            if (twin.isPresent()) {
                return twin;
            }
        }
        return Optional.empty();
    }

    /** The largest power of two, either sign, at which a slide is inside; beyond it by bisection for a far twin. */
    private Optional<FoundTwin> along(ExactModel base, Slide slide, boolean same) {
        for (int j = 1; j <= FINEST; j++) {
            for (int sign : new int[] {1, -1}) {
                BigFraction t = new BigFraction(sign).divide(new BigFraction(2).pow(j));
                Optional<ExactModel> second = slide.at(t);
                if (second.isPresent()) {
                    return rational(base, slide, options.far() ? furthest(slide, t) : t, same);
                }
            }
        }
        return Optional.empty();
    }

    private static BigFraction furthest(Slide slide, BigFraction inside) {
        BigFraction low = inside;
        BigFraction high = inside.multiply(2);
        for (int n = 0; n < 16; n++) {
            if (slide.at(high).isPresent() && n < 4) {
                low = high;
                high = high.multiply(2);
                continue;
            }
            BigFraction middle = low.add(high).divide(2);
            if (slide.at(middle).isPresent()) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private Optional<FoundTwin> rational(ExactModel base, Slide slide, BigFraction t, boolean same) {
        ExactModel second = slide.at(t).orElseThrow();
        List<ExactModel> path = new ArrayList<>();
        for (int stop = 1; stop < STOPS && options.far(); stop++) {
            slide.at(t.multiply(stop).divide(STOPS)).ifPresent(path::add);
        }
        return new TwinDocument(question, base)
                .rational(second, path, same)
                .flatMap(this::accepted)
                .map(document -> new FoundTwin(
                        FoundTwin.Kind.RATIONAL_TWIN,
                        base,
                        Optional.of(second),
                        second.toHmm(),
                        distance(document),
                        path.stream()
                                .map(point -> point.free().stream()
                                        .map(BigFraction::doubleValue)
                                        .toList())
                                .toList(),
                        document));
    }

    private static double distance(Map<String, Object> document) {
        return document.get("parameterDistance") instanceof Number number ? number.doubleValue() : Double.NaN;
    }

    /** The whole document, when the checker accepts the claims. */
    private Optional<Map<String, Object>> accepted(Map<String, Object> claims) {
        CheckResult result = CertificateChecker.completed(claims);
        if (result instanceof CheckResult.Accepted accepted) {
            return Optional.of(accepted.document());
        }
        blurred = result instanceof CheckResult.Indistinct;
        trouble = "a candidate was refused: " + result.statement();
        return Optional.empty();
    }

    /** Under log loss points show the emissions and the states' joint law: no fibre of that leads away from a model. */
    private boolean hasNoFibre() {
        return question.family() instanceof ModelFamily.Gaussian
                && question.tasks().tasks().stream().anyMatch(task -> task.loss() == Loss.LOG);
    }

    private Optional<FoundTwin> walk(Fibre fibre, Seed seed) {
        if (fibre.dimension() == 0 || hasNoFibre()) {
            trouble = "the predictors fix all parameters near the model";
            return Optional.empty();
        }
        RandomGenerator random = seed.split("directions").generator();
        for (int n = 0; n < DIRECTIONS; n++) {
            Optional<double[]> direction = fibre.direction(fibre.start(), random);
            if (direction.isPresent()) {
                Optional<FoundTwin> twin = walk(fibre, direction.get());
                if (twin.isPresent()) {
                    return twin;
                }
            }
        }
        return Optional.empty();
    }

    /**
     * Steps of halving lengths until the checker can enclose one, then as many as are asked for. Where one is proved, but too
     * short for a witness to tell its ends apart, many of them lead farther; shorter ones would not.
     */
    private Optional<FoundTwin> walk(Fibre fibre, double[] direction) {
        for (int j = 3; j <= FINEST; j++) {
            double length = Math.scalb(1.0, -j);
            Optional<FoundTwin> twin = enclosed(fibre, fibre.stops(direction, length, 1));
            if (twin.isPresent()) {
                int most = options.far() ? MOST_STOPS : length < SHORT ? 4 * STOPS : STOPS;
                return enclosed(fibre, fibre.stops(direction, length / 2, most)).or(() -> twin);
            } else if (blurred) {
                return enclosed(fibre, fibre.stops(direction, length, 4 * STOPS))
                        .or(() -> blurred
                                ? enclosed(fibre, fibre.stops(direction, length, MOST_STOPS))
                                : Optional.empty());
            }
        }
        return Optional.empty();
    }

    private Optional<FoundTwin> enclosed(Fibre fibre, List<double[]> points) {
        blurred = false;
        return points.isEmpty() ? Optional.empty() : enclosed(FoundTwin.Kind.ENCLOSED_TWIN, fibre.base(), points);
    }

    private Optional<FoundTwin> enclosed(FoundTwin.Kind kind, ExactModel base, List<double[]> points) {
        double[] second = points.get(points.size() - 1);
        List<double[]> path = points.subList(0, points.size() - 1);
        return new TwinDocument(question, base)
                .enclosed(kind, second, path)
                .flatMap(this::accepted)
                .map(document -> new FoundTwin(
                        kind,
                        base,
                        Optional.empty(),
                        Parameterization.of(base.family()).toModel(second, base.alphabet()),
                        distance(document),
                        path.stream()
                                .map(point -> Arrays.stream(point).boxed().toList())
                                .toList(),
                        document));
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.unmask.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.unmask.explore.Course;
import org.unmask.explore.Exploration;
import org.unmask.explore.Predictions;
import org.unmask.explore.Stop;
import org.unmask.model.Alphabet;
import org.unmask.model.Categorical;
import org.unmask.model.Hmm;
import org.unmask.predictor.PointContext;
import org.unmask.predictor.SymbolContext;
import org.unmask.task.Loss;
import org.unmask.verdict.Verdict;

/** The page of an exploration. */
public final class ExplorerReport {

    private static final int ROWS = 16;
    private static final int COLUMNS = 16;
    private static final int TASKS = 3;

    private final Exploration exploration;
    private final Hmm model;
    private final List<Shown> shown;

    /** The rows and columns of a block that are shown. */
    private record Shown(Predictions.Block block, List<Integer> rows, List<Integer> columns) {}

    private ExplorerReport(Exploration exploration) {
        this.exploration = exploration;
        this.model = exploration.model();
        this.shown = exploration.predictions().blocks().stream()
                .limit(TASKS)
                .map(block -> new Shown(
                        block,
                        heaviest(block),
                        IntStream.range(0, Math.min(COLUMNS, block.outcomes()))
                                .boxed()
                                .toList()))
                .toList();
    }

    /**
     * The page.
     *
     * @param exploration what there is to see
     * @param explanation the verdict in words
     * @param certificate the verdict with its certificate
     * @param provenance what made it
     * @param command the command that makes it again
     * @return the document
     */
    public static ReportDocument of(
            Exploration exploration,
            String explanation,
            Map<String, Object> certificate,
            Map<String, Object> provenance,
            String command) {
        return new ExplorerReport(exploration).document(explanation, certificate, provenance, command);
    }

    private ReportDocument document(
            String explanation, Map<String, Object> certificate, Map<String, Object> provenance, String command) {
        String tasks = exploration.question().tasks().text();
        Verdict verdict = exploration.verdict();
        String title = verdict.fold(
                yes -> "One model behind " + tasks,
                locally -> "No model near by, behind " + tasks,
                no -> "Many models behind " + tasks,
                open -> "Around a model, seen through " + tasks);
        String lead = verdict.fold(
                yes -> "Whoever predicts " + tasks
                        + " perfectly has learnt this model and no other. Move away from it in"
                        + " any direction, and the predictions get worse.",
                locally -> "No model close to this one predicts " + tasks + " as well. Models far away "
                        + (others() == 0
                                ? "may."
                                : "do: here " + (others() == 1 ? "is one." : "are " + others() + ".")),
                no -> "Move the slider. The hidden model changes before your eyes, and the predictions of " + tasks
                        + " do not: nobody who only sees predictions can tell these models apart.",
                open -> "Whether other models predict " + tasks + " as well could not be decided.");
        List<Section> sections = new ArrayList<>();
        sections.add(view());
        sections.add(new Section.Verdict(
                verdict.word(),
                sentence(verdict),
                List.of(explanation, verdict.reason()),
                List.of(),
                Optional.of(new Exact(certificate))));
        sections.add(steepness());
        return new ReportDocument(title, lead, sections, provenance, command);
    }

    private static String sentence(Verdict verdict) {
        return verdict.fold(
                yes -> "The predictions fix every parameter, up to the names of the states.",
                locally -> "Counted exactly, no continuum of models shares the predictions; several separate models "
                        + (locally.twin().isPresent() ? "do." : "may."),
                no -> no.exactRank().nullity() == 1
                        ? "A curve of models shares the predictions."
                        : "Models that share the predictions fill "
                                + no.exactRank().nullity() + " dimensions.",
                open -> "There is no answer.");
    }

    private Section view() {
        boolean symbols = model.emission() instanceof Categorical;
        return new ExplorerView(
                new Section.Head("Walk through the models", note()),
                IntStream.rangeClosed(1, model.states())
                        .mapToObj(h -> "state " + h)
                        .toList(),
                symbols ? "emission" : "means",
                tokens(),
                shown.stream().map(this::predictor).toList(),
                exploration.word().map(word -> word.text(model)).orElse(""),
                inNats() ? "nats" : "squared error",
                courses());
    }

    private String note() {
        String computed = "Every figure is computed at every place of the slider, not drawn by a formula.";
        return exploration.moved() == 0
                ? computed
                : computed
                        + String.format(
                                Locale.ROOT,
                                " The model asked about has entries at the edge, from which every way leads out of the family at"
                                        + " once. These walks start from one beside it: %.0f %% of an even law is mixed into each row.",
                                100 * exploration.moved());
    }

    private List<String> tokens() {
        return model.emission() instanceof Categorical categorical
                ? categorical.alphabet().symbols()
                : IntStream.rangeClosed(1, model.emission().dimension())
                        .mapToObj(c -> "coordinate " + c)
                        .toList();
    }

    /** The contexts that are met most often, in their order. */
    private List<Integer> heaviest(Predictions.Block block) {
        double[] weights = exploration.predictions().weights();
        return IntStream.range(0, block.contexts().size())
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(row -> -weights[block.offset() + row * block.outcomes()])
                        .thenComparing(row -> row))
                .limit(ROWS)
                .sorted()
                .toList();
    }

    private ExplorerView.Predictor predictor(Shown part) {
        Predictions.Block block = part.block();
        List<String> rows = part.rows().stream().map(row -> context(block, row)).toList();
        List<String> columns =
                part.columns().stream().map(column -> outcome(block, column)).toList();
        boolean all = rows.size() == block.contexts().size() && columns.size() == block.outcomes();
        return new ExplorerView.Predictor(
                block.task().text(),
                rows,
                columns,
                all
                        ? ""
                        : "Shown are " + rows.size() + " of " + block.contexts().size() + " contexts and "
                                + columns.size() + " of " + block.outcomes()
                                + " outcomes; the largest change is that of all.");
    }

    private String context(Predictions.Block block, int row) {
        List<Integer> positions = block.task().context();
        if (block.contexts().get(row) instanceof SymbolContext seen) {
            Alphabet alphabet = ((Categorical) model.emission()).alphabet();
            return IntStream.range(0, seen.size())
                    .mapToObj(i -> "x" + positions.get(i) + " = " + alphabet.symbol(seen.code(i)))
                    .collect(Collectors.joining(", "));
        }
        PointContext seen = (PointContext) block.contexts().get(row);
        return IntStream.range(0, seen.size())
                .mapToObj(i -> "x" + positions.get(i) + " = ("
                        + java.util.Arrays.stream(seen.point(i))
                                .mapToObj(x -> String.format(Locale.ROOT, "%.1f", x))
                                .collect(Collectors.joining(", "))
                        + ")")
                .collect(Collectors.joining(", "));
    }

    private String outcome(Predictions.Block block, int column) {
        int d = model.emission().dimension();
        List<Integer> targets = block.task().targets();
        List<String> parts = new ArrayList<>();
        int rest = column;
        for (int axis = targets.size() - 1; axis >= 0; axis--) {
            parts.add(
                    0,
                    model.emission() instanceof Categorical categorical
                            ? categorical.alphabet().symbol(rest % d)
                            : "x" + targets.get(axis) + "(" + (rest % d + 1) + ")");
            rest /= d;
        }
        return String.join(model.emission() instanceof Categorical ? " " : "·", parts);
    }

    /** How many other models that predict the same are shown. */
    private long others() {
        return exploration.courses().stream()
                .filter(course -> course.kind() == Course.Kind.BETWEEN)
                .count();
    }

    private List<ExplorerView.Way> courses() {
        List<ExplorerView.Way> out = new ArrayList<>();
        long across = exploration.courses().stream()
                .filter(course -> course.kind() == Course.Kind.ACROSS)
                .count();
        long between = others();
        int direction = 0;
        int other = 0;
        for (Course course : exploration.courses()) {
            String name = switch (course.kind()) {
                case FIBRE -> "Along the models that predict the same";
                case BETWEEN -> {
                    other++;
                    yield "To another model that predicts the same" + (between > 1 ? ", no. " + other : "");
                }
                case ACROSS -> {
                    direction++;
                    yield direction == 1
                            ? "Softest direction"
                            : direction == across ? "Stiffest direction" : "Direction " + direction;
                }
            };
            out.add(new ExplorerView.Way(
                    name,
                    course.kind().name().toLowerCase(Locale.ROOT),
                    sentence(course),
                    course.start(),
                    course.stops().stream().map(this::frame).toList()));
        }
        return out;
    }

    private static String sentence(Course course) {
        return switch (course.kind()) {
            case FIBRE ->
                String.format(
                        Locale.ROOT,
                        "The model moves, by up to %.3f in a parameter. The predictions stand still: their largest change"
                                + " anywhere on this walk is %.1e, the rounding of the machine.",
                        course.reach(),
                        course.largestChange());
            case BETWEEN ->
                String.format(
                        Locale.ROOT,
                        "The two ends predict the same (they differ by %.1e), although a parameter differs by %.3f. Between"
                                + " them the predictions are worse: a hill separates the two.",
                        course.stops().get(course.stops().size() - 1).change(),
                        course.reach());
            case ACROSS ->
                String.format(
                        Locale.ROOT,
                        "The loss rises to both sides of the model, with a curvature of %.3g. The flatter this valley, the"
                                + " more data it takes to find its bottom.",
                        course.curvature());
        };
    }

    private ExplorerView.Frame frame(Stop stop) {
        List<Double> predictions = new ArrayList<>();
        for (Shown part : shown) {
            for (int row : part.rows()) {
                for (int column : part.columns()) {
                    predictions.add(stop.predictions()
                            .get(part.block().offset() + row * part.block().outcomes() + column));
                }
            }
        }
        return new ExplorerView.Frame(
                stop.at(),
                Lists.of(stop.model().transition().matrix().toArray()),
                Lists.of(stop.model().emission().means().toArray()),
                predictions,
                stop.change(),
                stop.excess(),
                stop.distance(),
                stop.witness());
    }

    private boolean inNats() {
        return exploration.question().tasks().tasks().stream().allMatch(task -> task.loss() == Loss.LOG);
    }

    /** The variance of a direction's estimate is one over windows times curvature, where loss is minus log-likelihood. */
    private String meaning(double curvature) {
        return inNats()
                ? String.format(
                        Locale.ROOT,
                        "about %,.0f independent windows for a standard error of 0.01",
                        Math.max(1, 1e4 / curvature))
                : "the loss rises";
    }

    private Section steepness() {
        List<Double> values = exploration.curvatures();
        double largest = values.isEmpty() ? 1 : values.get(values.size() - 1);
        long flat = values.stream().filter(value -> value < 1e-13 * largest).count();
        List<List<String>> rows = IntStream.range(0, values.size())
                .mapToObj(i -> List.of(
                        Integer.toString(i + 1),
                        values.get(i) < 1e-13 * largest ? "0" : String.format(Locale.ROOT, "%.3g", values.get(i)),
                        values.get(i) < 1e-13 * largest
                                ? "flat: no amount of data finds a place along it"
                                : meaning(values.get(i))))
                .toList();
        return new Section.Table(
                new Section.Head(
                        "How steep the loss is around the model",
                        (flat == 0
                                        ? "It rises in every one of " + values.size() + " directions."
                                        : "Of " + values.size() + " directions " + flat + (flat == 1 ? " is" : " are")
                                                + " flat.")
                                + " The steeper, the fewer data it takes to find the place along it."),
                List.of("direction", "#curvature", "what it means"),
                rows);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.unmask.report;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.unmask.errors.ErrorTable;
import org.unmask.errors.StandardErrors;
import org.unmask.estimate.Fit;
import org.unmask.matrix.Matrix;
import org.unmask.matrix.Probabilities;
import org.unmask.model.Categorical;
import org.unmask.model.Gaussian;
import org.unmask.model.Hmm;
import org.unmask.report.Section.Coordinate;
import org.unmask.report.Section.Guess;
import org.unmask.report.Section.Head;
import org.unmask.report.Section.HeatMap;
import org.unmask.report.Section.StateCard;
import org.unmask.report.Section.StateGraph;

/** A fitted model as sections: states and moves drawn, and its matrices with their errors. */
final class ModelSeen {

    private static final int SYMBOLS_ON_CARD = 8;
    private static final int SYMBOLS_IN_MAP = 40;

    private ModelSeen() {}

    /** The sections: the model as a graph, its transition matrix and its emissions. */
    static List<Section> sections(Fit fit, List<String> columns) {
        return List.of(graph(fit.model(), columns), transition(fit), emission(fit, columns));
    }

    private static StateGraph graph(Hmm model, List<String> columns) {
        Probabilities law = model.stationaryLaw();
        List<StateCard> cards = IntStream.range(0, model.states())
                .mapToObj(state -> new StateCard(
                        "state " + (state + 1),
                        law.get(state),
                        1 / (1 - model.transition().get(state, state)),
                        model.emission() instanceof Categorical symbols ? likeliest(symbols, state) : List.of(),
                        model.emission() instanceof Gaussian points ? coordinates(points, state, columns) : List.of()))
                .toList();
        return new StateGraph(
                new Head(
                        "The model",
                        "A disc is a state, its area the state's share of the tokens; an arrow is a move, its width the"
                                + " probability. A stay lasts as long as expected before the next move."),
                cards,
                model.transition().matrix());
    }

    private static List<Guess> likeliest(Categorical symbols, int state) {
        return IntStream.range(0, symbols.dimension())
                .boxed()
                .sorted((x, y) -> Double.compare(
                        symbols.probabilities().get(state, y),
                        symbols.probabilities().get(state, x)))
                .limit(SYMBOLS_ON_CARD)
                .map(x -> new Guess(
                        symbols.alphabet().symbol(x), symbols.probabilities().get(state, x)))
                .toList();
    }

    private static List<Coordinate> coordinates(Gaussian points, int state, List<String> columns) {
        return IntStream.range(0, points.dimension())
                .mapToObj(c -> new Coordinate(
                        column(columns, c),
                        points.means().get(state, c),
                        Math.sqrt(points.covariances().matrices().get(state).get(c, c))))
                .toList();
    }

    /** Name of a coordinate, or its number where the data has none. */
    static String column(List<String> columns, int coordinate) {
        return coordinate < columns.size() ? columns.get(coordinate) : "x" + (coordinate + 1);
    }

    private static List<String> states(Hmm model) {
        return IntStream.rangeClosed(1, model.states())
                .mapToObj(state -> "state " + state)
                .toList();
    }

    private static HeatMap transition(Fit fit) {
        Hmm model = fit.model();
        Optional<ErrorTable> errors = fit.errors().map(StandardErrors::transition);
        return new HeatMap(
                new Head("Transition", "Row: state now; column: state next." + plusMinus(errors)),
                states(model),
                states(model),
                model.transition().matrix(),
                errors.map(table -> ErrorCells.of(table, identity(model.states()))),
                false);
    }

    private static String plusMinus(Optional<ErrorTable> errors) {
        return errors.isPresent() ? " After ± the standard error, where the task and the data fix the entry." : "";
    }

    private static int[] identity(int size) {
        return IntStream.range(0, size).toArray();
    }

    private static HeatMap emission(Fit fit, List<String> columns) {
        Hmm model = fit.model();
        Optional<ErrorTable> errors = fit.errors().map(StandardErrors::emission);
        if (model.emission() instanceof Categorical symbols) {
            int[] shown = commonest(model, symbols);
            String note = shown.length < symbols.dimension()
                    ? "Probability of a symbol in each state; the " + shown.length + " commonest of "
                            + symbols.dimension() + "."
                    : "Probability of each symbol in each state.";
            return new HeatMap(
                    new Head("Emission", note + plusMinus(errors)),
                    states(model),
                    IntStream.of(shown).mapToObj(symbols.alphabet()::symbol).toList(),
                    symbols.probabilities().matrix().selectColumns(shown),
                    errors.map(table -> ErrorCells.of(table, shown)),
                    false);
        }
        Matrix means = model.emission().means();
        return new HeatMap(
                new Head("Means", "Expected point in each state." + plusMinus(errors)),
                states(model),
                IntStream.range(0, means.columns())
                        .mapToObj(c -> column(columns, c))
                        .toList(),
                means,
                errors.map(table -> ErrorCells.of(table, identity(means.columns()))),
                true);
    }

    /** The commonest symbols, in the order of the alphabet. */
    private static int[] commonest(Hmm model, Categorical symbols) {
        double[] shares =
                symbols.probabilities().matrix().leftTimes(model.stationaryLaw().toArray());
        return IntStream.range(0, shares.length)
                .boxed()
                .sorted((x, y) -> Double.compare(shares[y], shares[x]))
                .limit(SYMBOLS_IN_MAP)
                .sorted()
                .mapToInt(Integer::intValue)
                .toArray();
    }
}

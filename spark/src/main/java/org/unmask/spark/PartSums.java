// SPDX-License-Identifier: Apache-2.0
package org.unmask.spark;

import java.io.Serializable;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.unmask.inference.ExpectedCounts;
import org.unmask.inference.PieceLikelihood;
import org.unmask.io.model.ModelText;
import org.unmask.model.Hmm;
import org.unmask.parallel.Progress;

/** Parts of symbols or of points, and what Spark sums over all of them under a model. */
final class PartSums {

    private final JavaRDD<? extends Part> parts;
    private final List<Shape> shapes;
    private final Shape.Whole whole;

    /**
     * All parts.
     *
     * @param parts in any order
     * @param shapes theirs, in any order
     */
    PartSums(JavaRDD<? extends Part> parts, List<Shape> shapes) {
        this.parts = parts;
        this.shapes =
                shapes.stream().sorted(Comparator.comparingLong(Shape::number)).toList();
        this.whole = Shape.Whole.of(this.shapes);
    }

    /** Of all parts, in their order. */
    List<Shape> shapes() {
        return shapes;
    }

    Shape.Whole whole() {
        return whole;
    }

    /** Log-likelihood of all sequences together. */
    double logLikelihood(Hmm model, Progress progress) {
        progress.at("scoring", 0, whole.tokens());
        double log = PieceLikelihood.total(model, pieces(ModelText.of(model)));
        progress.at("scoring", whole.tokens(), whole.tokens());
        return log;
    }

    /** The E step over all parts. */
    Function<Hmm, ExpectedCounts> expectation(Progress progress) {
        return model -> {
            progress.at("E step", 0, whole.tokens());
            ModelText text = ModelText.of(model);
            List<double[]> pieces = pieces(text);
            TaskExpectation wanted = new TaskExpectation(
                    text, places(), PieceLikelihood.around(model, pieces).toArray(double[][]::new));
            ExpectedCounts counts = expected(parts, wanted).withLogLikelihood(PieceLikelihood.total(model, pieces));
            progress.at("E step", whole.tokens(), whole.tokens());
            return counts;
        };
    }

    private static <P extends Part> ExpectedCounts expected(JavaRDD<P> parts, TaskExpectation wanted) {
        Broadcast<TaskExpectation> sent =
                JavaSparkContext.fromSparkContext(parts.context()).broadcast(wanted);
        try {
            List<TreeSum.Node> nodes =
                    parts.mapPartitions(of -> sent.value().of(of).iterator()).collect();
            return wanted.sum(nodes);
        } finally {
            sent.destroy();
        }
    }

    /** Place of each part among all, by its number. */
    @SuppressWarnings("NonApiType") // travels between processes, which not every Map can
    private HashMap<Long, Integer> places() {
        HashMap<Long, Integer> places = new HashMap<>();
        for (int n = 0; n < shapes.size(); n++) {
            places.put(shapes.get(n).number(), n);
        }
        return places;
    }

    /** What {@link PieceLikelihood} finds of each part, in their order. */
    private List<double[]> pieces(ModelText model) {
        double[][] pieces = new double[shapes.size()][];
        Map<Long, Integer> places = places();
        for (Scored scored : scored(parts, model)) {
            Integer place = places.get(scored.number());
            if (place == null) {
                throw new IllegalStateException("part " + scored.number() + " was scored and never surveyed");
            }
            pieces[place] = scored.numbers();
        }
        return List.of(pieces);
    }

    private static <P extends Part> List<Scored> scored(JavaRDD<P> parts, ModelText model) {
        return parts.mapPartitions(of -> {
                    Hmm read = model.model();
                    return Lazily.map(of, part -> new Scored(part.number(), part.likelihood(read)));
                })
                .collect();
    }

    /**
     * The log-likelihood of a part.
     *
     * @param number the part's
     * @param numbers what {@link PieceLikelihood#total} puts together
     */
    @SuppressWarnings("ArrayRecordComponent") // On its way between processes; nobody compares two.
    private record Scored(long number, double[] numbers) implements Serializable {}
}

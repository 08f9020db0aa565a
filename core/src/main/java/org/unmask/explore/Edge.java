// SPDX-License-Identifier: Apache-2.0
package org.unmask.explore;

import java.util.Arrays;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.unmask.matrix.Matrix;
import org.unmask.matrix.StochasticMatrix;
import org.unmask.model.Categorical;
import org.unmask.model.Emission;
import org.unmask.model.Hmm;
import org.unmask.random.Seed;
import org.unmask.verdict.Question;

/** The edge of a family: how far it is from a model, and a model off it. */
final class Edge {

    /** Share of the uniform law that takes a model off the edge of its family. */
    static final double INSIDE = 0.05;

    /** Ways tried from a model that may be at the edge. */
    private static final int WAYS = 64;

    private Edge() {}

    /** Whether of some random ways none stays in the family: then, as good as surely, those that matter do not either. */
    static boolean isAt(Predictions predictions, Hmm model, Seed seed) {
        double[] start = predictions.parameters(model);
        RandomGenerator random = seed.generator();
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
    static Question inside(Question question) {
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

    /** How far a line stays inside the family, at most once the size of the parameters. */
    static double room(Predictions predictions, double[] start, double[] direction, int sign) {
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
}

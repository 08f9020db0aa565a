// SPDX-License-Identifier: Apache-2.0
package org.unmask.recovery;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.unmask.matrix.LinearSystem;
import org.unmask.matrix.Matrix;
import org.unmask.matrix.Probabilities;
import org.unmask.matrix.StochasticMatrix;
import org.unmask.matrix.Tensor3;
import org.unmask.model.Alphabet;
import org.unmask.model.Categorical;
import org.unmask.model.Chain;
import org.unmask.model.Hmm;
import org.unmask.model.StationaryLaw;
import org.unmask.random.Seed;
import org.unmask.recovery.Recovery.Reason;

/**
 * Formulas (3.1) to (3.3) and their gapped forms, for symbols. Factors are turned so that row {@code h} of {@code early}
 * and {@code late} is the law of a target given the state {@code h} at the middle position, and {@code seen(a, h)} the
 * probability of that state given the context {@code a}.
 */
final class SymbolReadOff {

    /** How far below zero an entry of a root may be and still be called a probability. */
    private static final double ROOT_TOLERANCE = 1e-6;

    private final ReadOffPlan plan;
    private final double[] weights;
    private final Chain chain;
    private final Alphabet alphabet;

    SymbolReadOff(ReadOffPlan plan, double[] weights, Chain chain, Alphabet alphabet) {
        this.plan = plan;
        this.weights = weights;
        this.chain = chain;
        this.alphabet = alphabet;
    }

    /** A model as read, before it is made one: rows need not be probabilities. */
    private record Raw(Matrix transition, Matrix emission) {}

    /** Either what is sought or why it is not there. */
    private record Step<T>(Optional<T> value, Optional<Recovery.Failed> failure) {
        static <T> Step<T> of(T value) {
            return new Step<>(Optional.of(value), Optional.empty());
        }

        static <T> Step<T> failed(Reason reason, String message, double... evidence) {
            return new Step<>(Optional.empty(), Optional.of(Recovery.failed(reason, message, evidence)));
        }
    }

    /** The model behind a tensor {@code (first target, second target, context)}, its misfit to values left open. */
    Recovery read(Tensor3 tensor, int states, Seed seed) {
        int late = tensor.first();
        int early = tensor.second();
        Tensor3 inTime = plan.swapped()
                ? Tensor3.generate(early, late, tensor.third(), (a, b, c) -> tensor.get(b, a, c))
                : tensor;
        Tensor3 weighted = Tensor3.generate(
                inTime.first(),
                inTime.second(),
                inTime.third(),
                (a, b, c) -> inTime.get(a, b, c) * Math.sqrt(weights[c]));
        Decomposition decomposition = CpDecomposition.of(weighted, states, seed);
        if (!(decomposition instanceof Decomposition.Factors factors)) {
            return Failures.of(decomposition);
        }
        Step<Raw> raw = plan.middle() ? middle(factors) : outer(factors);
        if (raw.failure().isPresent()) {
            return raw.failure().get();
        }
        return model(raw.value().orElseThrow(), factors);
    }

    private Recovery model(Raw raw, Decomposition.Factors factors) {
        if (!Double.isFinite(raw.transition().frobeniusNorm())
                || !Double.isFinite(raw.emission().frobeniusNorm())) {
            return Recovery.failed(Reason.NOT_A_MODEL, "the factors are singular: no finite transition comes out");
        }
        StochasticMatrix transition = Simplex.transition(raw.transition(), chain);
        StochasticMatrix emission = Simplex.rows("emission matrix", raw.emission());
        double moved = Math.max(
                transition.matrix().minus(raw.transition()).maxAbs(),
                emission.matrix().minus(raw.emission()).maxAbs());
        Probabilities law = chain == Chain.DOUBLY_STOCHASTIC
                ? Probabilities.uniform(transition.rows())
                : StationaryLaw.longRun(Probabilities.uniform(transition.rows()), transition);
        Hmm read = new Hmm(law, transition, new Categorical(alphabet, emission));
        Hmm model = plan.reversed() ? new Hmm(law, read.reversedTransition(), read.emission()) : read;
        return new Recovery.Recovered(
                model, new Recovery.Misfit(factors.residual(), moved, 0, 0), factors.conditioning());
    }

    /** Context before both targets, (3.1): {@code early} is the emission, {@code late} the emission a gap later. */
    private Step<Raw> outer(Decomposition.Factors factors) {
        double[] size = sums(factors.first(), factors.second());
        Matrix emission = rowsOfOne(factors.first());
        Matrix late = rowsOfOne(factors.second());
        Optional<Matrix> after = rightDivide(late, emission);
        if (after.isEmpty()) {
            return Step.failed(Reason.NOT_A_MODEL, "the emissions of the states are linearly dependent");
        }
        if (plan.after() == 1) {
            return Step.of(new Raw(after.get(), emission));
        }
        // Contexts of weight zero say nothing and their rows are left at zero.
        StochasticMatrix step = Simplex.rows("transition over the gap", after.get());
        double[] law =
                StationaryLaw.longRun(Probabilities.uniform(step.rows()), step).toArray();
        int symbols = emission.columns();
        int states = emission.rows();
        Matrix posterior =
                scaledRows(Matrix.generate(symbols, states, (a, h) -> Math.max(0, law[h] * emission.get(h, a))));
        Matrix seen = Matrix.generate(
                posterior.rows(), posterior.columns(), (a, h) -> factors.third().get(a, h) * size[h]);
        Matrix weighted = Matrix.generate(
                posterior.rows(), posterior.columns(), (a, h) -> posterior.get(a, h) * Math.sqrt(weights[a]));
        Optional<Matrix> before = LinearSystem.leastSquares(weighted, seen);
        if (before.isEmpty()) {
            return Step.failed(Reason.NOT_A_MODEL, "the contexts do not tell the states apart");
        }
        return root(before.get(), after.get(), emission);
    }

    /** Context between the targets, (3.3). */
    private Step<Raw> middle(Decomposition.Factors factors) {
        double[] size = sums(factors.first(), factors.second());
        Matrix early = rowsOfOne(factors.first());
        Matrix late = rowsOfOne(factors.second());
        int d = factors.third().rows();
        int k = size.length;
        Matrix posterior = Matrix.generate(
                d, k, (a, h) -> weights[a] > 0 ? factors.third().get(a, h) * size[h] / Math.sqrt(weights[a]) : 0);
        StochasticMatrix loop = Simplex.rows("loop", early.times(posterior));
        double[] law = StationaryLaw.longRun(Probabilities.uniform(k), loop).toArray();
        double[] token = early.leftTimes(law);
        double[] same = late.leftTimes(law);
        Matrix emission = rowsOfOne(Matrix.generate(k, d, (h, a) -> (token[a] + same[a]) / 2 * posterior.get(a, h))
                .transpose());
        Optional<Matrix> after = rightDivide(late, emission);
        Optional<Matrix> back = rightDivide(early, emission);
        if (after.isEmpty() || back.isEmpty()) {
            return Step.failed(Reason.NOT_A_MODEL, "the emissions of the states are linearly dependent");
        }
        Matrix before = Matrix.generate(k, k, (i, j) -> law[j] * back.get().get(j, i) / law[i]);
        return root(before, after.get(), emission);
    }

    /** The transition from its powers over the two gaps. */
    private Step<Raw> root(Matrix before, Matrix after, Matrix emission) {
        if (plan.after() == 1 && plan.before() == 1) {
            return Step.of(new Raw(before.plus(after).scale(0.5), emission));
        }
        int degree = TransitionPowers.gcd(plan.before(), plan.after());
        Optional<Matrix> power = plan.before() == plan.after()
                ? Optional.of(before.plus(after).scale(0.5))
                : TransitionPowers.common(before, plan.before(), after, plan.after());
        if (power.isEmpty()) {
            return Step.failed(Reason.NOT_A_MODEL, "the transition over the gap is singular");
        }
        List<Matrix> roots = TransitionPowers.stochasticRoots(power.get(), degree, ROOT_TOLERANCE);
        if (roots.size() != 1) {
            return Step.failed(
                    Reason.AMBIGUOUS_ROOT,
                    "the task shows the transition to the power " + degree + " only, which has " + roots.size()
                            + " stochastic roots",
                    degree,
                    roots.size());
        }
        return Step.of(new Raw(roots.get(0), emission));
    }

    /** {@code X} with {@code X right = left}, by least squares over the columns. */
    private static Optional<Matrix> rightDivide(Matrix left, Matrix right) {
        return LinearSystem.leastSquares(right.transpose(), left.transpose()).map(Matrix::transpose);
    }

    /** Product of the column sums of two factors, for each term. */
    private static double[] sums(Matrix first, Matrix second) {
        double[] out = new double[first.columns()];
        Arrays.setAll(
                out,
                h -> Arrays.stream(first.column(h)).sum()
                        * Arrays.stream(second.column(h)).sum());
        return out;
    }

    /** The columns of a factor as rows of sum one. */
    private static Matrix rowsOfOne(Matrix factor) {
        return scaledRows(factor.transpose());
    }

    private static Matrix scaledRows(Matrix matrix) {
        double[] sums = new double[matrix.rows()];
        Arrays.setAll(sums, i -> Arrays.stream(matrix.row(i)).sum());
        return Matrix.generate(
                matrix.rows(), matrix.columns(), (i, j) -> sums[i] == 0 ? 0 : matrix.get(i, j) / sums[i]);
    }
}

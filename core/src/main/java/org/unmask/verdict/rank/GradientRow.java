// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.rank;

import java.util.Arrays;
import org.unmask.field.PrimeField;
import org.unmask.model.Chain;
import org.unmask.model.CovarianceShape;
import org.unmask.model.ModelFamily;
import org.unmask.task.MaskedTask;

/**
 * One row of the Jacobian: the gradient, by all free parameters, of one functional of a task's prediction at one context.
 * The prediction is a quotient of two message passes (1.7); each is differentiated backwards, so a row costs
 * {@code O(window k^2 + tokens k d)} whatever the number of parameters. The formula over dual numbers is the reference
 * that tests hold it to.
 */
final class GradientRow {

    private final ModularPoint point;
    private final PrimeField field;
    private final int k;
    private final long[][] byTransition;
    private final long[] byInitial;
    private final long[][] byMeans;
    private final long[][][] byPrecisions;

    GradientRow(ModularPoint point) {
        this.point = point;
        this.field = point.field;
        this.k = point.states();
        this.byTransition = new long[k][k];
        this.byInitial = new long[k];
        this.byMeans = new long[k][point.dimension()];
        this.byPrecisions = new long[point.precisions.length][point.dimension()][point.dimension()];
    }

    /**
     * The row.
     *
     * @param task the task
     * @param context one factor for each context position, in the task's order
     * @param targets one for each target position
     * @return gradient by the free parameters; empty where the context has probability 0
     */
    java.util.Optional<long[]> of(MaskedTask task, TokenFactor[] context, TokenFactor[] targets) {
        int length = task.window();
        TokenFactor[] seen = new TokenFactor[length];
        TokenFactor[] all = new TokenFactor[length];
        for (int i = 0; i < context.length; i++) {
            seen[task.context().get(i) - task.first()] = context[i];
            all[task.context().get(i) - task.first()] = context[i];
        }
        for (int i = 0; i < targets.length; i++) {
            all[task.targets().get(i) - task.first()] = targets[i];
        }
        clear();
        Pass joint = new Pass(all);
        Pass evidence = new Pass(seen);
        if (evidence.total == 0) {
            return java.util.Optional.empty();
        }
        long scale = field.inverse(evidence.total);
        long value = field.multiply(joint.total, scale);
        joint.backward(scale);
        evidence.backward(field.subtract(0, field.multiply(value, scale)));
        return java.util.Optional.of(byFree());
    }

    private void clear() {
        Arrays.fill(byInitial, 0);
        for (long[] row : byTransition) {
            Arrays.fill(row, 0);
        }
        for (long[] row : byMeans) {
            Arrays.fill(row, 0);
        }
        for (long[][] matrix : byPrecisions) {
            for (long[] row : matrix) {
                Arrays.fill(row, 0);
            }
        }
    }

    /** A message pass along the window: {@code pi W_1 T W_2 T .. W_n 1}. */
    private final class Pass {
        private final @org.jspecify.annotations.Nullable TokenFactor[] factors;
        private final long[][] before;
        private final long[][] after;
        private final long total;

        Pass(@org.jspecify.annotations.Nullable TokenFactor[] factors) {
            this.factors = factors;
            int n = factors.length;
            this.before = new long[n][];
            this.after = new long[n][];
            long[] message = point.initial;
            for (int position = 0; position < n; position++) {
                if (position > 0) {
                    message = step(message);
                }
                before[position] = message;
                TokenFactor factor = factors[position];
                if (factor != null) {
                    message = product(message, factor.values());
                }
                after[position] = message;
            }
            long sum = 0;
            for (long entry : message) {
                sum = field.add(sum, entry);
            }
            this.total = sum;
        }

        /** Adds {@code scale} times the gradient of the total to the accumulators. */
        void backward(long scale) {
            long[] message = new long[k];
            Arrays.fill(message, scale);
            for (int position = factors.length - 1; position >= 0; position--) {
                TokenFactor factor = factors[position];
                if (factor != null) {
                    credit(factor, product(before[position], message));
                    message = product(message, factor.values());
                }
                if (position > 0) {
                    long[] from = after[position - 1];
                    long[] back = new long[k];
                    for (int i = 0; i < k; i++) {
                        long sum = 0;
                        for (int j = 0; j < k; j++) {
                            byTransition[i][j] = field.add(byTransition[i][j], field.multiply(from[i], message[j]));
                            sum = field.add(sum, field.multiply(point.transition[i][j], message[j]));
                        }
                        back[i] = sum;
                    }
                    message = back;
                }
            }
            for (int i = 0; i < k; i++) {
                byInitial[i] = field.add(byInitial[i], message[i]);
            }
        }
    }

    private long[] step(long[] message) {
        long[] out = new long[k];
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                out[j] = field.add(out[j], field.multiply(message[i], point.transition[i][j]));
            }
        }
        return out;
    }

    private long[] product(long[] left, long[] right) {
        long[] out = new long[k];
        for (int i = 0; i < k; i++) {
            out[i] = field.multiply(left[i], right[i]);
        }
        return out;
    }

    /** Credits the emission parameters with the gradient by a factor's values. */
    private void credit(TokenFactor factor, long[] byValues) {
        if (factor instanceof TokenFactor.Linear linear) {
            for (int h = 0; h < k; h++) {
                for (int x = 0; x < linear.functional().length; x++) {
                    long functional = linear.functional()[x];
                    if (functional != 0) {
                        byMeans[h][x] = field.add(byMeans[h][x], field.multiply(byValues[h], functional));
                    }
                }
            }
        } else if (factor instanceof TokenFactor.Density density) {
            for (int h = 0; h < k; h++) {
                creditDensity(h, density.point(), field.multiply(byValues[h], density.values()[h]));
            }
        }
    }

    /** The log of a normal density moves by {@code P (x - m)} with the mean, by half of (inverse of P - outer) with P. */
    private void creditDensity(int h, long[] x, long weight) {
        int d = x.length;
        long[][] precision = point.precisions[h];
        long[][] covariance = point.covariances[h];
        long[] off = new long[d];
        for (int a = 0; a < d; a++) {
            off[a] = field.subtract(x[a], point.means[h][a]);
        }
        long half = field.multiply(weight, field.inverse(field.bare(2)));
        for (int a = 0; a < d; a++) {
            long pull = 0;
            for (int b = 0; b < d; b++) {
                pull = field.add(pull, field.multiply(precision[a][b], off[b]));
                long spread = field.subtract(covariance[a][b], field.multiply(off[a], off[b]));
                byPrecisions[h][a][b] = field.add(byPrecisions[h][a][b], field.multiply(half, spread));
            }
            byMeans[h][a] = field.add(byMeans[h][a], field.multiply(weight, pull));
        }
    }

    /** Chain rule from all entries to the free ones, in the order of the parameterization. */
    private long[] byFree() {
        long[] out = new long[point.free.length];
        int at = 0;
        boolean doublyStochastic = point.family.chain() == Chain.DOUBLY_STOCHASTIC;
        if (!doublyStochastic) {
            long[] moved = new long[k];
            for (int i = 0; i < k; i++) {
                for (int j = 0; j < k; j++) {
                    moved[i] = field.add(moved[i], field.multiply(point.fundamental[i][j], byInitial[j]));
                }
            }
            for (int i = 0; i < k; i++) {
                for (int j = 0; j < k; j++) {
                    byTransition[i][j] = field.add(byTransition[i][j], field.multiply(point.initial[i], moved[j]));
                }
            }
        }
        long[] last = byTransition[k - 1];
        for (int i = 0; i < (doublyStochastic ? k - 1 : k); i++) {
            for (int j = 0; j < k - 1; j++) {
                long entry = field.subtract(byTransition[i][j], byTransition[i][k - 1]);
                out[at++] = doublyStochastic ? field.add(field.subtract(entry, last[j]), last[k - 1]) : entry;
            }
        }
        int d = point.dimension();
        boolean gaussian = point.family instanceof ModelFamily.Gaussian;
        for (int h = 0; h < k; h++) {
            for (int x = 0; x < (gaussian ? d : d - 1); x++) {
                out[at++] = gaussian ? byMeans[h][x] : field.subtract(byMeans[h][x], byMeans[h][d - 1]);
            }
        }
        if (point.family instanceof ModelFamily.Gaussian family) {
            CovarianceShape shape = family.covariance();
            int size = shape.form().parameters(d);
            for (int h = 0; h < k; h++) {
                addSpread(shape.form(), byPrecisions[h], out, shape.shared() ? at : at + h * size);
            }
        }
        return out;
    }

    private void addSpread(CovarianceShape.Form form, long[][] gradient, long[] out, int from) {
        int at = from;
        for (int i = 0; i < gradient.length; i++) {
            switch (form) {
                case IDENTITY -> {}
                case SPHERICAL -> out[from] = field.add(out[from], gradient[i][i]);
                case DIAGONAL -> {
                    out[at] = field.add(out[at], gradient[i][i]);
                    at++;
                }
                case FULL -> {
                    for (int j = 0; j <= i; j++) {
                        long both = i == j ? gradient[i][i] : field.add(gradient[i][j], gradient[j][i]);
                        out[at] = field.add(out[at], both);
                        at++;
                    }
                }
            }
        }
    }
}

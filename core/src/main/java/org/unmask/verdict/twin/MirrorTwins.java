// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.twin;

import java.util.List;
import java.util.Optional;
import org.hipparchus.fraction.BigFraction;
import org.unmask.model.Chain;
import org.unmask.model.CovarianceShape;
import org.unmask.model.FieldModel;
import org.unmask.model.ModelFamily;
import org.unmask.task.TaskSet;

/**
 * The second model of two Gaussian states whose neighbours on either side are predicted jointly: {@code M2 = M - 1 w M} and
 * {@code T2 = 1 w - T} with {@code w = pi2 + pi2 T} turn the sign of both factors of the prediction, and the posteriors stand
 * still where {@code log(pi2/pi) + M M' w'} is the same for both states. That is one equation in the first entry p of pi2: the
 * difference goes from minus infinity at 0 to infinity at 1, and rises everywhere, by {@code 1 / (p (1 - p))} and
 * {@code (1 + l) |m1 - m2|^2}, l the second eigenvalue of the chain. So it has one solution, and the family holds it where no
 * entry of {@code T2} is negative.
 */
final class MirrorTwins {

    private static final double LEAST = 1e-12;
    private static final int BISECTIONS = 80;

    private final double[][] chain = new double[2][2];
    private final double[][] means;
    private final double odds;

    private MirrorTwins(FieldModel<BigFraction> model) {
        int d = model.means()[0].length;
        this.means = new double[2][d];
        for (int i = 0; i < 2; i++) {
            for (int j = 0; j < 2; j++) {
                chain[i][j] = model.transition()[i][j].doubleValue();
            }
            for (int j = 0; j < d; j++) {
                means[i][j] = model.means()[i][j].doubleValue();
            }
        }
        this.odds = model.initial()[0].divide(model.initial()[1]).doubleValue();
    }

    /** Whether the construction has a meaning for these tasks. */
    static boolean apply(ModelFamily family, TaskSet tasks) {
        boolean two = family instanceof ModelFamily.Gaussian gaussian
                && gaussian.covariance() == CovarianceShape.IDENTITY
                && gaussian.states() == 2
                && gaussian.chain() == Chain.STATIONARY;
        return two
                && tasks.tasks().stream().allMatch(task -> {
                    int context = task.context().get(0);
                    List<Integer> targets = task.targets().stream().sorted().toList();
                    return task.context().size() == 1 && targets.equals(List.of(context - 1, context + 1));
                });
    }

    /** Free parameters of the second model, which may lie outside the family; empty where a state is hardly ever seen. */
    static Optional<double[]> of(ExactModel base) {
        FieldModel<BigFraction> model = base.expand();
        if (model.initial()[0].signum() <= 0 || model.initial()[1].signum() <= 0) {
            return Optional.empty();
        }
        MirrorTwins twins = new MirrorTwins(model);
        boolean between = twins.tilt(LEAST) <= 0 && twins.tilt(1 - LEAST) > 0;
        return between ? Optional.of(twins.free(twins.root())) : Optional.empty();
    }

    private double root() {
        double low = LEAST;
        double high = 1 - LEAST;
        for (int n = 0; n < BISECTIONS; n++) {
            double middle = (low + high) / 2;
            if (tilt(middle) <= 0) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private double[] flow(double law) {
        return new double[] {
            law + law * chain[0][0] + (1 - law) * chain[1][0], 1 - law + law * chain[0][1] + (1 - law) * chain[1][1]
        };
    }

    private double[] shift(double law) {
        double[] flow = flow(law);
        double[] out = new double[means[0].length];
        for (int j = 0; j < out.length; j++) {
            out[j] = flow[0] * means[0][j] + flow[1] * means[1][j];
        }
        return out;
    }

    private double tilt(double law) {
        double sum = Math.log(law / (1 - law) / odds);
        double[] shift = shift(law);
        for (int j = 0; j < shift.length; j++) {
            sum += (means[0][j] - means[1][j]) * shift[j];
        }
        return sum;
    }

    private double[] free(double law) {
        double first = flow(law)[0];
        double[] shift = shift(law);
        int d = shift.length;
        double[] out = new double[2 + 2 * d];
        for (int i = 0; i < 2; i++) {
            out[i] = first - chain[i][0];
            for (int j = 0; j < d; j++) {
                out[2 + i * d + j] = means[i][j] - shift[j];
            }
        }
        return out;
    }
}

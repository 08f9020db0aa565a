// SPDX-License-Identifier: Apache-2.0
package org.unmask.errors;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.IntPredicate;
import org.unmask.errors.EntryError.Standing;
import org.unmask.inference.EdgeSlopes;
import org.unmask.inference.InitialLaw;
import org.unmask.inference.LocalCoordinates;
import org.unmask.inference.LocalJacobian;
import org.unmask.matrix.Matrix;
import org.unmask.model.Categorical;
import org.unmask.model.Chain;
import org.unmask.model.Gaussian;
import org.unmask.model.Hmm;

/**
 * From the covariance of {@link LocalCoordinates} to errors of entries, by the delta method. Intervals of probabilities are
 * even on the scale of the arc sine of the root, where their spread hardly depends on where they are, so they stay
 * between 0 and 1; those of variances are even on the scale of logarithms.
 */
final class EntryTables {

    /** Share of a unit vector that may lie in flat directions before an entry counts as not determined. */
    private static final double LEANING = 1e-6;

    private final LocalCoordinates coordinates;
    private final Hmm model;
    private final Matrix covariance;
    private final Matrix flat;
    private final Optional<EdgeSlopes> slopes;
    private final FixedMask mask;
    private final double quantile;
    private final double level;

    EntryTables(
            LocalCoordinates coordinates,
            Matrix covariance,
            Matrix flat,
            Optional<EdgeSlopes> slopes,
            FixedMask mask,
            double level) {
        this.coordinates = coordinates;
        this.model = coordinates.model();
        this.covariance = covariance;
        this.flat = flat;
        this.slopes = slopes;
        this.mask = mask;
        this.level = level;
        this.quantile = Quantiles.normal(0.5 + level / 2);
    }

    StandardErrors errors(ErrorMethod method, long tokens, double condition, List<String> remarks) {
        LocalJacobian by = coordinates.jacobian();
        int k = model.states();
        int d = model.emission().dimension();
        boolean free = coordinates.initial() == InitialLaw.FREE;
        ErrorTable transition = probabilities(
                model.transition().matrix(), by.transition(), slopes.map(EdgeSlopes::transition), mask::transition);
        ErrorTable stationary = probabilities(
                Matrix.ofRows(model.stationaryLaw().toArray()), by.stationary(), Optional.empty(), mask::stationary);
        if (coordinates.chain() == Chain.DOUBLY_STOCHASTIC) {
            stationary = stationary.map(entry -> EntryError.none(Standing.GIVEN));
        }
        Optional<ErrorTable> initial = free
                ? Optional.of(probabilities(
                        Matrix.ofRows(model.initial().toArray()),
                        by.initial(),
                        slopes.map(EdgeSlopes::initial),
                        place -> true))
                : Optional.empty();
        ErrorTable emission = model.emission() instanceof Categorical
                ? probabilities(
                        model.emission().means(), by.emission(), slopes.map(EdgeSlopes::emission), mask::emission)
                : ErrorTable.generate(
                        k,
                        d,
                        (i, c) -> real(
                                model.emission().means().get(i, c),
                                by.emission(),
                                i * d + c,
                                mask.emission(i * d + c),
                                false));
        List<ErrorTable> covariances = new ArrayList<>();
        if (model.emission() instanceof Gaussian gaussian) {
            for (int i = 0; i < k; i++) {
                int state = i;
                Matrix matrix = gaussian.covariances().matrices().get(i);
                covariances.add(ErrorTable.generate(
                        d,
                        d,
                        (r, c) -> real(
                                matrix.get(r, c),
                                by.covariances().get(state),
                                r * d + c,
                                mask.covariance(state, r * d + c),
                                r == c)));
            }
        }
        return new StandardErrors(
                method, level, transition, stationary, initial, emission, covariances, tokens, condition, remarks);
    }

    private ErrorTable probabilities(Matrix rows, Matrix by, Optional<Matrix> edges, IntPredicate fixed) {
        int columns = rows.columns();
        return ErrorTable.generate(rows.rows(), columns, (i, j) -> {
            int place = i * columns + j;
            double estimate = rows.get(i, j);
            if (columns == 1) {
                return EntryError.none(Standing.GIVEN);
            }
            if (!fixed.test(place)) {
                return EntryError.none(Standing.NOT_FIXED);
            }
            double[] gradient = by.row(place);
            double norm = norm(gradient);
            if (norm == 0) {
                return edge(estimate, edges.map(slope -> slope.get(i, j)).orElse(Double.NaN));
            }
            if (leans(gradient, norm)) {
                return EntryError.none(Standing.FLAT);
            }
            return probability(estimate, error(gradient));
        });
    }

    private EntryError real(double estimate, Matrix by, int place, boolean fixed, boolean positive) {
        double[] gradient = by.row(place);
        double norm = norm(gradient);
        if (norm == 0) {
            return EntryError.none(Standing.GIVEN);
        }
        if (!fixed) {
            return EntryError.none(Standing.NOT_FIXED);
        }
        if (leans(gradient, norm)) {
            return EntryError.none(Standing.FLAT);
        }
        double error = error(gradient);
        double lower = positive ? estimate * Math.exp(-quantile * error / estimate) : estimate - quantile * error;
        double upper = positive ? estimate * Math.exp(quantile * error / estimate) : estimate + quantile * error;
        return new EntryError(Standing.ESTIMATED, OptionalDouble.of(error), lower, upper);
    }

    private EntryError probability(double estimate, double error) {
        double angle = Math.asin(Math.sqrt(Math.min(1, estimate)));
        double spread = quantile * error / (2 * Math.sqrt(estimate * (1 - estimate)));
        double low = Math.sin(Math.max(0, angle - spread));
        double high = Math.sin(Math.min(Math.PI / 2, angle + spread));
        return new EntryError(Standing.ESTIMATED, OptionalDouble.of(error), low * low, high * high);
    }

    /** An entry that stands at the edge may be as large as the likelihood allows before it has lost a factor of 1 / (1 - level). */
    private EntryError edge(double estimate, double slope) {
        double reach = slope < 0 ? Math.min(1, Math.log(1 - level) / slope) : Double.NaN;
        return estimate > 0.5 ? EntryError.boundary(Double.NaN, 1) : EntryError.boundary(0, reach);
    }

    private double error(double[] gradient) {
        return Math.sqrt(Math.max(0, Curvature.along(covariance, gradient)));
    }

    private static double norm(double[] vector) {
        double sum = 0;
        for (double entry : vector) {
            sum += entry * entry;
        }
        return Math.sqrt(sum);
    }

    private boolean leans(double[] gradient, double norm) {
        for (int m = 0; m < flat.columns(); m++) {
            double sum = 0;
            for (int p = 0; p < gradient.length; p++) {
                sum += gradient[p] * flat.get(p, m);
            }
            if (Math.abs(sum) > LEANING * norm) {
                return true;
            }
        }
        return false;
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

import java.util.List;
import java.util.Optional;
import org.unmask.matrix.Matrix;
import org.unmask.model.Categorical;
import org.unmask.model.Chain;
import org.unmask.model.Gaussian;
import org.unmask.model.Hmm;
import org.unmask.model.ModelFamily;

/**
 * The directions in which a model may move within its family, scaled so that a unit step is about as far as one token would
 * tell: probabilities move on the sphere of their square roots, means in standard deviations, covariances along their
 * Cholesky factors. Probabilities at the edge of the family, those expected less often than a tenth of a token, stay where
 * they are. Curvature and scores in these coordinates are what standard errors are made of. Immutable.
 */
public final class LocalCoordinates {

    /** A probability with fewer expected tokens than this counts as zero, at the edge of the family. */
    public static final double EDGE = 0.1;

    /** Variances of a moved model may come down to this share of the smallest. */
    private static final double FLOOR = 1e-12;

    private final Hmm model;
    private final Chain chain;
    private final InitialLaw initial;
    private final EmCoordinates flat;
    private final double[] origin;
    private final List<Direction> directions;
    private final LocalJacobian jacobian;

    private LocalCoordinates(
            Hmm model,
            Chain chain,
            InitialLaw initial,
            EmCoordinates flat,
            double[] origin,
            List<Direction> directions) {
        this.model = model;
        this.chain = chain;
        this.initial = initial;
        this.flat = flat;
        this.origin = origin;
        this.directions = directions;
        this.jacobian = LocalJacobian.of(model, initial, directions, origin);
    }

    /**
     * The coordinates at a model.
     *
     * @param model categorical or Gaussian, of the family
     * @param chain which transition matrices are allowed
     * @param initial whether the law of the first state has parameters of its own
     * @param counts what is expected of the data under the model, as {@link ExpectedCounts#of} gives it; tells which
     *     probabilities are at the edge
     * @return the coordinates
     * @throws IllegalArgumentException for a plugged-in emission
     */
    public static LocalCoordinates at(Hmm model, Chain chain, InitialLaw initial, ExpectedCounts counts) {
        if (!(model.emission() instanceof Categorical) && !(model.emission() instanceof Gaussian)) {
            throw new IllegalArgumentException("local coordinates are for categorical and Gaussian models, found "
                    + model.emission().getClass().getSimpleName());
        }
        EmCoordinates flat = new EmCoordinates(chain, initial, floor(model));
        double[] origin = flat.point(model);
        List<Direction> directions = new LocalFrame(model, chain, initial, origin, counts, EDGE).directions();
        return new LocalCoordinates(model, chain, initial, flat, origin, directions);
    }

    /**
     * The most directions that a model can have.
     *
     * @param model categorical or Gaussian
     * @param initial whether the law of the first state has parameters of its own
     * @return free parameters of its family when no probability is at the edge
     */
    public static long most(Hmm model, InitialLaw initial) {
        long own = initial == InitialLaw.FREE ? model.states() - 1 : 0;
        return own + ModelFamily.of(model, Chain.STATIONARY).parameters();
    }

    private static VarianceFloor floor(Hmm model) {
        if (!(model.emission() instanceof Gaussian gaussian)) {
            return new VarianceFloor(new double[0]);
        }
        double[] variances = new double[gaussian.dimension()];
        java.util.Arrays.fill(variances, Double.POSITIVE_INFINITY);
        for (Matrix covariance : gaussian.covariances().matrices()) {
            for (int c = 0; c < variances.length; c++) {
                variances[c] = Math.min(variances[c], FLOOR * covariance.get(c, c));
            }
        }
        return new VarianceFloor(variances);
    }

    /**
     * Number of directions.
     *
     * @return the free parameters that are not at the edge
     */
    public int size() {
        return directions.size();
    }

    /** The kind of data that the model emits. */
    boolean symbols() {
        return model.emission() instanceof Categorical;
    }

    /**
     * The model that the coordinates are centred at.
     *
     * @return coordinates zero
     */
    public Hmm model() {
        return model;
    }

    /**
     * Which transition matrices are allowed.
     *
     * @return the kind of chain
     */
    public Chain chain() {
        return chain;
    }

    /**
     * Whether the initial law has parameters of its own.
     *
     * @return where sequences start
     */
    public InitialLaw initial() {
        return initial;
    }

    List<Direction> directions() {
        return directions;
    }

    /**
     * How the parameters move with the coordinates.
     *
     * @return derivatives of every entry by every coordinate
     */
    public LocalJacobian jacobian() {
        return jacobian;
    }

    /**
     * The model a small step away.
     *
     * @param direction which coordinate is moved, from 0
     * @param step how far
     * @return a model of the family; empty when the step leaves it
     */
    public Optional<Hmm> moved(int direction, double step) {
        double[] point = origin.clone();
        Direction way = directions.get(direction);
        for (int n = 0; n < way.places().length; n++) {
            point[way.places()[n]] += step * way.weights()[n];
        }
        return flat.model(point, model);
    }

    /**
     * The gradient of the log-likelihood by these coordinates, at this model or one moved by a small step.
     *
     * @param at the model that the counts were made with
     * @param counts of an E step
     * @return nats for a unit of each coordinate
     */
    public double[] gradient(Hmm at, ExpectedCounts counts) {
        double[] wide = EmGradient.of(at, counts, chain, initial);
        double[] out = new double[size()];
        for (int p = 0; p < out.length; p++) {
            Direction way = directions.get(p);
            for (int n = 0; n < way.places().length; n++) {
                out[p] += way.weights()[n] * wide[way.places()[n]];
            }
        }
        return out;
    }

    /** A direction in the flat space of {@link EmCoordinates}. */
    static final class Direction {
        private final int[] places;
        private final double[] weights;

        Direction(int[] places, double[] weights) {
            this.places = places;
            this.weights = weights;
        }

        /** Which flat coordinates move; not to be modified. */
        int[] places() {
            return places;
        }

        /** By how much each of them moves; not to be modified. */
        double[] weights() {
            return weights;
        }
    }
}

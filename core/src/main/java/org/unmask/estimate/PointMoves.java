// SPDX-License-Identifier: Apache-2.0
package org.unmask.estimate;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.unmask.model.CovarianceShape;
import org.unmask.random.Seed;

/**
 * Starts beside a top of a Gaussian model: two states made one, and another or that one split in two (Ueda, Nakano,
 * Ghahramani, Hinton 2000). Most tops that are not the highest share most states with it.
 */
final class PointMoves {

    /** Splits tried of each state: the halves lie in a random direction. */
    private static final int WAYS = 2;

    /** How far the halves of a state are drawn apart, in its deviations. */
    private static final double APART = 1.5;

    /** How far their variances are drawn apart, as a factor's logarithm. */
    private static final double UNLIKE = 1.0;

    private final PointClimb layout;
    private final ChainMoves chain;
    private final int d;
    private final CovarianceShape.Form form;
    private final boolean own;

    /** Moves in the layout of a climb. */
    PointMoves(PointClimb layout) {
        this.layout = layout;
        this.chain = new ChainMoves(layout.states);
        this.d = layout.d;
        this.form = layout.shape.form();
        this.own = !layout.shape.shared() && form != CovarianceShape.Form.IDENTITY;
    }

    /** All moves from a top: which two are made one, and which one is split. */
    List<Candidate> from(Candidate top, Seed seed) {
        List<Candidate> out = new ArrayList<>();
        RandomGenerator random = seed.generator();
        for (ChainMoves.Move move : chain.moves()) {
            for (int way = 0; way < WAYS; way++) {
                double[] theta = top.theta().clone();
                merge(theta, move);
                split(theta, move, random);
                out.add(Candidate.start(move.name(), theta));
            }
        }
        return out;
    }

    /** Gives one state the mean and, where states have their own, the covariance of two; returns its share of them before. */
    double merge(double[] theta, ChainMoves.Move move) {
        double share = chain.merge(theta, move);
        int one = layout.meanAt(move.one());
        int other = layout.meanAt(move.other());
        double[] gap = new double[d];
        double squares = 0;
        for (int c = 0; c < d; c++) {
            gap[c] = theta[one + c] - theta[other + c];
            squares += gap[c] * gap[c];
            theta[one + c] -= (1 - share) * gap[c];
        }
        if (own) {
            int first = layout.covarianceAt(move.one());
            int second = layout.covarianceAt(move.other());
            for (int e = 0; e < layout.covarianceSize(); e++) {
                double between = switch (form) {
                    case FULL -> gap[e / d] * gap[e % d];
                    case DIAGONAL -> gap[e] * gap[e];
                    case SPHERICAL, IDENTITY -> squares / d;
                };
                theta[first + e] =
                        share * theta[first + e] + (1 - share) * theta[second + e] + share * (1 - share) * between;
            }
        }
        return share;
    }

    /** Two states of one, their means apart, and their variances where all are free. */
    private void split(double[] theta, ChainMoves.Move move, RandomGenerator random) {
        chain.split(theta, move, random);
        int whole = layout.covarianceAt(move.split());
        int free = layout.covarianceAt(move.other());
        System.arraycopy(theta, whole, theta, free, layout.covarianceSize());
        for (int c = 0; c < d; c++) {
            double deviation = Math.sqrt(theta[whole + (form == CovarianceShape.Form.FULL ? c * d + c : c)]);
            double mean = theta[layout.meanAt(move.split()) + c];
            double shift = APART * deviation * random.nextGaussian();
            theta[layout.meanAt(move.split()) + c] = mean + shift;
            theta[layout.meanAt(move.other()) + c] = mean - shift;
            if (own && form == CovarianceShape.Form.DIAGONAL) {
                double factor = Math.exp(UNLIKE * random.nextGaussian());
                theta[whole + c] *= factor;
                theta[free + c] /= factor;
            }
        }
    }
}

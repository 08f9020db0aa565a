// SPDX-License-Identifier: Apache-2.0
package org.unmask.atlas;

import java.util.List;
import org.unmask.matrix.Matrix;
import org.unmask.matrix.StochasticMatrix;
import org.unmask.model.Categorical;
import org.unmask.model.Chain;
import org.unmask.model.Emission;
import org.unmask.model.Gaussian;
import org.unmask.model.Hmm;
import org.unmask.task.Loss;
import org.unmask.task.TaskSet;

/**
 * The statements of Liu, Hsu, Ravikumar and Risteski (2022) that experiments can show, and the nearest exceptions derived
 * here. Theorem numbers are those by which others cite them.
 */
public final class Statements {

    private static final String PAPER = "Liu, Hsu, Ravikumar, Risteski 2022";

    private static final StochasticMatrix DOUBLY = StochasticMatrix.of(
            "transition matrix",
            Matrix.ofRows(
                    new double[] {0.55, 0.3, 0.15}, new double[] {0.15, 0.55, 0.3}, new double[] {0.3, 0.15, 0.55}));
    private static final StochasticMatrix GENERAL = StochasticMatrix.of(
            "transition matrix",
            Matrix.ofRows(new double[] {0.6, 0.3, 0.1}, new double[] {0.2, 0.5, 0.3}, new double[] {0.1, 0.3, 0.6}));
    private static final StochasticMatrix TWO = StochasticMatrix.of(
            "transition matrix", Matrix.ofRows(new double[] {0.75, 0.25}, new double[] {0.25, 0.75}));
    private static final Emission SYMBOLS = Categorical.ofRows(
            new double[] {0.55, 0.2, 0.15, 0.1}, new double[] {0.1, 0.6, 0.1, 0.2}, new double[] {0.2, 0.1, 0.5, 0.2});
    private static final Emission TWO_SYMBOLS =
            Categorical.ofRows(new double[] {0.6, 0.3, 0.1}, new double[] {0.2, 0.2, 0.6});
    private static final Emission POINTS =
            Gaussian.unit(Matrix.ofRows(new double[] {1.5, 0}, new double[] {-1, 1.2}, new double[] {-0.5, -1.5}));
    private static final Emission POINTS_IN_SPACE = Gaussian.unit(
            Matrix.ofRows(new double[] {1.5, 0, 0.5}, new double[] {-1, 1.2, 0}, new double[] {-0.5, -1.5, 1}));

    private Statements() {}

    /**
     * All statements.
     *
     * @return in the order of the paper, exceptions after the statement they are exceptions to
     */
    public static List<Statement> all() {
        return List.of(
                categorical(
                        "theorem-2",
                        PAPER + ", Theorem 2",
                        "Predicting the next token from one token does not identify a categorical model.",
                        "x2|x1",
                        Statement.Expected.CONTINUUM),
                categorical(
                        "theorem-4",
                        PAPER + ", Theorem 4",
                        "All pairs of three adjacent tokens together do not identify a categorical model"
                                + " of three states or more.",
                        "x2|x1 & x1|x2 & x3|x1 & x1|x3",
                        Statement.Expected.CONTINUUM),
                new Statement(
                        "theorem-4-exception",
                        "derived",
                        "With two states and a doubly stochastic chain the pairs at gaps one and two do identify.",
                        Chain.DOUBLY_STOCHASTIC,
                        TaskSet.parse("x2|x1 & x3|x1", Loss.LOG),
                        Hmm.stationary(TWO, TWO_SYMBOLS),
                        Statement.Expected.ONE_MODEL),
                categorical(
                        "theorem-5-forward",
                        PAPER + ", Theorem 5",
                        "Predicting two tokens jointly from the one before identifies a categorical model.",
                        "x2,x3|x1",
                        Statement.Expected.ONE_MODEL),
                categorical(
                        "theorem-5-middle",
                        PAPER + ", Theorem 5",
                        "Predicting both neighbours jointly from the token between identifies a categorical model.",
                        "x1,x3|x2",
                        Statement.Expected.ONE_MODEL),
                categorical(
                        "theorem-5-backward",
                        PAPER + ", Theorem 5",
                        "Predicting two tokens jointly from the one after identifies a categorical model.",
                        "x1,x2|x3",
                        Statement.Expected.ONE_MODEL),
                new Statement(
                        "theorem-5-general",
                        "derived",
                        "The chain need not be doubly stochastic for two tokens from one to identify.",
                        Chain.STATIONARY,
                        TaskSet.parse("x2,x3|x1", Loss.LOG),
                        Hmm.stationary(GENERAL, SYMBOLS),
                        Statement.Expected.ONE_MODEL),
                gaussian(
                        "gaussian-pair",
                        PAPER,
                        "Predicting the next token from one token identifies a conditionally Gaussian model"
                                + " with known unit covariance.",
                        "x2|x1",
                        Statement.Expected.ONE_MODEL),
                gaussian(
                        "claim-1",
                        PAPER + ", Claim 1",
                        "Predicting a Gaussian token two steps ahead leaves several models: the chain is fixed up"
                                + " to its square only.",
                        "x3|x1",
                        Statement.Expected.SEVERAL_MODELS),
                gaussian(
                        "claim-1-repaired",
                        "derived",
                        "Adding the next token to the token two steps ahead identifies again.",
                        "x3|x1 & x2|x1",
                        Statement.Expected.ONE_MODEL),
                new Statement(
                        "theorem-5-gaussian",
                        PAPER + ", Theorem 5",
                        "Predicting two tokens jointly from the one before identifies a Gaussian model.",
                        Chain.DOUBLY_STOCHASTIC,
                        TaskSet.parse("x2,x3|x1", Loss.SQUARED),
                        Hmm.stationary(DOUBLY, POINTS_IN_SPACE),
                        Statement.Expected.ONE_MODEL));
    }

    private static Statement categorical(
            String id, String source, String claim, String tasks, Statement.Expected expected) {
        return new Statement(
                id,
                source,
                claim,
                Chain.DOUBLY_STOCHASTIC,
                TaskSet.parse(tasks, Loss.LOG),
                Hmm.stationary(DOUBLY, SYMBOLS),
                expected);
    }

    private static Statement gaussian(
            String id, String source, String claim, String tasks, Statement.Expected expected) {
        return new Statement(
                id,
                source,
                claim,
                Chain.DOUBLY_STOCHASTIC,
                TaskSet.parse(tasks, Loss.SQUARED),
                Hmm.stationary(DOUBLY, POINTS),
                expected);
    }
}

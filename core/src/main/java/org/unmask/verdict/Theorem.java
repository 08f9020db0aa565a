// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict;

/** Statements that give global identifiability; {@link Verdict.Identifiable} rests on one of these and nothing else. */
public enum Theorem {
    /** Adjacent triples: one of three neighbours, or two of them jointly, with the third in the context or target. */
    ADJACENT_TRIPLE(
            "(2.3)",
            "A joint pair of targets among three neighbouring tokens, predicted from the third, fixes the factors of a"
                    + " tensor of rank k uniquely; emissions and transition are read off them.",
            "Liu, Hsu, Ravikumar, Risteski 2022, Theorem 5, through Kruskal 1977, for doubly stochastic chains;"
                    + " derived for stationary chains"),
    /** Triples with a gap from which the transition matrix itself can be read off. */
    GAPPED_TRIPLE(
            "(2.4)",
            "The factors of the tensor are unique up to scale (Kruskal), and two of them, or one and the stationary law,"
                    + " are related by the transition matrix itself.",
            "derived, through Kruskal 1977"),
    /** The next token from a whole block of neighbours. */
    NEXT_FROM_BLOCK(
            "(2.8)",
            "The prediction of the next token from a block of neighbours is a kernel whose only stationary law is that of"
                    + " the block; so the law of the window is known, and its first triple fixes the model.",
            "derived, through Kruskal 1977"),
    /** One state. */
    SINGLE_STATE("(1.7)", "With one state the prediction is the law, or the mean, of a token itself.", "immediate"),
    /** Two states, doubly stochastic, pairs at gaps one and two. */
    TWO_STATES_TWO_GAPS(
            "(2.2)",
            "With two states and a doubly stochastic chain, pairs at two gaps, one of them odd, fix the one eigenvalue of"
                    + " the chain and with it the emissions.",
            "derived"),
    /** One Gaussian pair, neighbours, unit covariance. */
    GAUSSIAN_PAIR(
            "(2.5)",
            "The context's log-odds are affine and independent, so the predictor's image is a simplex whose vertices are"
                    + " the next means; equal predictors then force equal models.",
            "Liu, Hsu, Ravikumar, Risteski 2022 for doubly stochastic chains; derived for stationary chains and"
                    + " d >= k - 1"),
    /** Gaussian pairs at a gap together with neighbours, or at gaps without a common divisor. */
    GAUSSIAN_PAIRS(
            "(2.6)",
            "Each pair fixes means, stationary law and a power of the chain; powers without a common divisor fix the"
                    + " chain, and so does one odd power with two states.",
            "derived"),
    /** Gaussian states whose laws differ, log loss: the predictor is a mixture of densities. */
    GAUSSIAN_DENSITIES(
            "(2.13)",
            "A predicted density is a mixture of the states' densities, and finite Gaussian mixtures are identifiable: so"
                    + " emissions and the states' probabilities at each context are known, and with them the stationary"
                    + " law and the chain's power over each distance from context to target.",
            "derived, on the identifiability of finite Gaussian mixtures (Yakowitz, Spragins 1968)");

    private final String formula;
    private final String statement;
    private final String source;

    Theorem(String formula, String statement, String source) {
        this.formula = formula;
        this.statement = statement;
        this.source = source;
    }

    /**
     * Number of the statement in the list of formulas.
     *
     * @return such as {@code (2.3)}
     */
    public String formula() {
        return formula;
    }

    /**
     * The statement in words.
     *
     * @return one or two sentences
     */
    public String statement() {
        return statement;
    }

    /**
     * Where it comes from.
     *
     * @return a citation, or that it is derived
     */
    public String source() {
        return source;
    }

    /**
     * The word in files.
     *
     * @return such as {@code adjacent-triple}
     */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}

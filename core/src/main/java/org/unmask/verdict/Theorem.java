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
    /** Two states, doubly stochastic, pairs at gaps one and two. */
    TWO_STATES_TWO_GAPS(
            "(2.2)",
            "With two states and a doubly stochastic chain the pairs at gaps one and two fix the one eigenvalue of the"
                    + " chain and with it the emissions.",
            "derived"),
    /** One Gaussian pair, neighbours, unit covariance. */
    GAUSSIAN_PAIR(
            "(2.5)",
            "The context's log-odds are affine and independent, so the predictor's image is a simplex whose vertices are"
                    + " the next means; equal predictors then force equal models.",
            "Liu, Hsu, Ravikumar, Risteski 2022 for doubly stochastic chains; derived for stationary chains and"
                    + " d >= k - 1"),
    /** One Gaussian pair over an odd gap, two states, doubly stochastic. */
    GAUSSIAN_ODD_GAP(
            "(2.6)",
            "The pair fixes means and the g-th power of the chain; with two states, doubly stochastic and odd g, the real"
                    + " root is unique.",
            "derived"),
    /** Gaussian pairs at a gap together with neighbours, or at gaps without a common divisor. */
    GAUSSIAN_PAIRS(
            "(2.6)",
            "Each pair fixes means and a power of the chain; the powers with coprime gaps, or the first power, fix the"
                    + " chain.",
            "derived");

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

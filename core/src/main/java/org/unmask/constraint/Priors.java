// SPDX-License-Identifier: Apache-2.0
package org.unmask.constraint;

/**
 * Prior laws, each worth a number of tokens. The fit maximises the log-likelihood plus the logarithm of their density.
 *
 * <p>Points have a normal-inverse-Wishart law: {@code means} tokens at the mean of the data, which count for a state's mean
 * only, and {@code covariances} tokens about the state's own mean with the data's variances, divided by
 * {@code states^(2 / dimension)} (Fraley, Raftery 2007).
 *
 * @param initial parameter of the Dirichlet law of the initial law, at least 1; 1 for none
 * @param transition parameter of the Dirichlet law of each row of the transition, at least 1
 * @param emission parameter of the Dirichlet law of each state's symbols, at least 1
 * @param means tokens at the mean of the data, at least 0
 * @param covariances tokens with the data's variances, at least 0
 */
public record Priors(double initial, double transition, double emission, double means, double covariances) {

    /** No prior laws: maximum likelihood. */
    public static final Priors NONE = new Priors(1, 1, 1, 0, 0);

    /**
     * Validates the numbers.
     *
     * @throws IllegalArgumentException when a Dirichlet parameter is below 1, where the density has no maximum inside, or a
     *     number of tokens is negative
     */
    public Priors {
        parameter("initial law", initial);
        parameter("transition matrix", transition);
        parameter("emission matrix", emission);
        tokens("means", means);
        tokens("covariances", covariances);
    }

    private static void parameter(String name, double value) {
        if (!(value >= 1 && value < 1e12)) {
            throw new IllegalArgumentException(
                    "the prior of the " + name + " is " + value + ", expected a Dirichlet parameter of at least 1");
        }
    }

    private static void tokens(String name, double value) {
        if (!(value >= 0 && value < 1e12)) {
            throw new IllegalArgumentException(
                    "the prior of the " + name + " is " + value + ", expected a number of tokens of at least 0");
        }
    }

    /**
     * Whether there are none.
     *
     * @return true for maximum likelihood
     */
    public boolean isNone() {
        return equals(NONE);
    }
}

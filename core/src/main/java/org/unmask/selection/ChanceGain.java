// SPDX-License-Identifier: Apache-2.0
package org.unmask.selection;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.hipparchus.distribution.continuous.TDistribution;
import org.unmask.data.Sequences;
import org.unmask.data.Simulator;
import org.unmask.estimate.Estimator;
import org.unmask.estimate.Fit;
import org.unmask.estimate.FitOptions;
import org.unmask.parallel.Threads;
import org.unmask.random.Seed;

/**
 * Whether states beyond some number gain more likelihood than chance, by parametric bootstrap (McLachlan 1987): data are drawn
 * from the fit with fewer states and fitted with both numbers. No formula gives the law of these gains, as the parameters of a state
 * that is not there are none; it hardly depends on the number of tokens, so that shorter data than the true ones do.
 *
 * @param fewer number of states of the model that data were drawn from
 * @param more number of states that is tested
 * @param gain log-likelihood that they gain on the true data, nats
 * @param byChance what they gain on data drawn without them, nats
 */
public record ChanceGain(int fewer, int more, double gain, List<Double> byChance) {

    /** Probability below which chance is excluded. */
    private static final double LEVEL = 0.01;

    private static final int DRAWS = 16;

    /** Draws after which the rest is left out when the answer is clear. */
    private static final int FIRST = 6;

    private static final double CLEARLY_NOT = 0.2;
    private static final double CLEARLY = 1e-4;

    /** Tokens of a draw, at most: so many, or so many for each parameter. */
    private static final int TOKENS = 1 << 13;

    private static final int FOR_EACH = 20;

    /** Copies the list. */
    public ChanceGain {
        byChance = List.copyOf(byChance);
    }

    /**
     * Simulates.
     *
     * @param fewer a fit
     * @param more a fit of the same data with more states
     * @return what chance gains
     */
    static ChanceGain of(Fit fewer, Fit more) {
        double gain = more.logLikelihood() - fewer.logLikelihood();
        long tokens = Math.max(TOKENS, (long) FOR_EACH * more.parameters());
        long length = Math.max(1, Math.min(tokens, fewer.tokens() / fewer.sequences()));
        long count = Math.max(1, Math.min(fewer.sequences(), tokens / length));
        FitOptions options = fewer.options();
        Seed seed = options.seed().split("gains by chance", more.model().states());
        List<Double> gains = new ArrayList<>();
        ChanceGain now = new ChanceGain(fewer.model().states(), more.model().states(), gain, gains);
        while (gains.size() < DRAWS && !(gains.size() >= FIRST && now.isClear())) {
            Sequences draw = Simulator.draw(
                            fewer.model(), (int) count, (int) length, seed.split("draw", gains.size()), Threads.ONE)
                    .sequences();
            double without =
                    logLikelihood(draw, options.withStates(fewer.model().states()));
            double with = logLikelihood(draw, options.withStates(more.model().states()));
            gains.add(Math.max(0, with - without));
            now = new ChanceGain(now.fewer, now.more, gain, gains);
        }
        return now;
    }

    private static double logLikelihood(Sequences draw, FitOptions options) {
        return new Estimator(options).compared(draw, Double.NEGATIVE_INFINITY).logLikelihood();
    }

    private boolean isClear() {
        return probability() < CLEARLY || probability() > CLEARLY_NOT;
    }

    /** Mean of what chance gains, nats. */
    private double mean() {
        return byChance.stream().mapToDouble(Double::doubleValue).average().orElse(0);
    }

    /**
     * The probability that chance gains as much. Cube roots of such gains are nearly normal (Wilson, Hilferty 1931), so the
     * next one has a law of Student.
     *
     * @return between 0 and 1
     */
    public double probability() {
        int n = byChance.size();
        double mean = byChance.stream().mapToDouble(Math::cbrt).average().orElse(0);
        double squares = byChance.stream()
                .mapToDouble(g -> Math.pow(Math.cbrt(g) - mean, 2))
                .sum();
        double deviation = Math.sqrt(squares / (n - 1) * (1 + 1.0 / n));
        return new TDistribution(n - 1.0).cumulativeProbability(-(Math.cbrt(gain) - mean) / deviation);
    }

    /**
     * Whether chance does not gain as much.
     *
     * @return true when its probability is below one in a hundred
     */
    public boolean excluded() {
        return probability() < LEVEL;
    }

    /**
     * The finding, for a person.
     *
     * @return a sentence
     */
    public String words() {
        return String.format(
                Locale.ROOT,
                "%d states gain %.1f nats over %d, where chance gains %.1f in the mean of %d simulated data sets (%s).",
                more,
                gain,
                fewer,
                mean(),
                byChance.size(),
                probability() < CLEARLY ? "p < 0.0001" : String.format(Locale.ROOT, "p = %.4f", probability()));
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.unmask.study;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.hipparchus.distribution.discrete.BinomialDistribution;
import org.unmask.data.Sequences;
import org.unmask.data.Simulator;
import org.unmask.estimate.Estimator;
import org.unmask.estimate.FitOptions;
import org.unmask.model.Gaussian;
import org.unmask.model.Hmm;
import org.unmask.parallel.Threads;
import org.unmask.random.Seed;
import org.unmask.recovery.Alignment;

/**
 * Whether plans hold: as many tokens as planned are drawn and fitted, and the largest errors are looked at. A plan of more tokens
 * than may be drawn is held to the error that it foretells for those.
 *
 * @param options how to fit; the number of states and the covariances are those of each model, the tasks those of each plan
 * @param error the target of the plans, to be met in half of the data sets
 * @param replicates data sets for each plan
 * @param most tokens of a data set at most
 * @param seed of the draws
 * @param plans what was promised
 */
public record PlanStudy(FitOptions options, double error, int replicates, int most, Seed seed, List<PlannedSize> plans)
        implements Study<List<PlanStudy.Row>> {

    /** The share of data sets that meet a promise. */
    static final double HALF = 0.5;

    /** How sure the interval of a median is at least, where there are data sets enough. */
    private static final double SURE = 0.9;

    /** Copies the plans. */
    public PlanStudy {
        plans = List.copyOf(plans);
    }

    /**
     * One plan.
     *
     * @param planned tokens; infinite when no number does
     * @param drawn tokens of each data set; 0 when the plan was not put to the test
     * @param promised the largest error that the plan foretells for them, in half of the data sets
     * @param median largest error of a data set, the median of all; NaN when there was no test
     * @param low an error below which the true median is not, in about nine of ten studies
     * @param high the same above
     * @param errors the largest error of each data set, ascending; empty when there was no test
     */
    public record Row(
            double planned, long drawn, double promised, double median, double low, double high, List<Double> errors) {

        /** Copies the errors. */
        public Row {
            errors = List.copyOf(errors);
        }

        /**
         * How many times the planned tokens it would take, as errors fall with the root.
         *
         * @return 1 when the plan is right; NaN when there was no test
         */
        public double factor() {
            return times(median);
        }

        /**
         * The least and the largest factor in keeping with the data sets.
         *
         * @return two numbers
         */
        public double[] factors() {
            return new double[] {times(low), times(high)};
        }

        /**
         * What each data set by itself says about the tokens needed.
         *
         * @return ascending
         */
        List<Double> needed() {
            return errors.stream().map(error -> planned * times(error)).toList();
        }

        private double times(double error) {
            return error / promised * (error / promised);
        }
    }

    @Override
    public int trials() {
        return plans.size() * replicates;
    }

    @Override
    public double[] trial(int number) {
        PlannedSize plan = plans.get(number / replicates);
        if (Double.isInfinite(plan.tokens())) {
            return new double[] {Double.NaN};
        }
        Seed draw = seed.split("plan", number / replicates).split("data", number % replicates);
        Hmm truth = plan.model();
        FitOptions given =
                options.withStates(truth.states()).withTasks(plan.tasks()).withThreads(Threads.ONE);
        FitOptions how = truth.emission() instanceof Gaussian gaussian
                ? given.withCovariance(gaussian.covariances().shape())
                : given;
        Sequences data =
                Simulator.draw(truth, 1, drawn(plan), draw, Threads.ONE).sequences();
        Alignment match = Alignment.of(truth, new Estimator(how).model(data));
        return new double[] {Math.max(match.transition().max(), match.emission().max())};
    }

    private int drawn(PlannedSize plan) {
        return (int) Math.min(most, plan.tokens());
    }

    @Override
    public List<Row> result(List<double[]> trials) {
        List<Row> rows = new ArrayList<>();
        for (int p = 0; p < plans.size(); p++) {
            double[] errors = trials.subList(p * replicates, (p + 1) * replicates).stream()
                    .mapToDouble(trial -> trial[0])
                    .sorted()
                    .toArray();
            rows.add(row(plans.get(p), errors));
        }
        return rows;
    }

    private Row row(PlannedSize plan, double[] errors) {
        if (Double.isInfinite(plan.tokens())) {
            return new Row(plan.tokens(), 0, Double.NaN, Double.NaN, Double.NaN, Double.NaN, List.of());
        }
        int drawn = drawn(plan);
        double median = (errors[(replicates - 1) / 2] + errors[replicates / 2]) / 2;
        int outside = outside(replicates);
        return new Row(
                plan.tokens(),
                drawn,
                error * Math.sqrt(plan.tokens() / drawn),
                median,
                errors[outside],
                errors[replicates - 1 - outside],
                Arrays.stream(errors).boxed().toList());
    }

    /** How many of the least, and of the largest, of some draws may be left out of an interval for their law's median. */
    private static int outside(int draws) {
        return Math.max(0, new BinomialDistribution(draws, HALF).inverseCumulativeProbability((1 - SURE) / 2) - 1);
    }

    /**
     * How many plans are right within a factor.
     *
     * @param rows of a study
     * @param factor at least 1
     * @return share of those put to the test; NaN when none was
     */
    public static double right(List<Row> rows, double factor) {
        double[] factors =
                rows.stream().mapToDouble(Row::factor).filter(Double::isFinite).toArray();
        return Arrays.stream(factors)
                        .filter(found -> found <= factor && found >= 1 / factor)
                        .count()
                / (double) factors.length;
    }

    /**
     * How many plans are wrong by more than a factor whatever the chance of their data sets.
     *
     * @param rows of a study
     * @param factor at least 1
     * @return number of plans that no factor in keeping with the data sets makes right
     */
    public static long refuted(List<Row> rows, double factor) {
        return rows.stream()
                .filter(row -> row.factors()[0] > factor || row.factors()[1] < 1 / factor)
                .count();
    }
}

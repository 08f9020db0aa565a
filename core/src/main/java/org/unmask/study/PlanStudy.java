// SPDX-License-Identifier: Apache-2.0
package org.unmask.study;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.unmask.data.Sequences;
import org.unmask.data.Simulator;
import org.unmask.estimate.Estimator;
import org.unmask.estimate.FitOptions;
import org.unmask.estimate.Method;
import org.unmask.model.Gaussian;
import org.unmask.model.Hmm;
import org.unmask.parallel.Threads;
import org.unmask.planning.SamplePlan;
import org.unmask.random.Seed;
import org.unmask.recovery.Alignment;

/**
 * Whether plans hold: as many tokens as planned are drawn and fitted, and the largest errors are looked at.
 *
 * @param options how to fit
 * @param error the target of the plan, to be met in half of the data sets
 * @param replicates data sets for each model
 * @param most plans of more tokens are not put to the test
 * @param seed of plans and draws
 * @param models the truths
 */
public record PlanStudy(FitOptions options, double error, int replicates, int most, Seed seed, List<Hmm> models)
        implements Study<List<PlanStudy.Row>> {

    /** Copies the models. */
    public PlanStudy {
        models = List.copyOf(models);
    }

    /**
     * One model.
     *
     * @param planned tokens; infinite when no number does
     * @param median largest error of a data set of that length, the median of all; NaN when the plan was not put to the test
     * @param factor how many times the planned tokens it would take, as errors fall with the root: 1 when the plan is right
     */
    public record Row(double planned, double median, double factor) {}

    @Override
    public int trials() {
        return models.size();
    }

    @Override
    public double[] trial(int number) {
        Row row = one(models.get(number), seed.split("plan", number));
        return new double[] {row.planned, row.median, row.factor};
    }

    @Override
    public List<Row> result(List<double[]> trials) {
        return trials.stream().map(row -> new Row(row[0], row[1], row[2])).toList();
    }

    private Row one(Hmm truth, Seed draw) {
        boolean points = truth.emission() instanceof Gaussian;
        FitOptions given = options.withStates(truth.states()).withThreads(Threads.ONE);
        FitOptions how = truth.emission() instanceof Gaussian gaussian
                ? given.withCovariance(gaussian.covariances().shape())
                : given;
        SamplePlan plan = SamplePlan.of(truth, how.chain(), how.tasksFor(points), error, 0.5, draw);
        double planned =
                (how.method() == Method.MASKED ? plan.masked() : plan.likelihood()).orElse(Double.POSITIVE_INFINITY);
        if (planned > most) {
            return new Row(planned, Double.NaN, Double.NaN);
        }
        double[] worst = IntStream.range(0, replicates)
                .mapToDouble(r -> {
                    Sequences data = Simulator.draw(truth, 1, (int) planned, draw.split("data", r), Threads.ONE)
                            .sequences();
                    Alignment match =
                            Alignment.of(truth, new Estimator(how).fit(data).model());
                    return Math.max(match.transition().max(), match.emission().max());
                })
                .sorted()
                .toArray();
        double median = (worst[(worst.length - 1) / 2] + worst[worst.length / 2]) / 2;
        return new Row(planned, median, Math.pow(median / error, 2));
    }

    /**
     * How many plans are right within a factor.
     *
     * @param rows of a study
     * @param factor at least 1
     * @return share of those put to the test
     */
    public static double right(List<Row> rows, double factor) {
        double[] factors =
                rows.stream().mapToDouble(Row::factor).filter(Double::isFinite).toArray();
        return Arrays.stream(factors)
                        .filter(found -> found <= factor && found >= 1 / factor)
                        .count()
                / (double) factors.length;
    }
}

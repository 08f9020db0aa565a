// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.twin;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hipparchus.analysis.differentiation.Gradient;
import org.hipparchus.analysis.differentiation.GradientField;
import org.hipparchus.util.MathArrays;
import org.unmask.model.FieldModel;
import org.unmask.model.ModelFamily;
import org.unmask.model.Parameterization;
import org.unmask.verdict.Question;

/**
 * How far each entry of a model can move while the predictors stand still, inside the family (5.2). From the model, the
 * fibre is climbed for each entry in both senses along the entry's gradient within the fibre, until the entry turns, an entry
 * meets the edge of the family, or the budget is spent. A climb is a curve on the fibre, so what it reaches can be reached;
 * more may be reachable: the boxes are inner bounds. The budget is counted in steps, never in time.
 */
public final class FreeBoxes {

    private static final int MOST_PARAMETERS = 40;
    private static final int STEPS = 60;
    private static final double WORK = 3e8;
    private static final double LONGEST = 0.1;
    private static final double SHORTEST = 1e-7;
    private static final double FLAT = 1e-6;
    private static final double STILL = 1e-8;

    private final Fibre fibre;
    private final double[] start;
    private final List<Gradient> entries;
    private final double[] low;
    private final double[] high;
    private final double[][] lowest;
    private final double[][] highest;

    /**
     * What was reached.
     *
     * @param boxes a range for each entry
     * @param points free parameters of the models at which some entry was lowest or highest, all with the model's predictors
     */
    public record Reach(List<Box> boxes, List<List<Double>> points) {
        /** Copies the lists. */
        public Reach {
            boxes = List.copyOf(boxes);
            points = points.stream().map(List::copyOf).toList();
        }
    }

    /**
     * The range of one entry.
     *
     * @param entry such as {@code transition[1,2]}, from 1
     * @param value at the model
     * @param low smallest value reached
     * @param high largest value reached
     */
    public record Box(String entry, double value, double low, double high) {
        /**
         * Whether the entry moves at all.
         *
         * @return false for an entry that was not moved
         */
        public boolean moves() {
            return high - low > STILL;
        }
    }

    private FreeBoxes(Fibre fibre, List<Gradient> entries) {
        this.fibre = fibre;
        this.start = fibre.start();
        this.entries = entries;
        this.low = entries.stream().mapToDouble(Gradient::getValue).toArray();
        this.high = low.clone();
        this.lowest = new double[low.length][];
        this.highest = new double[low.length][];
        Arrays.fill(lowest, start);
        Arrays.fill(highest, start);
    }

    /**
     * The boxes at a question's model.
     *
     * @param question asked at a model; of Gaussian tasks the conditional means are held
     * @return a box for each entry of transition, emissions or means, and covariances; none when the question has no model,
     *     when the model cannot be read exactly inside its family, when the predictors fix all of it, or when there are more
     *     than 40 parameters
     */
    public static Reach of(Question question) {
        int parameters = question.family().parameters();
        Optional<ExactModel> base = question.at()
                .filter(model -> parameters <= MOST_PARAMETERS)
                .flatMap(model -> ExactModel.of(model, question.family()));
        if (base.isEmpty()) {
            return new Reach(List.of(), List.of());
        }
        Fibre fibre = new Fibre(base.get(), question.tasks());
        List<String> names = new ArrayList<>();
        FreeBoxes boxes = new FreeBoxes(fibre, entries(question.family(), fibre.start(), names));
        if (fibre.dimension() == 0) {
            return new Reach(List.of(), List.of());
        }
        double climb = 8.0 * names.size() * fibre.equationCount() * parameters * parameters;
        int steps = (int) Math.min(STEPS, WORK / climb);
        for (int entry = 0; entry < names.size(); entry++) {
            boxes.climb(entry, 1, steps);
            boxes.climb(entry, -1, steps);
        }
        List<Box> out = new ArrayList<>();
        for (int entry = 0; entry < names.size(); entry++) {
            double value = boxes.entries.get(entry).getValue();
            out.add(new Box(names.get(entry), value, boxes.low[entry], boxes.high[entry]));
        }
        Set<double[]> points = Collections.newSetFromMap(new IdentityHashMap<>());
        List<List<Double>> distinct = new ArrayList<>();
        for (int i = 0; i < 2 * names.size(); i++) {
            double[] point = i % 2 == 0 ? boxes.lowest[i / 2] : boxes.highest[i / 2];
            if (point != boxes.start && points.add(point)) {
                distinct.add(Arrays.stream(point).boxed().toList());
            }
        }
        return new Reach(out, distinct);
    }

    /** All entries with their gradients, which do not depend on the point: each is linear in the free parameters. */
    private static List<Gradient> entries(ModelFamily family, double[] free, List<String> names) {
        Gradient[] variables = MathArrays.buildArray(GradientField.getField(free.length), free.length);
        for (int i = 0; i < free.length; i++) {
            variables[i] = Gradient.variable(free.length, i, free[i]);
        }
        FieldModel<Gradient> model = Parameterization.of(family).expand(GradientField.getField(free.length), variables);
        List<Gradient> out = new ArrayList<>();
        add("transition", model.transition(), false, names, out);
        add(family instanceof ModelFamily.Gaussian ? "means" : "emission", model.means(), false, names, out);
        for (int h = 0; h < model.spreads().length; h++) {
            add("covariance " + (h + 1) + " ", model.spreads()[h], true, names, out);
        }
        return out;
    }

    private static void add(String name, Gradient[][] table, boolean lower, List<String> names, List<Gradient> out) {
        for (int i = 0; i < table.length; i++) {
            for (int j = 0; j < (lower ? i + 1 : table[i].length); j++) {
                names.add(name + "[" + (i + 1) + "," + (j + 1) + "]");
                out.add(table[i][j]);
            }
        }
    }

    private void climb(int entry, int sense, int steps) {
        double[] gradient = entries.get(entry).getGradient();
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] *= sense;
        }
        Fibre here = fibre;
        double[] at = start;
        double length = LONGEST / 4;
        for (int step = 0; step < steps && length > SHORTEST; step++) {
            Optional<double[]> direction = here.ascent(at, gradient);
            Optional<double[]> next = direction.isEmpty() ? direction : here.step(at, direction.get(), length);
            double rise = next.isEmpty() || !fibre.isInside(next.get()) ? 0 : along(gradient, at, next.get());
            if (next.isPresent() && rise > FLAT * length) {
                at = next.get();
                note(at);
                length = Math.min(LONGEST, length * 1.5);
            } else {
                length /= 3;
                here = step % 2 == 0 ? here.seenFrom(at) : here;
            }
        }
    }

    private static double along(double[] gradient, double[] from, double[] to) {
        double sum = 0;
        for (int i = 0; i < gradient.length; i++) {
            sum += gradient[i] * (to[i] - from[i]);
        }
        return sum;
    }

    private void note(double[] at) {
        for (int entry = 0; entry < low.length; entry++) {
            Gradient linear = entries.get(entry);
            double value = linear.getValue() + along(linear.getGradient(), start, at);
            lowest[entry] = value < low[entry] ? at : lowest[entry];
            highest[entry] = value > high[entry] ? at : highest[entry];
            low[entry] = Math.min(low[entry], value);
            high[entry] = Math.max(high[entry], value);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.check;

import static org.unmask.verdict.check.Matrix.flat;
import static org.unmask.verdict.check.Matrix.joined;
import static org.unmask.verdict.check.Matrix.list;
import static org.unmask.verdict.check.Matrix.map;
import static org.unmask.verdict.check.Matrix.minus;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Two models that no predictor of the question tells apart (5.1).
 *
 * @param family the question
 * @param stops free parameters of the first model, of stops on the way, and of the second model, or numbers near them
 * @param witness coordinates whose product has different expectations, or symbols of a word that has different probabilities,
 *     at each position; empty where the models may be the same process
 */
public record TwinCheck(Family family, List<List<Ratio>> stops, List<List<Integer>> witness) {

    private static final int MOST_GAP = 100;
    private static final double MOST_RADIUS = 1e-9;

    /** Refuses a first model that is not in the family, and higher moments. */
    public TwinCheck {
        boolean low = witness.stream().allMatch(factor -> factor.size() <= 2);
        Refusal.unless(low, "witness has more than two factors at a position");
        family.exact("first", stops.get(0));
    }

    /**
     * What was proved.
     *
     * @param radius within which of the last stop's parameters those of the second model are; 0 when they are these
     * @param witness its values at both models, the second an interval or a fraction; empty without one
     * @param statement in words
     */
    public record Proof(double radius, List<Num<?>> witness, String statement) {}

    private Model<Ratio> first() {
        return family.expand(stops.get(0));
    }

    private List<Ratio> last() {
        return stops.get(stops.size() - 1);
    }

    /**
     * All stops have equal predictors, in exact fractions.
     *
     * @return the proof
     */
    public Proof rational() {
        Predictors.Rows<Ratio> rows = Predictors.rows(family, first(), first().lookalikes());
        for (int i = 1; i < stops.size(); i++) {
            String name = i < stops.size() - 1 ? "path[" + (i - 1) + "]" : "second";
            Model<Ratio> stop = family.exact(name, stops.get(i));
            boolean same = rows.equals(Predictors.rows(family, stop, stop.lookalikes()));
            Refusal.unless(same, name + " has other predictors than first");
        }
        Model<Ratio> second = family.expand(last());
        boolean relabelled = witness.isEmpty() && first().isRelabelled(second, List.of());
        Refusal.unless(!relabelled, "witness is none, and the models are the same but for labels");
        return new Proof(0, witness.isEmpty() ? List.of() : told(second), "equal predictors in exact fractions");
    }

    /**
     * The second model is on the fibre through the first(). The rank nowhere exceeds the generic one, and a minor of that size
     * that is regular at the first model stays so all along the tube; so the rows outside the minor stand still where those of
     * the minor do.
     *
     * @return the proof
     */
    public Proof enclosed() {
        List<Interval> start = map(stops.get(0), Interval::of);
        Matrix.Echelon<Interval> minor = Dual.jacobian(start, this::predictors).echelon();
        int rank = Dual.jacobian(RankCheck.point(family, 1), this::predictors).rank();
        int found = minor.rows().size();
        Refusal.unless(rank == found, "first has rank " + found + ", a generic model " + rank);
        List<Interval> target = map(minor.rows(), predictors(start)::get);
        Enclosure enclosure = new Enclosure(free -> map(minor.rows(), predictors(free)::get), target, minor.columns());
        return solved(enclosure, stops, "the second model exists, on the fibre through the first");
    }

    private <N extends Num<N>> List<N> predictors(List<N> free) {
        return Predictors.rows(family, family.expand(free)).values();
    }

    /**
     * The second chain is another root of the same power of the first: tasks whose positions are a gap apart see the power alone.
     *
     * @return the proof
     */
    public Proof root() {
        int gap = family.tasks().stream().map(Task::gap).reduce(0, Task::divisor);
        Refusal.unless(gap >= 2 && gap <= MOST_GAP, "kind is root-twin, and the distances have the divisor " + gap);
        first().transition().power(gap).stationaryLaw();
        int chain = family.chainRows() * (family.states() - 1);
        List<Ratio> near = joined(last().subList(0, chain), stops.get(0).subList(chain, last().size()));
        List<Interval> target = block(first().mapped(Interval::of), gap);
        return alone("root", new Enclosure(free -> block(family.expand(free), gap), target, list(chain, i -> i)), near);
    }

    /** The free block of a power of the chain. */
    private <N extends Num<N>> List<N> block(Model<N> model, int gap) {
        List<List<N>> rows = model.transition().power(gap).rows().subList(0, family.chainRows());
        return flat(map(rows, row -> row.subList(0, family.states() - 1)));
    }

    /**
     * The second of two Gaussian models of two states, seen between two targets, turns the sign of what either target tells.
     *
     * @return the proof
     */
    public Proof mirror() {
        boolean fits = family.shape().equals("identity") && !family.log() && family.states() == 2;
        for (Task task : family.tasks()) {
            int context = task.context().get(0);
            fits &= task.context().size() == 1 && task.targets().equals(List.of(context - 1, context + 1));
        }
        Refusal.unless(fits, "kind is mirror-twin, which does not apply to the question");
        List<Interval> target = Collections.nCopies(last().size(), Interval.ZERO);
        return alone("mirror", new Enclosure(this::mirrored, target, list(last().size(), i -> i)), last());
    }

    /**
     * What is zero for the mirror image of two states between two targets: {@code M2 = M - 1 w M} and {@code T2 = 1 w - T} with
     * {@code w = pi2 + pi2 T} turn the sign of both factors, and the posteriors stand still where
     * {@code log(pi2/pi) + M M' w'} is the same for both states. One entry of T2 follows from the other, as pi2 is its law.
     */
    private <N extends Num<N>> List<N> mirrored(List<N> free) {
        Model<N> one = first().mapped(free.get(0)::constant);
        Model<N> two = family.expand(free);
        List<N> next = one.transition().transposed().times(two.initial());
        List<N> flow = list(2, i -> two.initial().get(i).plus(next.get(i)));
        List<N> shift = one.means().transposed().times(flow);
        List<N> tilt = one.means().times(shift);
        List<N> odds = list(
                2, i -> two.initial().get(i).over(one.initial().get(i)).log().plus(tilt.get(i)));
        N turned = two.transition().at(0, 0).plus(one.transition().at(0, 0));
        List<N> out =
                new ArrayList<>(List.of(turned.minus(flow.get(0)), odds.get(0).minus(odds.get(1))));
        for (List<N> moved : two.means().minus(one.means()).rows()) {
            out.addAll(list(shift.size(), j -> moved.get(j).plus(shift.get(j))));
        }
        return out;
    }

    /** A solution that is no end of a path. */
    private Proof alone(String kind, Enclosure enclosure, List<Ratio> near) {
        Refusal.unless(stops.size() == 2, "path leads to a model that stands alone");
        return solved(enclosure, List.of(near, near), "the second model solves the equations of a " + kind + "-twin");
    }

    /** The second model is enclosed; every stop is as near to a solution as it is to the second model. */
    private Proof solved(Enclosure enclosure, List<List<Ratio>> near, String how) {
        List<List<Interval>> stations = map(near, stop -> map(stop, Interval::of));
        List<List<Interval>> places = enclosure.places(stations);
        List<Interval> free = enclosure.moved(stations.get(places.size()), places.get(places.size() - 1));
        List<Interval> off = minus(free, map(last(), Interval::of));
        double radius = Interval.reach(joined(off, flat(places)));
        Refusal.unless(radius <= MOST_RADIUS, "second is off by " + radius + ", expected " + MOST_RADIUS + " at most");
        Model<Interval> second = family.inside("second", family.expand(free));
        String statement = how + "; its free numbers are within " + radius + " of those printed";
        return new Proof(radius, told(second), statement);
    }

    /** The two values of the witness, which are one and one where there is none. */
    private <N extends Num<N>> List<Num<?>> told(Model<N> second) {
        Ratio left = new Predictors<>(first()).moment(witness);
        N right = new Predictors<>(second).moment(witness);
        if (right.minus(right.constant(left)).size() == 0) {
            throw new Refusal.Indistinct();
        }
        return List.of(left, right);
    }
}

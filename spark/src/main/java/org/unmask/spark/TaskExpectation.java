// SPDX-License-Identifier: Apache-2.0
package org.unmask.spark;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.function.BinaryOperator;
import org.unmask.inference.ExpectedCounts;
import org.unmask.inference.PieceLikelihood;
import org.unmask.io.model.ModelText;
import org.unmask.model.Hmm;

/**
 * The E step of EM on parts, for tasks: the model, and what the other parts say of each.
 *
 * @param model the model
 * @param places place of each part among all, by its number
 * @param around what {@link PieceLikelihood#around} says of the part at each place
 */
@SuppressWarnings({"ArrayRecordComponent", "NonApiType"}) // On its way between processes; nobody compares two.
record TaskExpectation(ModelText model, HashMap<Long, Integer> places, double[][] around) implements Serializable {

    /** The counts of the parts of one task, merged as far as {@link ExpectedCounts#sum} over all parts would merge them. */
    List<TreeSum.Node> of(Iterator<? extends Part> parts) {
        Hmm read = model.model();
        TreeSum sum = new TreeSum(around.length, merging(read));
        while (parts.hasNext()) {
            Part part = parts.next();
            Integer place = places.get(part.number());
            if (place == null) {
                throw new IllegalStateException("part " + part.number() + " was never surveyed");
            }
            sum.add(new TreeSum.Node(
                    0, place, part.expected(read, around[place]).numbers()));
        }
        return sum.nodes();
    }

    /** The counts of all parts, given what all tasks found. */
    ExpectedCounts sum(List<TreeSum.Node> nodes) {
        Hmm read = model.model();
        return ExpectedCounts.ofNumbers(read, TreeSum.total(around.length, nodes, merging(read)));
    }

    private static BinaryOperator<double[]> merging(Hmm model) {
        return (one, later) -> ExpectedCounts.ofNumbers(model, one)
                .merge(ExpectedCounts.ofNumbers(model, later))
                .numbers();
    }
}

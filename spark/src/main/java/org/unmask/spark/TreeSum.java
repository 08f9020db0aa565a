// SPDX-License-Identifier: Apache-2.0
package org.unmask.spark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BinaryOperator;

/**
 * A sum over a balanced tree that depends on the number of its leaves alone: pairs of neighbours are merged, then pairs of
 * pairs, and the last one of an odd number waits for the next level. Whoever holds both halves of a node merges them, so
 * the sum is the same to the bit whoever that is.
 */
final class TreeSum {

    private final int leaves;
    private final BinaryOperator<double[]> merging;
    private final List<Node> found = new ArrayList<>();

    /**
     * A sum of nothing yet.
     *
     * @param leaves of the whole tree
     * @param merging of two neighbours, the earlier one first
     */
    TreeSum(int leaves, BinaryOperator<double[]> merging) {
        this.leaves = leaves;
        this.merging = merging;
    }

    /**
     * What was merged so far, on its way between processes.
     *
     * @param level 0 for a leaf
     * @param index from the left among the nodes of its level
     * @param numbers the sum
     */
    @SuppressWarnings("ArrayRecordComponent") // Nobody compares two.
    record Node(int level, int index, double[] numbers) implements Serializable {

        private long firstLeaf() {
            return (long) index << level;
        }
    }

    /** Takes a node, in any order. */
    void add(Node node) {
        found.add(node);
    }

    /** All that was taken, merged as far as it goes. */
    List<Node> nodes() {
        found.sort(Comparator.comparingLong(Node::firstLeaf));
        List<Node> stack = new ArrayList<>();
        for (Node next : found) {
            Node top = next;
            while (true) {
                int last = stack.size() - 1;
                long nodesOfLevel = (leaves + (1L << top.level) - 1) >> top.level;
                if (top.index % 2 == 1
                        && last >= 0
                        && stack.get(last).level == top.level
                        && stack.get(last).index == top.index - 1) {
                    Node before = stack.remove(last);
                    top = new Node(top.level + 1, top.index / 2, merging.apply(before.numbers, top.numbers));
                } else if (top.index % 2 == 0 && top.index + 1 == nodesOfLevel && nodesOfLevel > 1) {
                    top = new Node(top.level + 1, top.index / 2, top.numbers);
                } else {
                    break;
                }
            }
            stack.add(top);
        }
        return stack;
    }

    /** The sum over all leaves, given nodes that cover them. */
    static double[] total(int leaves, List<Node> nodes, BinaryOperator<double[]> merging) {
        TreeSum sum = new TreeSum(leaves, merging);
        nodes.forEach(sum::add);
        List<Node> merged = sum.nodes();
        if (merged.size() != 1) {
            throw new IllegalStateException("the parts do not cover the data: " + merged.size() + " sums are left");
        }
        return merged.get(0).numbers();
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.theorem;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.unmask.model.Chain;
import org.unmask.task.MaskedTask;
import org.unmask.verdict.Evidence;
import org.unmask.verdict.Theorem;

/** What a categorical task lets one read off, once emissions are known from a triple. */
final class CategoricalReadings {

    private CategoricalReadings() {}

    /**
     * The readings of one task: predictions of several targets contain those of each two (sum over the rest); predictions
     * of the next token from a whole block of at least two neighbours contain the law of the window.
     *
     * @param task first position at 1
     * @param premises what holds at the point
     */
    static List<PowerReading> of(MaskedTask task, Premises premises) {
        List<PowerReading> out = new ArrayList<>();
        if (task.context().size() > 1) {
            nextFromBlock(task, premises).ifPresent(out::add);
            nextFromBlock(task.reversed(), premises).ifPresent(out::add);
            return out;
        }
        int context = task.context().get(0);
        List<Integer> targets = task.targets().stream().sorted().toList();
        for (int i = 0; i < targets.size(); i++) {
            for (int j = i + 1; j < targets.size(); j++) {
                int a = targets.get(i) - context;
                int b = targets.get(j) - context;
                if (a > 0) {
                    contextFirst(premises, a, b - a).ifPresent(out::add);
                } else if (b < 0) {
                    contextFirst(premises, -b, b - a).ifPresent(out::add);
                } else {
                    contextBetween(premises, -a, b).ifPresent(out::add);
                }
            }
        }
        return out;
    }

    /**
     * {@code F[b,c,a] = sum_h O[h,b] (T^h O)[h,c] P(h|a)} (3.1): factors of full rank are unique (Kruskal), so O, T^h and
     * the posteriors of the predicted state are known; with the law of T^h also T^g. Reversed in time for a context at the
     * end.
     *
     * @param g from the context to the nearer target
     * @param h from there to the other
     */
    private static Optional<PowerReading> contextFirst(Premises premises, int g, int h) {
        Theorem theorem = g == 1 && h == 1 ? Theorem.ADJACENT_TRIPLE : Theorem.GAPPED_TRIPLE;
        Optional<List<Evidence>> full =
                AllOf.premises(premises.independentEmissions(), premises.invertibleChain(), premises.positiveLaw());
        if (full.isEmpty()) {
            return h == 1
                    ? premises.kruskalWithSingularChain(g).map(facts -> PowerReading.of(theorem, facts, 1))
                    : Optional.empty();
        }
        if (h == 1) {
            return Optional.of(PowerReading.of(theorem, full.get(), 1));
        }
        Optional<Evidence> law = lawOfPower(premises, h);
        if (law.isEmpty()) {
            return Optional.empty();
        }
        List<Evidence> evidence = new ArrayList<>(full.get());
        evidence.add(law.get());
        return Optional.of(PowerReading.of(theorem, evidence, g, h));
    }

    /**
     * {@code F[b,c,a] = sum_h (T_rev^g O)[h,b] (T^h O)[h,c] phi(a)_h} (3.3): the posteriors phi are a factor; the law is
     * that of the kernel {@code T_rev^g O phi'}; O, T^h and T_rev^g follow.
     */
    private static Optional<PowerReading> contextBetween(Premises premises, int g, int h) {
        Theorem theorem = g == 1 && h == 1 ? Theorem.ADJACENT_TRIPLE : Theorem.GAPPED_TRIPLE;
        // The kernel has a positive entry wherever T_rev^g has one, so one closed class of T^g is enough.
        return AllOf.premises(
                        premises.independentEmissions(),
                        premises.invertibleChain(),
                        premises.positiveLaw(),
                        lawOfPower(premises, g))
                .map(evidence -> PowerReading.of(theorem, evidence, g, h));
    }

    /** The uniform law of a doubly stochastic family is known; else it must be the only one of the power. */
    private static Optional<Evidence> lawOfPower(Premises premises, int power) {
        return premises.family().chain() == Chain.DOUBLY_STOCHASTIC
                ? Optional.of(new Evidence.OfQuestion("the stationary law of the family is uniform"))
                : premises.uniqueLawOfPower(power);
    }

    /**
     * An irreducible chain leads from every possible word to every other. The kernel from a block of neighbours to the next token has the law of blocks as its only stationary law, so the law
     * of the whole window is known (2.8), and with it the triple of its first three tokens.
     */
    private static Optional<PowerReading> nextFromBlock(MaskedTask task, Premises premises) {
        int n = task.context().size();
        boolean block = task.context().stream()
                        .sorted()
                        .toList()
                        .equals(IntStream.rangeClosed(1, n).boxed().toList())
                && task.targets().contains(n + 1);
        if (!block) {
            return Optional.empty();
        }
        return AllOf.premises(
                        premises.independentEmissions(),
                        premises.invertibleChain(),
                        premises.positiveLaw(),
                        premises.uniqueLawOfPower(1))
                .map(evidence -> PowerReading.of(Theorem.NEXT_FROM_BLOCK, evidence, 1));
    }
}

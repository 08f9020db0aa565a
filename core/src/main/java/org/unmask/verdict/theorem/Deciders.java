// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.theorem;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.unmask.model.Chain;
import org.unmask.model.CovarianceShape;
import org.unmask.model.ModelFamily;
import org.unmask.task.Loss;
import org.unmask.task.MaskedTask;
import org.unmask.verdict.Evidence;
import org.unmask.verdict.Question;
import org.unmask.verdict.RationalModel;
import org.unmask.verdict.Theorem;

/** Looks for a theorem that makes a question globally identifiable. */
public final class Deciders {

    private Deciders() {}

    /**
     * A theorem with its preconditions, checked.
     *
     * @param theorem the statement
     * @param evidence its preconditions
     * @param tasks text of the tasks it rests on; more tasks cannot undo what these fix
     */
    public record Proof(Theorem theorem, List<Evidence> evidence, String tasks) {
        /** Copies the evidence. */
        public Proof {
            evidence = List.copyOf(evidence);
        }
    }

    /** What one task lets one read off. */
    private record Reading(Theorem theorem, Set<Integer> powers, Set<Evidence> evidence, String task) {}

    /**
     * Decides a question.
     *
     * @param question the question
     * @return a proof that it is identifiable, when a statement covers it
     */
    public static Optional<Proof> decide(Question question) {
        Premises premises = question.at()
                .<Premises>map(model -> new ModelPremises(RationalModel.of(model, question.family())))
                .orElseGet(() -> new GenericPremises(question.family()));
        if (question.family().states() == 1) {
            return single(question);
        }
        List<Reading> readings = new ArrayList<>();
        for (MaskedTask task : question.tasks().tasks()) {
            MaskedTask shifted = task.shifted();
            if (question.family() instanceof ModelFamily.Categorical) {
                CategoricalReadings.of(shifted, premises)
                        .forEach(r -> readings.add(new Reading(r.theorem(), r.powers(), r.evidence(), task.text())));
            } else {
                GaussianReadings.of(shifted, premises)
                        .forEach(r -> readings.add(new Reading(r.theorem(), r.powers(), r.evidence(), task.text())));
            }
        }
        Optional<Proof> proof = combine(question, readings);
        return proof.isPresent() ? proof : twoStates(question, premises);
    }

    /** With one state the tokens are independent; any prediction is their mean, up to sign for an even number of them. */
    private static Optional<Proof> single(Question question) {
        boolean categorical = question.family() instanceof ModelFamily.Categorical;
        boolean known = question.family() instanceof ModelFamily.Gaussian gaussian
                && gaussian.covariance() == CovarianceShape.IDENTITY;
        for (MaskedTask task : question.tasks().tasks()) {
            boolean mean = known && task.targets().size() % 2 == 1;
            boolean law = task.loss() == Loss.LOG;
            if (categorical || mean || law) {
                return Optional.of(new Proof(
                        Theorem.SINGLE_STATE,
                        List.of(new Evidence.OfQuestion("there is one state: tokens are independent")),
                        task.text()));
            }
        }
        return Optional.empty();
    }

    /** All readings fix emissions and law; the powers of an invertible chain fix that of their common divisor. */
    private static Optional<Proof> combine(Question question, List<Reading> readings) {
        for (Reading reading : readings) {
            if (reading.powers().contains(1)) {
                return Optional.of(new Proof(reading.theorem(), List.copyOf(reading.evidence()), reading.task()));
            }
        }
        if (readings.isEmpty()) {
            return Optional.empty();
        }
        TreeSet<Integer> powers = new TreeSet<>();
        Set<Evidence> evidence = new LinkedHashSet<>();
        Set<String> tasks = new LinkedHashSet<>();
        Theorem theorem = readings.get(0).theorem();
        int divisor = 0;
        for (Reading reading : readings) {
            powers.addAll(reading.powers());
            evidence.addAll(reading.evidence());
            tasks.add(reading.task());
        }
        // With emissions and law known, a pair of symbols at any gap is a reading of that power of the chain.
        if (question.family() instanceof ModelFamily.Categorical) {
            for (MaskedTask task : question.tasks().tasks()) {
                if (task.context().size() == 1) {
                    int context = task.context().get(0);
                    task.targets().forEach(target -> powers.add(Math.abs(target - context)));
                    tasks.add(task.text());
                }
            }
        }
        for (int power : powers) {
            divisor = BigInteger.valueOf(divisor).gcd(BigInteger.valueOf(power)).intValue();
        }
        boolean oddRoot = question.family().states() == 2 && divisor % 2 == 1;
        if (divisor != 1 && !oddRoot) {
            return Optional.empty();
        }
        evidence.add(new Evidence.OfQuestion(
                divisor == 1
                        ? "the powers " + powers + " of the chain are fixed and have no common divisor"
                        : "the power " + divisor
                                + " of the chain is fixed; with two states and a known stationary law its"
                                + " odd root is unique"));
        return Optional.of(new Proof(theorem, List.copyOf(evidence), String.join(" & ", tasks)));
    }

    /** The exception in (2.2): pairs at two gaps, one of them odd, two states, doubly stochastic. */
    private static Optional<Proof> twoStates(Question question, Premises premises) {
        boolean fits = question.family() instanceof ModelFamily.Categorical family
                && family.states() == 2
                && family.chain() == Chain.DOUBLY_STOCHASTIC;
        if (!fits) {
            return Optional.empty();
        }
        TreeSet<Integer> gaps = new TreeSet<>();
        Set<String> tasks = new LinkedHashSet<>();
        for (MaskedTask task : question.tasks().tasks()) {
            if (task.context().size() == 1) {
                task.targets()
                        .forEach(target ->
                                gaps.add(Math.abs(target - task.context().get(0))));
                tasks.add(task.text());
            }
        }
        boolean odd = gaps.stream().anyMatch(gap -> gap % 2 == 1);
        if (gaps.size() < 2 || !odd) {
            return Optional.empty();
        }
        Optional<List<Evidence>> evidence = AllOf.premises(
                premises.independentEmissions(),
                premises.invertibleChain(),
                premises.positiveTokens(),
                premises.primitiveChain());
        return evidence.map(facts -> {
            List<Evidence> all = new ArrayList<>(facts);
            all.add(new Evidence.OfQuestion("two states, doubly stochastic, gaps " + gaps + ", one of them odd"));
            return new Proof(Theorem.TWO_STATES_TWO_GAPS, all, String.join(" & ", tasks));
        });
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.twin;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.hipparchus.fraction.BigFraction;
import org.unmask.model.Chain;
import org.unmask.model.FieldModel;
import org.unmask.random.Seed;
import org.unmask.task.TaskSet;

/**
 * Twins that are rational in a parameter, for categorical pairs (2.1), (2.2).
 *
 * <p>In rows, with {@code J = diag(pi) T} the joint law of neighbours and {@code R} any regular matrix with unit column
 * sums, {@code O2 = R' O} and {@code J2 = R^-1 J R^-T} have the pair {@code O2' J2 O2 = O' J O}; the stationary law moves
 * to {@code R^-1 pi}. When {@code R diag(pi2) R' = diag(pi)} the same holds at every gap.
 */
final class RationalSlides {

    private static final int RANDOM_MIXINGS = 6;

    private final ExactModel base;
    private final FieldModel<BigFraction> all;
    private final int k;

    private RationalSlides(ExactModel base) {
        this.base = base;
        this.all = base.expand();
        this.k = base.family().states();
    }

    /**
     * The slides that apply to a question, at a model.
     *
     * @param base the model
     * @param tasks the tasks
     * @param seed of the mixing matrices
     * @return slides through the model; empty when no rational construction applies
     */
    static List<Slide> of(ExactModel base, TaskSet tasks, Seed seed) {
        if (base.isGaussian()) {
            return GaussianSlides.of(base, tasks);
        }
        boolean pairs = tasks.tasks().stream()
                .allMatch(task -> task.targets().size() == 1 && task.context().size() == 1);
        if (!pairs || base.family().states() < 2) {
            return List.of();
        }
        RationalSlides slides = new RationalSlides(base);
        for (BigFraction weight : slides.all.initial()) {
            if (weight.signum() <= 0) {
                return List.of();
            }
        }
        List<Integer> gaps =
                tasks.tasks().stream().map(task -> task.window() - 1).distinct().toList();
        return slides.forGaps(gaps, seed.split("mixing").generator());
    }

    private List<Slide> forGaps(List<Integer> gaps, RandomGenerator random) {
        List<Slide> out = new ArrayList<>();
        if (gaps.equals(List.of(1))) {
            for (int i = 0; i < RANDOM_MIXINGS; i++) {
                BigFraction[][] direction = centredDirection(random);
                out.add(t -> mixed(Fractions.combined(BigFraction.ONE, Fractions.identity(k), t, direction)));
            }
        }
        if (k >= 3) {
            for (int i = 0; i < RANDOM_MIXINGS; i++) {
                BigFraction[][] skew = skewDirection(random);
                out.add(t -> mixed(cayley(skew, t)));
            }
        }
        if (k == 2 && base.family().chain() == Chain.STATIONARY) {
            out.add(this::twoStates);
        }
        if (gaps.size() == 1) {
            int gap = gaps.get(0);
            out.add(t -> shrunk(t, gap));
        }
        return out;
    }

    /** Random integers, centred in each column, in each row too when the chain is doubly stochastic. */
    private BigFraction[][] centredDirection(RandomGenerator random) {
        int[][] draws = new int[k][k];
        for (int[] row : draws) {
            for (int j = 0; j < k; j++) {
                row[j] = random.nextInt(-2, 3);
            }
        }
        boolean both = base.family().chain() == Chain.DOUBLY_STOCHASTIC;
        BigFraction[][] out = new BigFraction[k][k];
        int total = IntStream.range(0, k * k).map(c -> draws[c / k][c % k]).sum();
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                int column = j;
                int columnSum = IntStream.range(0, k).map(h -> draws[h][column]).sum();
                BigFraction entry = new BigFraction(draws[i][j]).subtract(new BigFraction(columnSum, k));
                if (both) {
                    entry = entry.subtract(
                                    new BigFraction(IntStream.of(draws[i]).sum(), k))
                            .add(new BigFraction(total, k * k));
                }
                out[i][j] = entry;
            }
        }
        return out;
    }

    /** {@code A diag(1/pi)} for a random skew A whose rows sum to zero, a sum of three-cycles. */
    private BigFraction[][] skewDirection(RandomGenerator random) {
        int[][] skew = new int[k][k];
        for (int i = 0; i + 2 < k; i++) {
            int weight = random.nextInt(1, 4);
            addCycle(skew, i, i + 1, i + 2, weight);
        }
        if (k > 3) {
            addCycle(skew, 0, 1 + random.nextInt(k - 2), k - 1, 1);
        }
        BigFraction[][] out = new BigFraction[k][k];
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                out[i][j] = new BigFraction(skew[i][j], k).divide(all.initial()[j]);
            }
        }
        return out;
    }

    private static void addCycle(int[][] skew, int a, int b, int c, int weight) {
        int[] cycle = {a, b, c, a};
        for (int step = 0; step < 3; step++) {
            skew[cycle[step]][cycle[step + 1]] += weight;
            skew[cycle[step + 1]][cycle[step]] -= weight;
        }
    }

    /**
     * {@code (1 - t S)^-1 (1 + t S)}. As {@code S diag(pi)} is skew, {@code R diag(pi) R' = diag(pi)}; as S's columns sum to
     * zero, R's sum to one.
     */
    private BigFraction[][] cayley(BigFraction[][] skew, BigFraction t) {
        BigFraction[][] one = Fractions.identity(k);
        return Fractions.product(
                Fractions.inverse(Fractions.combined(BigFraction.ONE, one, t.negate(), skew)),
                Fractions.combined(BigFraction.ONE, one, t, skew));
    }

    /**
     * Two states, every gap: {@code R = [[u, v], [1-u, 1-v]]} with {@code v = p (u-1) / (u-p)}, p the first entry of the
     * stationary law, carries a diagonal matrix to {@code diag(pi)}.
     */
    private Optional<ExactModel> twoStates(BigFraction t) {
        BigFraction u = BigFraction.ONE.subtract(t);
        BigFraction p = all.initial()[0];
        if (u.equals(p)) {
            return Optional.empty();
        }
        BigFraction v = p.multiply(u.subtract(1)).divide(u.subtract(p));
        BigFraction[][] r = {{u, v}, {BigFraction.ONE.subtract(u), BigFraction.ONE.subtract(v)}};
        return mixed(r);
    }

    /** The twin of a mixing matrix with unit column sums. */
    private Optional<ExactModel> mixed(BigFraction[][] r) {
        BigFraction[][] q;
        try {
            q = Fractions.inverse(r);
        } catch (ArithmeticException singular) {
            return Optional.empty();
        }
        BigFraction[][] joint = new BigFraction[k][k];
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                joint[i][j] = all.initial()[i].multiply(all.transition()[i][j]);
            }
        }
        BigFraction[][] moved = Fractions.product(Fractions.product(q, joint), Fractions.transposed(q));
        for (BigFraction[] row : moved) {
            BigFraction weight = BigFraction.ZERO;
            for (BigFraction entry : row) {
                weight = weight.add(entry);
            }
            if (weight.signum() <= 0) {
                return Optional.empty();
            }
            for (int j = 0; j < k; j++) {
                row[j] = row[j].divide(weight);
            }
        }
        return inside(moved, Fractions.product(Fractions.transposed(r), all.means()));
    }

    /**
     * One gap g: emissions shrink towards the law of a token by {@code s^g}, and {@code T - 1 pi'} grows by
     * {@code s^-2}.
     */
    private Optional<ExactModel> shrunk(BigFraction t, int gap) {
        BigFraction s = BigFraction.ONE.add(t);
        if (s.signum() <= 0) {
            return Optional.empty();
        }
        BigFraction[][] law = {all.initial()};
        BigFraction[][] token = Fractions.repeated(Fractions.product(law, all.means())[0], k);
        BigFraction[][] rest = Fractions.repeated(all.initial(), k);
        BigFraction emissions = s.pow(gap);
        BigFraction chain = s.pow(-2);
        return inside(
                Fractions.combined(chain, all.transition(), BigFraction.ONE.subtract(chain), rest),
                Fractions.combined(emissions, all.means(), BigFraction.ONE.subtract(emissions), token));
    }

    private Optional<ExactModel> inside(BigFraction[][] transition, BigFraction[][] emission) {
        ExactModel twin = base.with(transition, emission, all.spreads());
        return twin.isInside() ? Optional.of(twin) : Optional.empty();
    }
}

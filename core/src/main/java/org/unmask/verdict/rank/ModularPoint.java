// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.rank;

import java.util.random.RandomGenerator;
import org.hipparchus.fraction.BigFraction;
import org.unmask.field.PrimeField;
import org.unmask.field.Residue;
import org.unmask.model.Chain;
import org.unmask.model.CovarianceShape;
import org.unmask.model.FieldModel;
import org.unmask.model.ModelFamily;
import org.unmask.model.Parameterization;
import org.unmask.verdict.RationalModel;

/**
 * A model modulo a prime, with what differentiation needs. Gaussian spreads are precisions here: log densities are
 * rational in them (4.2). All entries are bare elements of the field; callers do not modify the arrays.
 */
public final class ModularPoint {

    final ModelFamily family;
    final PrimeField field;
    final long[] free;
    final long[] initial;
    final long[][] transition;
    /** {@code [state][coordinate]}. */
    final long[][] means;
    /** {@code [state][row][column]}; empty for categorical families. */
    final long[][][] precisions;

    final long[][][] covariances;
    /**
     * Inverse of {@code I - T + 1 pi}: the stationary law moves by {@code pi dT Z} when the chain moves by {@code dT}.
     * Empty where the law is fixed.
     */
    final long[][] fundamental;
    /** For each state, the first state with the same emission law. */
    final int[] sameLaw;

    private ModularPoint(ModelFamily family, PrimeField field, long[] free) {
        this.family = family;
        this.field = field;
        this.free = free;
        Residue[] residues = new Residue[free.length];
        for (int i = 0; i < free.length; i++) {
            residues[i] = field.residue(free[i]);
        }
        FieldModel<Residue> model = Parameterization.of(family).expand(field, residues);
        this.initial = bare(model.initial());
        this.transition = bare(model.transition());
        this.means = bare(model.means());
        int matrices = model.spreads().length;
        this.precisions = new long[matrices][][];
        this.covariances = new long[matrices][][];
        for (int i = 0; i < matrices; i++) {
            precisions[i] = bare(model.spreads()[i]);
            covariances[i] = ModularMatrix.inverse(field, precisions[i]);
        }
        this.fundamental =
                family.chain() == Chain.DOUBLY_STOCHASTIC ? new long[0][] : fundamental(field, initial, transition);
        this.sameLaw = sameLaw();
    }

    /**
     * A uniformly random point of the family.
     *
     * @param family whose parameters are drawn
     * @param field where they are drawn from
     * @param random source of the draw
     * @return the point
     * @throws ArithmeticException with a chance of about {@code states/p}, when the point is degenerate
     */
    public static ModularPoint random(ModelFamily family, PrimeField field, RandomGenerator random) {
        long[] free = new long[family.parameters()];
        for (int i = 0; i < free.length; i++) {
            free[i] = field.draw(random);
        }
        return new ModularPoint(family, field, free);
    }

    /**
     * A given model.
     *
     * @param model the model in exact fractions
     * @param field the field to reduce to
     * @return the point
     * @throws ArithmeticException when the prime divides a denominator or a determinant that is needed
     * @throws IllegalArgumentException when the chain has no unique stationary law modulo the prime
     */
    public static ModularPoint of(RationalModel model, PrimeField field) {
        long[] free = new long[model.free().size()];
        for (int i = 0; i < free.length; i++) {
            BigFraction entry = model.free().get(i);
            free[i] =
                    field.multiply(field.bare(entry.getNumerator()), field.inverse(field.bare(entry.getDenominator())));
        }
        if (model.family() instanceof ModelFamily.Gaussian gaussian) {
            invertSpreads(field, gaussian, free);
        }
        return new ModularPoint(model.family(), field, free);
    }

    /** Turns the covariance coordinates at the end of a free vector into precision coordinates. */
    private static void invertSpreads(PrimeField field, ModelFamily.Gaussian family, long[] free) {
        int d = family.dimension();
        CovarianceShape.Form form = family.covariance().form();
        int size = form.parameters(d);
        int start = free.length - family.covariance().parameters(family.states(), d);
        for (int at = start; at < free.length; at += size) {
            if (form != CovarianceShape.Form.FULL) {
                for (int i = at; i < at + size; i++) {
                    free[i] = field.inverse(free[i]);
                }
                continue;
            }
            long[][] matrix = new long[d][d];
            int read = at;
            for (int i = 0; i < d; i++) {
                for (int j = 0; j <= i; j++) {
                    matrix[i][j] = free[read];
                    matrix[j][i] = free[read++];
                }
            }
            long[][] inverse = ModularMatrix.inverse(field, matrix);
            int write = at;
            for (int i = 0; i < d; i++) {
                for (int j = 0; j <= i; j++) {
                    free[write++] = inverse[i][j];
                }
            }
        }
    }

    private static long[][] fundamental(PrimeField field, long[] law, long[][] transition) {
        int k = law.length;
        long[][] matrix = new long[k][k];
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                long entry = field.subtract(law[j], transition[i][j]);
                matrix[i][j] = i == j ? field.add(entry, field.bareOne()) : entry;
            }
        }
        return ModularMatrix.inverse(field, matrix);
    }

    private int[] sameLaw() {
        int k = means.length;
        int[] out = new int[k];
        for (int i = 0; i < k; i++) {
            out[i] = i;
            for (int j = 0; j < i; j++) {
                if (java.util.Arrays.equals(means[i], means[j])
                        && (precisions.length == 0 || java.util.Arrays.deepEquals(precisions[i], precisions[j]))) {
                    out[i] = j;
                    break;
                }
            }
        }
        return out;
    }

    /**
     * The stationary law.
     *
     * @return {@code [state]}, a copy
     */
    public long[] initial() {
        return initial.clone();
    }

    /**
     * The transition matrix.
     *
     * @return {@code [from][to]}, a copy
     */
    public long[][] transition() {
        long[][] out = new long[transition.length][];
        java.util.Arrays.setAll(out, i -> transition[i].clone());
        return out;
    }

    int states() {
        return initial.length;
    }

    int dimension() {
        return means[0].length;
    }

    private static long[] bare(Residue[] values) {
        long[] out = new long[values.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = values[i].bare();
        }
        return out;
    }

    private static long[][] bare(Residue[][] values) {
        long[][] out = new long[values.length][];
        for (int i = 0; i < out.length; i++) {
            out[i] = bare(values[i]);
        }
        return out;
    }
}

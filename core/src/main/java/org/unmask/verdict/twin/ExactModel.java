// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.twin;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hipparchus.fraction.BigFraction;
import org.hipparchus.fraction.BigFractionField;
import org.unmask.model.Alphabet;
import org.unmask.model.Chain;
import org.unmask.model.Emission;
import org.unmask.model.FieldModel;
import org.unmask.model.Hmm;
import org.unmask.model.ModelFamily;
import org.unmask.model.Parameterization;
import org.unmask.verdict.RationalModel;

/**
 * A model in exact fractions: the free parameters of a family, in the order of {@link Parameterization}.
 *
 * @param family the family
 * @param free its free parameters
 * @param alphabet the symbols of a categorical model; a numbered one that nobody reads for a Gaussian model
 */
public record ExactModel(ModelFamily family, List<BigFraction> free, Alphabet alphabet) {

    /**
     * Validates the number of parameters.
     *
     * @throws IllegalArgumentException when it is not that of the family
     */
    public ExactModel {
        free = List.copyOf(free);
        if (free.size() != family.parameters()) {
            throw new IllegalArgumentException(
                    "the family has " + family.parameters() + " free parameters, found " + free.size());
        }
    }

    /**
     * The exact model that a model of doubles stands for: each free parameter as {@link RationalModel} reads it.
     *
     * @param model a model of the family
     * @param family the family
     * @return the exact model; empty when its remaining entries are negative or its chain has several stationary laws
     */
    public static Optional<ExactModel> of(Hmm model, ModelFamily family) {
        Emission emission = model.emission();
        Alphabet alphabet = emission instanceof org.unmask.model.Categorical categorical
                ? categorical.alphabet()
                : Alphabet.numbered(family.dimension());
        ExactModel exact =
                new ExactModel(family, RationalModel.of(model, family).free(), alphabet);
        return exact.isInside() ? Optional.of(exact) : Optional.empty();
    }

    /**
     * The same family and symbols at other parameters.
     *
     * @param other the free parameters
     * @return the model there
     */
    ExactModel at(List<BigFraction> other) {
        return new ExactModel(family, other, alphabet);
    }

    /** All parameters; the spreads are covariances. */
    FieldModel<BigFraction> expand() {
        return Parameterization.of(family).expand(BigFractionField.getInstance(), free.toArray(new BigFraction[0]));
    }

    /** The model of these matrices, their dependent entries not looked at; covariances may be empty. */
    ExactModel with(BigFraction[][] transition, BigFraction[][] means, BigFraction[][][] covariances) {
        int k = family.states();
        List<BigFraction> out = new ArrayList<>();
        for (int i = 0; i < (family.chain() == Chain.DOUBLY_STOCHASTIC ? k - 1 : k); i++) {
            out.addAll(List.of(transition[i]).subList(0, k - 1));
        }
        boolean gaussian = family instanceof ModelFamily.Gaussian;
        for (BigFraction[] row : means) {
            out.addAll(List.of(row).subList(0, gaussian ? row.length : row.length - 1));
        }
        if (family instanceof ModelFamily.Gaussian shape) {
            for (int h = 0; h < (shape.covariance().shared() ? 1 : k); h++) {
                addSpread(shape, covariances[h], out);
            }
        }
        return at(out);
    }

    private static void addSpread(ModelFamily.Gaussian shape, BigFraction[][] covariance, List<BigFraction> out) {
        switch (shape.covariance().form()) {
            case IDENTITY -> {}
            case SPHERICAL -> out.add(covariance[0][0]);
            case DIAGONAL -> {
                for (int i = 0; i < covariance.length; i++) {
                    out.add(covariance[i][i]);
                }
            }
            case FULL -> {
                for (int i = 0; i < covariance.length; i++) {
                    out.addAll(List.of(covariance[i]).subList(0, i + 1));
                }
            }
        }
    }

    /**
     * Whether the parameters lie in the family: no negative probability, positive definite covariances, one stationary law.
     *
     * @return true inside and on the boundary
     */
    public boolean isInside() {
        FieldModel<BigFraction> all;
        try {
            all = expand();
        } catch (IllegalArgumentException severalLaws) {
            return false;
        }
        boolean gaussian = family instanceof ModelFamily.Gaussian;
        if (hasNegative(all.transition()) || (!gaussian && hasNegative(all.means()))) {
            return false;
        }
        for (BigFraction[][] spread : all.spreads()) {
            if (!isPositiveDefinite(spread)) {
                return false;
            }
        }
        return true;
    }

    private static boolean hasNegative(BigFraction[][] rows) {
        for (BigFraction[] row : rows) {
            for (BigFraction entry : row) {
                if (entry.signum() < 0) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isPositiveDefinite(BigFraction[][] matrix) {
        int d = matrix.length;
        BigFraction[][] rest = Fractions.transposed(matrix);
        for (int c = 0; c < d; c++) {
            if (rest[c][c].signum() <= 0) {
                return false;
            }
            for (int i = c + 1; i < d; i++) {
                BigFraction factor = rest[i][c].divide(rest[c][c]);
                for (int j = c; j < d; j++) {
                    rest[i][j] = rest[i][j].subtract(factor.multiply(rest[c][j]));
                }
            }
        }
        return true;
    }

    /**
     * Rounded to doubles.
     *
     * @return the model
     */
    public Hmm toHmm() {
        double[] vector = free.stream().mapToDouble(BigFraction::doubleValue).toArray();
        return Parameterization.of(family).toModel(vector, alphabet);
    }

    /** Whether emissions are points. */
    boolean isGaussian() {
        return family instanceof ModelFamily.Gaussian;
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hipparchus.fraction.BigFraction;
import org.hipparchus.fraction.BigFractionField;
import org.unmask.field.SimplestFraction;
import org.unmask.matrix.Matrix;
import org.unmask.model.Chain;
import org.unmask.model.CovarianceShape;
import org.unmask.model.FieldModel;
import org.unmask.model.Gaussian;
import org.unmask.model.Hmm;
import org.unmask.model.ModelFamily;
import org.unmask.model.Parameterization;

/**
 * A model in exact fractions. Every double is read as the simplest fraction that rounds to it, so that 0.1 is a tenth and
 * 0.3333333333333333 a third; rows of probabilities are then divided by their exact sums, which keeps zeros at zero. A
 * doubly stochastic matrix whose columns still miss one keeps its leading block and gets the rest by complement. Matrices
 * that are singular to 13 digits are read as singular: that is what a file can say of such a matrix.
 *
 * @param family its family
 * @param free exact free parameters, in the order of {@link Parameterization#names()}
 * @param remarks how the reading differs from the doubles by more than simplicity; mostly none
 */
public record RationalModel(ModelFamily family, List<BigFraction> free, List<String> remarks) {

    /** Copies the lists. */
    public RationalModel {
        free = List.copyOf(free);
        remarks = List.copyOf(remarks);
    }

    /**
     * Reads a model exactly.
     *
     * @param model a model of the family
     * @param family the family
     * @return its exact reading
     * @throws IllegalArgumentException when the model is not of this family
     */
    public static RationalModel of(Hmm model, ModelFamily family) {
        ModelFamily found = ModelFamily.of(model, family.chain());
        if (!found.equals(family)) {
            throw new IllegalArgumentException("the model is of family " + found + ", expected " + family);
        }
        int k = family.states();
        boolean ds = family.chain() == Chain.DOUBLY_STOCHASTIC;
        List<BigFraction> free = new ArrayList<>(family.parameters());
        List<String> remarks = new ArrayList<>();
        addLeading(free, remarks, "transition matrix", model.transition().matrix(), ds);
        Matrix means = model.emission().means();
        if (family instanceof ModelFamily.Categorical) {
            addLeading(free, remarks, "emission matrix", means, false);
        } else {
            for (double mean : means.toArray()) {
                free.add(SimplestFraction.of(mean));
            }
        }
        if (model.emission() instanceof Gaussian gaussian) {
            CovarianceShape shape = gaussian.covariances().shape();
            for (int m = 0; m < (shape.shared() ? 1 : k); m++) {
                addSpread(free, shape.form(), gaussian.covariances().matrices().get(m));
            }
        }
        return new RationalModel(family, free, remarks);
    }

    /** Adds the free entries of a matrix whose rows, and columns when doubly stochastic, have sum one. */
    private static void addLeading(
            List<BigFraction> free, List<String> remarks, String name, Matrix matrix, boolean doublyStochastic) {
        int k = matrix.rows();
        int n = matrix.columns();
        BigFraction[][] rows = new BigFraction[k][n];
        for (int i = 0; i < k; i++) {
            BigFraction sum = BigFraction.ZERO;
            for (int j = 0; j < n; j++) {
                rows[i][j] = SimplestFraction.of(matrix.get(i, j));
                sum = sum.add(rows[i][j]);
            }
            for (int j = 0; j < n; j++) {
                rows[i][j] = rows[i][j].divide(sum);
            }
        }
        Optional<SingularReading.Read> singular = SingularReading.of(name, rows, doublyStochastic);
        singular.ifPresent(read -> remarks.add(read.remark()));
        BigFraction[][] chosen = singular.map(SingularReading.Read::rows).orElse(rows);
        for (int i = 0; i < (doublyStochastic ? k - 1 : k); i++) {
            for (int j = 0; j < n - 1; j++) {
                free.add(chosen[i][j]);
            }
        }
    }

    private static void addSpread(List<BigFraction> free, CovarianceShape.Form form, Matrix matrix) {
        int d = matrix.rows();
        switch (form) {
            case IDENTITY -> {}
            case SPHERICAL -> free.add(SimplestFraction.of(matrix.get(0, 0)));
            case DIAGONAL -> {
                for (int i = 0; i < d; i++) {
                    free.add(SimplestFraction.of(matrix.get(i, i)));
                }
            }
            case FULL -> {
                for (int i = 0; i < d; i++) {
                    for (int j = 0; j <= i; j++) {
                        free.add(SimplestFraction.of(matrix.get(i, j)));
                    }
                }
            }
        }
    }

    /**
     * All parameters, with the exact stationary law; spreads are covariances.
     *
     * @return arrays of fractions
     * @throws IllegalArgumentException when the chain has no unique stationary law
     */
    public FieldModel<BigFraction> expand() {
        return Parameterization.of(family).expand(BigFractionField.getInstance(), free.toArray(new BigFraction[0]));
    }
}

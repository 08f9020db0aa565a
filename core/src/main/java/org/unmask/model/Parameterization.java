// SPDX-License-Identifier: Apache-2.0
package org.unmask.model;

import java.util.ArrayList;
import java.util.List;
import org.hipparchus.Field;
import org.hipparchus.FieldElement;
import org.hipparchus.util.Binary64;
import org.hipparchus.util.Binary64Field;
import org.hipparchus.util.MathArrays;
import org.unmask.matrix.Matrix;
import org.unmask.matrix.Probabilities;
import org.unmask.matrix.StochasticMatrix;

/**
 * The free parameters of a family as one vector, and back, over any number system.
 *
 * <p>The coordinates are entries of the model itself: the leading {@code k x (k-1)} block of the transition matrix
 * ({@code (k-1) x (k-1)} when doubly stochastic), the leading {@code k x (d-1)} block of the emission matrix or all
 * means, then the free entries of the covariance matrices (lower triangle by rows). What is left follows from sums of
 * one; the initial law is the stationary law. The map is polynomial but for that law, a linear solve.
 */
public final class Parameterization {

    private static final double ROUNDING = 1e-12;

    private final ModelFamily family;
    private final int k;
    private final int d;

    private Parameterization(ModelFamily family) {
        this.family = family;
        this.k = family.states();
        this.d = family.dimension();
    }

    /**
     * The coordinates of a family.
     *
     * @param family the family
     * @return its parameterization
     */
    public static Parameterization of(ModelFamily family) {
        return new Parameterization(family);
    }

    /**
     * The family.
     *
     * @return whose parameters these are
     */
    public ModelFamily family() {
        return family;
    }

    /**
     * Length of the vector.
     *
     * @return number of free parameters
     */
    public int size() {
        return family.parameters();
    }

    /**
     * Names of the coordinates, indices from 1.
     *
     * @return such as {@code transition[1,2]}, {@code emission[1,3]}, {@code mean[2,1]}, {@code covariance[1][2,1]}
     */
    public List<String> names() {
        List<String> names = new ArrayList<>(size());
        int rows = family.chain() == Chain.DOUBLY_STOCHASTIC ? k - 1 : k;
        addNames(names, "transition", rows, k - 1);
        if (family instanceof ModelFamily.Gaussian gaussian) {
            addNames(names, "mean", k, d);
            int matrices = gaussian.covariance().shared() ? 1 : k;
            for (int m = 1; m <= matrices; m++) {
                String prefix = gaussian.covariance().shared() ? "covariance" : "covariance[" + m + "]";
                addSpreadNames(names, prefix, gaussian.covariance().form());
            }
        } else {
            addNames(names, "emission", k, d - 1);
        }
        return List.copyOf(names);
    }

    private static void addNames(List<String> names, String prefix, int rows, int columns) {
        for (int i = 1; i <= rows; i++) {
            for (int j = 1; j <= columns; j++) {
                names.add(prefix + "[" + i + "," + j + "]");
            }
        }
    }

    private void addSpreadNames(List<String> names, String prefix, CovarianceShape.Form form) {
        switch (form) {
            case IDENTITY -> {}
            case SPHERICAL -> names.add(prefix + "[1,1]");
            case DIAGONAL -> {
                for (int i = 1; i <= d; i++) {
                    names.add(prefix + "[" + i + "," + i + "]");
                }
            }
            case FULL -> {
                for (int i = 1; i <= d; i++) {
                    for (int j = 1; j <= i; j++) {
                        names.add(prefix + "[" + i + "," + j + "]");
                    }
                }
            }
        }
    }

    /**
     * The coordinates of a model.
     *
     * @param model a model of the family; its initial law is not among the coordinates
     * @return vector of length {@link #size()}
     * @throws IllegalArgumentException when the model is not of this family
     */
    public double[] toVector(Hmm model) {
        ModelFamily found = ModelFamily.of(model, family.chain());
        if (!found.equals(family)) {
            throw new IllegalArgumentException("the model is of family " + found + ", expected " + family);
        }
        double[] out = new double[size()];
        int at = 0;
        int rows = family.chain() == Chain.DOUBLY_STOCHASTIC ? k - 1 : k;
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < k - 1; j++) {
                out[at++] = model.transition().get(i, j);
            }
        }
        Matrix means = model.emission().means();
        int columns = model.emission() instanceof Gaussian ? d : d - 1;
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < columns; j++) {
                out[at++] = means.get(i, j);
            }
        }
        if (model.emission() instanceof Gaussian gaussian) {
            Covariances covariances = gaussian.covariances();
            int matrices = covariances.shape().shared() ? 1 : k;
            for (int m = 0; m < matrices; m++) {
                at = readSpread(
                        covariances.shape().form(), covariances.matrices().get(m), out, at);
            }
        }
        return out;
    }

    private int readSpread(CovarianceShape.Form form, Matrix matrix, double[] out, int from) {
        int at = from;
        switch (form) {
            case IDENTITY -> {}
            case SPHERICAL -> out[at++] = matrix.get(0, 0);
            case DIAGONAL -> {
                for (int i = 0; i < d; i++) {
                    out[at++] = matrix.get(i, i);
                }
            }
            case FULL -> {
                for (int i = 0; i < d; i++) {
                    for (int j = 0; j <= i; j++) {
                        out[at++] = matrix.get(i, j);
                    }
                }
            }
        }
        return at;
    }

    /**
     * The model with given coordinates.
     *
     * @param vector coordinates of a point inside the family
     * @param alphabet the symbols of a categorical family; not looked at for a Gaussian one
     * @return the stationary model
     * @throws IllegalArgumentException when the point is outside the family: a negative probability, a covariance that
     *     is not positive definite
     */
    public Hmm toModel(double[] vector, Alphabet alphabet) {
        Binary64[] free = new Binary64[vector.length];
        for (int i = 0; i < free.length; i++) {
            free[i] = new Binary64(vector[i]);
        }
        FieldModel<Binary64> model = expand(Binary64Field.getInstance(), free);
        StochasticMatrix transition = StochasticMatrix.of("transition matrix", probabilities(model.transition()));
        Probabilities initial =
                family.chain() == Chain.DOUBLY_STOCHASTIC ? Probabilities.uniform(k) : StationaryLaw.of(transition);
        if (family instanceof ModelFamily.Gaussian gaussian) {
            List<Matrix> spreads = new ArrayList<>(k);
            for (Binary64[][] spread : model.spreads()) {
                spreads.add(matrix(spread));
            }
            return new Hmm(
                    initial,
                    transition,
                    new Gaussian(matrix(model.means()), new Covariances(gaussian.covariance(), spreads)));
        }
        return new Hmm(
                initial,
                transition,
                new Categorical(alphabet, StochasticMatrix.of("emission matrix", probabilities(model.means()))));
    }

    private static Matrix matrix(Binary64[][] rows) {
        return Matrix.generate(rows.length, rows[0].length, (i, j) -> rows[i][j].getReal());
    }

    /** Entries that are zero but for the rounding of "one minus the others" become zero. */
    private static Matrix probabilities(Binary64[][] rows) {
        return matrix(rows).map(entry -> entry < 0 && entry >= -ROUNDING ? 0 : entry);
    }

    /**
     * The parameters with given coordinates over any number system, with no check that they lie inside the family.
     *
     * @param <T> the number system
     * @param field its field
     * @param free coordinates, {@link #size()} of them; not modified. The last part may be read as precisions as well as
     *     covariances: it is only arranged
     * @return all parameters
     * @throws IllegalArgumentException when the number of coordinates is another one or the chain has no unique
     *     stationary law at this point
     */
    public <T extends FieldElement<T>> FieldModel<T> expand(Field<T> field, T[] free) {
        if (free.length != size()) {
            throw new IllegalArgumentException("the family has " + size() + " free parameters, found " + free.length);
        }
        Reader<T> reader = new Reader<>(free);
        T[][] transition = MathArrays.buildArray(field, k, k);
        boolean ds = family.chain() == Chain.DOUBLY_STOCHASTIC;
        for (int i = 0; i < (ds ? k - 1 : k); i++) {
            fillRow(field, reader, transition[i]);
        }
        if (ds) {
            for (int j = 0; j < k; j++) {
                T rest = field.getOne();
                for (int i = 0; i < k - 1; i++) {
                    rest = rest.subtract(transition[i][j]);
                }
                transition[k - 1][j] = rest;
            }
        }
        T[][] means = MathArrays.buildArray(field, k, d);
        T[][][] spreads = MathArrays.buildArray(field, 0, 0, 0);
        if (family instanceof ModelFamily.Gaussian gaussian) {
            for (T[] mean : means) {
                for (int j = 0; j < d; j++) {
                    mean[j] = reader.next();
                }
            }
            spreads = spreads(field, gaussian.covariance(), reader);
        } else {
            for (T[] row : means) {
                fillRow(field, reader, row);
            }
        }
        T[] initial = ds ? uniform(field) : FieldStationaryLaw.of(field, transition);
        return new FieldModel<>(initial, transition, means, spreads);
    }

    private <T extends FieldElement<T>> T[] uniform(Field<T> field) {
        T[] law = MathArrays.buildArray(field, k);
        java.util.Arrays.fill(law, field.getOne().multiply(k).reciprocal());
        return law;
    }

    private static <T extends FieldElement<T>> void fillRow(Field<T> field, Reader<T> reader, T[] row) {
        T rest = field.getOne();
        for (int j = 0; j < row.length - 1; j++) {
            row[j] = reader.next();
            rest = rest.subtract(row[j]);
        }
        row[row.length - 1] = rest;
    }

    private <T extends FieldElement<T>> T[][][] spreads(Field<T> field, CovarianceShape shape, Reader<T> reader) {
        T[][][] out = MathArrays.buildArray(field, k, d, d);
        for (int state = 0; state < k; state++) {
            if (state > 0 && shape.shared()) {
                out[state] = out[0];
            } else {
                fillSpread(field, shape.form(), reader, out[state]);
            }
        }
        return out;
    }

    private <T extends FieldElement<T>> void fillSpread(
            Field<T> field, CovarianceShape.Form form, Reader<T> reader, T[][] out) {
        T common = form == CovarianceShape.Form.SPHERICAL ? reader.next() : field.getOne();
        for (int i = 0; i < d; i++) {
            for (int j = 0; j <= i; j++) {
                T entry = switch (form) {
                    case IDENTITY, SPHERICAL -> i == j ? common : field.getZero();
                    case DIAGONAL -> i == j ? reader.next() : field.getZero();
                    case FULL -> reader.next();
                };
                out[i][j] = entry;
                out[j][i] = entry;
            }
        }
    }

    private static final class Reader<T> {
        private final T[] values;
        private int at;

        Reader(T[] values) {
            this.values = values;
        }

        T next() {
            return values[at++];
        }
    }
}

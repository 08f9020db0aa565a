// SPDX-License-Identifier: Apache-2.0
package org.unmask.model;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Which entries of the covariance matrices are free (1.3), and whether the states share them. */
public enum CovarianceShape {
    /** The identity, known. */
    IDENTITY(Form.IDENTITY, true),
    /** One variance for all coordinates and states. */
    SPHERICAL_SHARED(Form.SPHERICAL, true),
    /** One variance for all coordinates of a state. */
    SPHERICAL_PER_STATE(Form.SPHERICAL, false),
    /** One variance for each coordinate, the same in all states. */
    DIAGONAL_SHARED(Form.DIAGONAL, true),
    /** One variance for each coordinate of each state. */
    DIAGONAL_PER_STATE(Form.DIAGONAL, false),
    /** One full matrix for all states. */
    FULL_SHARED(Form.FULL, true),
    /** One full matrix for each state. */
    FULL_PER_STATE(Form.FULL, false);

    /** Which entries of one matrix are free. */
    public enum Form {
        /** None: the identity. */
        IDENTITY,
        /** One number on the whole diagonal. */
        SPHERICAL,
        /** The diagonal. */
        DIAGONAL,
        /** Every entry, symmetric. */
        FULL;

        /**
         * Number of free entries of one matrix.
         *
         * @param dimension its size
         * @return the count
         */
        public int parameters(int dimension) {
            return switch (this) {
                case IDENTITY -> 0;
                case SPHERICAL -> 1;
                case DIAGONAL -> dimension;
                case FULL -> dimension * (dimension + 1) / 2;
            };
        }
    }

    private final Form form;
    private final boolean shared;

    CovarianceShape(Form form, boolean shared) {
        this.form = form;
        this.shared = shared;
    }

    /**
     * The shape of one matrix.
     *
     * @return which of its entries are free
     */
    public Form form() {
        return form;
    }

    /**
     * Whether all states have the same matrix.
     *
     * @return true for shared shapes and for the identity
     */
    public boolean shared() {
        return shared;
    }

    /**
     * Number of free entries.
     *
     * @param states number of states
     * @param dimension number of coordinates
     * @return the count over all states
     */
    public int parameters(int states, int dimension) {
        return (shared ? 1 : states) * form.parameters(dimension);
    }

    /**
     * The word for this shape on the command line and in files.
     *
     * @return such as {@code full-per-state}
     */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    /**
     * The shape with a word.
     *
     * @param word such as {@code full-per-state}; {@code diag} may stand for {@code diagonal}
     * @return the shape
     * @throws IllegalArgumentException listing the words there are
     */
    public static CovarianceShape ofWord(String word) {
        String full = word.startsWith("diag-") ? "diagonal-" + word.substring(5) : word;
        for (CovarianceShape shape : values()) {
            if (shape.word().equals(full)) {
                return shape;
            }
        }
        List<String> words = Arrays.stream(values()).map(CovarianceShape::word).toList();
        throw new IllegalArgumentException("\"" + word + "\" is no covariance shape, expected one of "
                + words.stream().collect(Collectors.joining(", ")));
    }
}

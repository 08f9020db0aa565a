// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.hipparchus.fraction.BigFraction;
import org.unmask.model.Chain;
import org.unmask.model.CovarianceShape;
import org.unmask.model.ModelFamily;

/** Models for tests, written as fractions: rows of a matrix are parted by semicolons, entries by blanks. */
public final class ExactModels {

    private ExactModels() {}

    /** A matrix from text such as {@code 1/2 1/2; 0 1}. */
    public static BigFraction[][] matrix(String text) {
        return Arrays.stream(text.strip().split(";"))
                .map(row -> Arrays.stream(row.strip().split("\\s+"))
                        .map(ExactModels::fraction)
                        .toArray(BigFraction[]::new))
                .toArray(BigFraction[][]::new);
    }

    private static BigFraction fraction(String text) {
        String[] parts = text.split("/");
        return parts.length == 1
                ? new BigFraction(Long.parseLong(parts[0]))
                : new BigFraction(Long.parseLong(parts[0]), Long.parseLong(parts[1]));
    }

    /** A model over symbols; all rows are given in full, the free entries are taken from them. */
    public static RationalModel categorical(Chain chain, String transition, String emission) {
        BigFraction[][] symbols = matrix(emission);
        List<BigFraction> free = chain(chain, transition);
        for (BigFraction[] row : symbols) {
            free.addAll(Arrays.asList(row).subList(0, row.length - 1));
        }
        ModelFamily family = new ModelFamily.Categorical(symbols.length, symbols[0].length, chain);
        return new RationalModel(family, free, List.of());
    }

    /** A model over points; the spreads are the free entries of the covariances, in their order. */
    public static RationalModel gaussian(
            Chain chain, CovarianceShape shape, String transition, String means, String spreads) {
        BigFraction[][] points = matrix(means);
        List<BigFraction> free = chain(chain, transition);
        for (BigFraction[] row : points) {
            free.addAll(Arrays.asList(row));
        }
        if (!spreads.isBlank()) {
            free.addAll(Arrays.asList(matrix(spreads)[0]));
        }
        ModelFamily family = new ModelFamily.Gaussian(points.length, points[0].length, shape, chain);
        return new RationalModel(family, free, List.of());
    }

    private static List<BigFraction> chain(Chain chain, String transition) {
        BigFraction[][] rows = matrix(transition);
        List<BigFraction> free = new ArrayList<>();
        int last = rows.length - 1;
        for (int i = 0; i < (chain == Chain.DOUBLY_STOCHASTIC ? last : rows.length); i++) {
            free.addAll(Arrays.asList(rows[i]).subList(0, last));
        }
        return free;
    }
}

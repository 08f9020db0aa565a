// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.check;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;

/**
 * The rank of (free parameters -> {@link Predictors}) at points modulo 2^61 - 1 (4.1). A nonzero minor bounds the generic
 * rank from below for certain; the full rank at random points bounds it from above but for the printed probability.
 */
final class RankCheck {

    private RankCheck() {}

    /** Coordinate i of draw n is the first 8 bytes of SHA-256 of {@code "seed/n/i"}, modulo the prime. */
    static List<Residue> point(Family family, String seed, int draw) {
        List<Residue> out = new ArrayList<>();
        for (int i = 0; i < family.parameters(); i++) {
            byte[] hash = sha(seed + "/" + draw + "/" + i);
            BigInteger bits = new BigInteger(1, java.util.Arrays.copyOf(hash, 8));
            out.add(new Residue(bits.mod(BigInteger.valueOf(Residue.PRIME)).longValueExact()));
        }
        return out;
    }

    private static byte[] sha(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Rank of the slopes at a point, of these rows alone when any are named. */
    static int rank(Family family, List<Task> tasks, List<Residue> point, List<Integer> rows) {
        return Linear.rank(slopes(family, tasks, point, rows));
    }

    private static List<List<Residue>> slopes(
            Family family, List<Task> tasks, List<Residue> point, List<Integer> rows) {
        List<Predictors.Row<Dual<Residue>>> all = Predictors.rows(family.expand(Dual.variables(point)), tasks);
        List<List<Residue>> out = new ArrayList<>();
        for (int row = 0; row < all.size(); row++) {
            if (rows.isEmpty() || rows.contains(row)) {
                List<Residue> line = new ArrayList<>();
                Dual<Residue> value = all.get(row).value();
                for (int i = 0; i < point.size(); i++) {
                    line.add(value.slope(i));
                }
                out.add(line);
            }
        }
        return out;
    }

    /** Checks an {@code exact-rank} document. */
    static String check(Tree document, Family family, List<Task> tasks) {
        int parameters = document.get("parameters").integer();
        int rank = document.get("rank").integer();
        int nullity = document.get("nullity").integer();
        Refusal.unless(parameters == family.parameters(), "the family has " + family.parameters() + " parameters");
        Refusal.unless(nullity == parameters - rank && rank >= 0 && nullity >= 0, "the counts do not add up");
        document.get("prime").is("2305843009213693951");
        double error = document.get("errorProbability").ratio().toDouble();
        Refusal.unless(error >= 0 && error <= 1, "a probability lies between 0 and 1");
        boolean generic = document.get("question").get("at").text().equals("generic");
        Refusal.unless(generic == document.has("seed"), "a generic point has a seed, a model has none");
        Refusal.unless(generic != document.has("model"), "a rank at a model names the model");
        List<List<Residue>> points = new ArrayList<>();
        if (generic) {
            String seed = document.get("seed").text();
            points.add(point(family, seed, 1));
            points.add(point(family, seed, 2));
        } else {
            Parameters<Ratio> model = Parameters.read(document.get("model"), family);
            Parameters.member("model", model, family);
            points.add(family.free(model).stream().map(Residue::of).toList());
        }
        List<Integer> rows = document.get("rows").integers();
        List<Integer> columns = document.get("columns").integers();
        Refusal.unless(
                rows.size() == rank && columns.size() == rank && ascending(rows) && ascending(columns),
                "a minor of size " + rank + " is expected, its rows and columns ascending");
        List<List<Residue>> minor = new ArrayList<>();
        List<List<Residue>> slopes = slopes(family, tasks, points.get(0), List.of());
        for (int row : rows) {
            Refusal.unless(row < slopes.size(), "there is no row " + row);
            List<Residue> line = new ArrayList<>();
            for (int column : columns) {
                Refusal.unless(column < parameters, "there is no column " + column);
                line.add(slopes.get(row).get(column));
            }
            minor.add(line);
        }
        Refusal.unless(Linear.rank(minor) == rank, "the minor is zero");
        for (List<Residue> point : points) {
            int found = rank(family, tasks, point, List.of());
            Refusal.unless(found == rank, "the rank is " + found + ", not " + rank);
        }
        return "the rank is " + rank + " of " + parameters + (generic ? " at random points" : " at the model")
                + " modulo 2^61 - 1";
    }

    private static boolean ascending(List<Integer> indices) {
        for (int i = 0; i < indices.size(); i++) {
            if (indices.get(i) < 0 || (i > 0 && indices.get(i) <= indices.get(i - 1))) {
                return false;
            }
        }
        return true;
    }
}

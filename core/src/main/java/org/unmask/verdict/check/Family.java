// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.check;

import java.util.ArrayList;
import java.util.List;

/**
 * The question's family, and its free parameters in their order: the leading block of the transition matrix by rows (one
 * row less when doubly stochastic), the leading block of the emissions or all means, the free covariance entries (lower
 * triangle by rows).
 */
record Family(boolean gaussian, int states, int dimension, boolean doublyStochastic, String form, boolean shared) {

    static Family read(Tree question) {
        question.only("family", "states", "dimension", "transition", "covariance", "tasks", "at");
        String name = question.get("family").text();
        Refusal.unless(name.equals("categorical") || name.equals("gaussian"), name + " is no family");
        String chain = question.get("transition").text();
        Refusal.unless(chain.equals("doubly-stochastic") || chain.equals("stationary"), chain + " is no chain");
        boolean gaussian = name.equals("gaussian");
        Refusal.unless(gaussian == question.has("covariance"), "covariance belongs to Gaussian families alone");
        String shape = gaussian ? question.get("covariance").text() : "none";
        String form = shape.replaceAll("-.*", "");
        Refusal.unless(
                !gaussian
                        || shape.equals("identity")
                        || (List.of("spherical", "diagonal", "full").contains(form)
                                && (shape.endsWith(form + "-shared") || shape.endsWith(form + "-per-state"))),
                shape + " is no covariance shape");
        int states = question.get("states").integer();
        int dimension = question.get("dimension").integer();
        Refusal.unless(states >= 1 && dimension >= 1, "states and dimension must be positive");
        return new Family(gaussian, states, dimension, chain.startsWith("d"), form, !shape.endsWith("-per-state"));
    }

    int chainRows() {
        return doublyStochastic ? states - 1 : states;
    }

    int chainParameters() {
        return chainRows() * (states - 1);
    }

    int parameters() {
        int each = switch (form) {
            case "spherical" -> 1;
            case "diagonal" -> dimension;
            case "full" -> dimension * (dimension + 1) / 2;
            default -> 0;
        };
        return chainParameters() + states * (gaussian ? dimension : dimension - 1) + (shared ? 1 : states) * each;
    }

    /** The free parameters of a model. */
    List<Ratio> free(Parameters<Ratio> model) {
        List<Ratio> out = new ArrayList<>();
        for (int i = 0; i < chainRows(); i++) {
            out.addAll(model.transition().get(i).subList(0, states - 1));
        }
        for (List<Ratio> row : model.means()) {
            out.addAll(gaussian ? row : row.subList(0, dimension - 1));
        }
        for (int state = 0; state < (shared ? 1 : states) && gaussian; state++) {
            for (int i = 0; i < dimension; i++) {
                for (int j = 0; j <= i; j++) {
                    if (isFree(i, j)) {
                        out.add(model.covariances().get(state).get(i).get(j));
                    }
                }
            }
        }
        return out;
    }

    private boolean isFree(int i, int j) {
        return form.equals("full") || (form.equals("diagonal") && i == j) || (form.equals("spherical") && i + j == 0);
    }

    /** The model with these free parameters, over any number system. */
    <N extends Num<N>> Parameters<N> expand(List<N> free) {
        N one = free.get(0).constant(Ratio.ONE);
        List<List<N>> transition = new ArrayList<>();
        int at = 0;
        for (int i = 0; i < chainRows(); i++, at += states - 1) {
            transition.add(withRest(one, free.subList(at, at + states - 1)));
        }
        if (doublyStochastic) {
            List<N> last = new ArrayList<>();
            for (int j = 0; j < states; j++) {
                N rest = one;
                for (int i = 0; i < states - 1; i++) {
                    rest = rest.minus(transition.get(i).get(j));
                }
                last.add(rest);
            }
            transition.add(last);
        }
        List<List<N>> means = new ArrayList<>();
        int width = gaussian ? dimension : dimension - 1;
        for (int i = 0; i < states; i++, at += width) {
            List<N> part = free.subList(at, at + width);
            means.add(gaussian ? part : withRest(one, part));
        }
        List<List<List<N>>> covariances = new ArrayList<>();
        for (int state = 0; state < states && gaussian; state++) {
            if (state > 0 && shared) {
                covariances.add(covariances.get(0));
                continue;
            }
            List<List<N>> matrix = new ArrayList<>();
            for (int i = 0; i < dimension; i++) {
                List<N> row = new ArrayList<>();
                for (int j = 0; j < dimension; j++) {
                    row.add(one.constant(i == j ? Ratio.ONE : Ratio.ZERO));
                }
                matrix.add(row);
            }
            for (int i = 0; i < dimension; i++) {
                for (int j = 0; j <= i; j++) {
                    if (isFree(i, j)) {
                        matrix.get(i).set(j, free.get(at));
                        matrix.get(j).set(i, free.get(at++));
                    } else if (form.equals("spherical") && i == j) {
                        matrix.get(i).set(i, matrix.get(0).get(0));
                    }
                }
            }
            covariances.add(matrix);
        }
        List<N> initial = doublyStochastic
                ? java.util.Collections.nCopies(states, one.constant(Ratio.ONE.over(Ratio.of(states))))
                : Linear.stationaryLaw(transition);
        return new Parameters<>(initial, transition, means, covariances);
    }

    private static <N extends Num<N>> List<N> withRest(N one, List<N> part) {
        List<N> row = new ArrayList<>(part);
        N rest = one;
        for (N entry : part) {
            rest = rest.minus(entry);
        }
        row.add(rest);
        return row;
    }
}

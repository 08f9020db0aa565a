// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.rank;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.unmask.field.Dual;
import org.unmask.field.DualField;
import org.unmask.field.PrimeField;
import org.unmask.field.RowSpace;
import org.unmask.model.Chain;
import org.unmask.model.CovarianceShape;
import org.unmask.model.FieldModel;
import org.unmask.model.ModelFamily;
import org.unmask.model.Parameterization;
import org.unmask.random.Seed;
import org.unmask.task.MaskedTask;
import org.unmask.verdict.Fixed;
import org.unmask.verdict.Question;

/**
 * Which parameters, and which functions of them, the predictors fix locally although the model is not fixed (4.4): those
 * whose gradient lies in the span of the Jacobian's rows, so that no null vector moves them. Exact modulo the prime. A
 * function of many components is asked about through one random combination of them: if it is fixed, all are, but for a
 * chance of about 2^-60.
 */
public final class FixedQuantities {

    private static final int MAX_GAP = 6;

    private final ModularPoint point;
    private final PrimeField field;
    private final RowSpace rows;
    private final DualField duals;
    private final FieldModel<Dual> model;
    private final RandomGenerator random = new Seed(440L).split("combinations").generator();
    private final List<Fixed> out = new ArrayList<>();

    private FixedQuantities(RankFinder.Found found) {
        this.point = found.point();
        this.field = point.field;
        this.rows = found.rows();
        this.duals = new DualField(field, point.free.length);
        Dual[] free = new Dual[point.free.length];
        java.util.Arrays.setAll(free, i -> duals.variable(point.free[i], i));
        this.model = Parameterization.of(point.family).expand(duals, free);
    }

    /**
     * The quantities of a question.
     *
     * @param question the question
     * @param found its rank, with the span of the rows
     * @return each free parameter, then functions: the spectrum and powers of the chain, the stationary law, laws or
     *     moments of tokens and pairs, means and their differences
     */
    public static List<Fixed> of(Question question, RankFinder.Found found) {
        FixedQuantities quantities = new FixedQuantities(found);
        quantities.addParameters();
        quantities.addChain(question);
        quantities.addTokens(question);
        return List.copyOf(quantities.out);
    }

    private void addParameters() {
        List<String> names = Parameterization.of(point.family).names();
        int spreads = point.family instanceof ModelFamily.Gaussian gaussian
                ? gaussian.covariance().parameters(point.states(), point.dimension())
                : 0;
        int plain = names.size() - spreads;
        for (int i = 0; i < plain; i++) {
            long[] unit = new long[names.size()];
            unit[i] = field.bareOne();
            out.add(new Fixed(names.get(i), rows.contains(unit)));
        }
        if (point.family instanceof ModelFamily.Gaussian gaussian && spreads > 0) {
            addCovariances(gaussian, names, plain);
        }
    }

    /** A covariance moves with the precision P by {@code -C dP C}. */
    private void addCovariances(ModelFamily.Gaussian family, List<String> names, int start) {
        CovarianceShape shape = family.covariance();
        int size = shape.form().parameters(point.dimension());
        for (int at = start; at < names.size(); at++) {
            int block = (at - start) / size;
            long[] gradient = new long[names.size()];
            if (shape.form() == CovarianceShape.Form.FULL) {
                fillFull(point.covariances[block], at - start - block * size, gradient, start + block * size);
            } else {
                gradient[at] = field.bareOne();
            }
            out.add(new Fixed(names.get(at), rows.contains(gradient)));
        }
    }

    private void fillFull(long[][] covariance, int entry, long[] gradient, int from) {
        int row = 0;
        int rest = entry;
        while (rest > row) {
            rest -= row + 1;
            row++;
        }
        int column = rest;
        int at = from;
        for (int c = 0; c < covariance.length; c++) {
            for (int d = 0; d <= c; d++) {
                long one = field.multiply(covariance[row][c], covariance[d][column]);
                long other = field.multiply(covariance[row][d], covariance[c][column]);
                gradient[at++] = field.subtract(0, c == d ? one : field.add(one, other));
            }
        }
    }

    private void addChain(Question question) {
        int k = point.states();
        if (k == 1) {
            return;
        }
        addForm("transition matrix", model.transition());
        Dual[][] power = model.transition();
        Dual traces = duals.getZero();
        int widest = gaps(question);
        for (int g = 1; g <= Math.max(k, widest); g++) {
            if (g > 1) {
                power = multiply(power, model.transition());
            }
            Dual weight = draw();
            for (int i = 0; i < k && g <= k; i++) {
                traces = traces.add(power[i][i].multiply(weight));
            }
            if (g > 1 && g <= widest) {
                addForm("power " + g + " of the transition matrix", power);
            }
        }
        add("spectrum of the transition matrix", traces);
        if (point.family.chain() == Chain.STATIONARY) {
            add("stationary law", combination(model.initial()));
        }
    }

    private void addTokens(Question question) {
        boolean gaussian = point.family instanceof ModelFamily.Gaussian;
        addForm(gaussian ? "means" : "emission matrix", model.means());
        if (gaussian) {
            Dual[][] differences = new Dual[point.states()][];
            for (int i = 0; i < differences.length; i++) {
                differences[i] = new Dual[point.dimension()];
                for (int j = 0; j < point.dimension(); j++) {
                    differences[i][j] = model.means()[i][j].subtract(model.means()[0][j]);
                }
            }
            addForm("differences of the means", differences);
        }
        Dual[] left = forwardOf(model.means());
        Dual[] right = forwardOf(model.means());
        Dual token = duals.getZero();
        for (int h = 0; h < left.length; h++) {
            token = token.add(model.initial()[h].multiply(left[h]));
        }
        add(gaussian ? "mean of a token" : "law of a token", token);
        for (int g = 1; g <= gaps(question); g++) {
            right = apply(model.transition(), right);
            Dual pair = duals.getZero();
            for (int h = 0; h < left.length; h++) {
                pair = pair.add(model.initial()[h].multiply(left[h]).multiply(right[h]));
            }
            add((gaussian ? "moments" : "law") + " of two tokens at distance " + g, pair);
        }
    }

    private static int gaps(Question question) {
        int widest = question.tasks().tasks().stream()
                .mapToInt(MaskedTask::window)
                .max()
                .orElse(2);
        return Math.min(MAX_GAP, widest - 1);
    }

    private void add(String name, Dual value) {
        out.add(new Fixed(name, rows.contains(value.gradient())));
    }

    /** A random bilinear form of a matrix. */
    private void addForm(String name, Dual[][] matrix) {
        add(name, combination(forwardOf(matrix)));
    }

    private Dual combination(Dual[] values) {
        Dual sum = duals.getZero();
        for (Dual value : values) {
            sum = sum.add(value.multiply(draw()));
        }
        return sum;
    }

    /** The matrix times a random vector. */
    private Dual[] forwardOf(Dual[][] matrix) {
        Dual[] vector = new Dual[matrix[0].length];
        java.util.Arrays.setAll(vector, i -> draw());
        return apply(matrix, vector);
    }

    private Dual[] apply(Dual[][] matrix, Dual[] vector) {
        return IntStream.range(0, matrix.length)
                .mapToObj(i -> {
                    Dual sum = duals.getZero();
                    for (int j = 0; j < vector.length; j++) {
                        sum = sum.add(matrix[i][j].multiply(vector[j]));
                    }
                    return sum;
                })
                .toArray(Dual[]::new);
    }

    private Dual[][] multiply(Dual[][] left, Dual[][] right) {
        int k = left.length;
        Dual[][] product = new Dual[k][k];
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                Dual sum = duals.getZero();
                for (int m = 0; m < k; m++) {
                    sum = sum.add(left[i][m].multiply(right[m][j]));
                }
                product[i][j] = sum;
            }
        }
        return product;
    }

    private Dual draw() {
        return duals.constant(field.draw(random));
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.check;

import java.util.Arrays;
import java.util.List;
import org.hipparchus.fraction.BigFraction;
import org.unmask.model.Chain;
import org.unmask.model.ModelFamily;
import org.unmask.task.Loss;
import org.unmask.task.MaskedTask;
import org.unmask.task.TaskSet;
import org.unmask.verdict.Question;
import org.unmask.verdict.RationalModel;

/** Questions and numbers of the library in the checker's own terms. */
final class Asked {

    private Asked() {}

    static Family family(Question question) {
        return family(question.family(), question.tasks());
    }

    static Family family(ModelFamily family, TaskSet tasks) {
        boolean gaussian = family instanceof ModelFamily.Gaussian;
        return new Family(
                gaussian,
                family.states(),
                family.dimension(),
                family.chain() == Chain.DOUBLY_STOCHASTIC,
                family instanceof ModelFamily.Gaussian points
                        ? points.covariance().word()
                        : "none",
                gaussian && tasks.tasks().get(0).loss() == Loss.LOG,
                tasks.tasks().stream().map(Asked::task).toList());
    }

    static Task task(MaskedTask task) {
        return new Task(task.text(), task.targets().stream().sorted().toList(), task.context());
    }

    static Ratio ratio(BigFraction value) {
        return new Ratio(value.getNumerator(), value.getDenominator());
    }

    static BigFraction fraction(Ratio value) {
        return new BigFraction(value.top(), value.bottom());
    }

    static List<Ratio> free(RationalModel model) {
        return Matrix.map(model.free(), Asked::ratio);
    }

    static List<List<BigFraction>> fractions(Matrix<Ratio> matrix) {
        return Matrix.map(matrix.rows(), row -> Matrix.map(row, Asked::fraction));
    }

    static List<List<BigFraction>> fractions(BigFraction[][] rows) {
        return Arrays.stream(rows).map(List::of).toList();
    }
}

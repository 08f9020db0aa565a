// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.twin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.unmask.model.Chain;
import org.unmask.model.ModelFamily;
import org.unmask.random.Seed;
import org.unmask.task.Loss;
import org.unmask.task.TaskSet;
import org.unmask.verdict.Question;
import org.unmask.verdict.document.CertificateChecker;
import org.unmask.verdict.rank.NullityTable;

/** Each question of the table that has a continuum of answers has a twin, and no other has one on its fibre. */
@Tag("slow")
class TwinTableTest {

    @Test
    void everyQuestionWithPositiveNullityHasATwinThatTheCheckerAccepts() {
        List<String> without = new ArrayList<>();
        for (NullityTable.Row row : NullityTable.rows()) {
            if (row.nullity() > 0) {
                TwinSearch search = TwinFinder.find(row.question(), TwinOptions.near(new Seed(1)));
                if (!(search instanceof TwinSearch.Found found)) {
                    without.add(row.text() + " " + search);
                    continue;
                }
                assertThat(CertificateChecker.check(found.twin().document()).accepted())
                        .as(row.text())
                        .isTrue();
                assertThat(found.twin().parameterDistance()).as(row.text()).isGreaterThan(1e-6);
            }
        }

        assertThat(without).isEmpty();
    }

    @Test
    void noQuestionWithNullityZeroHasATwinNearby() {
        List<NullityTable.Row> rows = NullityTable.rows();
        for (int i = 0; i < rows.size(); i += 7) {
            NullityTable.Row row = rows.get(i);
            if (row.nullity() == 0) {
                TwinSearch search = TwinFinder.find(row.question(), TwinOptions.near(new Seed(1)));
                boolean nearby = search instanceof TwinSearch.Found found
                        && found.twin().kind() != FoundTwin.Kind.ROOT_TWIN
                        && "enclosed-twin".equals(found.twin().document().get("kind"));
                assertThat(nearby).as(row.text()).isFalse();
            }
        }
    }

    /** Steps that can be enclosed are so short here that no word tells the ends of one apart. */
    @Test
    void manyShortStepsLeadToATwinWhereOneIsTooShort() {
        Question question = Question.generic(
                new ModelFamily.Categorical(3, 2, Chain.STATIONARY), TaskSet.parse("x3,x5|x1,x2", Loss.LOG));
        assertThat(TwinFinder.find(question, TwinOptions.near(new Seed(1))))
                .isInstanceOfSatisfying(TwinSearch.Found.class, found -> {
                    assertThat(found.twin().kind()).isEqualTo(FoundTwin.Kind.ENCLOSED_TWIN);
                    assertThat(found.twin().path()).hasSizeGreaterThan(10);
                    assertThat(CertificateChecker.check(found.twin().document()).accepted())
                            .isTrue();
                });
    }
}

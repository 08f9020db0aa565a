// SPDX-License-Identifier: Apache-2.0
package org.unmask.atlas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.unmask.model.Chain;
import org.unmask.model.ModelFamily;
import org.unmask.parallel.Progress;
import org.unmask.parallel.Threads;
import org.unmask.task.Loss;
import org.unmask.task.MaskedTask;
import org.unmask.verdict.engine.VerdictEngine;

class AtlasTest {

    private static final AtlasGrid GRID = new AtlasGrid(
            List.of(
                    new ModelFamily.Categorical(2, 2, Chain.DOUBLY_STOCHASTIC),
                    new ModelFamily.Categorical(2, 3, Chain.STATIONARY)),
            WindowTasks.of(3, Loss.LOG));

    @Test
    void tasksOfAWindowUpToShiftAndReversal() {
        assertThat(WindowTasks.of(2, Loss.LOG)).extracting(MaskedTask::pattern).containsExactly("o_");
        assertThat(WindowTasks.of(3, Loss.LOG))
                .extracting(MaskedTask::pattern)
                .containsExactly("o_", "o._", "oo_", "o_o", "o__", "_o_");
        assertThat(WindowTasks.of(4, Loss.LOG))
                .doesNotHaveDuplicates()
                .allSatisfy(task -> assertThat(WindowTasks.representative(task)).isEqualTo(task));
        assertThatThrownBy(() -> WindowTasks.of(1, Loss.LOG)).hasMessage("the window is 1, expected 2 to 12 positions");
    }

    @Test
    void everyTaskHasItsRepresentativeAmongThem() {
        List<MaskedTask> tasks = WindowTasks.of(4, Loss.LOG);
        for (String text : List.of("x2|x1", "x1|x2", "x5|x6", "x2,x1|x3", "x4|x1,x3", "x1|x4,x2", "x1,x4|x2,x3")) {
            MaskedTask task = MaskedTask.parse(text);
            assertThat(tasks).contains(WindowTasks.representative(task));
            assertThat(WindowTasks.representative(task.reversed())).isEqualTo(WindowTasks.representative(task));
        }
    }

    @Test
    void landscapeOfWindowThree() {
        Atlas atlas = Atlas.of(GRID, VerdictEngine.STANDARD, Threads.ONE, Progress.NONE);
        int pair = row("o_");
        int gap = row("o._");
        int triple = row("o__");
        assertThat(Atlas.nullity(atlas.verdict(0, pair))).hasValue(1);
        assertThat(Atlas.nullity(atlas.verdict(1, pair))).hasValue(2);
        assertThat(Atlas.nullity(atlas.verdict(1, triple))).hasValue(0);
        assertThat(atlas.collections().get(0).singles()).contains(GRID.tasks().get(triple));
        assertThat(atlas.collections().get(0).pairs())
                .anySatisfy(set -> assertThat(set.tasks())
                        .containsExactlyInAnyOrder(
                                GRID.tasks().get(pair), GRID.tasks().get(gap)));
        assertThat(atlas.collections().get(1).pairs()).isEmpty();
        assertThat(atlas.steps(1, pair))
                .contains(new Atlas.Step(GRID.tasks().get(triple), true, 0))
                .allSatisfy(step -> assertThat(step.larger().targets().size()
                                + step.larger().context().size())
                        .isEqualTo(3));
    }

    @Test
    void sameAtThreeThreads() {
        Atlas one = Atlas.of(GRID, VerdictEngine.STANDARD, Threads.ONE, Progress.NONE);
        assertThat(Atlas.of(GRID, VerdictEngine.STANDARD, new Threads(3), Progress.NONE))
                .isEqualTo(one);
    }

    @Test
    void anEmptyGridIsRefused() {
        assertThatThrownBy(() -> new AtlasGrid(List.of(), List.of()))
                .hasMessage("an atlas needs a family and a task, found 0 families and 0 tasks");
    }

    private static int row(String pattern) {
        return GRID.tasks().stream().map(MaskedTask::pattern).toList().indexOf(pattern);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.unmask.atlas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.unmask.model.Chain;
import org.unmask.model.ModelFamily;
import org.unmask.parallel.Progress;
import org.unmask.parallel.Threads;
import org.unmask.random.Seed;
import org.unmask.task.Loss;
import org.unmask.task.MaskedTask;
import org.unmask.task.TaskSet;
import org.unmask.verdict.Question;
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
        IdentifyingSets first = atlas.collections().get(0);
        assertThat(first.ofSize(1))
                .contains(new IdentifyingSets.Minimal(TaskSet.of(GRID.tasks().get(triple)), true));
        assertThat(first.ofSize(2))
                .contains(new IdentifyingSets.Minimal(
                        TaskSet.of(GRID.tasks().get(pair), GRID.tasks().get(gap)), true));
        assertThat(first.together()).hasValue(0);
        assertThat(atlas.collections().get(1).ofSize(2)).isEmpty();
        assertThat(atlas.steps(1, pair))
                .contains(new Atlas.Step(GRID.tasks().get(triple), true, 0))
                .allSatisfy(step -> assertThat(step.larger().targets().size()
                                + step.larger().context().size())
                        .isEqualTo(3));
    }

    @Test
    void theSmallestRepairAddsAsLittleAsCan() {
        Atlas atlas = Atlas.of(GRID, VerdictEngine.STANDARD, Threads.ONE, Progress.NONE);
        assertThat(atlas.repair(0, row("o__"))).isEmpty();
        assertThat(atlas.repair(1, row("o_"))).hasValueSatisfying(repair -> {
            assertThat(repair.kind()).isEqualTo(Repair.Kind.LARGER_TASK);
            assertThat(repair.proved()).isTrue();
            assertThat(repair.tasks().tasks()).hasSize(1);
            assertThat(repair.tasks().tasks().get(0).window()).isEqualTo(3);
        });
    }

    @Test
    void whatNoCollectionFixesIsSaid() {
        AtlasGrid narrow = new AtlasGrid(
                List.of(new ModelFamily.Categorical(4, 2, Chain.STATIONARY)), WindowTasks.of(3, Loss.LOG));
        Atlas atlas = Atlas.of(narrow, VerdictEngine.STANDARD, Threads.ONE, Progress.NONE);
        IdentifyingSets found = atlas.collections().get(0);
        assertThat(found.minimal()).isEmpty();
        assertThat(found.identifies()).isFalse();
        assertThat(found.together()).isPresent();
        assertThat(found.together().getAsInt())
                .isPositive()
                .isLessThanOrEqualTo(atlas.verdicts().stream()
                        .mapToInt(v -> Atlas.nullity(v).orElseThrow())
                        .min()
                        .orElseThrow());
        assertThat(atlas.repair(0, 0)).isEmpty();
    }

    @Test
    void noPartOfAMinimalCollectionIsOne() {
        AtlasGrid grid = new AtlasGrid(
                List.of(new ModelFamily.Categorical(4, 3, Chain.STATIONARY)), WindowTasks.of(4, Loss.LOG));
        for (IdentifyingSets.Minimal set : Atlas.of(grid, VerdictEngine.STANDARD, Threads.ONE, Progress.NONE)
                .collections()
                .get(0)
                .minimal()) {
            for (MaskedTask left : set.tasks().tasks()) {
                List<MaskedTask> rest = new ArrayList<>(set.tasks().tasks());
                rest.remove(left);
                if (!rest.isEmpty()) {
                    assertThat(Atlas.nullity(VerdictEngine.STANDARD.answer(
                                    Question.generic(grid.families().get(0), new TaskSet(rest)))))
                            .as("%s without %s", set, left)
                            .satisfies(
                                    nullity -> assertThat(nullity.orElseThrow()).isPositive());
                }
            }
        }
    }

    @Test
    void sameAtThreeThreads() {
        Atlas one = Atlas.of(GRID, VerdictEngine.STANDARD, Threads.ONE, Progress.NONE);
        assertThat(Atlas.of(GRID, VerdictEngine.STANDARD, new Threads(3), Progress.NONE))
                .isEqualTo(one);
        Seed seed = new Seed(4);
        assertThat(one.withTwins(seed, 3, new Threads(3), Progress.NONE))
                .isEqualTo(one.withTwins(seed, 3, Threads.ONE, Progress.NONE))
                .isNotEqualTo(one);
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

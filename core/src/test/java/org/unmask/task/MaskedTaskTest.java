// SPDX-License-Identifier: Apache-2.0
package org.unmask.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.junit.jupiter.api.Test;

class MaskedTaskTest {

    @Test
    void bothSpellingsMeanTheSame() {
        for (List<String> pair : List.of(
                List.of("o_", "x2|x1"),
                List.of("o__", "x2,x3|x1"),
                List.of("_o_", "x1,x3|x2"),
                List.of("o._", "x3|x1"),
                List.of("o_o", "x2|x1,x3"))) {
            MaskedTask task = MaskedTask.parse(pair.get(0));
            assertThat(task).isEqualTo(MaskedTask.parse(pair.get(1)));
            assertThat(task.text()).isEqualTo(pair.get(1));
            assertThat(task.pattern()).isEqualTo(pair.get(0));
            assertThat(MaskedTask.parse(task.toString())).isEqualTo(task);
        }
    }

    @Test
    void orderOfTargetsIsKept() {
        assertThat(MaskedTask.parse("x3,x2|x1").targets()).containsExactly(3, 2);
        assertThat(MaskedTask.parse(" x3 , x2 | x1 ")).isEqualTo(MaskedTask.parse("x3,x2|x1"));
    }

    @Test
    void shiftAndReversal() {
        MaskedTask task = MaskedTask.parse("x4,x5|x3");
        assertThat(task.shifted().text()).isEqualTo("x2,x3|x1");
        assertThat(task.shifted().shifted()).isEqualTo(task.shifted());
        assertThat(task.window()).isEqualTo(3);
        assertThat(task.reversed().text()).isEqualTo("x2,x1|x3");
        assertThat(task.reversed().reversed()).isEqualTo(task.shifted());
    }

    @Test
    void collectionsDropRepetitions() {
        TaskSet tasks = TaskSet.parse("x2|x1 & o._ & x2|x1", Loss.SQUARED);
        assertThat(tasks.text()).isEqualTo("x2|x1 & x3|x1");
        assertThat(tasks.window()).isEqualTo(3);
        assertThat(tasks.tasks()).allMatch(task -> task.loss() == Loss.SQUARED);
        assertThat(TaskSet.parse(tasks.toString(), Loss.SQUARED)).isEqualTo(tasks);
        assertThat(TaskSet.of(MaskedTask.parse("o_").withLoss(Loss.SQUARED)).tasks())
                .containsExactly(tasks.tasks().get(0));
        assertThatThrownBy(() -> new TaskSet(List.of())).hasMessage("at least one task is expected, found none");
    }

    @Test
    void aBadTaskSaysWhatIsWrongAtWhichCharacter() {
        wrong("", 1, "found the end, expected a position such as x1");
        wrong("y2|x1", 1, "found 'y', expected a position such as x1");
        wrong("x|x1", 2, "found '|', expected a number after 'x'");
        wrong("x2,x3", 6, "found the end, expected '|' between targets and context, or ',' and another position");
        wrong("x2;x1", 3, "found ';', expected '|' between targets and context, or ',' and another position");
        wrong("x2|", 4, "found the end, expected a position such as x1");
        wrong("x2,x2|x1", 4, "position x2 is named twice");
        wrong("x2|x2", 1, "position x2 is both target and context");
        wrong("x0|x1", 2, "position x0 is out of range, expected x1 to x10000");
        wrong("x123456789|x1", 2, "position x123456789 is out of range, expected x1 to x10000");
        wrong("o_x", 3, "found 'x', expected 'o' for seen, '_' for masked or '.' for ignored");
        wrong("oo", 3, "nothing is masked, expected at least one '_'");
        wrong("__", 3, "nothing is seen, expected at least one 'o'");
        wrong("x2|x1 & x3|x1", 7, "found '&', expected the end of the task");
    }

    @Test
    void aBadCollectionToo() {
        assertThatThrownBy(() -> TaskSet.parse("x2|x1 x3|x1", Loss.LOG))
                .hasMessage("task \"x2|x1 x3|x1\", character 7: found 'x', expected '&' and another task, or the end");
        assertThatThrownBy(() -> TaskSet.parse("o_ &", Loss.LOG)).hasMessageContaining("character 5: found the end");
    }

    @Test
    void positionsAreChecked() {
        assertThatThrownBy(() -> new MaskedTask(List.of(), List.of(1), Loss.LOG))
                .hasMessage("a task needs a target and a context, found 0 targets and 1 context positions");
        assertThatThrownBy(() -> new MaskedTask(List.of(1), List.of(1), Loss.LOG))
                .hasMessage("position x1 is named twice");
        assertThatThrownBy(() -> new MaskedTask(List.of(0), List.of(1), Loss.LOG))
                .hasMessage("position x0 is out of range, expected x1 to x10000");
    }

    @Test
    void lossesHaveWords() {
        assertThat(Loss.ofWord("log")).isEqualTo(Loss.LOG);
        assertThat(Loss.ofWord(Loss.SQUARED.word())).isEqualTo(Loss.SQUARED);
        assertThatThrownBy(() -> Loss.ofWord("hinge")).hasMessage("\"hinge\" is no loss, expected log or squared");
    }

    private static void wrong(String text, int character, String problem) {
        TaskSyntaxException found = catchThrowableOfType(TaskSyntaxException.class, () -> MaskedTask.parse(text));
        assertThat(found).hasMessage("task \"" + text + "\", character " + character + ": " + problem);
        assertThat(found.position()).isEqualTo(character);
    }
}

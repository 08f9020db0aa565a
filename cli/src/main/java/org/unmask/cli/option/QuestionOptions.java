// SPDX-License-Identifier: Apache-2.0
package org.unmask.cli.option;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.unmask.cli.answer.Provenance;
import org.unmask.io.BadInputException;
import org.unmask.io.InputBytes;
import org.unmask.model.Chain;
import org.unmask.model.Gaussian;
import org.unmask.model.Hmm;
import org.unmask.model.ModelFamily;
import org.unmask.task.TaskSet;
import org.unmask.verdict.Question;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A question: tasks, and a family or a model. */
@SuppressWarnings("NullAway.Init")
public final class QuestionOptions {

    @Mixin
    private TaskOptions tasks;

    @Mixin
    private FamilyOptions family;

    @Option(
            names = "--model",
            order = 25,
            paramLabel = "FILE",
            description = "ask at this model, not at a generic point")
    private @Nullable String model;

    public QuestionOptions() {}

    /**
     * The question asked.
     *
     * @throws UsageException when an option is missing or wrong
     * @throws BadInputException when the model cannot be read or is not of the family
     */
    public Question question() {
        if (model == null) {
            ModelFamily asked = family.family();
            return Question.generic(asked, tasks.asked(asked instanceof ModelFamily.Gaussian, ModelNote.NONE));
        }
        ModelArgument argument = ModelArgument.read(model);
        Hmm at = argument.model();
        TaskSet asked = tasks.asked(at.emission() instanceof Gaussian, argument.note());
        try {
            return Question.at(at, family.chain().orElse(Chain.STATIONARY), asked);
        } catch (IllegalArgumentException wrong) {
            throw BadInputException.in(model, String.valueOf(wrong.getMessage()));
        }
    }

    /** Refuses an output in the place of the model's file. */
    public void keep(@Nullable Path out) {
        if (model != null) {
            AtomicTargets.keep(model, out);
        }
    }

    /** What the model's file adds to the provenance. */
    public Provenance with(Provenance provenance) {
        return Optional.ofNullable(model)
                .map(InputBytes::of)
                .map(input -> provenance.with(input.name(), input.sha256()))
                .orElse(provenance);
    }
}

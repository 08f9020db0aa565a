// SPDX-License-Identifier: Apache-2.0
package org.unmask.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.unmask.estimate.FitOptions;
import org.unmask.estimate.Method;
import org.unmask.io.model.ModelText;
import org.unmask.model.Hmm;
import org.unmask.parallel.Progress;
import org.unmask.parallel.Workers;
import org.unmask.random.Seed;
import org.unmask.study.CoverageStudy;
import org.unmask.study.DiagnosisStudy;
import org.unmask.study.StatesStudy;
import org.unmask.study.Study;

/**
 * The trials of a study, as work whose pieces may be done anywhere: what the study asks, in words and numbers.
 *
 * @param kind which study
 * @param tokens of each data set
 * @param replicates data sets of each model, or problems of each kind
 * @param method how to fit
 * @param seed of all draws
 * @param models the truths
 */
@SuppressWarnings("NonApiType") // travels between processes, which not every List can
record StudyTrials(Kind kind, int tokens, int replicates, Method method, Seed seed, ArrayList<ModelText> models)
        implements Workers.Piece {

    private static final int MOST_STATES = 8;

    /** Which study. */
    enum Kind {
        COVERAGE,
        STATES,
        DIAGNOSIS
    }

    /** With models instead of their texts. */
    static StudyTrials of(Kind kind, int tokens, int replicates, Method method, Seed seed, List<Hmm> models) {
        ArrayList<ModelText> texts = new ArrayList<>();
        models.forEach(model -> texts.add(ModelText.of(model)));
        return new StudyTrials(kind, tokens, replicates, method, seed, texts);
    }

    @Override
    public double[] at(int number) {
        return study().trial(number);
    }

    private Study<?> study() {
        return switch (kind) {
            case COVERAGE -> coverage();
            case STATES -> states();
            case DIAGNOSIS -> diagnosis();
        };
    }

    /** Does all trials of a study, which has to be this one. */
    <R> R result(Study<R> study, Workers workers, Progress progress) {
        return study.result(
                workers.each(study.trials(), this, kind.name().toLowerCase(java.util.Locale.ROOT), progress));
    }

    CoverageStudy coverage() {
        return new CoverageStudy(options(), tokens, replicates, Optional.empty(), seed, truths());
    }

    /** Each model as often as there are replicates. */
    StatesStudy states() {
        List<Hmm> given = truths();
        List<Hmm> each = IntStream.range(0, given.size() * replicates)
                .mapToObj(n -> given.get(n / replicates))
                .toList();
        return new StatesStudy(options(), tokens, MOST_STATES, seed, each);
    }

    DiagnosisStudy diagnosis() {
        return new DiagnosisStudy(replicates, tokens, seed);
    }

    private FitOptions options() {
        return FitOptions.of(1).withMethod(method).withSeed(seed);
    }

    private List<Hmm> truths() {
        return models.stream().map(ModelText::model).toList();
    }
}

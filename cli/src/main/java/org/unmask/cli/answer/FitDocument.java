// SPDX-License-Identifier: Apache-2.0
package org.unmask.cli.answer;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.unmask.estimate.Fit;
import org.unmask.estimate.StartReport;
import org.unmask.io.model.ModelFiles;
import org.unmask.model.Gaussian;
import org.unmask.random.Seed;
import org.unmask.task.MaskedTask;
import org.unmask.task.TaskSet;

/** A fit as a document. */
public final class FitDocument {

    /** Searches for other models start from here whatever the fit's seed. */
    public static final Seed SEARCH = new Seed(54L);

    private FitDocument() {}

    /** The fields in the order that design and documentation name them, then what else is known. */
    public static Map<String, Object> of(Fit fit, Map<String, Object> verdict, Provenance provenance) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("model", ModelFiles.document(fit.model()));
        document.put("verdict", verdict);
        fit.verdict().ifPresent(known -> Slides.of(known, SEARCH).addTo(document));
        document.put("logLikelihood", fit.logLikelihood());
        document.put("tokens", fit.tokens());
        document.put("maskedLoss", fit.maskedLoss());
        document.put("estimator", fit.options().method().word());
        document.put("stopReason", fit.stop().name());
        document.put("seconds", fit.seconds());
        document.put("sequences", fit.sequences());
        if (fit.isSampled()) {
            document.put("climbedTokens", fit.climbed());
            document.put("stepsOnAllTokens", fit.stepsOnAll());
        }
        document.put("parameters", fit.parameters());
        document.put("bic", fit.bic());
        fit.errors().ifPresent(errors -> document.put("standardErrors", ErrorDocument.of(errors)));
        document.put("tasks", fit.tasks().stream().map(FitDocument::task).toList());
        document.put("curve", fit.curve());
        if (!fit.winner().heldOut().isEmpty()) {
            document.put("heldOut", fit.winner().heldOut());
            fit.options().adam().ifPresent(adam -> document.put("stepsBetween", adam.look()));
        }
        document.put("starts", fit.starts().stream().map(FitDocument::start).toList());
        document.put("provenance", provenance.document());
        return document;
    }

    /** What masked prediction was trained, for those who ask about the model later. */
    public static Map<String, Object> training(Fit fit) {
        TaskSet tasks = fit.options().tasksFor(fit.model().emission() instanceof Gaussian);
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("tasks", tasks.tasks().stream().map(MaskedTask::text).toList());
        fields.put("loss", tasks.tasks().get(0).loss().word());
        return fields;
    }

    private static Map<String, Object> task(org.unmask.estimate.TaskScore score) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("task", score.task().text());
        fields.put("loss", score.task().loss().word());
        fields.put("windows", score.windows());
        fields.put("model", score.model());
        fields.put("independent", score.independent());
        score.table().ifPresent(table -> fields.put("table", table));
        return fields;
    }

    private static Map<String, @Nullable Object> start(StartReport start) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("name", start.name());
        fields.put("stage", start.stage().name());
        fields.put("maskedLoss", finite(start.maskedLoss().orElse(Double.NaN)));
        fields.put("logLikelihood", finite(start.logLikelihood()));
        fields.put("iterations", start.iterations());
        fields.put("stopReason", start.stop().name());
        return fields;
    }

    /** JSON has no number for what is not finite. */
    private static @Nullable Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }
}

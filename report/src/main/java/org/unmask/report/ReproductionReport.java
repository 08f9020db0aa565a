// SPDX-License-Identifier: Apache-2.0
package org.unmask.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.unmask.atlas.Reproduction;
import org.unmask.atlas.SampleError;
import org.unmask.atlas.Statement;
import org.unmask.atlas.Theory;
import org.unmask.io.Counted;
import org.unmask.verdict.certificate.Certificates;

/** The page of a reproduction: each statement with its verdict, where training lands, and how the error falls. */
public final class ReproductionReport {

    private ReproductionReport() {}

    /**
     * The page.
     *
     * @param results what came of each statement
     * @param provenance what made it
     * @param command the command that makes it again
     * @return the document
     */
    public static ReportDocument of(List<Reproduction> results, Map<String, Object> provenance, String command) {
        List<Section> sections = new ArrayList<>();
        long good = results.stream().filter(Reproduction::reproduced).count();
        List<List<String>> rows = new ArrayList<>();
        for (int n = 0; n < results.size(); n++) {
            rows.add(row(n + 1, results.get(n)));
        }
        sections.add(new Section.Table(
                new Section.Head(
                        "All statements",
                        "A statement is reproduced when three things say what it says: the verdict with its proof or twin;"
                                + " training on endless data from many random starts; and training on samples, whose"
                                + " errors are held to what theory expects."),
                List.of(
                        "#",
                        "statement",
                        "source",
                        "tasks",
                        "#models reached",
                        "#error falls like n to the",
                        "reproduced"),
                rows));
        for (int n = 0; n < results.size(); n++) {
            sections.addAll(sections(n + 1, results.get(n)));
        }
        return new ReportDocument(
                "What masked prediction identifies",
                good + " of " + results.size()
                        + " statements reproduced: by exact computation, by training on endless data, and from samples.",
                sections,
                provenance,
                command);
    }

    private static List<String> row(int number, Reproduction result) {
        return List.of(
                Integer.toString(number),
                result.statement().claim(),
                result.statement().source(),
                result.statement().tasks().text(),
                result.distinctModels() + " from " + Counted.of(result.optimal().size(), "start"),
                String.format(Locale.ROOT, "%.2f", result.sampleSlope()),
                (result.reproduced() ? "yes" : "no")
                        + (result.reproduced()
                                ? ""
                                : " (verdict " + word(result.verdictAgrees()) + ", training "
                                        + word(result.populationAgrees()) + ", samples "
                                        + word(result.samplesAgree()) + ")"));
    }

    private static String word(boolean agrees) {
        return agrees ? "yes" : "no";
    }

    private static List<Section> sections(int number, Reproduction result) {
        Statement statement = result.statement();
        return List.of(
                new Section.Verdict(
                        result.verdict().word(),
                        number + ". " + statement.claim(),
                        List.of(
                                statement.source() + "; tasks "
                                        + statement.tasks().text() + ".",
                                result.verdict().reason()),
                        List.of(),
                        Certificates.of(result.verdict()).map(certificate -> new Exact(certificate.document()))),
                TrailsView.of(
                        new Section.Head(
                                "Training on endless data",
                                "Each line is training from a random start, a small circle. Where it ends in a filled dot,"
                                        + " nothing predicts better. Let the lines grow with the slider."),
                        result.trails(),
                        1e-10,
                        "truth",
                        landed(result)),
                errors(result));
    }

    private static String landed(Reproduction result) {
        int reached = result.optimal().size();
        int models = result.distinctModels();
        String where = switch (result.statement().expected()) {
            case ONE_MODEL -> "One model, the truth: the task identifies.";
            case SEVERAL_MODELS -> "The task leaves so many models, and training finds one or the other.";
            case CONTINUUM -> "They lie scattered along the models that all predict the same.";
        };
        return "From " + Counted.of(result.landings().size(), "start") + " " + reached
                + " came to perfect predictions, on " + Counted.of(models, models == 1 ? "model" : "different model")
                + ". " + where;
    }

    private static Section errors(Reproduction result) {
        boolean fixed = result.statement().expected() != Statement.Expected.CONTINUUM;
        Theory theory = result.theory();
        String found = result.samplesAgree() ? "" : " That is not what the statement says.";
        double last = result.samples().get(result.samples().size() - 1).farthest();
        return new ErrorsView(
                new Section.Head(
                        "Training on samples",
                        "Largest error of a parameter"
                                + (result.statement().expected() == Statement.Expected.SEVERAL_MODELS
                                        ? ", from the nearest of the models left."
                                        : ", after the best naming of the states.")),
                result.samples().stream().map(SampleError::tokens).toList(),
                result.samples().stream().map(SampleError::nearest).toList(),
                theory.typical(),
                fixed ? "theory: a typical sample" : "what a fixed model would give",
                theory.noise(),
                "one sample in a thousand above",
                fixed
                        ? fall(result) + found
                        : String.format(
                                Locale.ROOT,
                                "More data does not help: of the fits that predict the largest sample as well as the best one is"
                                        + " off by %.3f in a parameter, %.1f times what noise would explain if everything"
                                        + " were fixed.%s",
                                last,
                                last / theory.noise().get(theory.noise().size() - 1),
                                found));
    }

    private static String fall(Reproduction result) {
        Theory theory = result.theory();
        if (!result.samplesAreHeldToTheory()) {
            return "These samples are too small for a theory of small errors, and no evidence for the statement or against"
                    + " it.";
        }
        return Double.isNaN(theory.slopeLow())
                ? "On the largest sample the error is "
                        + (result.samplesAgree() ? "one that noise explains." : "larger than noise explains.")
                : String.format(
                        Locale.ROOT,
                        "The error falls like the sample's size to the power %.2f; theory says -0.5, and between %.2f and"
                                + " %.2f by the chance of these samples.",
                        result.sampleSlope(),
                        theory.slopeLow(),
                        theory.slopeHigh());
    }
}

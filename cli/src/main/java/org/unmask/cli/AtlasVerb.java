// SPDX-License-Identifier: Apache-2.0
package org.unmask.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.unmask.atlas.Atlas;
import org.unmask.atlas.AtlasGrid;
import org.unmask.atlas.WindowTasks;
import org.unmask.cli.answer.AtlasDocument;
import org.unmask.cli.answer.AtlasText;
import org.unmask.cli.option.AtomicTargets;
import org.unmask.cli.option.IntRange;
import org.unmask.cli.option.Options;
import org.unmask.cli.option.UsageException;
import org.unmask.cli.terminal.Console;
import org.unmask.io.AtomicFile;
import org.unmask.io.json.JsonText;
import org.unmask.model.Chain;
import org.unmask.model.CovarianceShape;
import org.unmask.model.ModelFamily;
import org.unmask.parallel.Workers;
import org.unmask.report.AtlasReport;
import org.unmask.task.Loss;
import org.unmask.verdict.Verdict;
import org.unmask.verdict.certificate.Certificates;
import org.unmask.verdict.engine.VerdictEngine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The landscape of identifiability over families and tasks. */
@Command(
        name = "atlas",
        description =
                "Says for every masked task of a window, up to shift and reversal, and for every family in a range of sizes"
                        + " whether the task fixes the parameters; which smallest collections do; and what one more token buys.",
        footer = {
            "  unmask atlas --family categorical --states 2..4 --dimension 2..4 --window 4 --report atlas.html",
            "  unmask atlas --family gaussian --states 2..3 --dimension 1..3 --window 3 --json"
        })
@SuppressWarnings("NullAway.Init")
final class AtlasVerb extends Verb {

    /** Beyond this a search for a twin takes seconds a cell. */
    private static final int PARAMETERS_WITH_TWINS = 12;

    /** A page with more cells names the commands that make the certificates. */
    private static final int CELLS_WITH_CERTIFICATES = 800;

    @Option(
            names = "--family",
            order = 20,
            paramLabel = "FAMILY",
            required = true,
            description = "categorical or gaussian")
    private String family;

    @Option(
            names = {"--states", "-k"},
            order = 21,
            paramLabel = "K..K",
            defaultValue = "2..3",
            description = "numbers of hidden states (default ${DEFAULT-VALUE})")
    private String states;

    @Option(
            names = "--dimension",
            order = 22,
            paramLabel = "D..D",
            defaultValue = "2..3",
            description = "numbers of symbols, or of coordinates (default ${DEFAULT-VALUE})")
    private String dimension;

    @Option(
            names = "--transition",
            order = 23,
            paramLabel = "KIND",
            description = "doubly-stochastic or stationary (default: both)")
    private @Nullable String transition;

    @Option(
            names = "--covariance",
            order = 24,
            paramLabel = "SHAPE",
            description = "of Gaussian emissions; repeat it for several (default identity)")
    private List<String> covariances = List.of();

    @Option(
            names = "--window",
            order = 25,
            paramLabel = "W",
            defaultValue = "3",
            description = "longest window, from 2 to 8 positions (default ${DEFAULT-VALUE})")
    private int window;

    @Option(names = "--loss", order = 26, paramLabel = "LOSS", description = "log or squared")
    private @Nullable String loss;

    @Option(names = "--csv", order = 30, paramLabel = "FILE", description = "one row for each cell of the atlas")
    private @Nullable Path csv;

    @Option(
            names = "--out",
            order = 31,
            paramLabel = "FILE",
            description = "the JSON document as a file; the page when it ends in .html")
    private @Nullable Path out;

    @Option(
            names = "--report",
            order = 32,
            paramLabel = "FILE",
            description = "one offline HTML page: the table, and behind each cell reason, proof, twin and repair")
    private @Nullable Path report;

    @Option(
            names = "--time-limit",
            order = 40,
            paramLabel = "SECONDS",
            description = "time for one cell (default: none); the answer may then depend on the machine")
    private @Nullable Double seconds;

    @Mixin
    private EngineOptions engine;

    @Override
    protected int run(Console console) throws IOException, InterruptedException {
        if (window < 2 || window > 8) {
            throw new UsageException("--window is " + window + ", expected 2 to 8 positions");
        }
        AtlasGrid grid = new AtlasGrid(families(), WindowTasks.of(window, loss()));
        AtomicTargets.check(csv, out, report);
        return engine.work("unmask atlas", threads(), arguments(), workers -> answered(console, grid, workers));
    }

    private int answered(Console console, AtlasGrid grid, Workers workers) {
        Atlas atlas = Atlas.of(grid, decider(), workers, console.progress());
        if (csv != null) {
            AtomicFile.write(csv, AtlasDocument.csv(atlas));
        }
        Map<String, Object> document = new LinkedHashMap<>(AtlasDocument.of(atlas));
        document.put("provenance", provenance().document());
        if (out != null && isPage(out)) {
            AtomicFile.write(out, page(atlas, console));
        } else if (out != null) {
            AtomicFile.write(out, JsonText.page(document));
        }
        if (report != null) {
            AtomicFile.write(report, page(atlas, console));
        }
        AtlasText.lines(atlas).forEach(console::print);
        console.document(document);
        boolean open = atlas.verdicts().stream().anyMatch(verdict -> verdict instanceof Verdict.Undetermined);
        return open ? ExitCode.NO_ANSWER : ExitCode.ANSWERED;
    }

    private static boolean isPage(Path file) {
        return String.valueOf(file.getFileName()).endsWith(".html");
    }

    private VerdictEngine decider() {
        return seconds == null ? VerdictEngine.STANDARD : VerdictEngine.STANDARD.withLimit(Options.timeLimit(seconds));
    }

    private String page(Atlas atlas, Console console) {
        Atlas shown = atlas.withTwins(seed(), PARAMETERS_WITH_TWINS, threads(), console.progress());
        List<Verdict> verdicts = shown.verdicts();
        List<Optional<Map<String, Object>>> certificates = verdicts.size() > CELLS_WITH_CERTIFICATES
                ? Collections.nCopies(verdicts.size(), Optional.empty())
                : threads()
                        .map(
                                verdicts.size(),
                                i -> Certificates.of(verdicts.get(i)).map(certificate -> certificate.document()));
        return AtlasReport.of(
                        shown,
                        certificates,
                        provenance().document(),
                        provenance().commandLine())
                .html();
    }

    private Loss loss() {
        Loss usual = family.equals("gaussian") ? Loss.SQUARED : Loss.LOG;
        return loss == null ? usual : Options.usage(() -> Loss.ofWord(String.valueOf(loss)));
    }

    private List<ModelFamily> families() {
        if (!family.equals("categorical") && !family.equals("gaussian")) {
            throw new UsageException("--family is \"" + family + "\", expected categorical or gaussian");
        }
        if (family.equals("categorical") && !covariances.isEmpty()) {
            throw new UsageException("--covariance goes with --family gaussian, found categorical");
        }
        List<Chain> chains = transition == null
                ? Arrays.asList(Chain.values())
                : List.of(Options.usage(() -> Chain.ofWord(String.valueOf(transition))));
        List<ModelFamily> families = new ArrayList<>();
        for (Chain chain : chains) {
            if (family.equals("categorical")) {
                sizes((k, d) -> families.add(new ModelFamily.Categorical(k, d, chain)));
            } else {
                shapes().forEach(shape -> sizes((k, d) -> families.add(new ModelFamily.Gaussian(k, d, shape, chain))));
            }
        }
        return families;
    }

    private void sizes(BiConsumer<Integer, Integer> each) {
        for (int k : IntRange.parse("--states", states).values()) {
            for (int d : IntRange.parse("--dimension", dimension).values()) {
                each.accept(k, d);
            }
        }
    }

    private List<CovarianceShape> shapes() {
        return covariances.isEmpty()
                ? List.of(CovarianceShape.IDENTITY)
                : covariances.stream()
                        .map(word -> Options.usage(() -> CovarianceShape.ofWord(word)))
                        .toList();
    }
}

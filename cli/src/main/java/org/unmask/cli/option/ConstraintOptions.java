// SPDX-License-Identifier: Apache-2.0
package org.unmask.cli.option;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.unmask.constraint.Pattern;
import org.unmask.constraint.Priors;
import org.unmask.constraint.Restrictions;
import org.unmask.constraint.Topology;
import org.unmask.data.Sequences;
import org.unmask.data.SymbolSequences;
import org.unmask.estimate.FitOptions;
import org.unmask.estimate.RestrictedFit;
import org.unmask.inference.InitialLaw;
import org.unmask.io.Counted;
import org.unmask.io.InputBytes;
import org.unmask.io.constraint.ConstraintFiles;
import org.unmask.io.data.DataOptions;
import org.unmask.io.json.JsonValue;
import picocli.CommandLine.Option;

/** What the user knows of the model before it is fitted. */
@Section("What is known before")
public final class ConstraintOptions {

    @Option(
            names = "--constraints",
            order = 30,
            paramLabel = "FILE",
            description =
                    "a model with holes, as JSON: null is learnt, a number is fixed, entries with the same word are equal"
                            + " (docs/constraints.md)")
    private @Nullable String file;

    @Option(
            names = "--topology",
            order = 31,
            paramLabel = "WORD",
            description = "full (default), left-to-right, upper-triangular or cyclic: other transitions are zero")
    private @Nullable String topology;

    @Option(
            names = "--state-column",
            order = 32,
            paramLabel = "NAME",
            description = "the column of a table that names the states of some tokens; empty cells are not known")
    private @Nullable String stateColumn;

    @Option(
            names = "--prior-transition",
            order = 33,
            paramLabel = "A",
            defaultValue = "1",
            description = "Dirichlet parameter of each row of the transition, at least 1 (default: 1, no prior)")
    private double priorTransition;

    @Option(
            names = "--prior-emission",
            order = 33,
            paramLabel = "A",
            defaultValue = "1",
            description = "Dirichlet parameter of each state's symbols (default: 1)")
    private double priorEmission;

    @Option(
            names = "--prior-initial",
            order = 33,
            paramLabel = "A",
            defaultValue = "1",
            description = "Dirichlet parameter of the initial law (default: 1)")
    private double priorInitial;

    @Option(
            names = "--prior-means",
            order = 34,
            paramLabel = "N",
            defaultValue = "0",
            description = "tokens at the data's mean that each state's mean is given (default: 0)")
    private double priorMeans;

    @Option(
            names = "--prior-covariances",
            order = 34,
            paramLabel = "N",
            defaultValue = "0",
            description = "tokens with the data's variances that each state's covariance is given (default: 0)")
    private double priorCovariances;

    public ConstraintOptions() {}

    /** Whether anything is known. */
    public boolean given() {
        return file != null || topology() != Topology.FULL || stateColumn != null || !priors().isNone();
    }

    /** The column of known states. */
    public Optional<String> stateColumn() {
        return Optional.ofNullable(stateColumn);
    }

    private Topology topology() {
        if (topology == null) {
            return Topology.FULL;
        }
        String word = topology;
        return Options.usage(() -> Topology.ofWord(word));
    }

    private Priors priors() {
        return Options.usage(
                () -> new Priors(priorInitial, priorTransition, priorEmission, priorMeans, priorCovariances));
    }

    /** Everything that is known, once the data are there. */
    public Restrictions restrictions(FitOptions options, Sequences data, InputBytes bytes, DataOptions how) {
        int k = options.states();
        Restrictions out = Restrictions.NONE;
        if (file != null) {
            out = ConstraintFiles.read(
                    JsonValue.read(InputBytes.of(file)),
                    k,
                    data.dimension(),
                    data instanceof SymbolSequences symbols ? Optional.of(symbols.alphabet()) : Optional.empty());
        }
        Topology shape = topology();
        if (shape != Topology.FULL) {
            out = out.withTransition(shape.zeros(out.transition().orElseGet(() -> Pattern.free(k, k))));
            if (shape.startsFirst() && out.initial().isEmpty()) {
                Pattern first = Pattern.free(1, k).withZeros((i, j) -> j > 0).withFixed(0, 0, 1);
                out = out.withInitial(first);
            }
        }
        if (stateColumn != null) {
            out = out.withKnown(StateColumn.read(bytes, how, stateColumn, data, k));
        }
        return out.withPriors(priors());
    }

    /** A restricted initial law is no stationary one: it is then free. */
    public static FitOptions started(FitOptions options, Restrictions restrictions) {
        boolean told =
                restrictions.initial().isPresent() || restrictions.priors().initial() > 1;
        return told ? options.withInitial(InitialLaw.FREE) : options;
    }

    /** What a person should know of a restricted fit. */
    public static List<String> lines(RestrictedFit fit) {
        Restrictions known = fit.restrictions();
        String states = known.known()
                .map(all -> ", states of " + Counted.of(all.known(), "token") + " known")
                .orElse("");
        return List.of(
                "within the constraints: " + Counted.of(fit.parameters(), "free parameter") + ", BIC "
                        + String.format(java.util.Locale.ROOT, "%.2f", fit.bic()) + states
                        + (known.priors().isNone()
                                ? ""
                                : String.format(java.util.Locale.ROOT, ", log posterior %.4f", fit.objective())),
                "the verdict, where there is one, and the parameters counted above speak of the family without the"
                        + " constraints; what it leaves open a constraint may fix");
    }

    /** The same for a document. */
    public static Map<String, Object> document(RestrictedFit fit) {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("parameters", fit.parameters());
        out.put("bic", fit.bic());
        out.put("objective", fit.objective());
        fit.restrictions().known().ifPresent(all -> out.put("knownStates", all.known()));
        out.put("verdictIsOf", "the family without the constraints");
        return out;
    }
}

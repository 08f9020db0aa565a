// SPDX-License-Identifier: Apache-2.0
package org.unmask.cli.answer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.unmask.atlas.Landing;
import org.unmask.atlas.Reproduction;
import org.unmask.atlas.SampleError;
import org.unmask.atlas.Theory;

/** What came of the experiments, as a document. */
public final class ReproductionDocument {

    private ReproductionDocument() {}

    public static Map<String, Object> of(List<Reproduction> results) {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("format", "unmask-reproduction");
        out.put("version", 1);
        out.put("reproduced", results.stream().allMatch(Reproduction::reproduced));
        out.put("optimalExcess", 1e-10);
        List<Object> statements = new ArrayList<>();
        for (Reproduction result : results) {
            statements.add(statement(statements.size() + 1, result));
        }
        out.put("statements", statements);
        return out;
    }

    private static Map<String, Object> statement(int number, Reproduction result) {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("number", number);
        out.put("id", result.statement().id());
        out.put("source", result.statement().source());
        out.put("claim", result.statement().claim());
        out.put("tasks", result.statement().tasks().text());
        out.put(
                "expected",
                result.statement().expected().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        out.put("reproduced", result.reproduced());
        Map<String, Object> verdict = new LinkedHashMap<>(VerdictDocument.of(result.verdict()));
        verdict.put("agrees", result.verdictAgrees());
        out.put("verdict", verdict);
        out.put("population", population(result));
        Map<String, Object> samples = new LinkedHashMap<>();
        samples.put("agrees", result.samplesAgree());
        samples.put("heldToTheory", result.samplesAreHeldToTheory());
        samples.put("slope", result.sampleSlope());
        Theory theory = result.theory();
        if (!Double.isNaN(theory.slopeLow())) {
            samples.put("slopeExpected", List.of(theory.slopeLow(), theory.slopeHigh()));
        }
        List<Object> errors = new ArrayList<>();
        for (int i = 0; i < result.samples().size(); i++) {
            SampleError sample = result.samples().get(i);
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("tokens", sample.tokens());
            entry.put("error", sample.distance());
            entry.put("errorFromNearestSolution", sample.nearest());
            entry.put("farthestEquallyGood", sample.farthest());
            entry.put("typicalByTheory", theory.typical().get(i));
            entry.put("boundByTheory", theory.noise().get(i));
            errors.add(entry);
        }
        samples.put("errors", errors);
        out.put("samples", samples);
        return out;
    }

    private static Map<String, Object> population(Reproduction result) {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("agrees", result.populationAgrees());
        out.put("starts", result.landings().size());
        out.put("optimal", result.optimal().size());
        out.put("distinctModels", result.distinctModels());
        out.put("knownSolutions", result.theory().solutions().size());
        out.put("resolution", result.theory().resolution());
        List<Object> landings = new ArrayList<>();
        for (Landing landing : result.landings()) {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("start", landing.start());
            entry.put("excess", landing.excess());
            entry.put("optimal", landing.optimal());
            entry.put("distance", landing.distance());
            out.put("landings", landings);
            landings.add(entry);
        }
        return out;
    }
}

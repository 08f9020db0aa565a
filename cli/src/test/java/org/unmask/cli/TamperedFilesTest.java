// SPDX-License-Identifier: Apache-2.0
package org.unmask.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.unmask.cli.Command.unmask;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.unmask.verdict.document.CertificateChecker;

/** Files that verdict and twin write: check accepts them, and refuses them with any single field changed. */
class TamperedFilesTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    private List<Path> written() throws IOException {
        List<Path> files = new ArrayList<>();
        String model = Models.categorical(folder).toString();
        String[] family = {"--family", "categorical", "--states", "2", "--dimension", "2", "--transition", "stationary"
        };
        String[] points = {
            "--family",
            "gaussian",
            "--states",
            "2",
            "--dimension",
            "1",
            "--transition",
            "stationary",
            "--covariance",
            "spherical-shared"
        };
        for (String[] where : List.of(family, points, new String[] {"--model", model})) {
            for (String task : List.of("x2|x1", "x2,x3|x1")) {
                List<Object> words = new ArrayList<>(List.of("verdict"));
                words.addAll(List.of(where));
                words.addAll(List.of("--task", task, "--json"));
                Command answer = unmask(words.toArray());
                if (answer.out().contains("\"certificate\"")) {
                    files.add(Files.writeString(folder.resolve("verdict" + files.size() + ".json"), answer.out()));
                }
            }
            List<Object> words = new ArrayList<>(List.of("twin"));
            words.addAll(List.of(where));
            Path out = folder.resolve("twin" + files.size() + ".json");
            words.addAll(List.of("--task", "x2|x1", "--out", out));
            assertThat(unmask(words.toArray()).code()).isZero();
            files.add(out);
        }
        return files;
    }

    @Test
    @Tag("slow")
    void anyFieldThatIsChangedIsNamed() throws IOException {
        List<Path> files = written();
        assertThat(files).hasSizeGreaterThan(7);
        int changes = 0;
        for (Path file : files) {
            assertThat(unmask("check", file).out()).startsWith("ACCEPTED");
            JsonNode root = JSON.readTree(file.toFile());
            for (List<Object> leaf : leaves(root, List.of())) {
                JsonNode changed = root.deepCopy();
                change(changed, leaf);
                Path copy = Files.writeString(folder.resolve("changed.json"), JSON.writeValueAsString(changed));
                Command answer = unmask("check", copy);
                assertThat(answer.code()).as(file + " " + leaf).isNotZero();
                assertThat(answer.out() + answer.err())
                        .as(file + " " + leaf)
                        .contains(String.valueOf(leaf.get(0).equals("digests") ? leaf.get(1) : leaf.get(0)));
                changes++;
            }
        }
        assertThat(changes).isGreaterThan(500);
    }

    /** What rests on a digest alone: words for people, the record of the search, and what nothing in the document follows from. */
    private static final Set<String> ON_A_DIGEST = Set.of(
            "reason",
            "explanation",
            "provenance",
            "digests",
            "fixed",
            "theorem",
            "starts",
            "landings",
            "statement",
            "symbols");

    @Test
    @Tag("slow")
    void whatFollowsInAVerdictIsRefusedAlsoWhenItsDigestIsMadeAnew() throws IOException {
        String pair = Models.categorical(folder).toString();
        Set<String> touched = new TreeSet<>();
        for (List<String> where : List.of(
                List.of("--model", pair, "--task", "x2|x1"),
                List.of("--model", pair, "--task", "x3|x1,x2"),
                List.of(
                        "--family",
                        "gaussian",
                        "--states",
                        "2",
                        "--dimension",
                        "2",
                        "--transition",
                        "stationary",
                        "--task",
                        "x3|x1"))) {
            List<Object> words = new ArrayList<>(List.of("verdict", "--json"));
            words.addAll(where);
            JsonNode root = JSON.readTree(unmask(words.toArray()).out());
            assertThat(sealedAnew(root)).as(where.toString()).isTrue();
            for (List<Object> leaf : leaves(root, List.of())) {
                if (leaf.stream().noneMatch(step -> ON_A_DIGEST.contains(String.valueOf(step)))
                        && !leaf.get(0).equals("certificate")) {
                    JsonNode changed = root.deepCopy();
                    change(changed, leaf);
                    assertThat(sealedAnew(changed)).as(where + " " + leaf).isFalse();
                    touched.add(String.valueOf(leaf.get(0)));
                }
            }
        }
        assertThat(touched)
                .contains("boxes", "reached", "solutions", "errorProbability", "rank", "nullity", "verdict", "at");
    }

    private static boolean sealedAnew(JsonNode root) {
        Map<String, Object> tree = JSON.convertValue(root, new TypeReference<Map<String, Object>>() {});
        return CertificateChecker.check(CertificateChecker.sealed(tree)).accepted();
    }

    private static List<List<Object>> leaves(JsonNode node, List<Object> path) {
        List<List<Object>> out = new ArrayList<>();
        if (node.isValueNode()) {
            out.add(path);
        }
        node.fieldNames().forEachRemaining(name -> out.addAll(leaves(node.get(name), longer(path, name))));
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            out.addAll(leaves(node.get(i), longer(path, i)));
        }
        return out;
    }

    private static List<Object> longer(List<Object> path, Object step) {
        List<Object> out = new ArrayList<>(path);
        out.add(step);
        return out;
    }

    private static void change(JsonNode root, List<Object> leaf) {
        JsonNode parent = root;
        for (Object step : leaf.subList(0, leaf.size() - 1)) {
            parent = step instanceof Integer index ? parent.get(index) : parent.get((String) step);
        }
        Object last = leaf.get(leaf.size() - 1);
        JsonNode old = last instanceof Integer index ? parent.get(index) : parent.get((String) last);
        Object value = old.isBoolean()
                ? (Object) !old.asBoolean()
                : old.isInt()
                        ? (Object) (old.asInt() + 1)
                        : old.isNumber() ? old.asDouble() * 1.001 + 1e-6 : other(old);
        JsonNode fresh = JSON.valueToTree(value);
        if (last instanceof Integer index) {
            ((ArrayNode) parent).set(index, fresh);
        } else {
            ((ObjectNode) parent).set((String) last, fresh);
        }
    }

    private static String other(JsonNode text) {
        return switch (text.asText()) {
            case "stationary" -> "doubly-stochastic";
            case "0" -> "1";
            case "1" -> "0";
            case "generic" -> "model";
            case "identifiable" -> "not-identifiable";
            default -> text.asText().contains("/") ? "1/3" : text.asText() + "1";
        };
    }
}

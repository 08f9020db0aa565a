// SPDX-License-Identifier: Apache-2.0
package org.unmask.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.unmask.cli.Command.unmask;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.unmask.io.model.ModelFiles;
import org.unmask.model.Hmm;
import org.unmask.random.Seed;

class ConstraintOptionsTest {

    @TempDir
    private Path folder;

    private Path data;
    private Path model;

    /** Two states that stay, the first mostly a, the second mostly b; one row in four is labelled. */
    @BeforeEach
    void write() throws IOException {
        RandomGenerator random = new Seed(1).generator();
        StringBuilder rows = new StringBuilder("token,state\n");
        int state = 0;
        for (int t = 0; t < 800; t++) {
            state = random.nextDouble() < 0.1 ? 1 - state : state;
            String token = random.nextDouble() < 0.8 ? (state == 0 ? "a" : "b") : "c";
            rows.append(token)
                    .append(',')
                    .append(t % 4 == 0 ? (state == 0 ? "rain" : "calm") : "")
                    .append('\n');
        }
        data = Files.writeString(folder.resolve("data.csv"), rows);
        model = folder.resolve("model.json");
    }

    private Path constraints(String fields) throws IOException {
        return Files.writeString(
                folder.resolve("c.json"), "{\"format\":\"unmask-constraints\",\"version\":1," + fields + "}");
    }

    @Test
    void aFileWithHolesIsObeyedToTheBit() throws IOException {
        Path file = constraints("\"transition\":[[0.85,null],[\"x\",\"x\"]],\"emission\":{\"b\":[0,null]}");
        Command fit =
                unmask("fit", data, "--columns", "token", "-k", 2, "--constraints", file, "--out", model, "--json");
        assertThat(fit.code()).as(fit.err()).isZero();
        assertThat(fit.out()).contains("\"constraints\"", "the family without the constraints");
        Hmm read = ModelFiles.read(model);
        assertThat(read.transition().get(0, 0)).isEqualTo(0.85);
        assertThat(read.transition().get(1, 0)).isEqualTo(read.transition().get(1, 1));
    }

    @Test
    void aColumnOfStatesNamesThem() {
        Command fit = unmask("fit", data, "--columns", "token", "-k", 2, "--state-column", "state", "--out", model);
        assertThat(fit.code()).as(fit.err()).isZero();
        assertThat(fit.out().replaceAll("\\s+", " ")).contains("states of 200 tokens known", "without the constraints");
        // calm comes before rain, so the state of b before that of a.
        Hmm read = ModelFiles.read(model);
        org.unmask.matrix.StochasticMatrix rows = ((org.unmask.model.Categorical) read.emission()).probabilities();
        assertThat(rows.get(0, 1)).isGreaterThan(0.6);
        assertThat(rows.get(1, 0)).isGreaterThan(0.6);
    }

    @Test
    void leftToRightHasNoVerdictAndStartsInTheFirstState() {
        Command fit = unmask(
                "fit", data, "--columns", "token", "-k", 2, "--topology", "left-to-right", "--out", model, "--json");
        assertThat(fit.out()).contains("\"verdict\":{}");
        Hmm read = ModelFiles.read(model);
        assertThat(read.initial().get(0)).isEqualTo(1);
        assertThat(read.transition().get(1, 0)).isZero();
    }

    @Test
    void badConstraintsEndWithCodeTwoAndThePlace() throws IOException {
        Path file = constraints("\"transition\":[[0.85,0.3],[null,null]]");
        Command fit = unmask("fit", data, "--columns", "token", "-k", 2, "--constraints", file);
        assertThat(fit.code()).isEqualTo(2);
        assertThat(fit.err()).contains("c.json: transition").contains("row 1");
        assertThat(unmask("fit", data, "--columns", "token", "-k", 2, "--topology", "round")
                        .code())
                .isEqualTo(1);
        assertThat(unmask("fit", data, "--columns", "token", "-k", 2, "--prior-transition", "0.5")
                        .code())
                .isEqualTo(1);
        assertThat(unmask("fit", data, "--columns", "token", "-k", 2, "--state-column", "none")
                        .code())
                .isEqualTo(2);
    }
}

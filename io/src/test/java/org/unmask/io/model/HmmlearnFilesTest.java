// SPDX-License-Identifier: Apache-2.0
package org.unmask.io.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.unmask.io.json.JsonText;
import org.unmask.io.json.JsonValue;
import org.unmask.matrix.Matrix;
import org.unmask.model.CovarianceShape;
import org.unmask.model.Gaussian;
import org.unmask.model.Hmm;
import org.unmask.random.Seed;
import org.unmask.testkit.RandomModels;

class HmmlearnFilesTest {

    private static final String GAUSSIAN = """
            {"startprob_":[0.5,0.5],"transmat_":[[0.9,0.1],[0.1,0.9]],"means_":[[0,1],[2,3]],"covars_":%s}
            """;

    private static Hmm read(String text) {
        return HmmlearnFiles.read(JsonValue.parse("h.json", text));
    }

    @Test
    void categoricalModelsComeBack() {
        Hmm model = RandomModels.startedModel(new Seed(1).split("h").generator(), 3, 4);

        assertThat(read(JsonText.page(HmmlearnFiles.document(model)))).isEqualTo(model);
    }

    @ParameterizedTest
    @EnumSource(CovarianceShape.class)
    void gaussianModelsComeBackInAShapeThatHmmlearnHas(CovarianceShape shape) {
        Hmm model = RandomModels.gaussianModel(new Seed(1).split(shape.word()).generator(), 3, 2, shape);
        Gaussian before = (Gaussian) model.emission();

        Hmm read = read(JsonText.page(HmmlearnFiles.document(model)));

        Gaussian after = (Gaussian) read.emission();
        assertThat(read.transition()).isEqualTo(model.transition());
        assertThat(after.means()).isEqualTo(before.means());
        assertThat(after.covariances().matrices())
                .isEqualTo(before.covariances().matrices());
        if (shape.form() == CovarianceShape.Form.FULL) {
            assertThat(after.covariances().shape()).isEqualTo(shape);
        }
    }

    @Test
    void theFullArraysThatHmmlearnShowsAreReadToo() {
        Hmm read = read(GAUSSIAN.formatted("[[[1,0],[0,2]],[[3,0],[0,4]]],\"covariance_type\":\"diag\""));

        Gaussian gaussian = (Gaussian) read.emission();
        assertThat(gaussian.covariances().shape()).isEqualTo(CovarianceShape.DIAGONAL_PER_STATE);
        assertThat(gaussian.covariances().matrices().get(1)).isEqualTo(Matrix.diagonal(3, 4));
    }

    @Test
    void saysWhatIsWrong() {
        assertThatThrownBy(() -> read(GAUSSIAN.formatted("[1,2],\"covariance_type\":\"round\"")))
                .hasMessage("h.json: covariance_type: found \"round\", expected full, tied, diag or spherical");
        assertThatThrownBy(() -> read(GAUSSIAN.formatted("[1]")))
                .hasMessage("h.json: covars_: found 1 entry, expected 2, one for each of the 2 states");
        assertThatThrownBy(() -> read(GAUSSIAN.formatted("[1,2]").replace("0.9,0.1", "0.9,0.2")))
                .hasMessageStartingWith("h.json: transmat_: row 1 of the transition matrix sums to 1.1");
        assertThatThrownBy(() -> read("{\"startprob_\":[],\"transmat_\":[]}"))
                .hasMessage("h.json: transmat_: found no row, expected one for each state");
    }
}

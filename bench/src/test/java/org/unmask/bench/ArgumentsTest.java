// SPDX-License-Identifier: Apache-2.0
package org.unmask.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ArgumentsTest {

    @Test
    void aWordThatThereIsNotIsNamedWithThoseThereAre() {
        List<String> all = List.of("EM", "LOGLIK");
        assertThat(new Arguments(new String[0]).among("--jobs", all)).isEqualTo(all);
        assertThat(new Arguments(new String[] {"--jobs", "LOGLIK"}).among("--jobs", all))
                .containsExactly("LOGLIK");
        assertThatThrownBy(() -> new Arguments(new String[] {"--jobs", "em"}).among("--jobs", all))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("--jobs has \"em\", expected EM, LOGLIK with commas between");
    }
}

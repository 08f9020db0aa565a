// SPDX-License-Identifier: Apache-2.0
package org.unmask.io;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CountedTest {

    @Test
    void oneAloneIsSingular() {
        assertThat(Counted.of(1, "free parameter")).isEqualTo("1 free parameter");
        assertThat(Counted.of(0, "token")).isEqualTo("0 tokens");
        assertThat(Counted.of(-1, "token")).isEqualTo("-1 tokens");
        assertThat(Counted.of(12_000, "entry")).isEqualTo("12,000 entries");
    }
}

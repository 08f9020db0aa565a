// SPDX-License-Identifier: Apache-2.0
package org.unmask.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.unmask.model.Alphabet;

class SequencesTest {

    @Test
    void slicesKeepTheirTokens() {
        SymbolSequences all = SymbolSequences.of(Alphabet.of("a", "b"), new int[] {0, 1, 1, -1, 0}, 2, 2, 5);
        assertThat(all.count()).isEqualTo(3);
        assertThat(all.start(2)).isEqualTo(2);
        assertThat(all.end(1)).isEqualTo(2);
        SymbolSequences last = all.slice(2, 3);
        assertThat(last.codes()).containsExactly(1, SymbolSequences.MISSING, 0);
        assertThat(last.end(0)).isEqualTo(3);
        assertThat(all.slice(0, 3)).isSameAs(all);
        assertThat(all.slice(1, 1).tokens()).isZero();
        assertThat(all.dimension()).isEqualTo(2);
        assertThat(all.code(2)).isEqualTo(1);
        assertThat(SymbolSequences.single(all.alphabet(), 0, 1).count()).isEqualTo(1);
    }

    @Test
    void pointsKeepTheirCoordinates() {
        PointSequences all = PointSequences.of(2, new double[] {1, 2, 3, 4, 5, Double.NaN}, 1, 3);
        assertThat(all.tokens()).isEqualTo(3);
        assertThat(all.value(1, 1)).isEqualTo(4);
        assertThat(all.slice(1, 2).values()).containsExactly(3, 4, 5, Double.NaN);
        assertThat(all.slice(1, 2).end(0)).isEqualTo(2);
        assertThat(all.slice(0, 2)).isSameAs(all);
        assertThat(all.slice(0, 0).tokens()).isZero();
    }

    @Test
    void wrongCodesAndEndsAreNamed() {
        Alphabet ab = Alphabet.of("a", "b");
        assertThatThrownBy(() -> SymbolSequences.single(ab, 0, 2))
                .hasMessage("token 2 has code 2, expected 0..1, or -1 for a missing one");
        assertThatThrownBy(() -> SymbolSequences.of(ab, new int[2], 1))
                .hasMessage("the last sequence ends at 1, expected 2 as there are so many tokens");
        assertThatThrownBy(() -> SymbolSequences.of(ab, new int[2], 2, 1))
                .hasMessage("sequence 2 ends at 1, before its start at 2");
        assertThatThrownBy(() -> PointSequences.of(2, new double[3], 1))
                .hasMessage("3 values do not make tokens of 2 coordinates");
        assertThatThrownBy(() -> PointSequences.of(1, new double[] {1, Double.POSITIVE_INFINITY}, 2))
                .hasMessage("coordinate 1 of token 2 is Infinity, expected a finite number");
    }
}

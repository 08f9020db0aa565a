// SPDX-License-Identifier: Apache-2.0
package org.unmask.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.unmask.model.Alphabet;
import org.unmask.random.Seed;

class SplitsTest {

    private static int[] sortedCodes(Splits.Split<SymbolSequences> split) {
        return IntStream.concat(
                        Arrays.stream(split.training().codes()),
                        Arrays.stream(split.heldOut().codes()))
                .sorted()
                .toArray();
    }

    @Test
    void everyTokenIsInOnePart() {
        int n = 500;
        int[] codes = IntStream.range(0, n).toArray();
        int[] many = IntStream.rangeClosed(1, 50).map(i -> 10 * i).toArray();
        for (int[] ends : new int[][] {{n}, {10, n}, many}) {
            SymbolSequences data = SymbolSequences.of(Alphabet.numbered(n), codes, ends);
            Splits.Split<SymbolSequences> split = Splits.of(data, 0.2, new Seed(1));
            assertThat(sortedCodes(split)).isEqualTo(codes);
            assertThat(split.heldOut().tokens()).isBetween(60, 140);
            assertThat(Splits.of(data, 0.2, new Seed(1)).heldOut().codes())
                    .isEqualTo(split.heldOut().codes());
            assertThat(Splits.of(data, 0.2, new Seed(2)).heldOut().codes())
                    .isNotEqualTo(split.heldOut().codes());
        }
    }

    @Test
    void neighbouringPiecesStayTogether() {
        SymbolSequences data = SymbolSequences.single(
                Alphabet.numbered(400), IntStream.range(0, 400).toArray());
        Splits.Split<SymbolSequences> split = Splits.of(data, 0.1, new Seed(1));
        assertThat(split.training().count()).isLessThanOrEqualTo(3);
    }

    @Test
    void pointsAreSplitAlike() {
        double[] values = IntStream.range(0, 80).asDoubleStream().toArray();
        Splits.Split<PointSequences> split = Splits.of(PointSequences.of(2, values, 40), 0.25, new Seed(3));
        assertThat(split.training().tokens() + split.heldOut().tokens()).isEqualTo(40);
        assertThat(split.heldOut().tokens()).isEqualTo(10);
        assertThat(split.heldOut().value(0, 1) - split.heldOut().value(0, 0)).isEqualTo(1);
    }

    @Test
    void bothPartsHaveAPiece() {
        SymbolSequences two = SymbolSequences.single(Alphabet.numbered(2), 0, 1);
        assertThat(Splits.of(two, 0.01, new Seed(1)).heldOut().tokens()).isEqualTo(1);
        assertThat(Splits.of(two, 0.99, new Seed(1)).training().tokens()).isEqualTo(1);
        assertThatThrownBy(() -> Splits.of(two, 1.5, new Seed(1))).hasMessageContaining("1.5");
    }
}

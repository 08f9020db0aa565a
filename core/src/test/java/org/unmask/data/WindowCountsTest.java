// SPDX-License-Identifier: Apache-2.0
package org.unmask.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.unmask.model.Alphabet;
import org.unmask.parallel.Threads;
import org.unmask.random.Seed;

class WindowCountsTest {

    private static final int[][] POSITIONS = {{1}, {1, 2}, {2, 5}, {1, 2, 3}, {1, 3, 4}, {1, 2, 3, 4}, {1, 9}};

    private static SymbolSequences random(RandomGenerator random, int symbols, int sequences, int longest) {
        List<Integer> codes = new ArrayList<>();
        int[] ends = new int[sequences];
        for (int s = 0; s < sequences; s++) {
            int length = random.nextInt(longest + 1);
            for (int t = 0; t < length; t++) {
                codes.add(random.nextInt(20) == 0 ? SymbolSequences.MISSING : random.nextInt(symbols));
            }
            ends[s] = codes.size();
        }
        return SymbolSequences.of(
                Alphabet.numbered(symbols),
                codes.stream().mapToInt(Integer::intValue).toArray(),
                ends);
    }

    /** The definition, window by window: counts by key, those left out at key -1. */
    private static Map<Long, Long> brute(SymbolSequences data, int[] positions) {
        Map<Long, Long> out = new TreeMap<>();
        int span = positions[positions.length - 1] - positions[0];
        for (int s = 0; s < data.count(); s++) {
            for (int t = data.start(s); t + span < data.end(s); t++) {
                long key = 0;
                for (int position : positions) {
                    int code = data.code(t + position - positions[0]);
                    key = code < 0 || key < 0 ? -1 : key * data.dimension() + code;
                }
                out.merge(key, 1L, Long::sum);
            }
        }
        return out;
    }

    private static Map<Long, Long> asMap(WindowCounts counts) {
        Map<Long, Long> out = new TreeMap<>();
        counts.forEach(out::put);
        if (counts.skipped() > 0) {
            out.put(-1L, counts.skipped());
        }
        return out;
    }

    @Test
    void countsTravelAsNumbers() {
        RandomGenerator random = new Seed(31).generator();
        for (int symbols : new int[] {2, 5, 300}) {
            SymbolSequences data = random(random, symbols, 6, 40);
            for (int[] positions : POSITIONS) {
                WindowCounts counts = WindowCounts.of(data, Threads.ONE, positions);
                WindowCounts sent = WindowCounts.ofNumbers(counts.numbers());
                assertThat(sent).isEqualTo(counts);
                assertThat(sent.merge(counts)).isEqualTo(counts.merge(counts));
                long[] fewer = Arrays.copyOf(counts.numbers(), counts.numbers().length - 1);
                assertThatThrownBy(() -> WindowCounts.ofNumbers(fewer)).isInstanceOf(IllegalArgumentException.class);
            }
        }
        assertThatThrownBy(() -> WindowCounts.ofNumbers(new long[3])).hasMessage("3 numbers are no counts of windows");
    }

    @Test
    void countsAreThoseOfTheDefinitionDenseAndSparse() {
        RandomGenerator random = new Seed(1).generator();
        for (int trial = 0; trial < 40; trial++) {
            for (int symbols : new int[] {1, 3, 27, 3000}) {
                SymbolSequences data = random(random, symbols, 6, 40);
                for (int[] positions : POSITIONS) {
                    WindowCounts counts = WindowCounts.of(data, Threads.ONE, positions);
                    Map<Long, Long> expected = brute(data, positions);
                    assertThat(asMap(counts))
                            .as("trial %d, %d symbols", trial, symbols)
                            .isEqualTo(expected);
                    assertThat(counts.total() + counts.skipped())
                            .isEqualTo(expected.values().stream()
                                    .mapToLong(Long::longValue)
                                    .sum());
                    assertThat(counts.isDense()).isEqualTo(Math.pow(symbols, positions.length) <= 1 << 22);
                    assertThat(counts.nonzeros()).isEqualTo((int)
                            expected.keySet().stream().filter(k -> k >= 0).count());
                }
            }
        }
    }

    @Test
    void blocksGiveTheCountsOfTheWhole() {
        RandomGenerator random = new Seed(2).generator();
        for (int trial = 0; trial < 60; trial++) {
            SymbolSequences data = random(random, trial % 2 == 0 ? 4 : 3000, 5, 60);
            for (int[] positions : POSITIONS) {
                WindowCounter counter = new WindowCounter(data.dimension(), positions);
                for (int s = 0; s < data.count(); s++) {
                    int at = data.start(s);
                    while (at < data.end(s)) {
                        int next = Math.min(data.end(s), at + random.nextInt(7));
                        counter.accept(data.codes(), at, next);
                        if (random.nextInt(5) == 0) {
                            counter.counts();
                        }
                        at = next;
                    }
                    counter.endSequence();
                }
                assertThat(counter.counts()).isEqualTo(WindowCounts.of(data, Threads.ONE, positions));
            }
        }
    }

    @Test
    void mergingIsAddition() {
        RandomGenerator random = new Seed(3).generator();
        for (int symbols : new int[] {3, 3000}) {
            for (int[] positions : POSITIONS) {
                SymbolSequences data = random(random, symbols, 9, 30);
                WindowCounts a = WindowCounts.of(data.slice(0, 2), Threads.ONE, positions);
                WindowCounts b = WindowCounts.of(data.slice(2, 6), Threads.ONE, positions);
                WindowCounts c = WindowCounts.of(data.slice(6, 9), Threads.ONE, positions);
                WindowCounts whole = WindowCounts.of(data, Threads.ONE, positions);
                WindowCounts zero = WindowCounts.zero(symbols, positions);
                assertThat(a.merge(b).merge(c)).isEqualTo(whole).hasSameHashCodeAs(whole);
                assertThat(a.merge(b.merge(c))).isEqualTo(whole);
                assertThat(c.merge(a).merge(b)).isEqualTo(whole);
                assertThat(zero.merge(whole)).isEqualTo(whole);
                assertThat(whole.merge(zero)).isEqualTo(whole);
                assertThat(a.merge(b)).isNotEqualTo(whole);
            }
        }
    }

    @Test
    @Tag("slow")
    void threadsDoNotChangeTheCounts() {
        RandomGenerator random = new Seed(4).generator();
        int[] codes =
                IntStream.range(0, 1 << 25).map(i -> random.nextInt(6) - 1).toArray();
        int[] ends = {5, 1 << 24, (1 << 24) + 1, 1 << 25};
        SymbolSequences data = SymbolSequences.of(Alphabet.numbered(5), codes, ends);
        WindowCounts one = WindowCounts.of(data, Threads.ONE, 1, 2, 4);
        assertThat(WindowCounts.of(data, new Threads(2), 1, 2, 4)).isEqualTo(one);
        assertThat(WindowCounts.of(data, new Threads(3), 1, 2, 4)).isEqualTo(one);
        assertThat(one.total() + one.skipped()).isEqualTo(2 + ((1L << 24) - 8) + ((1L << 24) - 4));
    }

    @Test
    void marginalsForgetPositions() {
        RandomGenerator random = new Seed(5).generator();
        for (int symbols : new int[] {4, 200}) {
            SymbolSequences data = random(random, symbols, 5, 80);
            WindowCounts triple = WindowCounts.of(data, Threads.ONE, 1, 2, 4);
            WindowCounts pair = triple.marginal(1, 4);
            Map<Long, Long> expected = new TreeMap<>();
            triple.forEach((key, count) -> expected.merge(
                    (long) triple.symbolAt(key, 0) * symbols + triple.symbolAt(key, 2), count, Long::sum));
            assertThat(pair.total()).isEqualTo(triple.total());
            assertThat(pair.skipped()).isEqualTo(triple.skipped());
            pair.forEach((key, count) -> assertThat(count).isEqualTo(expected.get(key)));
            assertThat(pair.nonzeros()).isEqualTo(expected.size());
        }
    }

    @Test
    void conditionalTablesAreCountsOverContextCounts() {
        SymbolSequences data = SymbolSequences.single(Alphabet.numbered(3), 0, 1, 0, 1, 1, 0, 0, 1);
        WindowCounts counts = WindowCounts.of(data, Threads.ONE, 1, 2);
        ConditionalTable forward = counts.weights().conditional(List.of(2), List.of(1));
        ConditionalTable backward = counts.weights().conditional(List.of(1), List.of(2));

        assertThat(counts.get(0, 1)).isEqualTo(3);
        assertThat(forward.probabilities().row(0)).containsExactly(0.25, 0.75, 0);
        assertThat(forward.probabilities().row(2)).containsExactly(0, 0, 0);
        assertThat(forward.contextWeights().row(0)).containsExactly(4, 3, 0);
        assertThat(backward.probabilities().get(1, 0)).isEqualTo(0.75);
        assertThat(backward.probabilities().get(0, 1)).isEqualTo(2.0 / 3);
    }

    @Test
    void badWindowsAreRefusedWithTheirPlace() {
        assertThatThrownBy(() -> WindowCounts.zero(3, 2, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[2, 1]");
        assertThatThrownBy(() -> WindowCounts.zero(3)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> WindowCounts.zero(0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> WindowCounts.zero(100_000, 1, 2, 3, 4)).hasMessageContaining("2^63");
        assertThatThrownBy(() -> WindowCounts.zero(3, 1, 2).merge(WindowCounts.zero(3, 1, 3)))
                .hasMessageContaining("[1, 3]");
        assertThatThrownBy(() -> WindowCounts.zero(3, 1, 2).marginal(3)).hasMessageContaining("x3");
        assertThatThrownBy(() -> new WindowCounter(3, 1).accept(new int[] {0, 3}, 0, 2))
                .hasMessageContaining("code 3");
        assertThatThrownBy(() -> WindowCounts.zero(3, 1, 2).get(1)).hasMessageContaining("expected 2");
    }
}

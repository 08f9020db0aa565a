// SPDX-License-Identifier: Apache-2.0
package org.unmask.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.unmask.data.PointSequences;
import org.unmask.data.SymbolSequences;
import org.unmask.inference.InitialLaw;
import org.unmask.inference.Viterbi;
import org.unmask.model.Alphabet;
import org.unmask.model.Hmm;

/** One call with the defaults on data that people know the answer of. */
@Tag("slow")
class RealDataTest {

    private static final Path DATA = Path.of("..", "data");

    private static SymbolSequences letters() throws IOException {
        String folded = Files.readString(DATA.resolve("moby-dick.txt"))
                .toLowerCase(java.util.Locale.ROOT)
                .replaceAll("[^a-z]+", " ")
                .strip();
        String symbols = "abcdefghijklmnopqrstuvwxyz ";
        return SymbolSequences.single(
                Alphabet.of(Arrays.asList(symbols.split(""))),
                folded.chars().map(symbols::indexOf).toArray());
    }

    private static SymbolSequences phage() throws IOException {
        String bases = Files.readAllLines(DATA.resolve("lambda-phage.fa")).stream()
                .filter(line -> !line.startsWith(">"))
                .collect(Collectors.joining());
        return SymbolSequences.single(
                Alphabet.of("A", "C", "G", "T"),
                bases.chars().map("ACGT"::indexOf).toArray());
    }

    private static double[][] rows(String file) throws IOException {
        return Files.readAllLines(DATA.resolve(file)).stream()
                .skip(1)
                .map(line -> Arrays.stream(line.split(",", -1))
                        .mapToDouble(Double::parseDouble)
                        .toArray())
                .toArray(double[][]::new);
    }

    @Test
    void vowelsAndTheSpacePartFromConsonants() throws IOException {
        Hmm model = new Estimator(FitOptions.of(2)).fit(letters()).model();
        int vowels =
                model.emission().means().get(0, 4) > model.emission().means().get(1, 4) ? 0 : 1;
        for (int x = 0; x < 27; x++) {
            double ratio = model.emission().means().get(vowels, x)
                    * model.stationaryLaw().get(vowels)
                    / (model.emission().means().get(1 - vowels, x)
                            * model.stationaryLaw().get(1 - vowels));
            if (List.of(0, 4, 8, 14, 20, 26).contains(x)) {
                assertThat(ratio).as("symbol %d", x).isGreaterThan(1);
            } else {
                assertThat(ratio).as("symbol %d", x).isLessThan(1);
            }
        }
    }

    @Test
    void thePhageHasTwoLongStretches() throws IOException {
        SymbolSequences data = phage();
        Fit fit = new Estimator(FitOptions.of(2).withInitial(InitialLaw.FREE)).fit(data);
        assertThat(fit.logLikelihood()).isGreaterThanOrEqualTo(-66680.3);
        double stay = IntStream.range(0, 2)
                .mapToDouble(i -> 1 / (1 - fit.model().transition().get(i, i)))
                .average()
                .orElseThrow();
        assertThat(stay).isBetween(3000.0, 9000.0);
        int[] path = Viterbi.decode(fit.model(), data).states();
        assertThat(IntStream.range(22_498 - 300, 22_498 + 300).anyMatch(t -> path[t] != path[t - 1]))
                .isTrue();
    }

    @Test
    void stocksReachTheBestKnownLikelihoods() throws IOException {
        double[][] closes = rows("eu-stock-markets.csv");
        int n = closes.length - 1;
        double[] returns = new double[4 * n];
        for (int t = 0; t < n; t++) {
            for (int c = 0; c < 4; c++) {
                returns[4 * t + c] = 100 * Math.log(closes[t + 1][c] / closes[t][c]);
            }
        }
        PointSequences data = PointSequences.of(4, returns, n);
        FitOptions options = FitOptions.of(2).withInitial(InitialLaw.FREE);
        assertThat(new Estimator(options).fit(data).logLikelihood()).isCloseTo(-7824.454, within(0.005));
        FitOptions three = FitOptions.of(3).withInitial(InitialLaw.FREE);
        assertThat(new Estimator(three).fit(data).logLikelihood()).isCloseTo(-7739.07, within(0.005));
    }

    @Test
    void aShortEruptionFollowsALongOne() throws IOException {
        double[][] rows = rows("geyser.csv");
        double[] durations = Arrays.stream(rows).mapToDouble(row -> row[1]).toArray();
        Hmm model = new Estimator(FitOptions.of(2))
                .fit(PointSequences.of(1, durations, durations.length))
                .model();
        int brief =
                model.emission().means().get(0, 0) < model.emission().means().get(1, 0) ? 0 : 1;
        assertThat(model.transition().get(brief, 1 - brief)).isGreaterThan(0.95);
        double[] both = Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
        Hmm joint = new Estimator(FitOptions.of(2))
                .fit(PointSequences.of(2, both, durations.length))
                .model();
        int early =
                joint.emission().means().get(0, 1) < joint.emission().means().get(1, 1) ? 0 : 1;
        assertThat(joint.transition().get(early, 1 - early)).isGreaterThan(0.95);
    }
}

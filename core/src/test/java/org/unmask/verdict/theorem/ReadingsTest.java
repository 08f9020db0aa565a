// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.theorem;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.unmask.model.Chain;
import org.unmask.model.CovarianceShape;
import org.unmask.model.ModelFamily;
import org.unmask.task.Loss;
import org.unmask.task.MaskedTask;

/** Which powers of the chain a task lets one read off, by which statement, and that no listed premise is idle. */
class ReadingsTest {

    private static final ModelFamily SYMBOLS = new ModelFamily.Categorical(3, 3, Chain.STATIONARY);
    private static final ModelFamily UNIFORM = new ModelFamily.Categorical(3, 3, Chain.DOUBLY_STOCHASTIC);
    private static final ModelFamily POINTS =
            new ModelFamily.Gaussian(3, 3, CovarianceShape.IDENTITY, Chain.STATIONARY);
    private static final ModelFamily SPHERES =
            new ModelFamily.Gaussian(3, 3, CovarianceShape.SPHERICAL_SHARED, Chain.STATIONARY);

    private static List<PowerReading> readings(Premises premises, MaskedTask task) {
        return premises.family() instanceof ModelFamily.Categorical
                ? CategoricalReadings.of(task, premises)
                : GaussianReadings.of(task, premises);
    }

    private static String words(List<PowerReading> readings) {
        return readings.isEmpty()
                ? "none"
                : readings.stream()
                        .map(reading -> reading.theorem().word() + " " + reading.powers())
                        .collect(Collectors.joining(" "));
    }

    private static String generic(ModelFamily family, String task, Loss loss) {
        return words(
                readings(new GenericPremises(family), MaskedTask.parse(task).withLoss(loss)));
    }

    /** Nothing withheld but the premises that are named. */
    private static Premises without(Premises all, Set<String> names) {
        return (Premises) Proxy.newProxyInstance(
                Premises.class.getClassLoader(),
                new Class<?>[] {Premises.class},
                (proxy, method, arguments) ->
                        names.contains(method.getName()) ? Optional.empty() : method.invoke(all, arguments));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "x2|x1;       none",
                "x2,x3|x1;    adjacent-triple [1]",
                "x3,x2|x1;    adjacent-triple [1]",
                "x2,x4|x1;    gapped-triple [1, 2]",
                "x3,x4|x1;    gapped-triple [1]",
                "x3,x5|x1;    gapped-triple [2]",
                "x4,x6|x1;    gapped-triple [2, 3]",
                "x1,x2|x3;    adjacent-triple [1]",
                "x1,x2|x4;    gapped-triple [1]",
                "x1,x3|x4;    gapped-triple [1, 2]",
                "x1,x4|x6;    gapped-triple [2, 3]",
                "x1,x3|x2;    adjacent-triple [1]",
                "x3,x1|x2;    adjacent-triple [1]",
                "x1,x4|x2;    gapped-triple [1, 2]",
                "x1,x4|x3;    gapped-triple [1, 2]",
                "x1,x6|x4;    gapped-triple [2, 3]",
                "x2,x3,x5|x1; adjacent-triple [1] gapped-triple [1, 3] gapped-triple [2]",
                "x3|x1,x2;    next-from-block [1]",
                "x3|x2,x1;    next-from-block [1]",
                "x1|x2,x3;    next-from-block [1]",
                "x4|x1,x2,x3; next-from-block [1]",
                "x3,x5|x1,x2; next-from-block [1]",
                "x2|x1,x3;    none",
                "x4|x1,x2;    none",
                "x4|x1,x3;    none",
            })
    void symbolsAreReadOffTriplesAndBlocks(String task, String expected) {
        assertThat(generic(SYMBOLS, task, Loss.SQUARED)).isEqualTo(expected);
        assertThat(generic(UNIFORM, task, Loss.LOG)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "x2|x1;       gaussian-pair [1];     gaussian-densities [1]",
                "x1|x2;       gaussian-pair [1];     gaussian-densities [1]",
                "x3|x1;       gaussian-pairs [2];    gaussian-densities [2]",
                "x1|x4;       gaussian-pairs [3];    gaussian-densities [3]",
                "x2,x3|x1;    adjacent-triple [1];   gaussian-densities [1, 2]",
                "x1,x2|x3;    adjacent-triple [1];   gaussian-densities [1, 2]",
                "x3,x4|x1;    gapped-triple [1];     gaussian-densities [2, 3]",
                "x2,x4|x1;    gapped-triple [1, 2];  gaussian-densities [1, 3]",
                "x1,x3|x4;    gapped-triple [1, 2];  gaussian-densities [1, 3]",
                "x6,x4|x1;    gapped-triple [2, 3];  gaussian-densities [3, 5]",
                "x1,x4|x6;    gapped-triple [2, 3];  gaussian-densities [2, 5]",
                "x1,x3|x2;    adjacent-triple [1];   gaussian-densities [1]",
                "x1,x4|x2;    gapped-triple [1, 2];  gaussian-densities [1, 2]",
                "x4,x1|x3;    gapped-triple [1, 2];  gaussian-densities [1, 2]",
                "x1,x6|x4;    gapped-triple [2, 3];  gaussian-densities [2, 3]",
                "x2,x3,x4|x1; none;                  gaussian-densities [1, 2, 3]",
                "x3|x1,x2;    none;                  gaussian-densities [1, 2]",
            })
    void pointsAreReadOffMeansAndDensities(String task, String means, String densities) {
        assertThat(generic(POINTS, task, Loss.SQUARED)).isEqualTo(means);
        assertThat(generic(POINTS, task, Loss.LOG)).isEqualTo(densities);
    }

    /** Unknown variances leave the triples whose targets are neighbours. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "x2|x1;    none",
                "x2,x3|x1; adjacent-triple [1]",
                "x3,x4|x1; gapped-triple [1]",
                "x2,x4|x1; none",
                "x1,x3|x2; none",
            })
    void unknownVariancesNeedNeighbouringTargets(String task, String expected) {
        assertThat(generic(SPHERES, task, Loss.SQUARED)).isEqualTo(expected);
    }

    /** Each premise that a reading asks for is one that it cannot do without. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "symbols; x2,x3|x1; independentEmissions invertibleChain positiveLaw",
                "symbols; x2,x4|x1; independentEmissions invertibleChain positiveLaw uniqueLawOfPower",
                "symbols; x1,x3|x2; independentEmissions invertibleChain positiveLaw uniqueLawOfPower",
                "symbols; x3|x1,x2; independentEmissions invertibleChain positiveLaw uniqueLawOfPower",
                "uniform; x2,x4|x1; independentEmissions invertibleChain positiveLaw",
                "uniform; x1,x3|x2; independentEmissions invertibleChain positiveLaw",
                "points; x2|x1; affinelyIndependentMeans invertibleChain positiveLaw",
                "points; x2,x3|x1; independentEmissions invertibleChain positiveLaw primitiveChain",
                "points; x2,x4|x1; independentEmissions invertibleChain positiveLaw primitiveChain noMirror",
                "points; x1,x3|x2; independentEmissions invertibleChain positiveLaw obliqueCentroid",
                "spheres; x2,x3|x1; independentEmissions invertibleChain positiveLaw primitiveChain"
                        + " variancesFixedByPosteriors",
            })
    void noPremiseIsIdleAndNoOtherIsAskedFor(String name, String text, String needed) {
        ModelFamily family = switch (name) {
            case "symbols" -> SYMBOLS;
            case "uniform" -> UNIFORM;
            case "points" -> POINTS;
            default -> SPHERES;
        };
        MaskedTask task = MaskedTask.parse(text).withLoss(Loss.SQUARED);
        Premises all = new GenericPremises(family);
        String whole = words(readings(all, task));
        assertThat(whole).isNotEqualTo("none");
        Set<String> premises = Set.of(needed.split(" "));
        for (java.lang.reflect.Method method : Premises.class.getDeclaredMethods()) {
            if (!method.getName().equals("family")) {
                assertThat(words(readings(without(all, Set.of(method.getName())), task)))
                        .as("%s without %s", text, method.getName())
                        .isEqualTo(premises.contains(method.getName()) ? "none" : whole);
            }
        }
    }

    /** With the chain singular, neighbouring targets still have Kruskal's theorem; others do not. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "x2,x3|x1; adjacent-triple [1]; 1",
                "x3,x4|x1; gapped-triple [1];   2",
                "x1,x2|x5; gapped-triple [1];   3",
                "x2,x4|x1; none;                0",
                "x1,x3|x2; none;                0",
            })
    void aSingularChainLeavesKruskalForNeighbouringTargets(String text, String expected, int gap) {
        Premises singular = without(new GenericPremises(SYMBOLS), Set.of("invertibleChain"));
        int[] asked = {0};
        Premises kruskal = (Premises) Proxy.newProxyInstance(
                Premises.class.getClassLoader(), new Class<?>[] {Premises.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("kruskalWithSingularChain")) {
                        asked[0] = (int) Arrays.asList(arguments).get(0);
                        return Optional.of(List.of());
                    }
                    return method.invoke(singular, arguments);
                });
        assertThat(words(readings(kruskal, MaskedTask.parse(text)))).isEqualTo(expected);
        assertThat(asked[0]).isEqualTo(gap);
        assertThat(words(readings(singular, MaskedTask.parse(text)))).isEqualTo("none");
    }
}

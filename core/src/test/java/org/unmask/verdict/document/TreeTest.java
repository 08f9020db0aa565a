// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.unmask.random.Seed;
import org.unmask.verdict.check.Family;
import org.unmask.verdict.check.Model;
import org.unmask.verdict.check.Ratio;
import org.unmask.verdict.check.Refusal;

/** What is read from a document, and the sentence that names the place where it cannot be. */
class TreeTest {

    private static Tree at(@Nullable Object node) {
        return new Tree("a.b", node);
    }

    private static void refuses(Runnable what, String words) {
        assertThatThrownBy(what::run).isInstanceOf(Refusal.class).hasMessage(words);
    }

    @Test
    void placesAreReadByTheirKind() {
        Tree tree = new Tree("", Map.of("a", Map.of("b", List.of("x", 3))));
        assertThat(tree.has("a")).isTrue();
        assertThat(tree.has("b")).isFalse();
        assertThat(tree.get("a").get("b").list().get(1)).isEqualTo(new Tree("a.b[1]", 3));
        refuses(() -> tree.get("c"), "the document has no field \"c\"");
        refuses(() -> tree.get("a").get("c"), "a has no field \"c\"");
        refuses(() -> tree.get("a").list(), "a is {b=[x, 3]}, expected a list");
        refuses(() -> at(List.of(1)).list(2), "a.b has 1 entries, expected 2");
        refuses(() -> at(1).text(), "a.b is 1, expected a text");
        assertThat(at("yes").word("yes|no")).isEqualTo("yes");
        refuses(() -> at("may").word("yes|no"), "a.b is may, expected yes|no");
        assertThat(at(3).integer(3, 5)).isEqualTo(3);
        assertThat(at(5).integer(3, 5)).isEqualTo(5);
        refuses(() -> at(2).integer(3, 5), "a.b is 2, expected a number from 3 to 5");
        refuses(() -> at(6).integer(3, 5), "a.b is 6, expected a number from 3 to 5");
        refuses(() -> at("4").integer(3, 5), "a.b is 4, expected a number from 3 to 5");
        assertThat(at(4).fields()).isEmpty();
    }

    @Test
    void numbersAreFractionsOrDoublesInFull() {
        assertThat(at(List.of("3/7", "-2", 0.375, 2)).ratios(4))
                .extracting(Ratio::toString)
                .containsExactly("3/7", "-2", "3/8", "2");
        refuses(() -> at(List.of("3/7x")).ratios(1), "a.b[0] is 3/7x, expected -?[0-9]{1,99999}(/[0-9]{1,99999})?");
        refuses(() -> at(List.of("3/0")).ratios(1), "division by zero");
        refuses(() -> at(List.of(Double.NaN)).ratios(1), "NaN is no finite number");
        assertThat(at(List.of(List.of(1, 2), List.of(3, 4))).table(2, 2).rows().get(1))
                .extracting(Ratio::toString)
                .containsExactly("3", "4");
        refuses(() -> at(List.of(List.of(1, 2), List.of(3))).table(2, 2), "a.b[1] has 1 entries, expected 2");
        refuses(() -> at(List.of(List.of(1, 2))).table(2, 2), "a.b has 1 entries, expected 2");
    }

    @Test
    void comparisonsNameTheFirstPlaceThatDiffers() {
        at(Map.of("x", List.of(1, "t"))).mustEqual(Map.of("x", List.of(1.0, "t")));
        at(null).mustEqual(null);
        refuses(() -> at(Map.of("x", 1, "y", 2)).mustEqual(Map.of("x", 1)), "a.b has an unknown field y");
        refuses(() -> at(Map.of("x", 1)).mustEqual(Map.of("x", 1, "y", 2)), "a.b has no field \"y\"");
        refuses(() -> at(List.of(1)).mustEqual(List.of(1, 2)), "a.b has 1 entries, expected 2");
        refuses(() -> at(List.of(1, 3)).mustEqual(List.of(1, 2)), "a.b[1] is 3, expected 2");
        refuses(() -> at(Map.of("x", 1)).mustEqual(List.of()), "a.b is {x=1}, expected []");
        refuses(() -> at(List.of()).mustEqual(Map.of()), "a.b is [], expected {}");
        refuses(() -> at("1").mustEqual(1), "a.b is 1, expected 1");
        refuses(() -> at(null).mustEqual("x"), "a.b is null, expected x");
    }

    @Test
    void equalContentHasOneSpellingAndNothingElseHasIt() {
        Map<String, Object> turned = new LinkedHashMap<>();
        turned.put("b", 2);
        turned.put("a", 1.0);
        assertThat(Digests.canonical(turned)).isEqualTo(Digests.canonical(Map.of("a", 1, "b", 2.0)));
        assertThat(Digests.canonical(1e3)).isEqualTo(Digests.canonical(1000));
        List<Object> different = new ArrayList<>(
                List.of(1, 10, 0.1, -1, "1", "#1e0", List.of(), List.of(1), List.of("1"), Map.of(), Double.NaN, true));
        different.add(List.of("a", "b"));
        different.add(List.of("a, 1\"b"));
        different.add(Map.of("a", 1));
        different.add(Double.POSITIVE_INFINITY);
        assertThat(different.stream().map(Digests::canonical).distinct()).hasSize(different.size());
        Tree sealed = new Tree("", Digests.sealed(turned));
        Digests.guard(sealed);
        Map<String, Object> changed = new LinkedHashMap<>(Digests.sealed(turned));
        changed.put("a", 2);
        refuses(() -> Digests.guard(new Tree("", changed)), "a was changed, or its digest was");
        Map<String, Object> more = new LinkedHashMap<>(Digests.sealed(turned));
        Map<String, Object> digests = new LinkedHashMap<>();
        sealed.get("digests").fields().forEach((field, digest) -> digests.put(String.valueOf(field), digest));
        digests.put("c", "0");
        more.put("digests", digests);
        refuses(() -> Digests.guard(new Tree("", more)), "digests has an unknown field c");
    }

    private static Map<String, Object> question(String tasks) {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("family", "gaussian");
        out.put("states", 3);
        out.put("dimension", 2);
        out.put("transition", "stationary");
        out.put("covariance", "full-per-state");
        out.put("loss", "log");
        out.put("tasks", List.of(tasks));
        return out;
    }

    private static Family read(Map<String, Object> question) {
        return AskedQuestion.read(new Tree("question", question));
    }

    @Test
    void aQuestionIsReadInAllItsParts() {
        Family family = read(question("x4,x2|x3,x1"));
        assertThat(family.gaussian()).isTrue();
        assertThat(family.states()).isEqualTo(3);
        assertThat(family.dimension()).isEqualTo(2);
        assertThat(family.doubly()).isFalse();
        assertThat(family.shape()).isEqualTo("full-per-state");
        assertThat(family.log()).isTrue();
        assertThat(family.tasks().get(0).targets()).containsExactly(2, 4);
        assertThat(family.tasks().get(0).context()).containsExactly(3, 1);
        assertThat(family.tasks().get(0).text()).isEqualTo("x4,x2|x3,x1");
        Map<String, Object> symbols = new LinkedHashMap<>(Map.of(
                "family",
                "categorical",
                "states",
                2,
                "dimension",
                4,
                "transition",
                "doubly-stochastic",
                "tasks",
                List.of("x2|x1", "x3|x1")));
        Family plain = read(symbols);
        assertThat(plain.gaussian()).isFalse();
        assertThat(plain.doubly()).isTrue();
        assertThat(plain.shape()).isEqualTo("none");
        assertThat(plain.log()).isFalse();
        assertThat(plain.tasks()).hasSize(2);
        symbols.put("loss", "log");
        refuses(() -> read(symbols), "question has a field too many, no tasks or no free parameter");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "family; poisson; question.family is poisson, expected gaussian|categorical",
                "transition; moving; question.transition is moving, expected doubly-stochastic|stationary",
                "covariance; round; question.covariance is round, expected identity|(spherical|diagonal|full)-(shared|per-state)",
                "loss; none; question.loss is none, expected squared|log",
                "remark; true; question has a field too many, no tasks or no free parameter",
            })
    void aQuestionThatIsNoneIsRefused(String field, String value, String words) {
        Map<String, Object> changed = question("x2|x1");
        changed.put(field, value);
        refuses(() -> read(changed), words);
    }

    @Test
    void sizesAndTasksHaveTheirLimits() {
        for (Map.Entry<String, Integer> limit :
                Map.of("states", 63, "dimension", 9999).entrySet()) {
            for (int wrong : new int[] {0, limit.getValue() + 1}) {
                Map<String, Object> changed = question("x2|x1");
                changed.put(limit.getKey(), wrong);
                refuses(
                        () -> read(changed),
                        "question." + limit.getKey() + " is " + wrong + ", expected a number from 1 to "
                                + limit.getValue());
            }
        }
        refuses(() -> read(question("x2|x2")), "question.tasks[0] is x2|x2, a position twice");
        refuses(() -> read(question("x2,x2|x1")), "question.tasks[0] is x2,x2|x1, a position twice");
        for (String wrong : List.of("x2", "x0|x1", "x1000|x1", "2|1", "x2|", "x2|x1|x3")) {
            assertThatThrownBy(() -> read(question(wrong))).hasMessageContaining("question.tasks[0] is " + wrong);
        }
        Map<String, Object> none = question("x2|x1");
        none.put("tasks", List.of());
        refuses(() -> read(none), "question has a field too many, no tasks or no free parameter");
        Map<String, Object> certain = new LinkedHashMap<>(Map.of(
                "family",
                "categorical",
                "states",
                1,
                "dimension",
                1,
                "transition",
                "stationary",
                "tasks",
                List.of("x2|x1")));
        refuses(() -> read(certain), "question has a field too many, no tasks or no free parameter");
    }

    private static Model<Ratio> model(RandomGenerator random, int k) {
        List<List<Ratio>> chain = rows(random, k, k);
        List<List<Ratio>> means = rows(random, k, 2);
        return new Model<>(
                chain.get(0),
                new org.unmask.verdict.check.Matrix<>(chain),
                new org.unmask.verdict.check.Matrix<>(means),
                List.of());
    }

    private static List<List<Ratio>> rows(RandomGenerator random, int height, int width) {
        return IntStream.range(0, height)
                .mapToObj(i -> IntStream.range(0, width)
                        .mapToObj(j -> Ratio.of(random.nextInt(100) / 64.0))
                        .toList())
                .toList();
    }

    private static double least(Model<Ratio> first, Model<Ratio> second, List<Integer> labels) {
        int k = first.initial().size();
        if (labels.size() == k) {
            double worst = 0;
            for (int i = 0; i < k; i++) {
                for (int j = 0; j < k; j++) {
                    worst = Math.max(
                            worst,
                            apart(
                                    first.transition().rows().get(i).get(j),
                                    second.transition()
                                            .rows()
                                            .get(labels.get(i))
                                            .get(labels.get(j))));
                }
                for (int x = 0; x < 2; x++) {
                    worst = Math.max(
                            worst,
                            apart(
                                    first.means().rows().get(i).get(x),
                                    second.means().rows().get(labels.get(i)).get(x)));
                }
            }
            return worst;
        }
        return IntStream.range(0, k)
                .filter(label -> !labels.contains(label))
                .mapToDouble(label -> {
                    List<Integer> longer = new ArrayList<>(labels);
                    longer.add(label);
                    return least(first, second, longer);
                })
                .min()
                .orElseThrow();
    }

    private static double apart(Ratio a, Ratio b) {
        return Math.abs(a.toDouble() - b.toDouble());
    }

    /** By going through all relabellings. */
    @Test
    void distancesAreThoseOfTheBestRelabelling() {
        RandomGenerator random = new Seed(12).generator();
        for (int n = 0; n < 60; n++) {
            int k = random.nextInt(1, 5);
            Model<Ratio> first = model(random, k);
            Model<Ratio> second = model(random, k);
            assertThat(new Relabelling(first, second).distance()).isEqualTo(least(first, second, List.of()));
            assertThat(new Relabelling(first, first).distance()).isZero();
        }
    }
}

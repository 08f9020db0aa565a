// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.twin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.unmask.verdict.ExactModels.categorical;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hipparchus.fraction.BigFraction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.unmask.model.Alphabet;
import org.unmask.model.Chain;
import org.unmask.model.ModelFamily;
import org.unmask.random.Seed;
import org.unmask.task.Loss;
import org.unmask.task.TaskSet;
import org.unmask.verdict.RationalModel;

/** Every slide keeps the predictions in exact fractions, and leaves the model. */
class RationalSlidesTest {

    private static TaskSet tasks(String text) {
        return TaskSet.parse(text, Loss.SQUARED);
    }

    private static ExactModel model(int k, Chain chain) {
        return NicePoint.of(new ModelFamily.Categorical(k, 2, chain), new Seed(11));
    }

    private static List<Slide> slides(ExactModel base, String tasks) {
        return RationalSlides.of(base, tasks(tasks), new Seed(12));
    }

    /** (2.1) mixings, (2.2) turns for three states, one curve for two, and shrinking at one gap. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "3; x2|x1; 13",
                "3; x1|x2; 13",
                "4; x2|x1 & x1|x2; 13",
                "3; x3|x1; 7",
                "3; x2|x1 & x3|x1; 6",
                "2; x3|x1; 1",
                "2; x2|x1; 7",
                "2; x2|x1 & x3|x1; 0",
                "3; x2,x3|x1; 0",
                "3; x2|x1,x3; 0",
                "3; x2|x1 & x2|x1,x3; 0",
                "1; x2|x1; 0"
            })
    void slidesKeepThePredictions(int k, String tasks, int count) {
        for (Chain chain : Chain.values()) {
            ExactModel base = model(k, chain);
            List<Slide> slides = slides(base, tasks);
            assertThat(slides).hasSize(count + (k == 2 && chain == Chain.STATIONARY ? 1 : 0));
            List<List<BigFraction>> expected = Alike.predictions(base, tasks(tasks));
            Set<ExactModel> found = new HashSet<>();
            for (Slide slide : slides) {
                assertThat(slide.at(BigFraction.ZERO)).contains(base);
                Optional<ExactModel> second = slide.at(new BigFraction(1, 256));
                assertThat(second).hasValueSatisfying(there -> {
                    assertThat(there.isInside()).isTrue();
                    assertThat(there).isNotEqualTo(base);
                    assertThat(Alike.predictions(there, tasks(tasks))).isEqualTo(expected);
                });
                found.add(second.orElseThrow());
                assertThat(slide.at(new BigFraction(-1, 256))).isPresent();
            }
            assertThat(found).as("drawn anew").hasSizeGreaterThanOrEqualTo((slides.size() + 2) / 3);
        }
    }

    /** The control: three tokens tell the twins apart. */
    @Test
    void slidesMoveThePredictionsOfTriples() {
        for (Chain chain : Chain.values()) {
            ExactModel base = model(3, chain);
            for (Slide slide : slides(base, "x2|x1")) {
                assertThat(Alike.predictions(slide.at(new BigFraction(1, 256)).orElseThrow(), tasks("x2,x3|x1")))
                        .isNotEqualTo(Alike.predictions(base, tasks("x2,x3|x1")));
            }
        }
    }

    /** Where a curve meets a pole, or a model outside the family, it has no point. */
    @Test
    void polesHaveNoPoint() {
        ExactModel base = model(2, Chain.STATIONARY);
        Slide curve = slides(base, "x2|x1 & x3|x1").get(0);
        BigFraction law = base.expand().initial()[0];
        assertThat(curve.at(BigFraction.ONE.subtract(law))).as("u = p").isEmpty();
        Slide shrinking = slides(base, "x3|x1").get(1);
        assertThat(shrinking.at(new BigFraction(-1))).isEmpty();
        assertThat(shrinking.at(new BigFraction(-2))).isEmpty();
        assertThat(shrinking.at(new BigFraction(-1, 256))).isPresent();
    }

    @Test
    void aStateThatIsNeverSeenHasNoMixing() {
        RationalModel left = categorical(Chain.STATIONARY, "1/2 1/2; 0 1", "1/2 1/2; 1/4 3/4");
        ExactModel base = new ExactModel(left.family(), left.free(), Alphabet.numbered(2));
        assertThat(slides(base, "x2|x1")).isEmpty();
    }
}

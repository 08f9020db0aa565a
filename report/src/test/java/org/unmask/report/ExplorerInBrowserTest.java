// SPDX-License-Identifier: Apache-2.0
package org.unmask.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.unmask.explore.Explorer;
import org.unmask.matrix.Matrix;
import org.unmask.matrix.StochasticMatrix;
import org.unmask.model.Alphabet;
import org.unmask.model.Categorical;
import org.unmask.model.Chain;
import org.unmask.model.Gaussian;
import org.unmask.model.Hmm;
import org.unmask.model.ModelFamily;
import org.unmask.random.Seed;
import org.unmask.task.Loss;
import org.unmask.task.TaskSet;
import org.unmask.verdict.Question;
import org.unmask.verdict.engine.VerdictEngine;

@Tag("slow")
class ExplorerInBrowserTest {

    private static final String MODEL_MAPS =
            "return [...document.querySelectorAll('.maps:not(.still) .heat')].map(t => t.innerText).join('|')";
    private static final String PREDICTION_MAPS =
            "return [...document.querySelectorAll('.maps.still .heat')].map(t => t.innerText).join('|')";
    private static final String REST =
            "return [...document.querySelectorAll('section:not(#explorer), header, footer')].map(s => s.innerText).join()";

    @TempDir
    private static Path folder;

    private static Browser browser;
    private static Path many;
    private static Path one;
    private static Path two;

    @BeforeAll
    static void open() throws IOException {
        Hmm symbols = Hmm.stationary(
                StochasticMatrix.ofRows(
                        new double[] {0.6, 0.3, 0.1}, new double[] {0.2, 0.5, 0.3}, new double[] {0.1, 0.3, 0.6}),
                new Categorical(
                        Alphabet.of("a", "b", "c", SamplePages.HOSTILE),
                        StochasticMatrix.ofRows(
                                new double[] {0.55, 0.2, 0.15, 0.1},
                                new double[] {0.1, 0.6, 0.1, 0.2},
                                new double[] {0.2, 0.1, 0.5, 0.2})));
        Hmm points = Hmm.stationary(
                StochasticMatrix.ofRows(
                        new double[] {0.55, 0.3, 0.15}, new double[] {0.15, 0.55, 0.3}, new double[] {0.3, 0.15, 0.55}),
                Gaussian.unit(Matrix.ofRows(new double[] {1.5, 0}, new double[] {-1, 1.2}, new double[] {-0.5, -1.5})));
        many = page("many", symbols, Chain.STATIONARY, "x2|x1", Loss.LOG);
        one = page("one", symbols, Chain.STATIONARY, "x2,x3|x1", Loss.LOG);
        two = page("two", points, Chain.DOUBLY_STOCHASTIC, "x3|x1", Loss.SQUARED);
        browser = Browser.start();
    }

    private static Path page(String name, Hmm model, Chain chain, String tasks, Loss loss) throws IOException {
        Question asked = new Question(ModelFamily.of(model, chain), TaskSet.parse(tasks, loss), Optional.of(model));
        ReportDocument document = ExplorerReport.of(
                Explorer.explore(asked, VerdictEngine.STANDARD, new Seed(1)),
                "In words.",
                Map.of("kind", "none"),
                Map.of("program", "unmask"),
                "unmask explore");
        return Files.writeString(folder.resolve(name + ".html"), document.html());
    }

    @AfterAll
    static void close() throws IOException {
        if (browser != null) {
            browser.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"many, 1200, false", "many, 390, true", "one, 1200, true", "one, 390, false", "two, 1200, false"})
    void isQuietReadableAndFitsTheWidth(String name, int width, boolean dark) throws IOException {
        Path page = folder.resolve(name + ".html");
        assertThat(Files.size(page)).isLessThan(700_000L);
        browser.open(page, width, dark);
        assertThat(browser.console()).isEmpty();
        assertThat(browser.script("return performance.getEntriesByType('resource').length"))
                .isEqualTo(0L);
        assertThat(browser.script("return document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                .isEqualTo(0L);
        assertThat(browser.complaints()).isEmpty();
        browser.picture("explorer-" + name + "-" + width + (dark ? "-dark" : "-light"));
    }

    @Test
    void theSliderMovesTheModelAndNotThePredictions() throws IOException {
        browser.open(many, 1200, false);
        Object predictions = browser.script(PREDICTION_MAPS);
        Object model = browser.script(MODEL_MAPS);
        Object rest = browser.script(REST);
        WebElement slider = browser.driver().findElement(By.cssSelector("#explorer input[type=range]"));
        for (Keys key : List.of(Keys.ARROW_RIGHT, Keys.END, Keys.HOME)) {
            slider.sendKeys(key);
            assertThat(browser.script(MODEL_MAPS)).isNotEqualTo(model);
            assertThat(browser.script(PREDICTION_MAPS)).isEqualTo(predictions);
            assertThat(browser.script(REST)).isEqualTo(rest);
            assertThat(Double.parseDouble(figure("largest change of any prediction")))
                    .isLessThan(1e-12);
        }
        assertThat(Double.parseDouble(figure("largest change of a parameter"))).isGreaterThan(0.05);
        assertThat(browser.driver()
                        .findElement(By.cssSelector(".maps.still .moved"))
                        .getText())
                .isEqualTo("stands still");
        assertThat(browser.driver().findElements(By.tagName("img"))).isEmpty();
        browser.picture("explorer-many-moved");
        assertThat(browser.console()).isEmpty();
    }

    @Test
    void theWitnessMovesToo() {
        browser.open(many, 1200, false);
        String before = figure("probability of");
        browser.driver()
                .findElement(By.cssSelector("#explorer input[type=range]"))
                .sendKeys(Keys.END);
        assertThat(figure("probability of")).isNotEqualTo(before);
    }

    @Test
    void whereTheTaskIdentifiesThePredictionsMoveAndTheLossRises() {
        browser.open(one, 1200, false);
        Object predictions = browser.script(PREDICTION_MAPS);
        assertThat(figure("loss above the best")).isEqualTo("0");
        browser.driver()
                .findElement(By.cssSelector("#explorer input[type=range]"))
                .sendKeys(Keys.END);
        assertThat(browser.script(PREDICTION_MAPS)).isNotEqualTo(predictions);
        assertThat(Double.parseDouble(figure("loss above the best"))).isPositive();
    }

    @Test
    void arrowKeysChooseTheWay() {
        browser.open(two, 1200, false);
        WebElement chosen = browser.driver().findElement(By.cssSelector(".chip input:checked"));
        String before = browser.driver()
                .findElement(By.cssSelector("#explorer .sentence"))
                .getText();
        assertThat(before).contains("predict the same");
        chosen.sendKeys(Keys.ARROW_RIGHT);
        assertThat(browser.driver()
                        .findElement(By.cssSelector("#explorer .sentence"))
                        .getText())
                .startsWith("The loss rises");
        assertThat(browser.script("return document.querySelectorAll('.chip input:checked').length"))
                .isEqualTo(1L);
        assertThat(browser.console()).isEmpty();
    }

    private static String figure(String label) {
        return browser.driver().findElements(By.cssSelector("#explorer .figure")).stream()
                .filter(figure -> figure.getText().startsWith(label))
                .map(figure -> figure.findElement(By.className("value")).getText())
                .findFirst()
                .orElseThrow();
    }
}

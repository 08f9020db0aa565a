// SPDX-License-Identifier: Apache-2.0
package org.unmask.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
import org.unmask.atlas.Atlas;
import org.unmask.atlas.AtlasGrid;
import org.unmask.atlas.WindowTasks;
import org.unmask.model.Chain;
import org.unmask.model.ModelFamily;
import org.unmask.parallel.Progress;
import org.unmask.parallel.Threads;
import org.unmask.random.Seed;
import org.unmask.task.Loss;
import org.unmask.verdict.certificate.Certificates;
import org.unmask.verdict.engine.VerdictEngine;

@Tag("slow")
class AtlasInBrowserTest {

    private static final String OPENED = "return document.querySelector('#answer h3').textContent";

    @TempDir
    private static Path folder;

    private static Browser browser;
    private static Path page;

    @BeforeAll
    static void open() throws IOException {
        List<ModelFamily> families = new ArrayList<>();
        for (Chain chain : Chain.values()) {
            for (int k = 2; k <= 3; k++) {
                families.add(new ModelFamily.Categorical(k, 2, chain));
                families.add(new ModelFamily.Categorical(k, 3, chain));
            }
        }
        Atlas atlas = Atlas.of(
                        new AtlasGrid(families, WindowTasks.of(3, Loss.LOG)),
                        VerdictEngine.STANDARD,
                        Threads.ONE,
                        Progress.NONE)
                .withTwins(new Seed(1), 5, Threads.ONE, Progress.NONE);
        ReportDocument document = AtlasReport.of(
                atlas,
                atlas.verdicts().stream()
                        .map(verdict -> Certificates.of(verdict).map(certificate -> certificate.document()))
                        .toList(),
                Map.of("program", "unmask"),
                "unmask atlas --family categorical");
        page = Files.writeString(folder.resolve("atlas.html"), document.html());
        browser = Browser.start();
    }

    @AfterAll
    static void close() throws IOException {
        if (browser != null) {
            browser.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"1400, false", "1400, true", "390, false", "390, true"})
    void isQuietReadableAndFitsTheWidth(int width, boolean dark) throws IOException {
        browser.open(page, width, dark);
        assertThat(browser.console()).isEmpty();
        assertThat(browser.script("return performance.getEntriesByType('resource').length"))
                .isEqualTo(0L);
        assertThat(browser.script("return document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                .isEqualTo(0L);
        assertThat(browser.complaints()).isEmpty();
        browser.picture("atlas-" + width + (dark ? "-dark" : "-light"));
    }

    @Test
    void carriesNoChartLibraryAsItDrawsNoChart() throws IOException {
        assertThat(Files.size(page)).isLessThan(400_000L);
        browser.open(page, 1400, false);
        assertThat(browser.script("return typeof echarts")).isEqualTo("undefined");
    }

    @Test
    void arrowKeysWalkAndEnterOpens() {
        browser.open(page, 1400, false);
        WebElement first = browser.driver().findElement(By.cssSelector(".map tbody button"));
        assertThat(browser.script("return document.querySelectorAll('.map tbody button[tabindex=\"0\"]').length"))
                .as("one stop for the tab key")
                .isEqualTo(1L);
        first.sendKeys(Keys.ARROW_DOWN);
        browser.driver().switchTo().activeElement().sendKeys(Keys.ARROW_RIGHT);
        WebElement walked = browser.driver().switchTo().activeElement();
        assertThat(walked.getAttribute("aria-label")).startsWith("x3|x1, 2 states, 3 symbols");
        assertThat((String) browser.script(OPENED))
                .as("walking opens nothing")
                .endsWith("Predict token 2 from token 1.");
        walked.sendKeys(Keys.ENTER);
        assertThat((String) browser.script(OPENED)).endsWith("Predict token 3 from token 1.");
        assertThat(browser.driver().switchTo().activeElement()).isEqualTo(walked);
        assertThat(browser.script("return document.querySelectorAll('.map [aria-pressed=true]').length"))
                .isEqualTo(1L);
        assertThat(browser.console()).isEmpty();
    }

    @Test
    void anOpenCellHasReasonTwinRepairAndCertificate() {
        browser.open(page, 1400, false);
        WebElement answer = browser.driver().findElement(By.id("answer"));
        assertThat(answer.getText())
                .contains("A continuum of models", "What helps", "Two different models, the same predictions");
        assertThat(answer.findElements(By.tagName("summary")))
                .extracting(WebElement::getText)
                .anyMatch(text -> text.contains("certificate"))
                .contains("Why", "Ask it yourself");
        answer.findElement(By.cssSelector(".box .jump")).click();
        assertThat(answer.getText()).contains("One model").doesNotContain("What helps");
    }

    @Test
    void filtersHideAndComeBack() {
        browser.open(page, 1400, false);
        String shown = "return document.querySelectorAll('.map tbody button').length";
        long all = (Long) browser.script(shown);
        browser.driver().findElement(By.cssSelector(".filters select")).sendKeys("2");
        long fewer = (Long) browser.script(shown);
        assertThat(fewer).isPositive().isLessThan(all);
        assertThat(browser.driver()
                        .findElement(By.cssSelector("#atlas [aria-live]"))
                        .getText())
                .isEqualTo("Showing " + fewer + " of " + all + " answers.");
        browser.driver().findElement(By.cssSelector(".filters button")).click();
        browser.driver().executeAsyncScript("setTimeout(arguments[0], 50)");
        assertThat(browser.script(shown)).isEqualTo(all);
    }

    @Test
    void aColumnOpensItsSmallestSets() {
        browser.open(page, 1400, false);
        browser.driver().findElement(By.cssSelector(".map button.column")).click();
        assertThat(browser.driver().findElement(By.id("answer")).getText())
                .contains("Tasks that need no other", "✓ x2|x1 & x3|x1");
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.unmask.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
import org.unmask.atlas.Experiment;
import org.unmask.atlas.Statement;
import org.unmask.atlas.Statements;
import org.unmask.parallel.Progress;
import org.unmask.parallel.Threads;
import org.unmask.random.Seed;

/** The page of a reproduction, of a statement that identifies and of one that does not. */
@Tag("slow")
class TrailsInBrowserTest {

    /** How far apart the filled dots at the ends of the trails lie, in units of the drawing. */
    private static final String SPREAD = """
            const ends = [...arguments[0].querySelectorAll('circle')].filter(c => c.getAttribute('r') === '5'
              && c.getAttribute('fill') !== 'var(--card)').map(c => [Number(c.getAttribute('cx')), Number(c.getAttribute('cy'))]);
            let most = 0;
            for (const [x, y] of ends) for (const [u, v] of ends) most = Math.max(most, Math.hypot(x - u, y - v));
            return [ends.length, most];
            """;

    private static final String POINTS =
            "return [...arguments[0].querySelectorAll('polyline')].map(l => l.getAttribute('points').split(' ').length)"
                    + ".reduce((a, b) => a + b, 0)";

    @TempDir
    private static Path folder;

    private static Browser browser;
    private static Path page;

    @BeforeAll
    static void open() throws IOException {
        List<Statement> statements = Statements.all().stream()
                .filter(statement -> List.of("theorem-2", "theorem-5-forward").contains(statement.id()))
                .toList();
        assertThat(statements).hasSize(2);
        Experiment experiment =
                new Experiment(8, 2, 6, 60, List.of(1_000, 10_000), List.of(1_000, 4_000), 0, new Seed(1));
        page = Files.writeString(
                folder.resolve("reproduction.html"),
                ReproductionReport.of(
                                experiment.run(statements, Threads.ONE, Progress.NONE),
                                Map.of("program", "unmask"),
                                "unmask reproduce")
                        .html());
        browser = Browser.start();
    }

    @AfterAll
    static void close() throws IOException {
        if (browser != null) {
            browser.close();
        }
    }

    private static Object answer(String script, WebElement drawing) {
        return Objects.requireNonNull(browser.driver().executeScript(script, drawing));
    }

    private static List<WebElement> drawings() {
        return browser.driver().findElements(By.cssSelector("svg.trails[aria-label='Training on endless data']"));
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
        browser.picture("reproduction-" + width + (dark ? "-dark" : "-light"));
    }

    @Test
    void trailsMeetWhereTheTaskIdentifiesAndScatterWhereNot() {
        browser.open(page, 1400, false);
        List<WebElement> drawings = drawings();
        assertThat(drawings).hasSize(2);
        List<?> scattered = (List<?>) answer(SPREAD, drawings.get(0));
        List<?> met = (List<?>) answer(SPREAD, drawings.get(1));
        assertThat(((Number) scattered.get(0)).intValue()).isGreaterThan(1);
        assertThat(((Number) met.get(0)).intValue()).isGreaterThan(1);
        assertThat(((Number) scattered.get(1)).doubleValue()).isGreaterThan(20);
        assertThat(((Number) met.get(1)).doubleValue()).isLessThan(1);
    }

    @Test
    void theSliderLetsTheTrailsOfItsOwnDrawingGrow() {
        browser.open(page, 1400, false);
        List<WebElement> drawings = drawings();
        long whole = (Long) answer(POINTS, drawings.get(0));
        long other = (Long) answer(POINTS, drawings.get(1));
        WebElement slider = drawings.get(0).findElement(By.xpath("preceding-sibling::*//input"));
        slider.sendKeys(Keys.HOME);
        long beginning = (Long) answer(POINTS, drawings.get(0));
        slider.sendKeys(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT);
        long later = (Long) answer(POINTS, drawings.get(0));
        assertThat(beginning).isEqualTo(6);
        assertThat(later).isGreaterThan(beginning).isLessThan(whole);
        assertThat(slider.getAttribute("aria-valuetext")).startsWith("part 3 of ");
        assertThat(answer(POINTS, drawings.get(1))).isEqualTo(other);
        slider.sendKeys(Keys.END);
        assertThat(answer(POINTS, drawings.get(0))).isEqualTo(whole);
        assertThat(browser.console()).isEmpty();
    }
}

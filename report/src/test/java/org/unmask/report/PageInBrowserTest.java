// SPDX-License-Identifier: Apache-2.0
package org.unmask.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
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

@Tag("slow")
class PageInBrowserTest {

    /** Texts whose contrast with what lies behind them is below that of WCAG 2 AA; returns text, colours and ratio. */
    private static final String FAINT = """
            const parse = c => { const m = c.match(/[\\d.]+/g).map(Number);
              return c.startsWith('color(') ? m.slice(-4).map((x, i) => i < 3 ? 255 * x : x) : m; };
            const over = (top, under) => { const a = top.length > 3 ? top[3] : 1;
              return [0, 1, 2].map(i => top[i] * a + under[i] * (1 - a)); };
            const light = rgb => { const [r, g, b] = rgb.map(v => v / 255)
                .map(v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
              return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
            const behind = e => { const layers = []; for (let n = e; n; n = n.parentElement) {
                const c = parse(getComputedStyle(n).backgroundColor); layers.push(c); if (c.length < 4 || c[3] === 1) break; }
              return layers.reverse().reduce((under, top) => over(top, under), [255, 255, 255]); };
            const faint = [];
            for (const e of document.querySelectorAll('body *')) {
              if (e.closest('svg') || e.closest('.hidden') || ['SCRIPT', 'STYLE'].includes(e.tagName)) continue;
              const text = [...e.childNodes].filter(n => n.nodeType === 3 && n.data.trim()).map(n => n.data).join(' ');
              if (!text || !e.getClientRects().length) continue;
              const style = getComputedStyle(e), back = behind(e), ink = over(parse(style.color), back);
              const [a, b] = [light(ink), light(back)];
              const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
              const large = parseFloat(style.fontSize) >= 24 || parseFloat(style.fontSize) >= 18.66 && style.fontWeight >= 700;
              if (ratio < (large ? 3 : 4.5)) faint.push(text.slice(0, 40) + ' ' + style.color + ' on ' + back + ': ' + ratio);
            }
            return faint;
            """;

    /**
     * Curves without a line, and texts of a chart of curves that lie over one another; not those of a legend beneath its page
     * number, as they are clipped.
     */
    private static final String UNCLEAR = """
            const unclear = [];
            for (const chart of document.querySelectorAll('[data-kind=lines] .chart svg')) {
              const title = chart.closest('section').querySelector('h2').textContent;
              const widest = Math.max(...[...chart.querySelectorAll('path')].map(p => p.getBoundingClientRect().width));
              if (!(widest > chart.clientWidth / 2)) unclear.push(title + ': no curve');
              const texts = [...chart.querySelectorAll('text')].filter(t => t.textContent.trim() && !/^\\d+\\/\\d+$/.test(t.textContent));
              texts.forEach((a, i) => texts.slice(i + 1).forEach(b => {
                const [p, q] = [a, b].map(t => t.getBoundingClientRect());
                if (p.left < q.right - 1 && q.left < p.right - 1 && p.top < q.bottom - 3 && q.top < p.bottom - 3) {
                  unclear.push(title + ': ' + a.textContent + ' over ' + b.textContent);
                }
              }));
            }
            return unclear;
            """;

    @TempDir
    private static Path folder;

    private static Browser browser;

    @BeforeAll
    static void open() throws IOException {
        browser = Browser.start();
    }

    @AfterAll
    static void close() throws IOException {
        if (browser != null) {
            browser.close();
        }
    }

    private static Path page(int states) throws IOException {
        Path page = folder.resolve("page-" + states + ".html");
        Files.writeString(page, SamplePages.every(states).html());
        return page;
    }

    @ParameterizedTest
    @CsvSource({"3, 1200, false", "3, 1200, true", "2, 380, false", "7, 1200, false", "12, 380, true"})
    void showsEverythingQuietlyAndReadably(int states, int width, boolean dark) throws IOException {
        Path page = page(states);
        assertThat(Files.size(page)).isLessThan(2_000_000L);
        browser.open(page, width, dark);

        assertThat(browser.console()).isEmpty();
        assertThat(browser.script("return performance.getEntriesByType('resource').map(r => r.name)"))
                .isEqualTo(List.of());
        assertThat(browser.script("return document.querySelectorAll('section').length"))
                .isEqualTo(SamplePages.every(states).sections().size() + 1L);
        assertThat(browser.script(
                        "return [...document.querySelectorAll('.chart')].filter(c => !c.querySelector('svg')).length"))
                .isEqualTo(0L);
        assertThat((List<?>) browser.script(FAINT)).isEmpty();
        assertThat((List<?>) browser.script(UNCLEAR)).isEmpty();
        assertThat(browser.script("return document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                .as("nothing sticks out to the side")
                .isEqualTo(0L);
        browser.picture("sample-" + states + "-" + width + (dark ? "-dark" : "-light"));
    }

    @ParameterizedTest
    @CsvSource({"symbols, 2000, 1200", "symbols, 30, 380", "points, 2000, 1200", "points, 60, 380"})
    void showsFits(String kind, int tokens, int width) throws IOException {
        ReportDocument document = kind.equals("points") ? FitPages.points(tokens) : FitPages.symbols(tokens);
        Path page = Files.writeString(folder.resolve(kind + tokens + ".html"), document.html());
        assertThat(Files.size(page)).isLessThan(2_000_000L);
        browser.open(page, width, false);
        assertThat(browser.console()).isEmpty();
        assertThat(browser.script("return document.querySelectorAll('section').length"))
                .isEqualTo(document.sections().size() + 1L);
        assertThat(browser.driver().getTitle()).isEqualTo(document.title());
        assertThat((List<?>) browser.script(FAINT)).isEmpty();
        assertThat((List<?>) browser.script(UNCLEAR)).isEmpty();
        assertThat(browser.script("return document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                .isEqualTo(0L);
        assertThat(browser.driver().findElements(By.tagName("img"))).isEmpty();
        browser.picture("fit-" + kind + "-" + tokens);
    }

    @Test
    void aSymbolThatLooksLikeMarkupStaysText() throws IOException {
        browser.open(page(3), 1200, false);
        assertThat(browser.script("return Object.keys(Object.prototype).concat(Object.keys(Object)).join()"))
                .as("no text became a key of what all objects share")
                .isEqualTo("");
        assertThat(browser.driver().getTitle()).isEqualTo(SamplePages.every(3).title());
        assertThat(browser.driver().findElements(By.tagName("img"))).isEmpty();
        assertThat(browser.driver().findElement(By.id("page")).getText()).contains(SamplePages.HOSTILE);
        assertThat(browser.script("return document.scripts.length")).isEqualTo(7L);
    }

    @Test
    void evenAScriptThatGotInCouldNotRunNorCallHome() throws IOException {
        AtomicInteger requests = new AtomicInteger();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        try {
            String home = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
            String attack = """
                    const script = document.createElement('script');
                    script.textContent = 'window.ran = true';
                    document.body.append(script);
                    const box = document.createElement('div');
                    box.innerHTML = '<img src="data:," onerror="window.ran = true"><img src="' + arguments[0] + 'image">';
                    document.body.append(box);
                    const done = arguments[arguments.length - 1];
                    fetch(arguments[0] + 'fetch', { mode: 'no-cors' }).catch(() => 0).finally(() => setTimeout(done, 300));
                    """;
            browser.open(page(3), 1200, false);
            browser.driver().executeAsyncScript(attack, home);
            assertThat(browser.script("return window.ran === undefined")).isEqualTo(true);
            assertThat(requests).hasValue(0);
            browser.console();

            // The same on a page without the policy, to show that the attack is one.
            Path open = folder.resolve("open.html");
            Files.writeString(open, "<!doctype html><title>open</title><body></body>");
            browser.open(open, 1200, false);
            browser.driver().executeAsyncScript(attack, home);
            assertThat(browser.script("return window.ran")).isEqualTo(true);
            assertThat(requests.get()).isPositive();
            browser.console();
        } finally {
            server.stop(0);
        }
    }

    @Test
    void theKeyboardMovesTheWindowAndNothingElse() throws IOException {
        browser.open(page(3), 1200, false);
        String others = "return [...document.querySelectorAll('section:not(#masked)')].map(s => s.textContent).join()";
        String hidden =
                "return [...document.querySelectorAll('#masked .hidden')].map(s => [...s.parentNode.children].indexOf(s))";
        Object before = browser.script(others);
        assertThat(browser.script(hidden)).isEqualTo(List.of(1L, 2L));

        WebElement slider = browser.driver().findElement(By.cssSelector("#masked input[type=range]"));
        slider.sendKeys(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT, Keys.ARROW_RIGHT);
        assertThat(browser.script(hidden)).isEqualTo(List.of(4L, 5L));

        WebElement reveal = browser.driver().findElement(By.cssSelector("#masked button[aria-pressed]"));
        assertThat(reveal.getAttribute("aria-pressed")).isEqualTo("false");
        reveal.sendKeys(Keys.SPACE);
        assertThat(reveal.getAttribute("aria-pressed")).isEqualTo("true");
        assertThat(browser.script(hidden)).isEqualTo(List.of());
        assertThat(browser.driver().findElements(By.cssSelector("#masked .bar.truth")))
                .hasSize(2);
        assertThat(browser.script(others)).isEqualTo(before);
        assertThat(browser.console()).isEmpty();
    }
}

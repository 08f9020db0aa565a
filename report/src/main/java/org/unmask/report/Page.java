// SPDX-License-Identifier: Apache-2.0
package org.unmask.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One HTML file that needs nothing else: style, charts, scripts and data inside.
 *
 * <p>Its security policy forbids every request, and every script but those whose digest it names, so that even a text
 * that escaped its place could not run. The data stands apart as JSON, and scripts show it as text only.
 */
final class Page {

    private static final String CHARTS = "/META-INF/resources/webjars/echarts/5.3.1/dist/echarts.min.js";

    private Page() {}

    /**
     * What a page is made of besides its data.
     *
     * @param styles names of style sheets, in order
     * @param scripts names of scripts, in order
     * @param charts whether the chart library is needed
     */
    record Look(List<String> styles, List<String> scripts, boolean charts) {}

    /**
     * The file's text.
     *
     * @param title shown by the browser and in the heading
     * @param data what the scripts show; see {@link EmbeddedJson}
     * @param look style sheets and scripts
     * @return HTML
     */
    static String html(String title, Map<String, ?> data, Look look) {
        List<String> code = new ArrayList<>();
        if (look.charts()) {
            code.add(resource(CHARTS));
        }
        look.scripts().forEach(name -> code.add(resource(name)));
        String policy =
                "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none';"
                        + " script-src "
                        + code.stream().map(Page::digest).collect(Collectors.joining(" "));
        String elements =
                code.stream().map(text -> "<script>" + text + "</script>").collect(Collectors.joining("\n"));
        // The template's marks are filled in one pass: a mark inside the data stays what it is.
        return fill(
                resource("page.html"),
                Map.of(
                        "title", escaped(title),
                        "policy", policy,
                        "style", look.styles().stream().map(Page::resource).collect(Collectors.joining("\n")),
                        "data", EmbeddedJson.text(data),
                        "scripts", elements));
    }

    private static String fill(String template, Map<String, String> values) {
        StringBuilder text = new StringBuilder(1 << 21);
        int from = 0;
        while (true) {
            int open = template.indexOf("{{", from);
            if (open < 0) {
                return text.append(template, from, template.length()).toString();
            }
            int close = template.indexOf("}}", open);
            text.append(template, from, open).append(values.get(template.substring(open + 2, close)));
            from = close + 2;
        }
    }

    private static String digest(String script) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(hash) + "'";
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private static String resource(String name) {
        try (InputStream in = Page.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the program lacks its file " + name);
            }
            // HTML reads every line end as one newline; the digest must be that of what the browser sees.
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("\r\n", "\n")
                    .strip();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}

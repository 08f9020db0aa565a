// SPDX-License-Identifier: Apache-2.0
package org.unmask.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A page before it is written: what it is about, its parts, and how to make it again.
 *
 * @param title heading
 * @param lead the answer in a sentence or two
 * @param sections parts, in order
 * @param provenance what made it: versions, options, seed, digests of inputs
 * @param command the command that makes it again
 */
public record ReportDocument(
        String title, String lead, List<Section> sections, Map<String, Object> provenance, String command) {

    private static final List<String> SCRIPTS = List.of("page.js", "graph.js", "charts.js", "text.js", "sections.js");

    /** Keeps the parts as they are now. */
    public ReportDocument {
        sections = List.copyOf(sections);
        provenance = new LinkedHashMap<>(provenance);
    }

    /**
     * The page as one HTML file.
     *
     * @return UTF-8 text without references to anything outside
     */
    public String html() {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("title", title);
        data.put("lead", lead);
        data.put("sections", sections.stream().map(Section::tree).toList());
        data.put("provenance", provenance);
        data.put("command", command);
        return Page.html(title, data, SCRIPTS);
    }
}
